"""The way through a scenario for many states at once: where each row goes, and comes to rest.

`exercise/onward.py` says what the rules are; see `rules.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulator.explore.batch import FIRST_MINUTE, Batch, Rows
from simulator.explore.board import Board, Held, any_row, as_mask, both, negated, put
from simulator.explore.liveness import Liveness
from simulator.explore.posts import Posts
from simulator.explore.reading import ending_reads, scene_reads
from simulator.scenario.model import END, Ending, Scenario, Scene


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


class Onward:
    """Leads the rows of a batch from scene to scene."""

    def __init__(
        self, scenario: Scenario, live: Liveness, board: Board, posts: Posts, *, is_short: bool
    ) -> None:
        self.scenario = scenario
        self.live = live
        self.board = board
        self.posts = posts
        self.is_short = is_short

    def enter(self, batch: Batch, scene_id: str, rows: Rows) -> Iterator[Arrival]:
        """Go on to *scene_id*; yield the rows by where they come to rest."""
        scene_id = self.on_route(scene_id)
        if scene_id == END:
            yield Arrival(Place(END), self.settled(batch), rows)
            return
        scene = self.scenario.scenes[scene_id]
        if scene.opens is not None:
            self.posts.passing.pass_time(batch, scene.opens)
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
        self.posts.shown.opened.add(scene.id)
        self.posts.read(batch, *scene_reads(scene))
        self.lay_out(batch, scene, self.live.at[place])
        for inject in scene.injects:
            if not inject.after:
                self.posts.deliver(batch, inject)
        if scene.decision is None:
            self.posts.flush(batch, scene)
            yield from self.enter(batch, place.waiting or scene.next, rows)
        else:
            self.forget(batch, place)
            yield Arrival(place, batch, rows)

    def lay_out(self, batch: Batch, scene: Scene, kept: frozenset[str]) -> None:
        """Add the columns that hold only while *scene* is open, in place of those of another."""
        batch.kept = kept
        for name in [name for name in batch.columns if name.startswith(("late ", "opened"))]:
            del batch.columns[name]
        late = self.posts.may_be_late(scene, kept)
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
        if self.posts.all_posts:
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
                self.posts.shown.ended.add(ending.id)
                self.tell(batch, ending, held)
            rest = both(rest, negated(held))

    def tell(self, batch: Batch, ending: Ending, held: Held) -> None:
        """Count the words of *ending*, and of what follows it, in the rows *held*."""
        self.posts.read(batch, *ending_reads(ending.id), held=held)
        for inject in (*ending.lines, *self.scenario.epilogue):
            told = both(held, self.board.holds(batch, inject.when))
            self.posts.read(batch, inject.address, held=told)

    def on_route(self, scene_id: str) -> str:
        """Skip what is not on the short route."""
        while self.is_short and scene_id != END and scene_id not in self.scenario.short:
            scene_id = self.scenario.scenes[scene_id].next
        return scene_id
