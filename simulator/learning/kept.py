"""A trainee's own progress, advice and drills, out of the store."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import Debrief, band_of, debrief
from simulator.exercise import events as e
from simulator.learning import schedule
from simulator.learning.drills import Drill, choose, cut, due_count
from simulator.learning.onward import Onward
from simulator.learning.onward import known as onward_of
from simulator.learning.progress import Advice, Evidence, Point, Progress, advise, progress
from simulator.scenario.load import Loaded
from simulator.scenario.model import Scenario
from simulator.store.rows import Profile, Result
from simulator.store.store import Store
from simulator.store.totals import Standing, cards, keep_card, totals


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is known of one trainee, and of nobody else."""

    progress: Progress
    standings: tuple[Standing, ...]

    @property
    def best(self) -> dict[str, int | None]:
        """The best overall of each crisis finished."""
        return {row.scenario: row.best_overall for row in self.standings}


def learnt(store: Store, profile: Profile) -> Learnt:
    """Return what *profile*'s exercises show; StoreFault if they cannot be read."""
    found = totals(store, profile)
    points = (Point(row.ended, row.kind == "first", _evidence(row.result)) for row in found.latest)
    first, again = (map(_evidence, found.tallies.get(kind, ())) for kind in ("first", "replay"))
    return Learnt(progress(first, again, points, len(found.standings)), found.standings)


def advice(shelf: Sequence[Scenario], known: Learnt) -> Advice | None:
    """Return what to play next, and why."""
    return advise(shelf, known.best, known.progress.weakest)


def _evidence(row: Result) -> Evidence:
    return Evidence(row.principle, row.obtained, row.low, row.high, row.opportunities, row.served)


# ---- drills


@dataclass(frozen=True, slots=True)
class Practice:
    """The drills there are for one trainee today."""

    chosen: tuple[Drill, ...]
    due: int
    played: tuple[str, ...]
    """Crises finished: drills are cut from them alone."""


def practice(
    store: Store, profile: Profile, shelf: Iterable[Loaded], today: date, here: tzinfo | None = None
) -> Practice:
    """Return the next set of drills, and how many are due *today*, a local day."""
    known = learnt(store, profile)
    kept = cards(store, profile)
    days = _days(kept, here)
    drills = [drill for loaded in shelf for drill in cut(loaded)]
    chosen = choose(
        drills, days, today, weakest=known.progress.weakest, played=known.best
    )  # fmt: skip
    return Practice(chosen, due_count(drills, days, today), tuple(known.best))


def onward(
    store: Store, profile: Profile, shelf: Sequence[Loaded], found: Debrief, today: date,
) -> Onward:  # fmt: skip
    """Return what to practise after *found*, with all that is kept of *profile*."""
    known = learnt(store, profile)
    days = _days(cards(store, profile), None)
    return onward_of(shelf, found, known.best, known.progress.weakest, days, today)


def _days(kept: Mapping[str, str], here: tzinfo | None) -> dict[str, date]:
    """Return when each drill comes back."""
    days = {}
    for name, body in kept.items():
        with suppress(ValueError):  # A damaged card is as good as none: it is drilled anew.
            days[name] = schedule.due(body, here)
    return days


def note(store: Store, profile: Profile, conduct: Conduct, exercise: str, now: datetime) -> str:
    """Keep the reminder that follows from a finished drill, called *exercise* in the store.

    Return the band it ended in; "" if it showed nothing that is assessed.
    """
    overall = debrief(conduct.loaded, conduct.log).scorecard.overall
    given = next((x for x in conduct.log if isinstance(x, e.ResponseGiven)), None)
    if overall is None or given is None:
        return ""
    band, sure = band_of(overall), given.confidence
    name = Drill(conduct.loaded.scenario.id, given.scene, ()).id
    card = schedule.reviewed(cards(store, profile).get(name, ""), band, sure, now)
    rating = schedule.grade(band, sure)
    keep_card(store, profile, name, card, schedule.moment(card), exercise, rating)
    return band
