"""The files that exercises and workshops were played on: kept once, however many play on them."""

from contextlib import suppress

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from simulator.store import tables as t
from simulator.store.faults import StoreFault

SCENARIO, ORGANISATION = "scenario", "organisation"


def keep(connection: sa.Connection, kind: str, digest: str, body: bytes) -> None:
    """Keep *body* unless it is there already."""
    has = sa.select(t.material.c.digest).where(t.material.c.digest == digest)
    if connection.execute(has).first() is not None:
        return
    row = {"digest": digest, "kind": kind, "body": body}
    # Another client may keep the same crisis at the same moment.
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(sa.insert(t.material).values(row))


def read(connection: sa.Connection, digest: str | None) -> bytes:
    """Return what is kept as *digest*, nothing for None; StoreFault if it is not there."""
    if digest is None:
        return b""
    found = sa.select(t.material.c.body).where(t.material.c.digest == digest)
    body = connection.execute(found).scalar()
    if body is None:
        raise StoreFault("material")
    return bytes(body)


def forget(connection: sa.Connection) -> None:
    """Delete what no exercise and no workshop was played on, in any schema's database."""
    there = sa.inspect(connection).has_table(t.workshop.name)
    tables = (t.exercise, t.workshop) if there else (t.exercise,)
    for kind, name in ((SCENARIO, "digest"), (ORGANISATION, "organisation")):
        used = [sa.exists().where(table.c[name] == t.material.c.digest) for table in tables]
        unused = t.material.c.kind == kind, ~sa.or_(*used)
        connection.execute(sa.delete(t.material).where(*unused))
