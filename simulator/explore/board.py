"""The board of many states at once: whether a condition holds in each row, and what effects do."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from simulator.explore.batch import (
    ANSWERED,
    BROKEN,
    FIRST_MINUTE,
    KEPT,
    Batch,
    Codes,
    Column,
    Mask,
)  # fmt: skip
from simulator.scenario import model
from simulator.scenario.model import Cost, Effect, Scenario, When

Held = Mask | bool
"""Which rows; True or False for all of them."""


def both(one: Held, other: Held) -> Held:
    """Return the rows in *one* and in *other*."""
    if one is True:
        return other
    if other is True:
        return one
    return False if one is False or other is False else one & other


def negated(held: Held) -> Held:
    """Return the rows that are not in *held*."""
    return (not held) if isinstance(held, bool) else ~held


def any_row(held: Held) -> bool:
    """Say whether *held* chooses any row."""
    return held if isinstance(held, bool) else bool(held.any())


def as_mask(held: Held, size: int) -> Mask:
    """Return *held* as a mask of *size* rows."""
    return np.full(size, held) if isinstance(held, bool) else held


class Board:
    """Reads and changes the columns of one scenario's board."""

    def __init__(self, scenario: Scenario, codes: Codes) -> None:
        self.scenario = scenario
        self.codes = codes
        self.tables: dict[tuple[str, tuple[str, ...]], NDArray[np.bool_]] = {}

    def holds(self, batch: Batch, when: When | None) -> Held:
        """Return the rows of *batch* in which *when* is true now."""
        if when is None:
            return True
        if when.op == "all":
            return self._all(batch, when)
        if when.op == "any":
            return negated(_every(negated(self.holds(batch, part)) for part in when.parts))
        if when.op == "not":
            return negated(self._all(batch, when))
        return self._reads(batch, when)

    def _all(self, batch: Batch, when: When) -> Held:
        return _every(self.holds(batch, part) for part in when.parts)

    def _reads(self, batch: Batch, when: When) -> Held:
        column = batch.columns[f"{when.op} {when.name}"]
        match when.op:
            case "gauge":
                return self._levels(when)[column]
            case "flag":
                words = np.where(column == 1, model.YES in when.values, model.NO in when.values)
                return np.asarray(words, np.bool_)
            case "mood":
                return _one_of(column, self.codes.moods[when.name], when.values)
            case "truth":
                return _one_of(column, self.codes.truths[when.name], when.values)
            case "signal":
                return _status(column, when.values, {
                    model.QUIET: column == 0, model.ANSWERED: column == ANSWERED,
                    model.UNANSWERED: column >= FIRST_MINUTE,
                })  # fmt: skip
            case _:
                return _status(column, when.values, {
                    model.NONE: column == 0, model.KEPT: column == KEPT,
                    model.BROKEN: column == BROKEN, model.OPEN: column >= FIRST_MINUTE,
                })  # fmt: skip

    def _levels(self, when: When) -> NDArray[np.bool_]:
        """Return, for each value of a gauge from 0 to 100, whether *when* holds there."""
        mark = when.name, when.values
        if mark not in self.tables:
            levels = self.scenario.gauge(when.name).levels
            table = np.full(101, levels[0][0] in when.values)
            for name, low in levels:
                table[low:] = name in when.values
            self.tables[mark] = table
        return self.tables[mark]

    def minutes(self, batch: Batch, cost: Cost) -> Column | int:
        """Return what something costs in each row: the first flag set replaces the plain cost."""
        found: Column | int = cost.minutes
        for flag, minutes in reversed(cost.faster):
            found = np.where(batch.columns[f"flag {flag}"] == 1, minutes, found).astype(np.int32)
        return found

    def affect(self, batch: Batch, effects: tuple[Effect, ...], *, rows: Held = True) -> None:
        """Do *effects* in *rows*, as far as they still matter."""
        for effect in effects:
            name = f"{effect.kind} {effect.name}"
            if name not in batch.columns:
                continue
            if effect.kind == "gauge":
                self.move(batch, effect.name, effect.by, rows=rows)
            else:
                value = 1
                if effect.kind == "mood":
                    value = self.codes.moods[effect.name].index(effect.value)
                put(batch, name, value, rows=rows)

    def move(
        self, batch: Batch, gauge: str, by: int, *, rows: Held = True, when: When | None = None
    ) -> None:
        """Move *gauge* in the *rows* where *when* holds; it stays between 0 and 100."""
        rows = both(rows, self.holds(batch, when))
        if any_row(rows):
            name = f"gauge {gauge}"
            put(batch, name, within(batch.columns[name] + by), rows=rows)


def put(batch: Batch, name: str, value: Column | int, *, rows: Held = True) -> None:
    """Set column *name* to *value* in *rows*."""
    if rows is False:
        return
    if rows is True:
        batch.columns[name] = np.broadcast_to(np.asarray(value, np.int32), (batch.size,)).copy()
    else:
        batch.columns[name] = np.where(rows, value, batch.columns[name]).astype(np.int32)


def _every(held: Iterable[Held]) -> Held:
    found: Held = True
    for one in held:
        found = both(found, one)
    return found


def _one_of(column: Column, words: tuple[str, ...], wanted: tuple[str, ...]) -> Mask:
    return np.array([word in wanted for word in words])[column]


def _status(column: Column, wanted: tuple[str, ...], rows: dict[str, Mask]) -> Mask:
    found = np.zeros(len(column), np.bool_)
    for word in wanted:
        found |= rows.get(word, False)
    return found


def within(column: Column) -> Column:
    """Return a gauge's values within its bounds; on few rows `np.clip` takes longer."""
    return np.minimum(np.maximum(column, 0), 100)
