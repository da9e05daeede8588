"""The engine's rules for many states at once: what a command makes happen in every row.

`exercise/engine.py` says what the rules are and why; this is the same, column by column, without
events and without what nothing later depends on. That both agree is proven on random plays.
"""

from collections.abc import Iterator

import numpy as np

from scoring import methods
from simulator.exercise.responding import WORDS
from simulator.explore.batch import ANSWERED, FIRST_MINUTE, KEPT, Batch, batch_of, codes
from simulator.explore.board import Board, Held, both, negated, put
from simulator.explore.liveness import liveness
from simulator.explore.onward import Arrival, Onward, Place
from simulator.explore.passing import BROKEN_LEAST, BROKEN_SPAN
from simulator.explore.posts import SIGNAL_LEAST, Posts, Shown
from simulator.explore.reading import Reading, response_reads
from simulator.scenario.model import Decision, Inquiry, Option, Scenario, Scene


class Rules:
    """The rules of one scenario."""

    def __init__(
        self, scenario: Scenario, *, all_posts: bool = False, route: str = "full",
        reading: Reading | None = None,
    ) -> None:  # fmt: skip
        """Take *route*; with *reading*, words are counted, for which every post has to count."""
        self.scenario = scenario
        self.reading = reading
        all_posts = all_posts or reading is not None
        is_short = route == "short" and bool(scenario.short)
        self.live = liveness(scenario, all_posts=all_posts)
        self.codes = codes(scenario)
        self.board = Board(scenario, self.codes)
        self.posts = Posts(scenario, self.codes, self.board, reading, all_posts=all_posts)
        self.onward = Onward(scenario, self.live, self.board, self.posts, is_short=is_short)
        self.targets = dict(scenario.targets)

    @property
    def shown(self) -> Shown:
        """What some play showed so far."""
        return self.posts.shown

    @property
    def languages(self) -> int:
        """In how many languages words are counted."""
        return len(self.reading.languages) if self.reading else 0

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
        batch = batch_of(columns, size, self.live.start, self.languages)
        if self.reading:
            self.posts.read(batch, *self.reading.head)
        for inject in self.scenario.prologue:
            self.posts.deliver(batch, inject)
        first = next(scene for scene in self.scenario.scenes.values() if not scene.interrupts)
        yield from self.onward.enter(batch, first.id, np.arange(size))

    def look(self, batch: Batch, place: Place, inquiry: Inquiry) -> tuple[Batch, Held]:
        """Look closer; return the batch after it and the rows in which the time ran out first."""
        scene = self.scenario.scenes[place.scene]
        done = batch.clock + self.board.minutes(batch, inquiry.cost)
        late: Held = False
        if scene.decision and scene.decision.within is not None:
            late = done > batch.columns["opened"] + scene.decision.within
        in_time = negated(late)
        self.posts.advance(batch, scene, done, held=in_time)
        self.reveal(batch, inquiry, in_time)
        self.board.affect(batch, inquiry.effects, rows=in_time)
        return batch, late

    def reveal(self, batch: Batch, inquiry: Inquiry, held: Held) -> None:
        """Count the words of what *inquiry* reveals: in each row the first thing that holds."""
        for reveal in inquiry.reveals if self.reading else ():
            told = both(held, self.board.holds(batch, reveal.when))
            self.posts.read(batch, reveal.address, held=told)
            held = both(held, negated(told))

    def run_out(self, batch: Batch, place: Place) -> None:
        """Let the time of the decision run out: what follows is the written default."""
        scene = self.scenario.scenes[place.scene]
        assert scene.decision is not None  # noqa: S101 - only scenes that ask are open
        self.posts.advance(batch, scene, batch.columns["opened"] + (scene.decision.within or 0))

    def carry_out(
        self, batch: Batch, place: Place, picks: tuple[str, ...], *, is_spent: bool
    ) -> Iterator[Arrival]:
        """Give the response *picks* and go on to the next place in each row."""
        scene = self.scenario.scenes[place.scene]
        decision = scene.decision
        assert decision is not None  # noqa: S101 - only scenes that ask are open
        known = {option.id: option for option in decision.options}
        chosen = [known[pick] for pick in picks]
        self.posts.read(batch, *response_reads(scene.id, picks))
        if decision.kind == "compose":
            self.publish_together(batch, scene, decision, chosen, is_spent=is_spent)
        else:
            for option in chosen:
                if is_spent and (option.cost.minutes or option.cost.faster):
                    spent = batch.clock + self.board.minutes(batch, option.cost)
                    self.posts.advance(batch, scene, spent)
                if option.publishes:
                    self.published(batch, scene)
                self.apply(batch, option, dict(option.acknowledges))
        self.posts.flush(batch, scene)
        onward = next((option.next for option in chosen if option.next), scene.next)
        yield from self.onward.enter(batch, place.waiting or onward, np.arange(batch.size))

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
            self.posts.advance(batch, scene, done)
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
            self.posts.raise_signal(batch, option.raises, batch.clock, held=True)
        self.pledge(batch, option)
        self.board.affect(batch, option.effects)
        for inject in option.then:
            self.posts.deliver(batch, inject)

    def answer(self, batch: Batch, signal: str, word: str) -> None:
        """Stop the clock of *signal* where it runs; the minutes and the words make the mark."""
        column = batch.columns[f"signal {signal}"]
        waits = column >= FIRST_MINUTE
        if not waits.any():
            return
        minutes = np.maximum(batch.clock - (column - self.codes.offset), 0)
        band = np.full(batch.size, methods.HIGHEST, np.int32)
        still = np.ones(batch.size, np.bool_)
        for limit in self.targets[self.posts.severities[signal]]:
            still &= minutes > limit
            band -= still
        mark = np.maximum(np.minimum(band, methods.WORD_CAPS[word]), methods.LOWEST)
        batch.earned = batch.earned + np.where(waits, mark - SIGNAL_LEAST, 0).astype(np.int32)
        put(batch, f"signal {signal}", ANSWERED, rows=waits)
        self.shown.highest = max(self.shown.highest, int(mark[waits].max()))

    def pledge(self, batch: Batch, option: Option) -> None:
        """Make and keep promises; breach and meet duties."""
        for promise, due in option.promises:
            name = f"promise {promise}"
            put(batch, name, due + self.codes.offset, rows=batch.columns[name] == 0)
            self.shown.promised.add(promise)
        if option.keeps:
            name = f"promise {option.keeps}"
            kept = batch.columns[name] >= FIRST_MINUTE
            put(batch, name, KEPT, rows=kept)
            if kept.any():
                self.shown.highest = max(self.shown.highest, methods.PROMISE_KEPT)
            batch.earned = batch.earned + (methods.PROMISE_KEPT - methods.PROMISE_BROKEN) * kept
            batch.span = batch.span + BROKEN_SPAN * kept
            batch.least = batch.least + BROKEN_LEAST * kept
        if option.breaks:
            batch.broke = batch.broke | self.codes.duties[option.breaks]
        for duty in (option.breaks, option.meets):
            if duty and f"duty {duty}" in batch.columns:
                put(batch, f"duty {duty}", 1)

    def truths_of(self, draw: int) -> dict[str, str]:
        """Return the hidden truths of a draw, as far as they matter."""
        names = [name for name, _ in self.scenario.truths if f"truth {name}" in self.live.start]
        counts = [len(self.codes.truths[name]) for name in names]
        numbers = np.unravel_index(draw, counts) if counts else ()
        return {
            name: self.codes.truths[name][int(number)]
            for name, number in zip(names, numbers, strict=True)
        }
