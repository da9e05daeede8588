"""One trainee's exercises, looked back on, as data; described in docs/export.md."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from simulator import __version__
from simulator.conduct.kept import reopened
from simulator.debrief.debrief import Debrief, debrief
from simulator.debrief.moments import Grader
from simulator.debrief.record import record
from simulator.exercise import events as e
from simulator.scenario.load import Loaded
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.rows import Exercise, Profile
from simulator.store.store import Store

FORMAT, VERSION = "badbuzz-export", 1
"""What a file of ours says of itself; the version changes with what a reader could trip over."""
PAGE = 200
WORDS = (e.Reacted, e.SelfAssessed, e.Committed)
"""What a trainee wrote or said of a play, beside the disagreements that the debrief holds."""


@dataclass(frozen=True)
class Played:
    """One exercise, with what it was played on."""

    exercise: Exercise
    loaded: Loaded
    debrief: Debrief


@dataclass
class Gathering:
    """Everything of one profile, one exercise after the other, the oldest first."""

    store: Store
    profile: Profile
    cache: Path | None = None
    faults: dict[str, StoreFault] = field(default_factory=dict)
    """Exercises that could not be read back; filled while they are gone through."""
    _known: dict[tuple[str, str | None], tuple[Loaded, Grader]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Played]:
        """Go through them; what is damaged is left out and noted."""
        self.faults.clear()
        for row in self._rows():
            try:
                kept = self.store.load(row.id)
                mark = (row.digest, row.organisation)
                if mark not in self._known:
                    loaded = reopened(kept, self.cache)
                    self._known[mark] = loaded, Grader(loaded.scenario, loaded.key)
            except StoreFault as fault:
                if fault.reason not in {"altered", "material"}:
                    raise
                self.faults[row.id] = fault
                continue
            loaded, grader = self._known[mark]
            yield Played(row, loaded, debrief(loaded, kept.log, grader))

    def _rows(self) -> list[Exercise]:
        rows: list[Exercise] = []
        before = 0
        while page := self.store.history(self.profile, limit=PAGE, before=before):
            rows += page
            before = page[-1].number
            if before <= 1:
                break
        return rows[::-1]


def document(gathering: Gathering, *, detail: bool = False) -> dict[str, Any]:
    """Return all that is kept of one trainee, for a file; *detail* adds every event."""
    exercises = [_exercise(played, detail=detail) for played in gathering]
    profile = gathering.profile
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "written": _moment(datetime.now(UTC)),
        "profile": {"id": profile.id, "name": profile.name, "created": _moment(profile.created)},
        "exercises": exercises,
        "unreadable": {name: fault.reason for name, fault in gathering.faults.items()},
        "drills": gathering.store.read(lambda c: _rows(c, t.card, profile)),
        "reviews": gathering.store.read(lambda c: _rows(c, t.review, profile)),
        "statements": gathering.store.read(lambda c: _rows(c, t.outbox, profile)),
        "copies": gathering.store.read(lambda c: _rows(c, t.copy, profile)),
    }


def _exercise(played: Played, *, detail: bool) -> dict[str, Any]:
    row = {
        name: _moment(value) if isinstance(value, datetime) else value
        for name, value in asdict(played.exercise).items()
        if name not in {"profile", "head"}
    }
    log = played.debrief.log
    more: dict[str, Any] = {
        "debrief": record(played.debrief),
        "words": [_event(event) for event in log if isinstance(event, WORDS)],
    }
    if detail:
        more["log"] = [_event(event) for event in log]
    return row | more


def _event(event: e.Event) -> dict[str, Any]:
    return {"event": type(event).__name__, **asdict(event)}


def _rows(connection: sa.Connection, table: sa.Table, profile: Profile) -> list[dict[str, Any]]:
    wanted = sa.select(table).where(table.c.profile == profile.id)
    return [
        {name: _moment(value) if isinstance(value, datetime) else value
         for name, value in row.items() if name != "profile"}
        for row in connection.execute(wanted).mappings()
    ]  # fmt: skip


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
