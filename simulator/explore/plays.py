"""Plays through a graph of states: following commands, and what a play obtained on the way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scoring import methods
from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator.exercise.commands import Command
from simulator.explore.batch import Column
from simulator.explore.graph import Graph, Layer, Ways, Words
from simulator.explore.marks import Marks, no_marks
from simulator.scenario.model import END

CLOCKED = PRINCIPLES.index(ACKNOWLEDGEMENT)
"""The principle that the clock rates."""


@dataclass
class Gained:
    """What a play, or a part of one, obtained: above the least, out of how much, how often."""

    above: Marks = field(default_factory=no_marks)
    """Per principle, the marks above the least that was possible."""
    span: Marks = field(default_factory=no_marks)
    """Per principle, the most less the least that was possible."""
    count: Marks = field(default_factory=no_marks)
    """Per principle, how many opportunities."""
    least: int = 0
    """Sum of the least that was possible, over the opportunities."""
    broke: int = 0
    """Duties breached, as bits."""
    words: NDArray[np.int64] | int = 0
    """Words read, by language, where they are counted."""

    @property
    def total(self) -> int:
        """Sum of all the marks obtained."""
        return int(self.above.sum()) + self.least

    def __add__(self, other: "Gained") -> "Gained":
        """Return both together."""
        return Gained(
            self.above + other.above, self.span + other.span, self.count + other.count,
            self.least + other.least, self.broke | other.broke,
            self.words + other.words,
        )  # fmt: skip


@dataclass(frozen=True)
class Play:
    """One play: which draw of hidden truths, the commands, and where it ended."""

    draw: int
    commands: tuple[Command, ...]
    gained: Gained
    minutes: int
    decisions: int = 0
    """How many responses were given, by choice or by time."""


def at(gain: Column | None, number: int) -> int:
    """Return one row of a gain that may be nothing."""
    return 0 if gain is None else int(gain[number])


def read(words: Words | None, number: int) -> NDArray[np.int64] | int:
    """Return one row of the words read, if they are counted."""
    return 0 if words is None else words[number].astype(np.int64)


def clocked(above: int, span: int, least: int) -> Gained:
    """Return what the clock rated as a gain. Signals span 4 from -2, promises 3 from -1."""
    found = Gained(least=least)
    found.above[CLOCKED], found.span[CLOCKED] = above, span
    found.count[CLOCKED] = counted(span, least)
    return found


def counted(span: int, least: int) -> int:
    """Return how many signals and promises have this span and least together."""
    signal, promise = (
        methods.HIGHEST - methods.LOWEST,
        methods.PROMISE_KEPT - methods.PROMISE_BROKEN,
    )
    # span = signal * s + promise * p and -least = 2 * s + 1 * p have one solution.
    signals = (promise * -least - span) // (promise * -methods.LOWEST - signal)
    return signals + (-least + methods.LOWEST * signals)


def opened(layer: Layer, state: int) -> Gained:
    """Return what opening a scene adds: its opportunities, and how low they begin."""
    if layer.kinds is None:
        return Gained()
    number = 0 if layer.kinds.number is None else int(layer.kinds.number[state])
    bounds = layer.kinds.bounds[number]
    return Gained(bounds.above, bounds.span, bounds.count, bounds.least)


def gained(ways: Ways, number: int) -> Gained:
    """Return what one row of *ways* obtains."""
    found = clocked(at(ways.earned, number), at(ways.span, number), at(ways.least, number))
    found.above = found.above + ways.marks
    found.broke = at(ways.broke, number)
    found.words = read(ways.words, number)
    return found


def ways_from(layer: Layer, state: int) -> Iterator[tuple[Ways, int]]:
    """Yield every way on from a state, in the order of the file, with its row."""
    for ways in layer.ways:
        number = int(np.searchsorted(ways.rows, state))
        if number < len(ways.rows) and ways.rows[number] == state:
            yield ways, number


def beginnings(graph: Graph) -> Iterator[tuple[int, Layer, int, Gained]]:
    """Yield where an exercise may begin: the draw, the layer, the state, what was rated before."""
    for layer, draws, states in graph.starts:
        for draw, state in zip(draws.tolist(), states.tolist(), strict=True):
            *rated, broke = (int(gain[draw]) for gain in graph.start_gains)
            found = clocked(*rated)
            found.broke = broke
            found.words = read(graph.start_words, draw)
            yield draw, layer, state, found


def follow(graph: Graph, draw: int, commands: Iterable[Command]) -> Play:
    """Follow *commands* through the graph; KeyError where one is not possible."""
    layer, state, sum_of = next(
        (layer, state, gain) for d, layer, state, gain in beginnings(graph) if d == draw
    )
    done, decisions = tuple(commands), 0
    for command in done:
        sum_of = sum_of + opened(layer, state)
        for ways, number in ways_from(layer, state):
            if ways.command == command:
                sum_of = sum_of + gained(ways, number)
                layer, state = ways.target, int(ways.to[number])
                decisions += not ways.looks
                break
        else:
            raise KeyError(command)
    if layer.place.scene != END:
        raise KeyError(END)
    return Play(draw, done, sum_of, int(layer.clock[state]), decisions)
