"""What trainees contested in one crisis, whoever they are: for its author, without a name."""

import sqlalchemy as sa

from simulator.exercise import events as e
from simulator.store import tables as t
from simulator.store.store import Store


def contested(store: Store, scenario: str) -> tuple[e.Log, ...]:
    """Return the disagreements kept of *scenario*: one tuple for each exercise that has any."""
    wanted = (
        sa.select(t.event.c.exercise, t.event.c.body)
        .join(t.exercise, t.exercise.c.id == t.event.c.exercise)
        .where(t.exercise.c.scenario == scenario, t.event.c.kind == e.Contested.__name__)
        .order_by(t.exercise.c.started, t.event.c.exercise, t.event.c.seq)
    )

    def read(connection: sa.Connection) -> tuple[e.Log, ...]:
        found: dict[str, list[e.Event]] = {}
        for name, body in connection.execute(wanted):
            found.setdefault(name, []).append(e.decode(body))
        return tuple(map(tuple, found.values()))

    return store.read(read)
