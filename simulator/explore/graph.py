"""Every reachable state, once: layers of states, and for every command where it leads."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.exercise.commands import Command
from simulator.explore.batch import Column, Rows
from simulator.explore.marks import Marks, Sheet
from simulator.explore.onward import Place
from simulator.explore.rules import Rules

Words = NDArray[np.int32 | np.uint16]
"""Rows by languages."""


@dataclass
class Ways:
    """One command from the rows of a layer in which it leads to one other layer."""

    command: Command
    rows: Rows
    target: "Layer"
    to: Rows
    """The state of *target* that each row leads to."""
    marks: Marks
    """What the response and the looks before it obtain; zeros while still looking."""
    earned: Column | None
    span: Column | None
    least: Column | None
    """What the clock rated on the way, see `Batch`; None where it is nothing."""
    broke: Column | None
    words: Words | None = None
    """Words read on the way, a column for each language; None where they are not counted."""
    looks: bool = False
    picks: tuple[str, ...] = ()
    """The response; () while still looking."""

    def lead(self, target: "Layer") -> Callable[[Rows], None]:
        """Lead to *target*; return what takes the state that each row comes to."""
        self.target = target

        def fill(to: Rows) -> None:
            self.to = to

        return fill


@dataclass
class Layer:
    """States of one place after one set of inquiries."""

    place: Place
    made: frozenset[str]
    size: int = 0
    ways: list[Ways] = field(default_factory=list)
    clock: Column = field(default_factory=lambda: np.zeros(0, np.int32))
    kinds: "Kinds | None" = None
    """What opening the scene adds; None but where a scene opens."""
    spans: NDArray[np.int64] | None = None
    """Of the ends of an unfolded graph: the sums of the spans that lead there."""
    low: NDArray[np.int8] | None = None
    """While it is gone through: the least (and `high` the most) of response and of looks."""
    high: NDArray[np.int8] | None = None


@dataclass(frozen=True)
class Bounds:
    """What opening a scene adds: its opportunities, and how low they begin."""

    above: Marks
    """Less the least: what a response obtains is counted from there."""
    span: Marks
    count: Marks
    least: int
    highest: Marks
    """The highest mark on one opportunity; far below the scale where there is none."""


@dataclass(frozen=True)
class Kinds:
    """The different bounds that the states of a layer have, and which state has which."""

    bounds: tuple[Bounds, ...]
    number: Rows | None
    """None where all states have the first."""


@dataclass
class Graph:
    """All the states of a scenario, from the first to the ends."""

    layers: list[Layer]
    """In the order in which they can be gone through."""
    start_gains: tuple[Column, ...]
    """What the clock rated before the first scene asked, by draw: almost always zeros."""
    starts: list[tuple[Layer, Rows, Rows]]
    """The layers in which an exercise may open: which draws, in which states."""
    rules: Rules
    sheets: dict[str, Sheet]
    highest: list[int]
    """Per principle, the highest mark that some play earns on one opportunity."""
    start_words: Words | None = None
    """Words read before the first scene asks, by draw; None where they are not counted."""

    @property
    def states(self) -> int:
        """How many states were gone through, the ends included."""
        return sum(layer.size for layer in self.layers)

    @property
    def ways(self) -> int:
        """How many commands were carried out."""
        return sum(len(ways.rows) for layer in self.layers for ways in layer.ways)
