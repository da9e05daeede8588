"""The best and the worst overall that plays can earn, exactly.

The overall is a mean of ratios: plays are told apart by how much there was to earn on each
principle, and for each such way it is a sum again.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from scoring.principles import TABLE
from simulator.explore.graph import Graph, Layer
from simulator.explore.optimum import Weights, best_play
from simulator.explore.plays import Gained, Play
from simulator.explore.spending import Budget
from simulator.scenario.model import END


def overall(gain: Gained) -> Fraction | None:
    """Return the overall of a play, 0 to 1, as `scoring.score` makes it."""
    rows = [
        (Fraction(int(above), int(span)), row.weight)
        for above, span, row in zip(gain.above, gain.span, TABLE, strict=True)
        if span
    ]
    weight = sum(weight for _, weight in rows)
    return sum((value * w for value, w in rows), Fraction(0)) / weight if weight else None


def extreme_overall(unfolded: Graph, sign: int, budget: Budget) -> Play | None:
    """Return the play with the best (sign 1) or worst overall; None where nothing is graded.

    *unfolded* tells plays apart by the sum of their spans, which stands in its ends.
    """
    ends = [layer for layer in unfolded.layers if layer.place.scene == END]
    found: tuple[tuple[Fraction, int], Play] | None = None
    spans = {
        tuple(row) for layer in ends for row in (layer.spans if layer.spans is not None else ())
    }
    for span in sorted(spans):
        if not any(span):
            continue
        budget.spend()
        play = best_play(unfolded, _for_span(span, sign))
        value = overall(play.gained) if play else None
        if play and value is not None:
            mark = sign * value, -play.minutes
            if found is None or mark > found[0]:
                found = mark, play
    return found[1] if found else None


def _for_span(span: Sequence[int], sign: int) -> Weights:
    """Return the weights under which, among plays with these spans, the overall is a sum."""
    whole = lcm(*(int(width) for width in span if width))
    above = tuple(
        sign * row.weight * whole // int(width) if width else 0
        for width, row in zip(span, TABLE, strict=True)
    )
    wanted = np.array(span)

    def ends(layer: Layer) -> NDArray[np.bool_]:
        assert layer.spans is not None  # noqa: S101 - the graph was unfolded
        return np.asarray(np.all(layer.spans == wanted, axis=1))

    return Weights(above=above, ends=ends)
