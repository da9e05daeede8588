"""Seats of solo visitors: who comes back with the same token, or the same four words.

Only their SHA-256 is kept: whoever reads the database can sit down in nobody's place.
"""

import uuid
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.keeper import now
from simulator.store.profiles import LONGEST, alike, pseudonym
from simulator.store.rows import Profile
from simulator.store.store import Store

SEEN_EVERY = timedelta(hours=1)
"""How often it is written down that somebody was seen: a page costs no commit."""
TRIES = 5
"""Names that others may take between our looking and our writing."""


def take(store: Store, token_digest: str) -> Profile | None:
    """Return who sits on the seat of this token, and that they were seen; None if nobody does."""
    return _taken(store, t.seat.c.digest == token_digest)


def by_phrase(store: Store, phrase_digest: str, token_digest: str = "") -> Profile | None:
    """Return who has these four words; a *token_digest* takes the place of their token."""
    own = t.seat.c.phrase == phrase_digest
    known = _taken(store, own)
    if known is None or not token_digest:
        return known
    changed = sa.update(t.seat).where(own).values(digest=token_digest)
    try:
        store.write(
            lambda connection: connection.execute(changed).rowcount,
            lambda connection: _holder(connection, t.seat.c.digest == token_digest),
        )
    except IntegrityError:
        raise StoreFault("seat") from None
    return known


def _taken(store: Store, own: sa.ColumnElement[bool]) -> Profile | None:
    found = store.read(lambda connection: _holder(connection, own))
    if found is None:
        return None
    profile, seen = found
    at = now()
    if not timedelta(0) <= at - seen < SEEN_EVERY:
        changed = sa.update(t.seat).where(own).values(seen=at)
        with suppress(StoreFault):  # A label: nobody is kept out for it.
            store.write(lambda connection: connection.execute(changed).rowcount)
    return profile


def _holder(
    connection: sa.Connection, own: sa.ColumnElement[bool]
) -> tuple[Profile, datetime] | None:
    c = t.profile.c
    wanted = sa.select(c.id, c.name, c.created, t.seat.c.seen).join_from(
        t.seat, t.profile, t.seat.c.profile == c.id
    ).where(own)  # fmt: skip
    row = connection.execute(wanted).first()
    return (Profile(*row[:3]), row[3]) if row else None


def make(store: Store, token_digest: str, phrase_digest: str, wanted: str) -> Profile:
    """Seat somebody new under the pseudonym *wanted*, or one like it that nobody has.

    StoreFault if it is no pseudonym, or (seat) if the token or the words are somebody's.
    """
    if not pseudonym(wanted):
        raise StoreFault("name")
    own = t.seat.c.digest == token_digest, t.seat.c.phrase == phrase_digest
    row = {"digest": token_digest, "phrase": phrase_digest, "made": now(), "seen": now()}
    new = uuid.uuid4().hex

    def made(connection: sa.Connection) -> Profile:
        if _holder(connection, sa.or_(*own)) is not None:
            raise StoreFault("seat")
        profile = Profile(new, _free(connection, pseudonym(wanted)), now())
        connection.execute(sa.insert(t.profile).values(asdict(profile)))
        connection.execute(sa.insert(t.seat).values(row | {"profile": new}))
        return profile

    def is_made(connection: sa.Connection) -> Profile | None:
        found = _holder(connection, own[0])
        return found[0] if found and found[0].id == new else None

    for _ in range(TRIES):
        try:
            profile: Profile = store.write(made, is_made)
        except IntegrityError:
            continue  # Another program took the name at the same moment.
        return profile
    raise StoreFault("taken")


def _free(connection: sa.Connection, name: str) -> str:
    """Return *name*, with a number behind it where somebody has it."""
    known = {alike(row.name) for row in connection.execute(sa.select(t.profile.c.name))}
    number = 1
    while True:
        more = f" {number}" if number > 1 else ""
        found = name[: LONGEST - len(more)].rstrip() + more
        if alike(found) not in known:
            return found
        number += 1


def rephrase(store: Store, profile: str, phrase_digest: str) -> bool:
    """Let these four words lead to the seat of *profile*, in place of those before."""
    own = t.seat.c.profile == profile
    changed = sa.update(t.seat).where(own).values(phrase=phrase_digest)
    try:
        done = store.write(
            lambda connection: connection.execute(changed).rowcount,
            lambda connection: _holder(connection, t.seat.c.phrase == phrase_digest) is not None,
        )
    except IntegrityError:
        raise StoreFault("seat") from None
    return bool(done)


def forget(store: Store, token_digest: str) -> bool:
    """Take the seat away, the profile stays; False if there was none."""
    gone = sa.delete(t.seat).where(t.seat.c.digest == token_digest)
    return bool(store.write(lambda connection: connection.execute(gone).rowcount))
