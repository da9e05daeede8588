"""Going through every reachable state, scene by scene.

Within a scene each set of inquiries made is a layer of its own, so that every order of looking is
gone through without being kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from scoring import methods
from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator.exercise.commands import Command, Expire, Inquire, Respond
from simulator.explore.batch import Batch, Column, Mask, Rows, batch_of
from simulator.explore.board import any_row, as_mask
from simulator.explore.bounds import highest_of, note, settle_bounds
from simulator.explore.graph import Graph, Layer, Ways, Words
from simulator.explore.marks import Marks, default_picks, no_marks, sheets
from simulator.explore.merging import Fill, Waiting
from simulator.explore.onward import Place
from simulator.explore.reading import Reading
from simulator.explore.rules import Rules
from simulator.explore.spending import Budget
from simulator.scenario.model import END, Inquiry, Key, Scenario

_Stand = tuple[int, int, int, int]


class _Search:
    """One walk through all the states."""

    def __init__(self, scenario: Scenario, key: Key, budget: Budget, rules: Rules) -> None:
        self.scenario = scenario
        self.rules = rules
        self.budget = budget
        self.sheets = sheets(scenario, key)
        self.waiting: dict[_Stand, tuple[Layer, Waiting]] = {}
        self.words: Words | None = None
        """Words read before the first scene asks, by draw."""
        names = list(scenario.scenes)
        self.position = {name: number for number, name in enumerate(names)} | {END: len(names)}

    def stand(self, place: Place, made: int, fired: int) -> _Stand:
        """Return what orders the layers: nothing leads from a later one to an earlier one."""
        is_main = not place.waiting
        before = self.position[place.waiting or place.scene]
        return before, len(self.position) if is_main else fired, self.position[place.scene], made

    def put(
        self, stand: _Stand, place: Place, made: frozenset[str], batch: Batch,
        fill: Callable[[Layer], Fill],
    ) -> None:  # fmt: skip
        """Let rows wait for the turn of their layer; *fill* is handed it, then their states."""
        if stand not in self.waiting:
            self.waiting[stand] = Layer(place, made), Waiting()
        layer, waiting = self.waiting[stand]
        self.budget.spend(ways=batch.size)
        waiting.put(batch, fill(layer))

    def run(self) -> Graph:
        gains, starts = self.begin()
        layers: list[Layer] = []
        while self.waiting:
            stand = min(self.waiting)
            layer, waiting = self.waiting.pop(stand)
            columns = waiting.settle()
            layer.size = waiting.size
            self.budget.spend(states=layer.size)
            kept = self.rules.live.at.get(layer.place, frozenset())
            batch = batch_of(columns, layer.size, kept, self.rules.languages)
            layer.clock = batch.clock
            layers.append(layer)
            if layer.place.scene != END:
                self.expand(layer, batch, stand)
        settle_bounds(layers)
        highest = highest_of(layers)
        clocked = PRINCIPLES.index(ACKNOWLEDGEMENT)
        shown = self.rules.shown
        broken = methods.PROMISE_BROKEN if self.rules.posts.passing.has_broken else shown.highest
        highest[clocked] = max(highest[clocked], shown.highest, broken)
        return Graph(layers, gains, starts, self.rules, self.sheets, highest, self.words)

    def begin(self) -> tuple[tuple[Column, ...], list[tuple[Layer, Rows, Rows]]]:
        """Start an exercise with every draw of hidden truths."""
        arrivals = list(self.rules.start())
        count = sum(arrival.batch.size for arrival in arrivals)
        gains = tuple(np.zeros(count, np.int32) for _ in range(4))
        starts: list[tuple[Layer, Rows, Rows]] = []
        if self.rules.languages:
            self.words = np.zeros((count, self.rules.languages), np.int32)
        for arrival in arrivals:
            came = arrival.batch
            rated = (came.earned, came.span, came.least, came.broke)
            for gain, column in zip(gains, rated, strict=True):
                gain[arrival.rows] = column
            if self.words is not None and came.words is not None:
                self.words[arrival.rows] = came.words

            def fill(layer: Layer, rows: Rows = arrival.rows) -> Fill:
                return lambda to: starts.append((layer, rows, to))

            self.put(self.stand(arrival.place, 0, 1), arrival.place, frozenset(), came, fill)
        return gains, starts

    # ---- from one layer on

    def expand(self, layer: Layer, batch: Batch, stand: _Stand) -> None:
        """Carry out every command in every state of *layer*."""
        sheet = self.sheets[layer.place.scene]
        looked = sheet.looks(layer.made)
        offers = sheet.offers(batch, self.rules.board)
        for offer in np.unique(offers):
            rows = np.flatnonzero(offers == offer)
            for picks in sheet.legal(int(offer)):
                marks = sheet.response(picks, int(offer))
                going = _Going(layer, stand, batch.take(rows), rows, Respond(picks))
                self.leave(going, picks, (marks, looked))
        scene = sheet.scene
        if scene.decision and scene.decision.within is not None:
            rows = np.arange(batch.size)
            self.expire(_Going(layer, stand, batch.take(rows), rows, Expire()), looked)
        for inquiry in scene.inquiries:
            if inquiry.id not in layer.made:
                may = as_mask(self.rules.board.holds(batch, inquiry.when), batch.size)
                rows = np.flatnonzero(may)
                going = _Going(layer, stand, batch.take(rows), rows, Inquire(inquiry.id))
                self.look(going, inquiry, looked)

    def look(self, going: "_Going", inquiry: Inquiry, looked: Marks) -> None:
        """Look closer; where the time runs out first, the default is what happens."""
        place = going.layer.place
        going.batch, late = self.rules.look(going.batch, place, inquiry)
        if any_row(late):
            is_late = as_mask(late, going.batch.size)
            self.expire(going.take(is_late), looked)
            going = going.take(~is_late)
        if going.batch.size:
            made = going.layer.made | {inquiry.id}
            names = [inquiry.id for inquiry in self.scenario.scenes[place.scene].inquiries]
            after = (*going.stand[:3], _number(made, names))
            ways = going.ways(going.batch, going.rows, no_marks())
            ways.looks = True
            self.put(after, place, made, going.batch, ways.lead)

    def expire(self, going: "_Going", looked: Marks) -> None:
        """Let the time pass: the written default."""
        sheet = self.sheets[going.layer.place.scene]
        self.rules.run_out(going.batch, going.layer.place)
        offers = sheet.offers(going.batch, self.rules.board)
        picks = default_picks(sheet)
        for offer in np.unique(offers):
            marks = sheet.response(picks, int(offer))
            self.leave(going.take(offers == offer), picks, (marks, looked))

    def leave(self, going: "_Going", picks: tuple[str, ...], worth: tuple[Marks, Marks]) -> None:
        """Give a response in all rows: *worth* is its marks, and those of the looks before it."""
        place = going.layer.place
        is_spent = isinstance(going.command, Respond)
        note(going.layer, going.rows, *worth)
        for arrival in self.rules.carry_out(going.batch, place, picks, is_spent=is_spent):
            where = arrival.place
            is_same = bool(where.waiting) and place.waiting == where.waiting
            after = self.stand(where, 0, going.stand[1] + 1 if is_same else 1)
            ways = going.ways(arrival.batch, going.rows[arrival.rows], worth[0] + worth[1])
            ways.picks = picks
            self.put(after, where, frozenset(), arrival.batch, ways.lead)


@dataclass
class _Going:
    """Rows of a layer in which a command is being carried out."""

    layer: Layer
    stand: _Stand
    batch: Batch
    rows: Rows
    command: Command

    def take(self, mask: Mask) -> "_Going":
        return replace(self, batch=self.batch.take(mask), rows=self.rows[mask])

    def ways(self, batch: Batch, rows: Rows, marks: Marks) -> Ways:
        """Add ways to the layer that lead nowhere yet, with what the clock rated on them."""
        rated = (_some(gain) for gain in (batch.earned, batch.span, batch.least, batch.broke))
        earned, span, least, broke = rated
        words = _narrow(batch.words)
        made = Ways(self.command, rows, self.layer, rows, marks, earned, span, least, broke, words)
        self.layer.ways.append(made)
        return made


def _number(made: frozenset[str], names: list[str]) -> int:
    """Return a number for a set of inquiries; a larger set has a larger one."""
    bits = sum(1 << number for number, name in enumerate(names) if name in made)
    return (len(made) << len(names)) | bits


def _some(gain: Column) -> Column | None:
    return gain if gain.any() else None


def _narrow(words: Words | None) -> Words | None:
    """Return *words* in half the memory: no way has more than fit, but a hostile file might."""
    if words is None or words.max(initial=0) > np.iinfo(np.uint16).max:
        return words
    return words.astype(np.uint16)


def explore(  # noqa: PLR0913 - each is one thing that may be left out
    scenario: Scenario, key: Key, budget: Budget | None = None, *, all_posts: bool = False,
    route: str = "full", reading: Reading | None = None,
) -> Graph:  # fmt: skip
    """Go through every reachable state of *scenario*; OverBudget if that is too many.

    With *reading*, every post counts and so do the words that are read on the way.
    """
    rules = Rules(scenario, all_posts=all_posts, route=route, reading=reading)
    return _Search(scenario, key, budget or Budget(), rules).run()
