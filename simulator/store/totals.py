"""What was added up, read back; and the cards of drills. Nothing here grows with what was played.

Only the latest exercises are read one by one (`LATEST`): a curve shows no more of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from simulator.store import tables as t
from simulator.store.keeper import now
from simulator.store.rollup import SUMS
from simulator.store.rows import OfRow, Profile, Result
from simulator.store.store import Store

LATEST = 16
"""Exercises on a curve."""


@dataclass(frozen=True, slots=True)
class Standing(OfRow):
    """One crisis, as somebody has played it so far: first, best and last."""

    scenario: str
    plays: int
    first: str
    first_overall: int | None
    best: str
    best_overall: int | None
    last: str
    last_overall: int | None
    last_ended: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """What one of the latest exercises showed of one principle."""

    exercise: str
    kind: str
    ended: datetime
    result: Result


@dataclass(frozen=True, slots=True)
class Totals:
    """All of one profile, read at one moment."""

    tallies: Mapping[str, tuple[Result, ...]]
    """Kind (first, replay, drill) -> what its exercises showed together, by principle."""
    latest: tuple[Ended, ...]
    standings: tuple[Standing, ...]


def totals(store: Store, profile: Profile) -> Totals:
    """Return what was added up for *profile*; StoreFault if it cannot be read."""

    def read(connection: sa.Connection) -> Totals:
        mine = sa.select(t.standing).where(t.standing.c.profile == profile.id)
        rows = connection.execute(mine.order_by(t.standing.c.last_ended.desc())).mappings()
        standings = tuple(Standing.of(dict(row)) for row in rows)
        return Totals(_tallies(connection, profile), _latest(connection, profile), standings)

    return store.read(read)


def _tallies(connection: sa.Connection, profile: Profile) -> dict[str, tuple[Result, ...]]:
    c = t.tally.c
    wanted = sa.select(t.tally).where(c.profile == profile.id).order_by(c.kind, c.principle)
    found: dict[str, tuple[Result, ...]] = {}
    for row in connection.execute(wanted).mappings():
        found[row["kind"]] = (*found.get(row["kind"], ()), _result(row))
    return found


def _latest(connection: sa.Connection, profile: Profile) -> tuple[Ended, ...]:
    c = t.exercise.c
    own = sa.select(c.id).where(
        c.profile == profile.id, c.ended.is_not(None), c.kind != "drill"
    ).order_by(c.number.desc()).limit(LATEST)  # fmt: skip
    names = [row.id for row in connection.execute(own)]
    r = t.result.c
    columns = (r.exercise, r.kind, r.ended, r.principle, *(r[name] for name in SUMS))
    wanted = sa.select(*columns).where(r.exercise.in_(names)).order_by(r.ended, r.exercise)
    return tuple(
        Ended(exercise, kind, ended, Result(*shown))
        for exercise, kind, ended, *shown in connection.execute(wanted)
    )


def _result(row: sa.RowMapping) -> Result:
    return Result(row["principle"], *(row[name] for name in SUMS))


# ---- cards


def cards(store: Store, profile: Profile) -> dict[str, str]:
    """Return the cards of *profile*: the drill's id and what the scheduler keeps of it."""
    wanted = sa.select(t.card.c.name, t.card.c.body).where(t.card.c.profile == profile.id)
    return store.read(lambda c: {row.name: row.body for row in c.execute(wanted)})


def keep_card(  # noqa: PLR0913, PLR0917 - one row in each of two tables
    store: Store, profile: Profile, name: str, body: str, due: datetime, exercise: str, rating: int
) -> None:
    """Keep the card of the drill *name* after *exercise*; kept once, however often it is asked."""
    c = t.card.c
    known = sa.select(t.review.c.id).where(t.review.c.id == exercise)

    def is_done(connection: sa.Connection) -> bool:
        return connection.execute(known).first() is not None

    def keep(connection: sa.Connection) -> bool:
        if is_done(connection):
            return True
        own = (c.profile == profile.id, c.name == name)
        values = {"due": due, "body": body}
        if not connection.execute(sa.update(t.card).where(*own).values(values)).rowcount:
            row = values | {"profile": profile.id, "name": name}
            connection.execute(sa.insert(t.card).values(row))
        connection.execute(
            sa.insert(t.review).values(
                id=exercise, profile=profile.id, name=name, at=now(), rating=rating,
                exercise=exercise, body=body,
            )
        )  # fmt: skip
        return True

    store.write(keep, is_done)
