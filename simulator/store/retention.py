"""Retention: after so many months a play is forgotten; its scores stay, added up, without a name.

Twelve months unless the settings say otherwise; 0 keeps for ever (hazards, section 8).
"""

import calendar
from contextlib import suppress
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from simulator import crash
from simulator.store import copies, material, rollup
from simulator.store import tables as t
from simulator.store.closing import close_abandoned
from simulator.store.erasing import shrink
from simulator.store.keeper import now
from simulator.store.store import Store

MONTHS = 12
_KEY = ("month", "scenario", "kind", "principle")


def limit(months: int, today: datetime) -> datetime:
    """Return the moment before which nothing is kept by name."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return today.replace(year=year, month=month + 1, day=day)


def retain(store: Store, months: int = MONTHS, today: datetime | None = None) -> int:
    """Forget whatever is older than *months*; return how many plays that were.

    Workshops to which nobody came back are closed whatever *months* is.
    """
    today = today or now()
    close_abandoned(store, today)
    if not 0 < months < 12 * 1000:
        return 0
    before = limit(months, today)
    if store.path is not None:
        _forget_copies(store, before)
        _forget_logs(before)
    if not store.read(lambda connection: _has_old(connection, before)):
        return 0
    forgotten: int = store.write(lambda connection: _forget(connection, before))
    shrink(store, t.workshop_event.name)
    return forgotten


def _has_old(connection: sa.Connection, before: datetime) -> bool:
    columns = (t.exercise.c.touched, t.workshop.c.touched, t.seat.c.seen)
    asked = (sa.select(sa.literal(1)).where(column < before).limit(1) for column in columns)
    return any(connection.execute(one).first() is not None for one in asked)


def _forget(connection: sa.Connection, before: datetime) -> int:
    c = t.exercise.c
    is_old = c.touched < before
    whose = sorted({row[0] for row in connection.execute(sa.select(c.profile).where(is_old))})
    for profile in whose:
        rollup.lock(connection, profile)
    for row in [*_results(connection, before), *_overalls(connection, before)]:
        _add(connection, row)
    forgotten = connection.execute(sa.delete(t.exercise).where(is_old)).rowcount
    connection.execute(sa.delete(t.workshop).where(t.workshop.c.touched < before))
    connection.execute(sa.delete(t.seat).where(t.seat.c.seen < before))
    _forget_cards(connection)
    for profile in whose:
        rollup.rebuild(connection, profile)
    _forget_names(connection, before)
    material.forget(connection)
    return int(forgotten)


def _month() -> sa.Function[str]:
    return sa.func.substr(t.exercise.c.ended, 1, 7, type_=sa.String)


def _whole(value: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    return sa.cast(value, sa.Integer)


def _results(connection: sa.Connection, before: datetime) -> list[dict[str, Any]]:
    """Add up what the exercises about to be forgotten showed of each principle."""
    c, r = t.exercise.c, t.result.c
    by = (_month().label("month"), c.scenario, c.kind, r.principle)
    sums = [_whole(sa.func.sum(r[name])).label(name) for name in rollup.SUMS]
    wanted = sa.select(*by, sa.func.count().label("exercises"), *sums).join_from(
        t.exercise, t.result, r.exercise == c.id
    ).where(c.touched < before, c.kind != "drill").group_by(*by)  # fmt: skip
    return [dict(row) for row in connection.execute(wanted).mappings()]


def _overalls(connection: sa.Connection, before: datetime) -> list[dict[str, Any]]:
    c = t.exercise.c
    by = (_month().label("month"), c.scenario, c.kind)
    total = _whole(sa.func.sum(c.overall)).label("obtained")
    wanted = sa.select(*by, sa.func.count().label("exercises"), total).where(
        c.touched < before, c.kind != "drill", c.overall.is_not(None)
    ).group_by(*by)  # fmt: skip
    found = connection.execute(wanted).mappings()
    return [
        {**row, "principle": "", "low": 0, "high": 100 * row["exercises"],
         "opportunities": row["exercises"], "served": row["exercises"]}
        for row in found
    ]  # fmt: skip


def _add(connection: sa.Connection, row: dict[str, Any]) -> None:
    own = [t.past.c[name] == row[name] for name in _KEY]
    more = {name: t.past.c[name] + row[name] for name in ("exercises", *rollup.SUMS)}
    if not connection.execute(sa.update(t.past).where(*own).values(more)).rowcount:
        connection.execute(sa.insert(t.past).values(row))


def _forget_cards(connection: sa.Connection) -> None:
    """Let a drill whose reviews are all forgotten come back as a new one."""
    r, c = t.review.c, t.card.c
    seen = sa.exists().where(r.profile == c.profile, r.name == c.name)
    connection.execute(sa.delete(t.card).where(~seen))


def _forget_names(connection: sa.Connection, before: datetime) -> None:
    c = t.profile.c
    plays = sa.exists().where(t.exercise.c.profile == c.id)
    seats = sa.exists().where(t.seat.c.profile == c.id)
    own = (c.created < before, c.name != "", ~plays, ~seats)
    connection.execute(sa.delete(t.profile).where(*own))


def _forget_copies(store: Store, before: datetime) -> None:
    assert store.path is not None  # noqa: S101 - asked by whoever calls
    for one in copies.beside(store.path.parent):
        if one.is_ours and one.day < f"{before:%Y-%m-%d}":
            with suppress(OSError):
                copies.remove(one.path)


def _forget_logs(before: datetime) -> None:
    for path in crash.logs():
        with suppress(OSError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
