"""Rows on their way to one layer: each state is kept once; whoever leads there is told which."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from simulator.explore.batch import Batch, Column, Rows, distinct

COMPACT = 1 << 20
"""So many rows may wait before the same states among them are made one."""

Fill = Callable[[Rows], None]
"""Takes the number of the state that each row came to."""


@dataclass
class Waiting:
    """Rows on their way to one layer, and whom to tell the numbers of their states."""

    columns: list[dict[str, Column]] = field(default_factory=list)
    fill: list[Fill] = field(default_factory=list)
    size: int = 0
    settled: int = 0
    """How many of them are states already, of which none is there twice."""

    def put(self, batch: Batch, fill: Fill) -> None:
        """Take the rows of *batch*."""
        self.columns.append(batch.columns)
        self.fill.append(fill)
        self.size += batch.size
        if self.size - self.settled > COMPACT + self.settled:
            self.compact()

    def compact(self) -> None:
        """Keep each state once."""
        names = sorted({name for columns in self.columns for name in columns})
        joined = {
            name: np.concatenate([_column(columns, name) for columns in self.columns])
            for name in names
        }
        first, states = distinct(joined.values(), self.size)
        tell = [
            _renumbered(fill, part)
            for fill, part in zip(self.fill, _parts(states, self.columns), strict=True)
        ]
        self.columns = [{name: column[first] for name, column in joined.items()}]
        self.size = self.settled = len(first)
        self.fill = [_all_of(tell)]

    def settle(self) -> dict[str, Column]:
        """Return the states, having told everybody their numbers."""
        self.compact()
        for fill in self.fill:
            fill(np.arange(self.size))
        return self.columns[0]


def _parts(states: Rows, columns: list[dict[str, Column]]) -> list[Rows]:
    ends = np.cumsum([len(rows["clock"]) for rows in columns])
    return np.split(states, ends[:-1])


def _renumbered(fill: Fill, part: Rows) -> Fill:
    return lambda to: fill(to[part])


def _all_of(tell: list[Fill]) -> Fill:
    def fill(to: Rows) -> None:
        for one in tell:
            one(to)

    return fill


def _column(columns: dict[str, Column], name: str) -> Column:
    """Return a column; a promise that nobody has open may be missing."""
    return columns[name] if name in columns else np.zeros(len(columns["clock"]), np.int32)
