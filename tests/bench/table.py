"""Both sides of a figure measured in turns, and the table they are printed in.

A machine is shared and noisy: a time alone means nothing. Only the ratio of two medians counts, and
both sides meet the same noise because each round runs them one after the other.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

ROUNDS = 5

Side = Callable[[], float]
"""Runs once and returns the seconds it took."""


def timed(work: Callable[[], object]) -> Side:
    """Return *work* as a side, with no garbage of the others in its time."""

    def run() -> float:
        gc.collect()
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return run


def in_turns(sides: Mapping[str, Side], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Run every side once to warm it, then *rounds* times in turns; return the seconds."""
    for side in sides.values():
        side()
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            taken[name].append(side())
    return taken


@dataclass(frozen=True)
class Figure:
    """One row: ours against a peer's, None where that peer could not be had."""

    name: str
    ours: list[float]
    peer: list[float] | None
    faster: float | None = None
    """The goal: at least so many times faster than the peer."""
    slower: float | None = None
    """Or: at most so many times as long."""
    within: float | None = None
    """Or: at most so many seconds, whatever the peer takes: what a person notices."""
    is_memory: bool = False
    """Whether these are bytes."""
    is_alone: bool = False
    """Whether there is nothing to compare with, rather than a peer that is missing."""

    def row(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        goal = "-"
        if self.faster:
            goal = f">= {self.faster:g}x faster"
        elif self.slower:
            goal = f"<= {Fraction(self.slower).limit_denominator(20)}x"
        elif self.within:
            goal = f"<= {1000 * self.within:g} ms"
        ours = self._spread(self.ours)
        if self.is_alone:
            return (self.name, ours, "-", "-", goal, self._verdict(0))
        if self.peer is None:
            return (self.name, ours, "missing", "-", goal, "peer missing")
        peer = statistics.median(self.peer)
        if not peer and goal == "-":  # A host at rest may have worked less than the clock counts.
            return (self.name, ours, self._spread(self.peer), "-", goal, self._verdict(0))
        ratio = statistics.median(self.ours) / peer
        said = f"{1 / ratio:.0f}x faster" if self.faster else f"{ratio:.2f}x"
        return (self.name, ours, self._spread(self.peer), said, goal, self._verdict(ratio))

    def _verdict(self, ratio: float) -> str:
        if self.faster:
            return "met" if 1 / ratio >= self.faster else "missed"
        if self.slower:
            return "met" if ratio <= self.slower else "missed"
        if self.within:
            return "met" if statistics.median(self.ours) <= self.within else "missed"
        return "no goal"

    def _spread(self, found: list[float]) -> str:
        factor, unit = (1 / (1 << 20), " MB") if self.is_memory else (1000, "")
        low, middle, high = (
            f"{factor * value:.1f}" for value in (min(found), statistics.median(found), max(found))
        )
        return f"{middle}{unit} [{low}..{high}]"


def show(figures: list[Figure]) -> None:
    """Print the table; times are in milliseconds, median [min..max]."""
    head = ("figure", "ours, ms", "peer, ms", "ratio", "goal", "verdict")
    rows = [head, *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
