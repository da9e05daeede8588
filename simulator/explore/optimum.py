"""The best and the worst that plays of a graph can earn, exactly, and a play that earns it.

A sum over a play (a total, a number of decisions) is settled by one sweep from the ends back. The
score of a principle is a ratio of two such sums: the best is found by sweeping for `above - x *
span` with x the ratio of the last play found, until none is better (Dinkelbach, 1967). Of equal
plays the one with the fewest minutes is taken, then the first in the order of the file. The overall
is in `overalls`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scoring.principles import PRINCIPLES
from simulator.exercise.commands import Command
from simulator.explore.graph import Graph, Layer, Ways
from simulator.explore.plays import (
    CLOCKED,
    Gained,
    Play,
    beginnings,
    counted,
    gained,
    opened,
    ways_from,
)  # fmt: skip
from simulator.scenario.model import END

Values = NDArray[np.int64]
NOWHERE = -(1 << 61)
"""The value of a state from which nothing that is asked for can be reached."""
BIGGEST = 1 << 60
MINUTES = 1 << 17
"""More than any play lasts: a tie is broken by the minutes, never the other way round."""


class TooWide(Exception):  # noqa: N818 - a limit, not a fault
    """The numbers would not fit: nothing is said rather than something inexact."""


@dataclass(frozen=True)
class Weights:
    """What is to be as large as possible: a sum over the play, in whole numbers."""

    above: tuple[int, ...] = (0,) * len(PRINCIPLES)
    span: tuple[int, ...] = (0,) * len(PRINCIPLES)
    count: tuple[int, ...] = (0,) * len(PRINCIPLES)
    least: int = 0
    decisions: int = 0
    minutes: int = 0
    words: int = 0
    language: int = 0
    """Whose words, by number."""
    ends: Callable[[Layer], NDArray[np.bool_]] | None = None
    """Which ends count; all of them when None."""
    tested: int | None = None
    """A principle of which there has to be at least one opportunity."""

    def __neg__(self) -> "Weights":
        """Return what makes the same sum as small as possible."""
        return Weights(
            tuple(-w for w in self.above), tuple(-w for w in self.span),
            tuple(-w for w in self.count), -self.least, -self.decisions, -self.minutes,
            -self.words, self.language, self.ends, self.tested,
        )  # fmt: skip


@dataclass
class Sweep:
    """The largest value that can still be added, from every state."""

    weights: Weights
    values: dict[int, Values] = field(default_factory=dict)
    """By `id` of a layer; the sum, times MINUTES, less the minutes at the end."""
    tested: dict[int, Values] = field(default_factory=dict)
    """The same over plays that still meet the principle that has to be tested."""


def sweep(graph: Graph, weights: Weights) -> Sweep:
    """Return the largest values of all states of *graph*."""
    found = Sweep(weights)
    for layer in reversed(graph.layers):
        if layer.place.scene == END:
            here = weights.minutes * layer.clock.astype(np.int64) * MINUTES - layer.clock
            if weights.ends:
                here = np.where(weights.ends(layer), here, NOWHERE)
            found.values[id(layer)] = here
            if weights.tested is not None:
                found.tested[id(layer)] = np.full(layer.size, NOWHERE)
            continue
        _sweep_layer(found, layer)
    return found


def _sweep_layer(found: Sweep, layer: Layer) -> None:
    weights = found.weights
    values = np.full(layer.size, NOWHERE)
    tested = np.full(layer.size, NOWHERE)
    for ways in layer.ways:
        gain = gain_of(ways, weights)
        after = found.values[id(ways.target)][ways.to] + gain
        values[ways.rows] = np.maximum(values[ways.rows], after)
        if weights.tested is not None:
            needs = found.tested[id(ways.target)][ways.to] + gain
            if weights.tested == CLOCKED and ways.span is not None:
                needs = np.where(ways.span > 0, after, needs)
            tested[ways.rows] = np.maximum(tested[ways.rows], needs)
    opening, spans = opening_of(layer, weights)
    found.values[id(layer)] = np.maximum(values + opening, NOWHERE)
    if weights.tested is not None:
        tested = np.where(spans, values, tested)
        found.tested[id(layer)] = np.maximum(tested + opening, NOWHERE)


def gain_of(ways: Ways, weights: Weights) -> Values | int:
    """Return what going along *ways* adds, in each row."""
    gain: Values | int = int(ways.marks @ np.array(weights.above)) * MINUTES
    if not ways.looks:
        gain += weights.decisions * MINUTES
    rated = (
        (ways.earned, weights.above[CLOCKED]),
        (ways.span, weights.span[CLOCKED]),
        (ways.least, weights.least),
    )
    for column, weight in rated:
        if column is not None and weight:
            gain = gain + column.astype(np.int64) * (weight * MINUTES)
    if weights.words and ways.words is not None:
        read = ways.words[:, weights.language].astype(np.int64)
        gain = gain + read * (weights.words * MINUTES)
    if weights.count[CLOCKED] and ways.span is not None and ways.least is not None:
        count = counted_rows(ways.span, ways.least)
        gain = gain + count * (weights.count[CLOCKED] * MINUTES)
    return gain


def counted_rows(span: NDArray[np.int32], least: NDArray[np.int32]) -> Values:
    """Return how many opportunities the clock rated in each row."""
    pairs, numbers = np.unique(np.stack([span, least]), axis=1, return_inverse=True)
    counts = np.array([counted(int(one), int(low)) for one, low in pairs.T], np.int64)
    return counts[numbers.reshape(-1)]


def opening_of(layer: Layer, weights: Weights) -> tuple[Values | int, NDArray[np.bool_] | bool]:
    """Return what opening a scene adds in each state, and whether it tests what has to be."""
    if layer.kinds is None:
        return 0, False
    gains, tests = [], []
    for kind in layer.kinds.bounds:
        gain = int(kind.above @ np.array(weights.above) + kind.span @ np.array(weights.span))
        gain += int(kind.count @ np.array(weights.count)) + kind.least * weights.least
        gains.append(gain * MINUTES)
        tests.append(weights.tested is not None and bool(kind.span[weights.tested]))
    if layer.kinds.number is None:
        return gains[0], np.full(layer.size, tests[0])
    return np.array(gains, np.int64)[layer.kinds.number], np.array(tests)[layer.kinds.number]


def best_play(graph: Graph, weights: Weights) -> Play | None:
    """Return the play with the largest sum; None where no play has what is asked for."""
    biggest = max(map(abs, (*weights.above, *weights.span, weights.least, weights.decisions)))
    if biggest * 1000 * MINUTES > BIGGEST:
        raise TooWide
    found = sweep(graph, weights)
    is_tested = weights.tested is not None
    choice = None
    for draw, layer, state, before in beginnings(graph):
        done = is_tested and bool(before.span[weights.tested or 0])
        book = found.tested if is_tested and not done else found.values
        value = int(book[id(layer)][state]) + worth(before, weights) * MINUTES
        if value > NOWHERE // 2 and (choice is None or value > choice[0]):
            choice = value, draw, layer, state, before, done
    return None if choice is None else _walk(found, *choice[1:])


def worth(gain: Gained, weights: Weights) -> int:
    """Return what a gain is worth."""
    found = int(gain.above @ np.array(weights.above)) + int(gain.span @ np.array(weights.span))
    found += int(gain.count @ np.array(weights.count)) + gain.least * weights.least
    return found + weights.words * words_of(gain, weights.language)


def words_of(gain: Gained, language: int) -> int:
    """Return how many words were read in a language, by its number."""
    return gain.words if isinstance(gain.words, int) else int(gain.words[language])


def _walk(  # noqa: PLR0913, PLR0917 - a beginning, as `beginnings` yields it
    found: Sweep, draw: int, layer: Layer, state: int, total: Gained,
    is_tested: bool,  # noqa: FBT001 - as it was found
) -> Play:  # fmt: skip
    """Follow the largest values from a beginning to an end."""
    weights = found.weights
    needs = weights.tested is not None
    commands: list[Command] = []
    decisions = 0
    while layer.place.scene != END:
        here = opened(layer, state)
        total = total + here
        is_tested |= needs and bool(here.span[weights.tested or 0])
        best = None
        for ways, number in ways_from(layer, state):
            gain = gained(ways, number)
            done = is_tested or (needs and bool(gain.span[weights.tested or 0]))
            book = found.tested if needs and not done else found.values
            value = int(book[id(ways.target)][ways.to[number]]) + worth(gain, weights) * MINUTES
            value += 0 if ways.looks else weights.decisions * MINUTES
            if best is None or value > best[0]:
                best = value, ways, number, gain, done
        assert best is not None  # noqa: S101 - every scene can be left
        _, ways, number, gain, is_tested = best
        commands.append(ways.command)
        decisions += not ways.looks
        total = total + gain
        layer, state = ways.target, int(ways.to[number])
    return Play(draw, tuple(commands), total, int(layer.clock[state]), decisions)


# ---- what is asked


def one_hot(number: int, weight: int = 1) -> tuple[int, ...]:
    """Return *weight* for one principle and 0 for the others."""
    return tuple(weight if n == number else 0 for n in range(len(PRINCIPLES)))


def ratio(play: Play, principle: int) -> Fraction:
    """Return the score of a principle in *play*, from 0 to 1."""
    return Fraction(int(play.gained.above[principle]), int(play.gained.span[principle]))


def extreme_score(graph: Graph, principle: int, sign: int) -> Play | None:
    """Return the play with the best (sign 1) or worst score of a principle, if any tests it."""
    aim = Fraction(1 if sign > 0 else 0)
    while True:
        weights = Weights(
            above=one_hot(principle, sign * aim.denominator),
            span=one_hot(principle, -sign * aim.numerator),
            tested=principle,
        )
        play = best_play(graph, weights)
        if play is None or ratio(play, principle) == aim:
            return play
        aim = ratio(play, principle)


TOTAL = Weights(above=(1,) * len(PRINCIPLES), least=1)
DECISIONS = Weights(decisions=1)
LENGTH = Weights(minutes=1)
