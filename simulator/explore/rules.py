"""The engine's rules for many states at once: what a command makes happen in every row.

`exercise/engine.py` says what the rules are and why; this is the same, column by column, without
events and without what nothing later depends on. That both agree is proven on random plays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from scoring import methods
from simulator.exercise.engine import WORDS
from simulator.explore.batch import (
    ANSWERED,
    FIRST_MINUTE,
    KEPT,
    Batch,
    Column,
    Rows,
    batch_of,
    codes,
)
from simulator.explore.board import Board, Held, any_row, as_mask, both, negated, put
from simulator.explore.liveness import inject_matters, liveness
from simulator.explore.passing import BROKEN_LEAST, BROKEN_SPAN, Passing
from simulator.scenario.days import MINUTES_A_WEEK
from simulator.scenario.model import (
    END,
    Decision,
    Inject,
    Inquiry,
    Option,
    Scenario,
    Scene,
)

SIGNAL_SPAN, SIGNAL_LEAST = methods.HIGHEST - methods.LOWEST, methods.LOWEST


class Place(NamedTuple):
    """Where a play rests: a scene that asks, and the one it holds up ("" unless it interrupts)."""

    scene: str
    waiting: str = ""


@dataclass(frozen=True)
class Arrival:
    """Rows of a batch that came to rest, and which rows of the batch given they were."""

    place: Place
    batch: Batch
    rows: Rows


class Rules:
    """The rules of one scenario."""

    def __init__(self, scenario: Scenario, *, all_posts: bool = False, route: str = "full") -> None:
        self.scenario = scenario
        self.all_posts = all_posts
        self.is_short = route == "short" and bool(scenario.short)
        self.live = liveness(scenario, all_posts=all_posts)
        self.codes = codes(scenario)
        self.board = Board(scenario, self.codes)
        self.passing = Passing(scenario, self.codes, self.board)
        self.targets = dict(scenario.targets)
        self.severities = dict(scenario.signals)
        self.delivered: set[str] = set()
        """Addresses of the posts that arrived in some play; all of them only with all_posts."""
        self.opened: set[str] = set()
        """Scenes that some play opens."""
        self.ended: set[str] = set()
        """Endings that some play has; known only with all_posts."""
        self.promised: set[str] = set()
        """Promises that some play makes."""
        self.highest = -99
        """The highest mark that the clock gave in some play."""
        self._openings: Column | None = None
        self._late = {
            scene.id: [i for i in sorted(scene.injects, key=lambda i: i.after) if i.after]
            for scene in scenario.scenes.values()
        }

    # ---- commands

    def start(self) -> Iterator[Arrival]:
        """Begin an exercise for every combination of hidden truths, one row each."""
        names = [name for name, _ in self.scenario.truths if f"truth {name}" in self.live.start]
        counts = [len(self.codes.truths[name]) for name in names]
        size = int(np.prod(counts)) if counts else 1
        columns = {name: np.zeros(size, np.int32) for name in sorted({"clock", *self.live.start})}
        for gauge in self.scenario.gauges:
            if f"gauge {gauge.id}" in columns:
                columns[f"gauge {gauge.id}"][:] = gauge.start
        for name, numbers in zip(names, np.indices(counts).reshape(len(counts), size), strict=True):
            columns[f"truth {name}"] = numbers.astype(np.int32)
        batch = batch_of(columns, size, self.live.start)
        for inject in self.scenario.prologue:
            self.deliver(batch, inject)
        first = next(scene for scene in self.scenario.scenes.values() if not scene.interrupts)
        yield from self.enter(batch, first.id, np.arange(size))

    def look(self, batch: Batch, place: Place, inquiry: Inquiry) -> tuple[Batch, Held]:
        """Look closer; return the batch after it and the rows in which the time ran out first."""
        scene = self.scenario.scenes[place.scene]
        done = batch.clock + self.board.minutes(batch, inquiry.cost)
        late: Held = False
        if scene.decision and scene.decision.within is not None:
            late = done > batch.columns["opened"] + scene.decision.within
        in_time = negated(late)
        self.advance(batch, scene, done, held=in_time)
        self.board.affect(batch, inquiry.effects, rows=in_time)
        return batch, late

    def run_out(self, batch: Batch, place: Place) -> None:
        """Let the time of the decision run out: what follows is the written default."""
        scene = self.scenario.scenes[place.scene]
        assert scene.decision is not None  # noqa: S101 - only scenes that ask are open
        self.advance(batch, scene, batch.columns["opened"] + (scene.decision.within or 0))

    def carry_out(
        self, batch: Batch, place: Place, picks: tuple[str, ...], *, is_spent: bool
    ) -> Iterator[Arrival]:
        """Give the response *picks* and go on to the next place in each row."""
        scene = self.scenario.scenes[place.scene]
        decision = scene.decision
        assert decision is not None  # noqa: S101 - only scenes that ask are open
        known = {option.id: option for option in decision.options}
        chosen = [known[pick] for pick in picks]
        if decision.kind == "compose":
            self.publish_together(batch, scene, decision, chosen, is_spent=is_spent)
        else:
            for option in chosen:
                if is_spent and (option.cost.minutes or option.cost.faster):
                    spent = batch.clock + self.board.minutes(batch, option.cost)
                    self.advance(batch, scene, spent)
                if option.publishes:
                    self.published(batch, scene)
                self.apply(batch, option, dict(option.acknowledges))
        self.flush(batch, scene)
        onward = next((option.next for option in chosen if option.next), scene.next)
        yield from self.enter(batch, place.waiting or onward, np.arange(batch.size))

    # ---- responses

    def publish_together(
        self,
        batch: Batch,
        scene: Scene,
        decision: Decision,
        chosen: list[Option],
        *,
        is_spent: bool,
    ) -> None:
        """One message: all its minutes pass, then it acts, part by part."""
        if is_spent:
            done = batch.clock + decision.minutes
            for option in chosen:
                done = done + self.board.minutes(batch, option.cost)
            self.advance(batch, scene, done)
        self.published(batch, scene)
        words: dict[str, str] = {}
        for option in chosen:
            for signal, word in option.acknowledges:
                words[signal] = min(words.get(signal, word), word, key=WORDS.index)
        for number, option in enumerate(chosen):
            self.apply(batch, option, {} if number else words)

    def published(self, batch: Batch, scene: Scene) -> None:
        """Note that there are words of the trainee that may be quoted."""
        if f"published {scene.id}" in batch.columns:
            put(batch, f"published {scene.id}", 1)

    def apply(self, batch: Batch, option: Option, words: dict[str, str]) -> None:
        """Do what a completed option does: signals, promises, duties, effects, answers."""
        for signal, word in words.items():
            self.answer(batch, signal, word)
        if option.raises:
            self.raise_signal(batch, option.raises, batch.clock, held=True)
        self.pledge(batch, option)
        self.board.affect(batch, option.effects)
        for inject in option.then:
            self.deliver(batch, inject)

    def answer(self, batch: Batch, signal: str, word: str) -> None:
        """Stop the clock of *signal* where it runs; the minutes and the words make the mark."""
        column = batch.columns[f"signal {signal}"]
        waits = column >= FIRST_MINUTE
        if not waits.any():
            return
        minutes = np.maximum(batch.clock - (column - self.codes.offset), 0)
        band = np.full(batch.size, methods.HIGHEST, np.int32)
        still = np.ones(batch.size, np.bool_)
        for limit in self.targets[self.severities[signal]]:
            still &= minutes > limit
            band -= still
        mark = np.maximum(np.minimum(band, methods.WORD_CAPS[word]), methods.LOWEST)
        batch.earned = batch.earned + np.where(waits, mark - SIGNAL_LEAST, 0).astype(np.int32)
        put(batch, f"signal {signal}", ANSWERED, rows=waits)
        self.highest = max(self.highest, int(mark[waits].max()))

    def pledge(self, batch: Batch, option: Option) -> None:
        """Make and keep promises; breach and meet duties."""
        for promise, due in option.promises:
            name = f"promise {promise}"
            put(batch, name, due + self.codes.offset, rows=batch.columns[name] == 0)
            self.promised.add(promise)
        if option.keeps:
            name = f"promise {option.keeps}"
            kept = batch.columns[name] >= FIRST_MINUTE
            put(batch, name, KEPT, rows=kept)
            self.highest = max(self.highest, methods.PROMISE_KEPT if kept.any() else -99)
            batch.earned = batch.earned + (methods.PROMISE_KEPT - methods.PROMISE_BROKEN) * kept
            batch.span = batch.span + BROKEN_SPAN * kept
            batch.least = batch.least + BROKEN_LEAST * kept
        if option.breaks:
            batch.broke = batch.broke | self.codes.duties[option.breaks]
        for duty in (option.breaks, option.meets):
            if duty and f"duty {duty}" in batch.columns:
                put(batch, f"duty {duty}", 1)

    # ---- posts

    def raise_signal(self, batch: Batch, signal: str, knowable: Column, held: Held) -> None:
        """Start the clock of *signal* in the rows *held* where it has never run."""
        column = batch.columns[f"signal {signal}"]
        rows = both(held, column == 0)
        if any_row(rows):
            starts = self.clock_starts(signal, knowable) + self.codes.offset
            put(batch, f"signal {signal}", starts, rows=rows)
            self.highest = max(self.highest, SIGNAL_LEAST)
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
        self.delivered.add(inject.address)
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

    # ---- the way through

    def enter(self, batch: Batch, scene_id: str, rows: Rows) -> Iterator[Arrival]:
        """Go on to *scene_id*; yield the rows by where they come to rest."""
        scene_id = self.on_route(scene_id)
        if scene_id == END:
            yield Arrival(Place(END), self.settled(batch), rows)
            return
        scene = self.scenario.scenes[scene_id]
        if scene.opens is not None:
            self.passing.pass_time(batch, scene.opens)
        rest: Held = True
        for other in self.breaking(scene):
            name = f"fired {other.id}"
            held = both(rest, both(batch.columns[name] == 0, self.board.holds(batch, other.when)))
            if any_row(held):
                fires = as_mask(held, batch.size)
                broken_in = batch.take(fires)
                put(broken_in, name, 1)
                yield from self.open(broken_in, other, Place(other.id, scene.id), rows[fires])
                rest = both(rest, ~fires)
        if rest is not True:
            if not any_row(rest):
                return
            batch, rows = batch.take(rest), rows[rest]
        yield from self.open(batch, scene, Place(scene.id), rows)

    def breaking(self, scene: Scene) -> Iterator[Scene]:
        """Yield the interruptions that may break in before *scene*, in order."""
        for other in self.scenario.scenes.values():
            is_on_route = not self.is_short or other.id in self.scenario.short
            is_before = not other.before or scene.id in other.before
            if other.interrupts and is_before and is_on_route:
                yield other

    def open(self, batch: Batch, scene: Scene, place: Place, rows: Rows) -> Iterator[Arrival]:
        """Open *scene*; without a decision, go on at once."""
        self.opened.add(scene.id)
        self.lay_out(batch, scene, self.live.at[place])
        for inject in scene.injects:
            if not inject.after:
                self.deliver(batch, inject)
        if scene.decision is None:
            self.flush(batch, scene)
            yield from self.enter(batch, place.waiting or scene.next, rows)
        else:
            self.forget(batch, place)
            yield Arrival(place, batch, rows)

    def lay_out(self, batch: Batch, scene: Scene, kept: frozenset[str]) -> None:
        """Add the columns that hold only while *scene* is open, in place of those of another."""
        batch.kept = kept
        for name in [name for name in batch.columns if name.startswith(("late ", "opened"))]:
            del batch.columns[name]
        late = [
            i for i in self._late[scene.id] if inject_matters(i, kept, all_posts=self.all_posts)
        ]
        for inject in late:
            batch.columns[f"late {inject.address}"] = np.zeros(batch.size, np.int32)
        if late or (scene.decision and scene.decision.within is not None):
            batch.columns["opened"] = batch.clock.copy()

    def forget(self, batch: Batch, place: Place) -> None:
        """Drop what neither this scene nor anything after it depends on."""
        kept = self.live.at[place]
        for name in list(batch.columns):
            kind = name.partition(" ")[0]
            if kind in {"clock", "opened", "late"} or name in kept:
                continue
            column = batch.columns.pop(name)
            if kind == "promise" and (column >= FIRST_MINUTE).any():
                # Nothing can keep it any more, but it may still be broken.
                batch.columns[name] = np.where(column >= FIRST_MINUTE, column, 0)
        for duty in self.scenario.duties:
            if f"duty {duty.id}" in batch.columns:
                # One whose minute has passed can be neither breached by time nor met.
                passed = batch.clock > (duty.by or 0)
                put(batch, f"duty {duty.id}", 1, rows=passed)

    def settled(self, batch: Batch) -> Batch:
        """Keep of a finished play what is still asked of it."""
        if self.all_posts:
            self.end(batch)
        batch.columns = {"clock": batch.clock}
        return batch

    def end(self, batch: Batch) -> None:
        """Note which endings there are, each row having the first that fits."""
        rest: Held = True
        for ending in self.scenario.endings:
            held = both(rest, self.board.holds(batch, ending.when))
            if ending.quotes:
                held = both(held, batch.columns[f"published {ending.quotes}"] == 1)
            if ending is self.scenario.endings[-1]:
                held = rest
            if any_row(held):
                self.ended.add(ending.id)
            rest = both(rest, negated(held))

    def truths_of(self, draw: int) -> dict[str, str]:
        """Return the hidden truths of a draw, as far as they matter."""
        names = [name for name, _ in self.scenario.truths if f"truth {name}" in self.live.start]
        counts = [len(self.codes.truths[name]) for name in names]
        numbers = np.unravel_index(draw, counts) if counts else ()
        return {
            name: self.codes.truths[name][int(number)]
            for name, number in zip(names, numbers, strict=True)
        }

    def on_route(self, scene_id: str) -> str:
        """Skip what is not on the short route."""
        while self.is_short and scene_id != END and scene_id not in self.scenario.short:
            scene_id = self.scenario.scenes[scene_id].next
        return scene_id
