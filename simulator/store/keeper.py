"""Keeps one exercise while it is played: each command whole, in one transaction, before its effect.

Its `append` is the journal's: events in, nothing out, an error if the disk does not have them.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Protocol

import sqlalchemy as sa

from simulator.exercise import events as e
from simulator.store import material, rollup
from simulator.store import tables as t
from simulator.store.chain import Link, anchor, links
from simulator.store.faults import StoreFault
from simulator.store.rows import Beginning, Results
from simulator.store.writer import Writer

Grade = Callable[[e.Log], Results]


def now() -> datetime:
    """Return the moment, for labels; no duration is ever taken from it."""
    return datetime.now(UTC)


class Releasable(Protocol):
    """A lease."""

    def release(self) -> None:
        """Let another window have it."""


class Keeper:
    """Writes the events of one exercise, and its results when it ends."""

    def __init__(  # noqa: PLR0913 - where it writes, what, and from where on
        self,
        writer: Writer,
        row: dict[str, Any],
        lease: Releasable,
        *,
        log: e.Log = (),
        beginning: Beginning | None = None,
        grade: Grade | None = None,
    ) -> None:
        """Go on after *log* on the exercise that *row* holds; begin it where there is none."""
        self._writer = writer
        self._row = row
        self._lease = lease
        self._beginning = beginning
        self._doubtful: tuple[Link, ...] = ()
        """What was being kept when the connection was lost: it may be there, it may not."""
        self._at = monotonic()
        self._spent = float(row.get("seconds", 0))
        self.log = log
        self.grade = grade
        """Says what a finished exercise showed; asked before the last command is kept."""

    @property
    def id(self) -> str:
        """The exercise's own id."""
        return str(self._row["id"])

    def append(self, events: Iterable[e.Event]) -> None:
        """Keep *events*, all of one command, and wait until the disk has them; StoreFault if not.

        After a fault, nothing happened as far as anybody was told; the same or another command may
        be kept in its place, and counts once.
        """
        events = tuple(events)
        row = self._row if "head" in self._row else self._first(events)
        made = links(events, row["head"], row["events"], row["commands"] + 1, now())
        if self._doubtful and [x.body for x in made] == [x.body for x in self._doubtful]:
            made = self._doubtful
        after = self._after(row, made, events)
        results = self._results(events) if after["ended"] and not row["ended"] else None
        work = _Append(row, after, made, self._doubtful, results, self._beginning)
        try:
            self._writer.write(work, work.is_done)
        except StoreFault as fault:
            if fault.reason in {"lost", "unreachable"}:
                self._doubtful = made
            raise
        self._row, self._doubtful, self._beginning = after, (), None
        self.log = (*self.log, *events)

    def _first(self, events: e.Log) -> dict[str, Any]:
        began, beginning = events[0], self._beginning
        if not isinstance(began, e.ExerciseStarted) or beginning is None:
            raise TypeError("an exercise begins with ExerciseStarted")
        worst, best = beginning.reach or (None, None)
        row = self._row | {
            "scenario": began.scenario, "digest": began.digest, "format": beginning.format,
            "engine": began.engine, "key_version": began.key_version, "seed": began.seed,
            "mode": began.mode, "timed": began.timed, "route": began.route,
            "language": beginning.language, "worst": worst, "best": best, "started": now(),
            "ended": None, "ending": None, "overall": None, "duties": 0, "seconds": 0,
            "commands": 0, "events": 0,
        }  # fmt: skip
        return row | {"head": anchor(row)}

    def _after(self, row: dict[str, Any], made: tuple[Link, ...], events: e.Log) -> dict[str, Any]:
        at = monotonic()
        self._spent += at - self._at
        self._at = at
        ended = next((x for x in events if isinstance(x, e.ExerciseEnded)), None)
        last = made[-1]
        after = row | {
            "head": last.hash, "events": last.seq + 1, "commands": last.command,
            "touched": last.at, "seconds": round(self._spent),
        }  # fmt: skip
        return after | ({"ended": last.at, "ending": ended.ending} if ended else {})

    def _results(self, events: e.Log) -> Results | None:
        return self.grade((*self.log, *events)) if self.grade else None

    def close(self) -> None:
        """Let another window go on with this exercise."""
        self._lease.release()


class _Append:
    """One command on its way to the database."""

    def __init__(  # noqa: PLR0913, PLR0917 - before, after, and between
        self, row: dict[str, Any], after: dict[str, Any], made: tuple[Link, ...],
        doubtful: tuple[Link, ...], results: Results | None, beginning: Beginning | None,
    ) -> None:  # fmt: skip
        if results is not None:
            after |= {"overall": results.overall, "duties": results.duties}
        self._row, self._after, self._made = row, after, made
        self._doubtful, self._results, self._beginning = doubtful, results, beginning

    def __call__(self, connection: sa.Connection) -> bool:
        """Write it; StoreFault if the exercise has moved on without us."""
        if self._doubtful and _head(connection, self._row["id"]) == self._doubtful[-1].hash:
            if self._doubtful == self._made:
                return True
            self._withdraw(connection)
        if self._beginning is not None:
            self._begin(connection, self._beginning)
        else:
            self._move(connection)
        rows = [{"exercise": self._row["id"], **asdict(link)} for link in self._made]
        connection.execute(sa.insert(t.event), rows)
        if self._results is not None:
            rollup.finish(connection, self._after, self._results, self._after["ended"])
        return True

    def is_done(self, connection: sa.Connection) -> bool | None:
        """Read whether it is there, after a connection was lost at its commit."""
        return _head(connection, self._row["id"]) == self._made[-1].hash or None

    def _move(self, connection: sa.Connection) -> None:
        c = t.exercise.c
        own = (c.id == self._row["id"], c.head == self._row["head"])
        changed = {
            name: self._after[name]
            for name in ("head", "events", "commands", "touched", "seconds", "ended", "ending",
                         "overall", "duties")
        }  # fmt: skip
        if connection.execute(sa.update(t.exercise).where(*own).values(changed)).rowcount != 1:
            raise StoreFault("elsewhere")

    def _begin(self, connection: sa.Connection, beginning: Beginning) -> None:
        given = [(material.SCENARIO, self._after["digest"], beginning.scenario)]
        if beginning.organisation:
            house = (material.ORGANISATION, self._after["organisation"], beginning.organisation)
            given.append(house)
        for kind, digest, body in given:
            material.keep(connection, kind, digest, body)
        rollup.lock(connection, self._after["profile"])
        c = t.exercise.c
        last = sa.select(sa.func.max(c.number)).where(c.profile == self._after["profile"])
        self._after["number"] = (connection.execute(last).scalar() or 0) + 1
        connection.execute(sa.insert(t.exercise).values(self._after))

    def _withdraw(self, connection: sa.Connection) -> None:
        """Take back what nobody was told was kept: another command takes its place."""
        name = self._row["id"]
        own = t.event.c.exercise == name, t.event.c.seq >= self._doubtful[0].seq
        connection.execute(sa.delete(t.event).where(*own))
        if self._beginning is not None:
            connection.execute(sa.delete(t.exercise).where(t.exercise.c.id == name))
            return
        connection.execute(sa.delete(t.result).where(t.result.c.exercise == name))
        connection.execute(
            sa.update(t.exercise).where(t.exercise.c.id == name).values(
                {"head": self._row["head"], "ended": self._row["ended"]}
            )
        )  # fmt: skip
        rollup.rebuild(connection, self._row["profile"])


def _head(connection: sa.Connection, name: str) -> str | None:
    found = connection.execute(sa.select(t.exercise.c.head).where(t.exercise.c.id == name))
    return found.scalar()
