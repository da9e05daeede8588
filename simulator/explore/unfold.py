"""A graph in which plays are told apart by how much there was to earn on each principle.

The overall is a mean of ratios. Among plays with the same spans it is a sum; here each state stands
once for every sum of spans with which it can be reached.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scoring.principles import PRINCIPLES
from simulator.explore.batch import Rows
from simulator.explore.graph import Graph, Kinds, Layer, Ways
from simulator.explore.plays import CLOCKED
from simulator.explore.spending import Budget
from simulator.scenario.model import END

Spans = tuple[int, ...]


@dataclass
class _Sums:
    """Sums of spans, numbered as they are met."""

    numbers: dict[Spans, int] = field(default_factory=dict)
    known: list[Spans] = field(default_factory=list)

    def number(self, spans: Spans) -> int:
        if spans not in self.numbers:
            self.numbers[spans] = len(self.known)
            self.known.append(spans)
        return self.numbers[spans]

    def add(self, before: Rows, more: Rows, gains: list[Spans]) -> Rows:
        """Return the numbers of the sums *before*, each with the gain that *more* names added."""
        width = len(gains)
        pairs, rows = np.unique(before * width + more, return_inverse=True)
        after = [
            self.number(_plus(self.known[pair // width], gains[pair % width]))
            for pair in pairs.tolist()
        ]
        return np.asarray(np.array(after, np.int64)[rows.reshape(-1)])


@dataclass
class _Unfolded:
    """A layer being unfolded: pairs of a state and a sum, sorted by state."""

    layer: Layer
    states: list[Rows] = field(default_factory=list)
    sums: list[Rows] = field(default_factory=list)
    fill: list[tuple[Ways | None, int]] = field(default_factory=list)


def unfold(graph: Graph, budget: Budget) -> Graph:
    """Return *graph* with each state once for every sum of spans; OverBudget if too many."""
    sums = _Sums()
    waiting = {id(layer): _Unfolded(Layer(layer.place, layer.made)) for layer in graph.layers}
    nothing = (0,) * len(PRINCIPLES)
    starts: list[tuple[Layer, Rows, Rows]] = []
    begun: dict[int, list[tuple[Rows, int]]] = {}
    for layer, draws, states in graph.starts:
        before = [sums.number(_clocked(nothing, int(graph.start_gains[1][draw]))) for draw in draws]
        target = waiting[id(layer)]
        begun.setdefault(id(layer), []).append((draws, len(target.states)))
        target.states.append(states)
        target.sums.append(np.array(before, np.int64))
        target.fill.append((None, len(states)))
    layers: list[Layer] = []
    for layer in graph.layers:
        own = waiting[id(layer)]
        states, numbers, inverse = _pairs(own, len(sums.known))
        begin = 0
        for place, (ways, size) in enumerate(own.fill):
            part = inverse[begin : begin + size]
            begin += size
            if ways is not None:
                ways.to = part
            else:
                draws = next(found for found, where in begun[id(layer)] if where == place)
                starts.append((own.layer, draws, part))
        new = own.layer
        new.size = len(states)
        budget.spend(states=new.size)
        new.clock = layer.clock[states]
        layers.append(new)
        if layer.place.scene == END:
            new.spans = np.array(sums.known, np.int64)[numbers]
            continue
        numbers = _opened(layer, new, states, numbers, sums)
        _expand(layer, new, states, numbers, sums, waiting, budget)
    return Graph(layers, graph.start_gains, starts, graph.rules, graph.sheets, graph.highest)


def _plus(one: Spans, other: Spans) -> Spans:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _clocked(spans: Spans, more: int) -> Spans:
    return tuple(span + (more if n == CLOCKED else 0) for n, span in enumerate(spans))


def _pairs(own: _Unfolded, count: int) -> tuple[Rows, Rows, Rows]:
    """Return the distinct pairs, sorted by state, and for every row that arrived its pair."""
    width = max(count, 1)
    key = np.concatenate(own.states).astype(np.int64) * width + np.concatenate(own.sums)
    found, inverse = np.unique(key, return_inverse=True)
    return found // width, found % width, inverse.reshape(-1)


def _opened(layer: Layer, new: Layer, states: Rows, numbers: Rows, sums: _Sums) -> Rows:
    """Add what opening the scene adds to the spans."""
    if layer.kinds is None:
        return numbers
    number = None if layer.kinds.number is None else layer.kinds.number[states]
    new.kinds = Kinds(layer.kinds.bounds, number)
    gains = [tuple(int(span) for span in kind.span) for kind in layer.kinds.bounds]
    return sums.add(numbers, np.zeros(len(states), np.int64) if number is None else number, gains)


def _expand(  # noqa: PLR0913, PLR0917 - one step of the walk, with all that it carries
    layer: Layer, new: Layer, states: Rows, numbers: Rows, sums: _Sums,
    waiting: dict[int, _Unfolded], budget: Budget,
) -> None:  # fmt: skip
    begins = np.searchsorted(states, np.arange(layer.size))
    ends = np.searchsorted(states, np.arange(layer.size), side="right")
    for ways in layer.ways:
        rows, which = _spread(begins[ways.rows], ends[ways.rows])
        after = numbers[rows]
        if ways.span is not None:
            widths, kind = np.unique(ways.span, return_inverse=True)
            gains = [_clocked((0,) * len(PRINCIPLES), int(width)) for width in widths]
            after = sums.add(after, kind.reshape(-1)[which], gains)
        budget.spend(ways=len(rows))
        target = waiting[id(ways.target)]
        earned, span, least, broke = (
            None if gain is None else gain[which]
            for gain in (ways.earned, ways.span, ways.least, ways.broke)
        )
        made = Ways(
            ways.command, rows, target.layer, rows, ways.marks, earned, span, least, broke,
            looks=ways.looks, picks=ways.picks,
        )  # fmt: skip
        new.ways.append(made)
        target.states.append(ways.to[which])
        target.sums.append(after)
        target.fill.append((made, len(rows)))


def _spread(begins: Rows, ends: Rows) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return all the numbers from each begin to its end, and which begin each comes from."""
    counts = ends - begins
    which = np.repeat(np.arange(len(begins)), counts)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return begins[which] + offsets, which
