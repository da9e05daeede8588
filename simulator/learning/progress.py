"""What somebody's exercises show together: per principle, over time, and what to play next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from scoring.principles import PRINCIPLES
from simulator.debrief.debrief import BANDS, ENOUGH, band_of
from simulator.scenario.model import Scenario

CRISES = 3
"""Different crises from which there is a profile and a word on the whole (F15)."""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one or many exercises showed of one principle: marks obtained between worst and best."""

    principle: str
    obtained: int
    low: int
    high: int
    opportunities: int
    served: int

    @property
    def value(self) -> Fraction | None:
        """0 to 100; None: never tested, which is not zero (F3)."""
        span = self.high - self.low
        return Fraction(_HUNDRED * (self.obtained - self.low), span) if span else None

    @property
    def band(self) -> str:
        """The id of its band; "" with too few opportunities (F15)."""
        value = self.value
        if value is None or self.opportunities < ENOUGH:
            return ""
        return band_of(value)

    def __add__(self, other: "Evidence") -> "Evidence":
        """Return both together; they are of one principle."""
        return Evidence(
            self.principle, self.obtained + other.obtained, self.low + other.low,
            self.high + other.high, self.opportunities + other.opportunities,
            self.served + other.served,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One exercise on the curve of one principle."""

    ended: datetime
    is_first: bool
    """A first attempt; a replay measures the learning of that crisis alone (F13)."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Progress:
    """One trainee's own, and nobody else's."""

    first: tuple[Evidence, ...]
    """First attempts at each crisis, by principle, in the order of the eight."""
    again: tuple[Evidence, ...]
    """Replays, apart."""
    points: tuple[Point, ...]
    """The latest exercises, oldest first."""
    crises: int
    """Different crises finished."""

    @property
    def has_profile(self) -> bool:
        """Whether there is enough for eight spokes and a word on the whole (F15)."""
        return self.crises >= CRISES

    @property
    def weakest(self) -> tuple[str, ...]:
        """Principles with enough evidence and below "solid", the weakest first."""
        below = {band.id for band in BANDS[:2]}
        rows = [row for row in self.first if row.band in below]
        return tuple(row.principle for row in sorted(rows, key=lambda row: row.value or 0))


def progress(
    first: Iterable[Evidence], again: Iterable[Evidence], points: Iterable[Point], crises: int
) -> Progress:
    """Put together what a store holds; a principle never met is kept, as not assessed."""
    ordered = tuple(sorted(points, key=lambda point: point.ended))
    return Progress(_all_eight(first), _all_eight(again), ordered, crises)


def _all_eight(rows: Iterable[Evidence]) -> tuple[Evidence, ...]:
    found: dict[str, Evidence] = {name: Evidence(name, 0, 0, 0, 0, 0) for name in PRINCIPLES}
    for row in rows:
        if row.principle in found:
            found[row.principle] += row
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Advice:
    """What to play next, and why."""

    scenario: str
    reason: str
    """first: where everybody begins. weakest: it practises `principle`. next: the next step up.
    fresh: not played yet, and no step up from what was. again: everything was played; the one that
    went least well."""
    principle: str = ""


def advise(
    shelf: Sequence[Scenario], best: Mapping[str, int | None], weakest: Sequence[str]
) -> Advice | None:
    """Return what to play next; None when nothing is left to gain.

    *best* holds the best overall of every crisis that was finished. One difficulty is raised at a
    time: nothing more than one level above what already went well, or else the next there is: the
    same crisis again teaches that crisis (domain reference, section 12 and F13).
    """
    if not best:
        begin = next((s for s in shelf if s.is_tutorial), None) or min(
            shelf, key=lambda s: s.level, default=None
        )
        return Advice(begin.id, "first") if begin else None
    solid = BANDS[2].low
    reached = max(
        (s.level for s in shelf if (best.get(s.id) or 0) >= solid),
        default=min((s.level for s in shelf), default=1) - 1,
    )
    fresh = [s for s in shelf if s.id not in best and not s.is_draft]
    lowest = min((s.level for s in fresh), default=0)
    within = [s for s in fresh if s.level <= max(reached + 1, lowest)]
    for principle in weakest:
        fitting = [s for s in within if principle in s.principles]
        if fitting:
            return Advice(min(fitting, key=lambda s: s.level).id, "weakest", principle)
    if within:
        found = min(within, key=lambda s: s.level)
        highest = max((s.level for s in shelf if s.id in best), default=0)
        return Advice(found.id, "next" if found.level > highest else "fresh")
    return _again(shelf, best, weakest)


def _again(
    shelf: Sequence[Scenario], best: Mapping[str, int | None], weakest: Sequence[str]
) -> Advice | None:
    mastered = BANDS[-1].low
    open_still = [s for s in shelf if s.id in best and (best[s.id] or 0) < mastered]
    least = min(open_still, key=lambda s: best[s.id] or 0, default=None)
    return Advice(least.id, "again", next(iter(weakest), "")) if least else None
