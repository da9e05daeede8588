"""The clock of many states at once: drift, silence, promises and duties fall due in every row.

The same rules as `exercise/time.py` and `exercise/passing.py`, which they are proven equal to.
Where no condition can change while time passes, an interval is one sum; else it is gone through
from one thing that falls due to the next.
"""

from collections.abc import Iterator

import numpy as np

from simulator.explore.batch import (
    ANSWERED,
    BROKEN,
    FIRST_MINUTE,
    Batch,
    Codes,
    Column,
    Mask,
)  # fmt: skip
from simulator.explore.board import Board, any_row, within
from simulator.explore.liveness import names
from simulator.scenario.model import Drift, Duty, Scenario

NEVER = np.int32(2**30)
BROKEN_SPAN, BROKEN_LEAST = 3, -1
"""A promise is an opportunity between -1 and +2, see scoring/methods.py."""


class Passing:
    """Lets time pass in a batch."""

    def __init__(self, scenario: Scenario, codes: Codes, board: Board) -> None:
        self.scenario = scenario
        self.codes = codes
        self.board = board
        self.is_plain = _is_plain(scenario)
        self.has_broken = False
        """Whether a promise was broken in some play."""

    def pass_time(self, batch: Batch, until: Column | int, mask: Mask | None = None) -> None:
        """Let the clock of the rows in *mask* move to *until*; never back."""
        clock = batch.clock
        later = np.maximum(clock, until) if mask is None else np.where(mask, until, clock)
        later = np.maximum(later, clock).astype(np.int32)
        if self.is_plain:
            self._at_once(batch, later)
        else:
            self._step_by_step(batch, later)
        batch.columns["clock"] = later

    # ---- one sum for the whole interval

    def _at_once(self, batch: Batch, later: Column) -> None:
        now = batch.clock
        for gauge in self.scenario.gauges:
            column = batch.columns.get(f"gauge {gauge.id}")
            if column is None or not (gauge.drift or gauge.silence):
                continue
            moved = column
            if gauge.drift:
                moved = moved + self._times(batch, gauge.drift, now, later, 0)
            if gauge.silence:
                for _, start, waits in self._waiting(batch):
                    times = self._times(batch, gauge.silence, now, later, start)
                    moved = moved + np.where(waits, times, 0)
            batch.columns[f"gauge {gauge.id}"] = within(moved)
        for name, column in _promises(batch):
            due = column - self.codes.offset
            passed = (column >= FIRST_MINUTE) & (due < later) & (later > now)
            self._break(batch, name, column, passed)
        for duty in self._dated():
            assert duty.by is not None  # noqa: S101 - that is what dated means
            passed = (now <= duty.by) & (duty.by < later)
            self._breach(batch, duty, passed)

    def _times(
        self, batch: Batch, drift: Drift, now: Column, later: Column, origin: Column | int
    ) -> Column:
        first = np.maximum(now, origin) - origin
        count = np.maximum((later - origin) // drift.every - first // drift.every, 0) * drift.by
        holds = self.board.holds(batch, drift.when)
        return np.asarray(count if holds is True else np.where(holds, count, 0), np.int32)

    # ---- from one thing to the next

    def _step_by_step(self, batch: Batch, later: Column) -> None:
        began = batch.clock
        due = {
            name: np.where(
                (column >= FIRST_MINUTE) & (column - self.codes.offset < later),
                np.maximum(column - self.codes.offset, began) + 1, NEVER,
            )
            for name, column in _promises(batch)
        }  # fmt: skip
        dated = [(duty, _dues(duty, began, later)) for duty in self._dated()]
        silent = [(name, start, waits) for name, start, waits in self._waiting(batch)]
        while True:
            now = batch.clock
            ticks = [minutes for *_, minutes in self._gauge_ticks(batch, silent)]
            ticks += [np.where(minutes > now, minutes, NEVER) for minutes in due.values()]
            ticks += [np.where(minutes > now, minutes, NEVER) for _, minutes in dated]
            soonest = np.minimum.reduce(ticks) if ticks else np.full_like(now, NEVER)
            is_due = soonest <= later
            if not is_due.any():
                return
            acts = list(self._gauge_ticks(batch, silent))
            batch.columns["clock"] = np.where(is_due, soonest, now).astype(np.int32)
            for gauge, drift, minutes in acts:
                here = is_due & (minutes == soonest)
                self.board.move(batch, gauge, drift.by, rows=here, when=drift.when)
            for name, minutes in due.items():
                column = batch.columns[name]
                is_open = (column >= FIRST_MINUTE) & (minutes == soonest) & is_due
                self._break(batch, name, column, is_open)
            for duty, minutes in dated:
                self._breach(batch, duty, (minutes == soonest) & is_due)

    def _gauge_ticks(
        self, batch: Batch, silent: list[tuple[str, Column, Mask]]
    ) -> Iterator[tuple[str, Drift, Column]]:
        """Yield each gauge that may move, in the engine's order, and its next minute by row."""
        now = batch.clock
        here = [gauge for gauge in self.scenario.gauges if f"gauge {gauge.id}" in batch.columns]
        for gauge in here:
            if gauge.drift:
                yield gauge.id, gauge.drift, _next(gauge.drift, now, 0)
        for gauge in here:
            for _, start, waits in silent if gauge.silence else ():
                assert gauge.silence  # noqa: S101 - the loop is empty otherwise
                minutes = np.where(waits, _next(gauge.silence, now, start), NEVER)
                yield gauge.id, gauge.silence, minutes

    # ---- shared

    def _waiting(self, batch: Batch) -> Iterator[tuple[str, Column, Mask]]:
        """Yield every signal that is unanswered somewhere, and since when."""
        for name, column in batch.columns.items():
            if name.startswith("signal "):
                waits = column > ANSWERED
                if waits.any():
                    yield name, column - self.codes.offset, waits

    def _break(self, batch: Batch, name: str, column: Column, rows: Mask) -> None:
        if rows.any():
            batch.columns[name] = np.where(rows, BROKEN, column).astype(np.int32)
            self.has_broken = True
            batch.span = batch.span + BROKEN_SPAN * rows
            batch.least = batch.least + BROKEN_LEAST * rows

    def _dated(self) -> Iterator[Duty]:
        return (duty for duty in self.scenario.duties if duty.by is not None)

    def _breach(self, batch: Batch, duty: Duty, rows: Mask) -> None:
        column = batch.columns[f"duty {duty.id}"]
        rows = rows & (column == 0)
        holds = self.board.holds(batch, duty.when) if rows.any() else False
        if any_row(holds):
            broken = rows if holds is True else rows & holds
            batch.broke = np.where(broken, batch.broke | self.codes.duties[duty.id], batch.broke)
            batch.columns[f"duty {duty.id}"] = np.where(broken, 1, column).astype(np.int32)


def _promises(batch: Batch) -> list[tuple[str, Column]]:
    return [(name, column) for name, column in batch.columns.items() if name.startswith("promise ")]


def _dues(duty: Duty, began: Column, later: Column) -> Column:
    """Return the minute in which a duty is breached, in each row in which its time runs out."""
    by = duty.by or 0
    return np.where((began <= by) & (by < later), by + 1, NEVER).astype(np.int32)


def _next(drift: Drift, now: Column, origin: Column | int) -> Column:
    first = np.maximum(now, origin)
    return np.asarray(origin + ((first - origin) // drift.every + 1) * drift.every, np.int32)


def _is_plain(scenario: Scenario) -> bool:
    """Say whether nothing that falls due can change whether, or how far, something else does."""
    for gauge in scenario.gauges:
        drifts = [drift for drift in (gauge.drift, gauge.silence) if drift]
        if len({drift.by > 0 for drift in drifts}) > 1:
            return False
        if any(_changes(name) for drift in drifts for name in names(drift.when)):
            return False
    dated = [duty for duty in scenario.duties if duty.by is not None]
    return not any(_changes(name) for duty in dated for name in names(duty.when))


def _changes(name: str) -> bool:
    return name.startswith(("gauge ", "promise "))
