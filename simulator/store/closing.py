"""Closing a workshop: its names, tokens, votes and texts go, wherever they are known to be.

What stays is what happened, without a name, and what participants agreed to leave (hazards,
sections 7 and 8). It goes from the copies first, the database last: a host that is killed between
the two finds the workshop open, and closes it again.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa

from simulator.store import tables as t
from simulator.store.erasing import Erased, Left, Scope, from_copies, shrink
from simulator.store.erasing import erase as erased
from simulator.store.faults import StoreFault
from simulator.store.keeper import now
from simulator.store.store import Store
from simulator.store.workshop_keeper import WorkshopKeeper
from simulator.store.workshop_rows import Workshop, anchor, chained, verify
from simulator.store.workshops import found, leased, rows_of

ABANDONED = timedelta(days=30)
"""After so long without any event nobody goes on with a workshop: it is closed."""
Settle = Callable[[sa.Connection], None]


def close_privately(store: Store, keeper: WorkshopKeeper, agreed: Collection[int] = ()) -> Erased:
    """Close the workshop of *keeper*: of its private rows, only those numbered *agreed* stay.

    Return the copies from which they were taken too, and what could not be reached. StoreFault if
    the disk does not do it: nothing is closed then, and it may be tried again.
    """
    keeper.pause()
    try:
        done = _close(store, keeper.workshop, agreed, keeper.settle)
    except StoreFault:
        keeper.go_on()
        raise
    keeper.close()
    return done


def _close(store: Store, workshop: Workshop, agreed: Collection[int], settle: Settle) -> Erased:
    name, at, done = workshop.id, now(), Erased()
    from_copies(store, lambda c: strip(c, name, agreed, at), done, since=workshop.started)
    if store.path is None:
        done.left.append(Left("server"))

    def closed(connection: sa.Connection) -> bool:
        if found(connection, name).ended is None:
            settle(connection)
            strip(connection, name, agreed, at)
        return True

    def is_done(connection: sa.Connection) -> bool | None:
        return found(connection, name).ended is not None or None

    store.write(closed, is_done)
    if not clear(store):
        done.left.append(Left("later", str(store.path or "PostgreSQL")))
    return done


def strip(connection: sa.Connection, name: str, agreed: Collection[int], at: datetime) -> bool:
    """End a workshop without its private rows; False if this database does not hold it."""
    if not sa.inspect(connection).has_table(t.workshop.name):
        return False
    try:
        workshop = found(connection, name)
    except StoreFault:
        return False
    c = t.workshop_event.c
    rows = rows_of(connection, name)
    stays = tuple(row for row in rows if not row.is_private or row.seq in set(agreed))
    numbers = {row.seq for row in stays}
    goes = [{"gone": row.seq} for row in rows if row.seq not in numbers]
    one = c.workshop == name, c.seq == sa.bindparam("gone")
    if goes:
        connection.execute(sa.delete(t.workshop_event).where(*one), goes)
    values = {"ended": workshop.ended or at, "events": len(stays)}
    linked = {row.seq: "" for row in stays}
    # What was altered stays so: no new chain vouches for it. The old one told of the votes.
    with suppress(StoreFault):
        verify(rows, workshop)
        made = chained(stays, anchor(workshop))
        linked = {row.seq: row.hash for row in made}
        values["head"] = made[-1].hash if made else anchor(workshop)
    if linked:
        same = c.workshop == name, c.seq == sa.bindparam("number")
        changed = sa.update(t.workshop_event).where(*same).values(hash=sa.bindparam("link"))
        connection.execute(changed, [{"number": k, "link": v} for k, v in linked.items()])
    own = t.workshop.c.id == name
    connection.execute(sa.update(t.workshop).where(own).values(values))
    return True


def clear(store: Store) -> bool:
    """Leave no byte of closed workshops in the free pages of the file; False if that has to wait.

    A host that was killed while it closed one leaves this to the next.
    """
    c = t.workshop.c
    waiting = sa.select(c.id).where(c.ended.is_not(None), c.cleared.is_(None))
    names = store.read(lambda conn: [row.id for row in conn.execute(waiting)])
    if not names:
        return True
    try:
        if not shrink(store, t.workshop_event.name):
            return False
        cleared = sa.update(t.workshop).where(c.id.in_(names)).values(cleared=now())
        store.write(lambda conn: conn.execute(cleared).rowcount)
    except StoreFault:
        return False
    return True


def close_abandoned(store: Store, today: datetime | None = None) -> int:
    """Close the workshops to which nobody came back, and finish what a dead host began to close.

    Nobody agreed to anything there. Return how many were closed.
    """
    before = (today or now()) - ABANDONED
    c = t.workshop.c
    wanted = sa.select(t.workshop).where(c.ended.is_(None), c.touched < before)
    left = store.read(
        lambda conn: [Workshop.of(dict(row)) for row in conn.execute(wanted).mappings()]
    )
    count = 0
    for workshop in left:
        with suppress(StoreFault):  # It is held after all; or the next start does it.
            count += _close_abandoned(store, workshop)
    clear(store)
    return count


def _close_abandoned(store: Store, workshop: Workshop) -> bool:
    lease = leased(store, workshop.id)
    try:
        if store.read(lambda connection: found(connection, workshop.id)) != workshop:
            return False
        _close(store, workshop, (), lambda _connection: None)
    finally:
        lease.release()
    return True


def erase(store: Store, name: str) -> Erased:
    """Erase all of a workshop, copies included; StoreFault if it is held, or there is none."""
    lease = leased(store, name)
    try:
        store.read(lambda connection: found(connection, name))
        return erased(store, Scope(workshop=name))
    finally:
        lease.release()
