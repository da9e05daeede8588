"""From opportunities to a scorecard: each principle between its worst and best, and the overall."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from scoring.methods import Opportunity
from scoring.principles import TABLE

ENOUGH = 3
"""Opportunities from which a principle has a band; below, the evidence alone is shown (F15)."""


class Band(NamedTuple):
    """A span of scores with one label."""

    id: str
    low: int
    """The lowest score in the band, 0 to 100."""


BANDS: tuple[Band, ...] = (
    Band("to-build", 0),
    Band("developing", 40),
    Band("solid", 60),
    Band("mastered", 80),
)
"""To be calibrated. Source: domain reference, F15."""


@dataclass(frozen=True, slots=True)
class Score:
    """One principle in one exercise."""

    principle: str
    value: Fraction | None
    """0 to 100; None: never tested, which is not zero (F3)."""
    opportunities: tuple[Opportunity, ...]

    @property
    def is_assessed(self) -> bool:
        """Whether there was any chance to show it."""
        return self.value is not None

    @property
    def is_indicative(self) -> bool:
        """Whether there were too few chances for a band."""
        return 0 < len(self.opportunities) < ENOUGH

    @property
    def band(self) -> str:
        """The id of its band; "" when it was not assessed or is only indicative."""
        return "" if self.value is None or self.is_indicative else band_of(self.value)

    @property
    def served(self) -> int:
        """On how many opportunities the principle was served."""
        return sum(opportunity.is_served for opportunity in self.opportunities)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All eight principles, the overall, and the duties breached, which no average hides."""

    scores: tuple[Score, ...]
    overall: Fraction | None
    duties_broken: tuple[str, ...] = ()

    def of(self, principle: str) -> Score:
        """Return the score of *principle*."""
        return next(score for score in self.scores if score.principle == principle)

    @property
    def is_well_played(self) -> bool:
        """No duty breached and an overall in the top two bands. Used to compare bots (F15)."""
        good = self.overall is not None and band_of(self.overall) in {"solid", "mastered"}
        return good and not self.duties_broken


def band_of(value: Fraction) -> str:
    """Return the id of the band that *value*, 0 to 100, falls in."""
    return next(band.id for band in reversed(BANDS) if value >= band.low)


def rounded(value: Fraction) -> int:
    """Return *value* as the whole number that is shown: halves go up, in every language."""
    return int(value + Fraction(1, 2))


def score(opportunities: Iterable[Opportunity], duties_broken: Sequence[str] = ()) -> Scorecard:
    """Grade: per principle (obtained - worst) / (best - worst) over its opportunities (F2).

    The overall is the mean of the assessed principles by their published weights (F10).
    """
    by_principle: dict[str, list[Opportunity]] = {row.id: [] for row in TABLE}
    for opportunity in opportunities:
        if opportunity.high > opportunity.low:
            by_principle[opportunity.principle].append(opportunity)
    scores = tuple(Score(p, _value(rows), tuple(rows)) for p, rows in by_principle.items())
    return Scorecard(scores, _overall(scores), tuple(duties_broken))


def _value(rows: Sequence[Opportunity]) -> Fraction | None:
    span = sum(row.high - row.low for row in rows)
    if not span:
        return None
    return Fraction(100 * sum(row.obtained - row.low for row in rows), span)


def _overall(scores: Sequence[Score]) -> Fraction | None:
    weights = {row.id: row.weight for row in TABLE}
    counted = [(s.value, weights[s.principle]) for s in scores if s.value is not None]
    weight = sum(found for _, found in counted)
    if not weight:
        return None
    return sum((value * found for value, found in counted), Fraction(0)) / weight
