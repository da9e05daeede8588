"""Exercises that the store keeps: begun, gone on with, read again; always on what was played."""

from dataclasses import dataclass
from pathlib import Path

from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import debrief, rounded
from simulator.exercise import events as e
from simulator.scenario.library import find, is_there
from simulator.scenario.load import Loaded, load
from simulator.scenario.material import pack, reopen
from simulator.scenario.model import FORMAT
from simulator.store.faults import StoreFault
from simulator.store.keeper import Grade, Keeper
from simulator.store.rows import Beginning, Exercise, Kept, Profile, Result, Results
from simulator.store.store import Store


@dataclass(frozen=True)
class Reopened:
    """An exercise read back, with the scenario it was played on."""

    exercise: Exercise
    conduct: Conduct
    is_edited: bool
    """Whether the scenario of that name is another one today: what was played is used."""


def begin(
    store: Store, profile: Profile, loaded: Loaded, *, language: str, kind: str = ""
) -> tuple[Conduct, Keeper]:
    """Return a new exercise on *loaded* that *store* keeps, and its keeper, to be closed.

    Nothing is written before it starts. *kind* is drill, or found out: first or replay.
    """
    if loaded.files is None:
        raise StoreFault("material")
    beginning = Beginning(pack(loaded.files), loaded.house, FORMAT, language, loaded.reach, kind)
    keeper = store.begin(profile, loaded.scenario.id, beginning, _grading(loaded))
    return Conduct(loaded, keeper.append), keeper


def resume(store: Store, name: str, *, cache: Path | None = None) -> tuple[Reopened, Keeper]:
    """Return the exercise called *name*, to go on with, and its keeper, to be closed.

    StoreFault if it is open in another window, or cannot be read back.
    """
    kept, keeper = store.resume(name)
    try:
        loaded = reopened(kept, cache)
    except StoreFault:
        keeper.close()
        raise
    keeper.grade = _grading(loaded)
    conduct = Conduct(loaded, keeper.append, kept.log)
    return Reopened(kept.exercise, conduct, _is_edited(kept, cache)), keeper


def look_back(store: Store, name: str, *, cache: Path | None = None) -> Reopened:
    """Return the exercise called *name* to be read; nothing done to it is kept."""
    kept = store.load(name)
    conduct = Conduct(reopened(kept, cache), None, kept.log)
    return Reopened(kept.exercise, conduct, _is_edited(kept, cache))


def reopened(kept: Kept, cache: Path | None = None) -> Loaded:
    """Return the scenario as it was played; StoreFault if it cannot be read any more."""
    row = kept.exercise
    reach = None if row.worst is None or row.best is None else (row.worst, row.best)
    loaded, _problems = reopen(
        kept.scenario, kept.organisation, row.digest, reach=reach, cache=cache
    )
    if loaded is None:
        raise StoreFault("material")
    return loaded


def _is_edited(kept: Kept, cache: Path | None) -> bool:
    """Say whether the scenario that came with the program under this name has changed since."""
    path = find(kept.exercise.scenario)
    if path == Path(kept.exercise.scenario) or not is_there(path):
        return False
    today, _problems = load(path, cache=cache)
    return today is None or today.digest != kept.exercise.digest


def _grading(loaded: Loaded) -> Grade:
    return lambda log: results(loaded, log)


def results(loaded: Loaded, log: e.Log) -> Results:
    """Return what *log*, a finished exercise, showed, as numbers that can be added up."""
    card = debrief(loaded, log).scorecard
    rows = tuple(
        Result(
            score.principle,
            sum(row.obtained for row in score.opportunities),
            sum(row.low for row in score.opportunities),
            sum(row.high for row in score.opportunities),
            len(score.opportunities),
            score.served,
        )
        for score in card.scores
        if score.is_assessed
    )
    overall = None if card.overall is None else rounded(card.overall)
    return Results(overall, len(card.duties_broken), rows)
