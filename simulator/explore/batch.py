"""Many states at once, as columns of numbers: what a State holds, for as many plays as there are.

A column is named by kind and id, "gauge trust", as in `liveness`; what nothing later depends on has
no column. Flags, `published`, `fired` and `duty` are 0 or 1, a mood or a truth is its number, a
signal or a promise is one of the codes below, or the minute that counts plus `Codes.offset`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.model import Scenario

Column = NDArray[np.int32]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]

NOTHING, ANSWERED, KEPT, BROKEN = 0, 1, 1, 2
"""Codes of a signal (quiet, answered) and of a promise (none, kept, broken)."""
FIRST_MINUTE = 3
"""From here on a code is a minute: when a signal began, when a promise is due."""


@dataclass
class Batch:
    """States as columns, and what each row earned since the batch was made."""

    size: int
    columns: dict[str, Column]
    earned: Column
    """Above the least there was, on what the clock rates."""
    span: Column
    """Between the least and the most there was, on what the clock rates."""
    least: Column
    """The sum of the least there was (negative)."""
    broke: Column
    """Duties breached, one bit each."""
    kept: frozenset[str] = frozenset()
    """Which values the open scene and those after it depend on."""
    words: NDArray[np.int32] | None = None
    """Words read, a column for each language; None where they are not counted."""

    @property
    def clock(self) -> Column:
        """The minute of each row."""
        return self.columns["clock"]

    def take(self, rows: Any) -> "Batch":
        """Return the rows that *rows*, a mask or numbers, chooses."""
        columns = {name: column[rows] for name, column in self.columns.items()}
        gains = (self.earned[rows], self.span[rows], self.least[rows], self.broke[rows])
        words = None if self.words is None else self.words[rows]
        return Batch(len(gains[0]), columns, *gains, self.kept, words)


def batch_of(
    columns: Mapping[str, Column], size: int, kept: frozenset[str], languages: int = 0
) -> Batch:
    """Return a batch that has earned nothing yet; *columns* are never changed in place.

    Its words are counted in so many *languages*.
    """
    earned, span, least, broke = (np.zeros(size, np.int32) for _ in range(4))
    words = np.zeros((size, languages), np.int32) if languages else None
    return Batch(size, dict(columns), earned, span, least, broke, kept, words)


@dataclass(frozen=True)
class Codes:
    """How the words of one scenario are numbered in columns."""

    moods: Mapping[str, tuple[str, ...]]
    truths: Mapping[str, tuple[str, ...]]
    offset: int
    """Added to a minute, so that none looks like a code."""
    duties: Mapping[str, int] = field(default_factory=dict)
    """The bit of each duty."""


def codes(scenario: Scenario) -> Codes:
    """Return the numbering for *scenario*."""
    moods: dict[str, list[str]] = {
        persona.id: list(persona.moods) or [""] for persona in scenario.personas
    }
    posts = [*scenario.prologue]
    for scene in scenario.scenes.values():
        posts += scene.injects
        effects = [effect for inquiry in scene.inquiries for effect in inquiry.effects]
        for option in scene.decision.options if scene.decision else ():
            posts += option.then
            effects += option.effects
        effects += [effect for inject in posts for effect in inject.effects]
        for effect in effects:
            known = moods.setdefault(effect.name, [""]) if effect.kind == "mood" else [effect.value]
            if effect.value not in known:
                known.append(effect.value)
    earliest = min((inject.posted or 0 for inject in posts), default=0)
    return Codes(
        {name: tuple(words) for name, words in moods.items()},
        dict(scenario.truths),
        FIRST_MINUTE - min(earliest, 0),
        {duty.id: 1 << number for number, duty in enumerate(scenario.duties)},
    )


def recoded(column: Column) -> tuple[NDArray[np.int64], int]:
    """Return *column* as numbers from 0 without gaps, in the same order, and how many there are."""
    low, high = int(column.min()), int(column.max())
    if low == high:
        return np.zeros(len(column), np.int64), 1
    reach = high - low + 1
    if reach > max(4 * len(column), 1024):
        values, numbers = np.unique(column, return_inverse=True)
        return numbers.astype(np.int64), len(values)
    if reach <= 2:  # noqa: PLR2004 - yes and no
        return (column - low).astype(np.int64), reach
    is_there = np.zeros(reach, np.bool_)
    shifted = column - low
    is_there[shifted] = True
    ranks = np.cumsum(is_there) - 1
    return ranks[shifted], int(ranks[-1]) + 1


def distinct(columns: Iterable[Column], size: int) -> tuple[Rows, Rows]:
    """Return one row of each distinct state, and for every row the number of its state."""
    key, width = np.zeros(size, np.int64), 1
    for column in columns:
        numbers, count = recoded(column)
        if count == 1:
            continue
        if width > (1 << 62) // count:
            # Too wide for one word: number what there is so far, which takes at most 32 bits.
            _, key = np.unique(key, return_inverse=True)
            width = size
        key = key * count + numbers
        width *= count
    if width <= max(4 * size, 1 << 16):
        return _by_table(key, width, size)
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return first, inverse


def _by_table(key: NDArray[np.int64], width: int, size: int) -> tuple[Rows, Rows]:
    """Return the same without sorting, where few keys are possible."""
    row = np.full(width, -1, np.int64)
    row[key] = np.arange(size)
    found = np.flatnonzero(row >= 0)
    rank = np.empty(width, np.int64)
    rank[found] = np.arange(len(found))
    return row[found], rank[key]
