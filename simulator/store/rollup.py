"""Totals, written when an exercise ends, so that no page has to add ten thousand of them up."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from simulator.store import tables as t
from simulator.store.rows import Results

SUMS = ("obtained", "low", "high", "opportunities", "served")


def finish(
    connection: sa.Connection, exercise: dict[str, Any], results: Results, ended: datetime
) -> None:
    """Write what *exercise*, a row of the table, showed; its profile is locked meanwhile."""
    profile, kind = exercise["profile"], exercise["kind"]
    lock(connection, profile)
    rows = [
        {"exercise": exercise["id"], "profile": profile, "kind": kind, "ended": ended,
         "principle": row.principle, **{name: getattr(row, name) for name in SUMS}}
        for row in results.rows
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(t.result), rows)
    for row in rows:
        _add(connection, row)
    if kind != "drill":
        _stand(connection, exercise, results.overall, ended)


def lock(connection: sa.Connection, profile: str) -> None:
    """Let nobody else write this profile's totals until the transaction ends."""
    connection.execute(sa.select(t.profile.c.id).where(t.profile.c.id == profile).with_for_update())


def _add(connection: sa.Connection, row: dict[str, Any]) -> None:
    c = t.tally.c
    own = (c.profile == row["profile"], c.kind == row["kind"], c.principle == row["principle"])
    more = {name: c[name] + row[name] for name in SUMS} | {"exercises": c.exercises + 1}
    if not connection.execute(sa.update(t.tally).where(*own).values(more)).rowcount:
        first = {name: row[name] for name in ("profile", "kind", "principle", *SUMS)}
        connection.execute(sa.insert(t.tally).values(first | {"exercises": 1}))


def _stand(
    connection: sa.Connection, exercise: dict[str, Any], overall: int | None, ended: datetime
) -> None:
    c, name = t.standing.c, exercise["id"]
    own = (c.profile == exercise["profile"], c.scenario == exercise["scenario"])
    found = connection.execute(sa.select(t.standing).where(*own)).mappings().first()
    last = {"last": name, "last_overall": overall, "last_ended": ended}
    best = {"best": name, "best_overall": overall}
    if found is None:
        first = {"first": name, "first_overall": overall, "plays": 1}
        whose = {"profile": exercise["profile"], "scenario": exercise["scenario"]}
        connection.execute(sa.insert(t.standing).values(whose | first | best | last))
        return
    is_best = overall is not None and (
        found["best_overall"] is None or overall > found["best_overall"]
    )
    changed = last | (best if is_best else {}) | {"plays": found["plays"] + 1}
    connection.execute(sa.update(t.standing).where(*own).values(changed))


def rebuild(connection: sa.Connection, profile: str) -> None:
    """Add everything up again: an exercise of this profile was taken away."""
    lock(connection, profile)
    for table in (t.tally, t.standing):
        connection.execute(sa.delete(table).where(table.c.profile == profile))
    c = t.result.c
    sums = [sa.cast(sa.func.sum(c[name]), sa.Integer) for name in SUMS]
    by = (c.profile, c.kind, c.principle)
    added = sa.select(*by, sa.func.count(), *sums).where(c.profile == profile).group_by(*by)
    names = ["profile", "kind", "principle", "exercises", *SUMS]
    connection.execute(sa.insert(t.tally).from_select(names, added))
    done = t.exercise.c
    ended = sa.select(t.exercise).where(
        done.profile == profile, done.ended.is_not(None), done.kind != "drill"
    ).order_by(done.number)  # fmt: skip
    for row in connection.execute(ended).mappings().all():
        _stand(connection, dict(row), row["overall"], row["ended"])
