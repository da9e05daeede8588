"""Several exercises looked at as one: what all of them show of each principle."""

from collections.abc import Sequence

from scoring.score import Scorecard, score
from simulator.debrief.debrief import Debrief

__all__ = ["Scorecard", "missed", "together"]


def together(found: Sequence[Debrief]) -> Scorecard:
    """Return one scorecard over every opportunity of *found*: a sum of occasions, not a ranking.

    A duty that any of them breached stays breached: no average hides it.
    """
    rows = [row for one in found for row in one.opportunities]
    broken = dict.fromkeys(duty for one in found for duty in one.scorecard.duties_broken)
    return score(rows, tuple(broken))


def missed(found: Sequence[Debrief]) -> tuple[str, ...]:
    """Return the principles on which marks were left, the most first, over all of *found*."""
    left: dict[str, int] = {}
    for row in (row for one in found for row in one.opportunities):
        left[row.principle] = left.get(row.principle, 0) + row.high - row.obtained
    return tuple(sorted((name for name in left if left[name]), key=lambda name: -left[name]))
