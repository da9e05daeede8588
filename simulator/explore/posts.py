"""Posts of many states at once: what arrives in which rows, and the clocks that it starts.

`exercise/posts.py` says what the rules are; see `rules.py`.
"""

from dataclasses import dataclass, field

import numpy as np

from scoring import methods
from simulator.explore.batch import Batch, Codes, Column
from simulator.explore.board import Board, Held, any_row, as_mask, both, put
from simulator.explore.liveness import inject_matters
from simulator.explore.passing import Passing
from simulator.explore.reading import Reading
from simulator.scenario.days import MINUTES_A_WEEK
from simulator.scenario.model import Inject, Scenario, Scene

SIGNAL_SPAN, SIGNAL_LEAST = methods.HIGHEST - methods.LOWEST, methods.LOWEST


@dataclass
class Shown:
    """What some play shows, noted on the way."""

    delivered: set[str] = field(default_factory=set)
    """Addresses of the posts that arrived; all of them only where every post counts."""
    opened: set[str] = field(default_factory=set)
    """Scenes that were opened."""
    ended: set[str] = field(default_factory=set)
    """Endings; known only where every post counts."""
    promised: set[str] = field(default_factory=set)
    """Promises that were made."""
    highest: int = -99
    """The highest mark that the clock gave."""


class Posts:
    """Delivers the posts of one scenario."""

    def __init__(
        self, scenario: Scenario, codes: Codes, board: Board, reading: Reading | None,
        *, all_posts: bool,
    ) -> None:  # fmt: skip
        self.scenario = scenario
        self.codes = codes
        self.board = board
        self.reading = reading
        self.all_posts = all_posts
        self.shown = Shown()
        self.passing = Passing(scenario, codes, board)
        self.severities = dict(scenario.signals)
        self._openings: Column | None = None
        self._late = {
            scene.id: [i for i in sorted(scene.injects, key=lambda i: i.after) if i.after]
            for scene in scenario.scenes.values()
        }

    def read(self, batch: Batch, *addresses: str, held: Held = True) -> None:
        """Count the words at *addresses* in the rows *held*, where words are counted."""
        if self.reading and batch.words is not None and any_row(held):
            counts = np.array(self.reading.count(addresses), np.int32)
            batch.words = batch.words + np.outer(as_mask(held, batch.size), counts).astype(np.int32)

    def raise_signal(self, batch: Batch, signal: str, knowable: Column, held: Held) -> None:
        """Start the clock of *signal* in the rows *held* where it has never run."""
        column = batch.columns[f"signal {signal}"]
        rows = both(held, column == 0)
        if any_row(rows):
            starts = self.clock_starts(signal, knowable) + self.codes.offset
            put(batch, f"signal {signal}", starts, rows=rows)
            self.shown.highest = max(self.shown.highest, SIGNAL_LEAST)
            batch.span = batch.span + SIGNAL_SPAN * as_mask(rows, batch.size)
            batch.least = batch.least + SIGNAL_LEAST * as_mask(rows, batch.size)

    def clock_starts(self, signal: str, knowable: Column) -> Column:
        """Return when the clock starts: a single complaint outside hours waits for the opening."""
        hours = self.scenario.hours
        if hours is None or self.severities.get(signal) != "S1":
            return knowable
        if self._openings is None:
            waits = [hours.next_opening(minute) for minute in range(MINUTES_A_WEEK)]
            self._openings = np.array(waits, np.int32)
        of_week = (self.scenario.starts + knowable) % MINUTES_A_WEEK
        return np.asarray(knowable + self._openings[of_week], np.int32)

    def deliver(self, batch: Batch, inject: Inject, *, held: Held = True) -> None:
        """Deliver *inject* in the rows *held*, if it still matters."""
        if not inject_matters(inject, batch.kept, all_posts=self.all_posts):
            return
        rows = both(held, self.board.holds(batch, inject.when))
        if inject.quotes:
            rows = both(rows, batch.columns[f"published {inject.quotes}"] == 1)
        late = f"late {inject.address}"
        if late in batch.columns:
            rows = both(rows, batch.columns[late] == 0)
        if not any_row(rows):
            return
        self.shown.delivered.add(inject.address)
        self.read(batch, inject.address, held=rows)
        if late in batch.columns:
            put(batch, late, 1, rows=rows)
        if inject.raises:
            now = batch.clock
            shown = now if inject.posted is None else np.minimum(now, np.int32(inject.posted))
            self.raise_signal(batch, inject.raises, shown, rows)
        self.board.affect(batch, inject.effects, rows=rows)

    def advance(
        self, batch: Batch, scene: Scene, until: Column | int, *, held: Held = True
    ) -> None:
        """Let time pass to *until*, delivering what arrives on the way."""
        for inject in self.late(batch, scene):
            due = batch.columns["opened"] + inject.after
            rows = both(held, (due <= until) & (batch.columns[f"late {inject.address}"] == 0))
            if any_row(rows):
                self.passing.pass_time(batch, due, as_mask(rows, batch.size))
                self.deliver(batch, inject, held=rows)
        self.passing.pass_time(batch, until, None if held is True else as_mask(held, batch.size))

    def flush(self, batch: Batch, scene: Scene) -> None:
        """Deliver what has not arrived yet: nothing waits past the end of its scene."""
        for inject in self.late(batch, scene):
            self.deliver(batch, inject)

    def late(self, batch: Batch, scene: Scene) -> list[Inject]:
        """Return the open scene's posts that take time to arrive and still matter."""
        return [i for i in self._late[scene.id] if f"late {i.address}" in batch.columns]

    def may_be_late(self, scene: Scene, kept: frozenset[str]) -> list[Inject]:
        """Return the posts of *scene* that take time to arrive and matter to the values *kept*."""
        return [
            i for i in self._late[scene.id] if inject_matters(i, kept, all_posts=self.all_posts)
        ]
