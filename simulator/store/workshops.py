"""Workshops: begun, gone on with, listed, exported; closing.py takes away what is private.

While a workshop is open its names, tokens, votes and texts are kept as private rows, so that a host
that is killed loses none (hazards, section 7).
"""

import hashlib
import json
import uuid
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from simulator.store import material
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.keeper import Releasable, now
from simulator.store.store import Store
from simulator.store.values import fit
from simulator.store.workshop_keeper import WorkshopKeeper
from simulator.store.workshop_rows import (
    KeptRow,
    KeptWorkshop,
    Workshop,
    WorkshopBeginning,
    anchor,
    verify,
)

TOLD = ("id", "scenario", "digest", "organisation", "format", "engine", "language")
"""What an export says of the workshop itself."""


def begin(store: Store, beginning: WorkshopBeginning) -> WorkshopKeeper:
    """Keep a new workshop without any event, and return what keeps them; StoreFault if it cannot.

    A workshop that has no event is nowhere listed.
    """
    workshop = _new(beginning)
    lease = leased(store, workshop.id)
    own = sa.select(t.workshop.c.id).where(t.workshop.c.id == workshop.id)

    def written(connection: sa.Connection) -> bool:
        material.keep(connection, material.SCENARIO, beginning.digest, beginning.material)
        if workshop.organisation:
            house = workshop.organisation, beginning.organisation
            material.keep(connection, material.ORGANISATION, *house)
        connection.execute(sa.insert(t.workshop).values(asdict(workshop)))
        return True

    try:
        store.write(written, lambda connection: bool(connection.execute(own).first()) or None)
    except StoreFault:
        lease.release()
        raise
    return WorkshopKeeper(store, workshop, lease)


def _new(beginning: WorkshopBeginning) -> Workshop:
    house, at = beginning.organisation, now()
    row: dict[str, Any] = {
        "id": uuid.uuid4().hex, "scenario": fit(beginning.scenario), "digest": beginning.digest,
        "organisation": hashlib.sha256(house).hexdigest() if house else None,
        "format": beginning.format, "engine": beginning.engine, "language": beginning.language,
        "settings": fit(beginning.settings), "started": at, "touched": at, "ended": None,
        "cleared": None, "events": 0, "head": "",
    }  # fmt: skip
    return Workshop.of(row | {"head": anchor(Workshop.of(row))})


def leased(store: Store, name: str) -> Releasable:
    """Take the lease of a workshop; StoreFault if somebody else holds it."""
    try:
        return store.lease(name)
    except StoreFault as fault:
        raise StoreFault("hosted") if fault.reason == "elsewhere" else fault from None


def resume(store: Store, name: str) -> tuple[KeptWorkshop, WorkshopKeeper]:
    """Return a workshop and what keeps it from here on; StoreFault if it is held elsewhere."""
    lease = leased(store, name)
    try:
        kept = load(store, name)
    except StoreFault:
        lease.release()
        raise
    if kept.workshop.ended is not None:
        lease.release()
        raise StoreFault("closed-workshop")
    command = kept.rows[-1].command if kept.rows else 0
    return kept, WorkshopKeeper(store, kept.workshop, lease, command)


def load(store: Store, name: str) -> KeptWorkshop:
    """Return a workshop with its rows, every one verified, and what it is held on."""

    def loaded(connection: sa.Connection) -> KeptWorkshop:
        workshop = found(connection, name)
        rows = rows_of(connection, name)
        verify(rows, workshop)
        scenario, house = (
            material.read(connection, digest) for digest in (workshop.digest, workshop.organisation)
        )
        return KeptWorkshop(workshop, rows, scenario, house)

    return store.read(loaded)


def found(connection: sa.Connection, name: str) -> Workshop:
    """Return the workshop called *name*; StoreFault if there is none."""
    row = connection.execute(sa.select(t.workshop).where(t.workshop.c.id == name)).mappings()
    if (only := row.first()) is None:
        raise StoreFault("no-workshop")
    return Workshop.of(dict(only))


def rows_of(connection: sa.Connection, name: str) -> tuple[KeptRow, ...]:
    """Return the rows of a workshop as they are."""
    c = t.workshop_event.c
    wanted = sa.select(t.workshop_event).where(c.workshop == name).order_by(c.seq)
    return tuple(KeptRow.of(dict(row)) for row in connection.execute(wanted).mappings())


def history(store: Store, *, limit: int = 50) -> list[Workshop]:
    """Return the workshops in which something happened, the latest first."""
    return _listed(store, limit)


def open_workshops(store: Store, *, limit: int = 10) -> list[Workshop]:
    """Return those that were not closed, the latest first."""
    return _listed(store, limit, t.workshop.c.ended.is_(None))


def _listed(store: Store, limit: int, *which: sa.ColumnElement[bool]) -> list[Workshop]:
    c = t.workshop.c
    wanted = sa.select(t.workshop).where(c.events > 0, *which)
    wanted = wanted.order_by(c.started.desc(), c.id).limit(limit)
    return store.read(
        lambda conn: [Workshop.of(dict(row)) for row in conn.execute(wanted).mappings()]
    )


def export(store: Store, name: str) -> dict[str, Any]:
    """Return what is kept of a workshop, ready for JSON; of an open one without what is private."""
    kept = load(store, name)
    row = kept.workshop
    return {
        **{name: getattr(row, name) for name in TOLD},
        "settings": json.loads(row.settings),
        **{name: _moment(getattr(row, name)) for name in ("started", "touched", "ended")},
        "events": [
            {"seq": event.seq, "at": _moment(event.at), "kind": event.kind,
             "is_private": event.is_private, "body": json.loads(event.body)}
            for event in kept.rows
            if row.ended is not None or not event.is_private
        ],
    }  # fmt: skip


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
