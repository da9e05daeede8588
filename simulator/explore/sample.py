"""Many plays at once, in step: a bot plays a scenario some thousands of times, all of it scored."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scoring.principles import PRINCIPLES
from simulator.explore.batch import Batch, Rows, distinct
from simulator.explore.board import any_row, as_mask, both
from simulator.explore.bots import Bot, Offer, Wording
from simulator.explore.bounds import kinds
from simulator.explore.graph import Kinds
from simulator.explore.marks import Sheet, default_picks, sheets
from simulator.explore.onward import Arrival, Place
from simulator.explore.plays import CLOCKED
from simulator.explore.rules import Rules
from simulator.explore.scores import Numbers, Scores
from simulator.scenario.load import Loaded
from simulator.scenario.model import END
from simulator.scenario.prompt import minutes_of

Bounds = tuple[NDArray[np.int8], NDArray[np.int8]]


@dataclass
class _Group:
    """Plays that rest at the same place."""

    place: Place
    batches: list[Batch] = field(default_factory=list)
    plays: list[Rows] = field(default_factory=list)


@dataclass
class _Table:
    """What may be answered to one offer, and what it is worth."""

    picks: list[tuple[str, ...]]
    marks: Numbers


class Sampler:
    """Plays one scenario, by any bot, as often as asked."""

    def __init__(self, loaded: Loaded, route: str = "full") -> None:
        self.loaded = loaded
        self.rules = Rules(loaded.scenario, route=route)
        self.sheets = sheets(loaded.scenario, loaded.key)
        self.fixed: dict[str, Kinds] = {}
        names = list(loaded.scenario.scenes)
        self.position = {name: number for number, name in enumerate(names)} | {END: len(names)}

    def play(self, who: Bot, language: str, count: int, seed: int = 0) -> Scores:
        """Return what *count* plays of *who* obtain; the same for the same *seed*."""
        return _Playing(self, who, Wording(self.loaded, language), count, seed).run()

    def bounds(self, sheet: Sheet, place: Place, batch: Batch) -> Kinds:
        """Return the least and the most possible in each state of a scene that opens."""
        if sheet.is_always_the_same:
            if place.scene not in self.fixed:
                one = _bounds(self.rules, sheet, place, batch.take(slice(0, 1)))
                self.fixed[place.scene] = kinds(*one)
            return self.fixed[place.scene]
        decision = sheet.scene.decision
        by = list(batch.columns.values())
        if not sheet.scene.inquiries and decision and decision.within is None:
            # Nothing can change between opening and answering: what is offered decides alone.
            by = [sheet.offers(batch, self.rules.board).astype(np.int32)]
        first, state = distinct(by, batch.size)
        found = kinds(*_bounds(self.rules, sheet, place, batch.take(first)))
        return found if found.number is None else Kinds(found.bounds, found.number[state])


def _bounds(rules: Rules, sheet: Sheet, place: Place, batch: Batch) -> Bounds:
    """Look at every legal response after every order of looking."""
    low = np.full((batch.size, 2 * len(PRINCIPLES)), 99, np.int8)
    high = -low
    todo = [(batch, np.arange(batch.size), frozenset[str]())]
    decision = sheet.scene.decision
    assert decision is not None  # noqa: S101 - only scenes that ask have a sheet
    while todo:
        now, rows, made = todo.pop()
        looked = sheet.looks(made)
        after = [(now, False)]
        if decision.within is not None:
            late = now.take(slice(None))
            rules.run_out(late, place)
            after.append((late, True))
        for state, is_late in after:
            offers = sheet.offers(state, rules.board)
            for offer in np.unique(offers):
                here = rows[offers == offer]
                legal = [default_picks(sheet)] if is_late else sheet.legal(int(offer))
                marks = [sheet.response(picks, int(offer)) for picks in legal]
                table = np.array([[*mark, *looked] for mark in marks])
                low[here] = np.minimum(low[here], table.min(axis=0))
                high[here] = np.maximum(high[here], table.max(axis=0))
        for inquiry in sheet.scene.inquiries:
            may = as_mask(rules.board.holds(now, inquiry.when), now.size)
            if inquiry.id not in made and may.any():
                more, is_out = rules.look(now.take(may), place, inquiry)
                in_time = ~as_mask(is_out, more.size)
                if in_time.any():
                    todo.append((more.take(in_time), rows[may][in_time], made | {inquiry.id}))
    return low, high


class _Playing:
    """Some plays of one bot, from the start to the end."""

    def __init__(self, sampler: Sampler, who: Bot, words: Wording, count: int, seed: int) -> None:
        self.sampler, self.who, self.words = sampler, who, words
        self.rules = sampler.rules
        self.chance = np.random.default_rng(seed)
        width = len(PRINCIPLES)
        self.scores = Scores(
            np.zeros((count, width), np.int64), np.zeros((count, width), np.int64),
            *(np.zeros(count, np.int64) for _ in range(3)),
        )  # fmt: skip
        self.waiting: dict[tuple[int, int, int], _Group] = {}
        self.tables: dict[tuple[str, int], _Table] = {}

    def run(self) -> Scores:
        count = len(self.scores.minutes)
        begun = list(self.rules.start())
        draws = sum(arrival.batch.size for arrival in begun)
        drawn = self.chance.integers(draws, size=count)
        for arrival in begun:
            place = np.full(draws, -1)
            place[arrival.rows] = np.arange(arrival.batch.size)
            plays = np.flatnonzero(place[drawn] >= 0)
            if len(plays):
                self.receive(arrival.place, arrival.batch.take(place[drawn][plays]), plays, 1)
        while self.waiting:
            stand = min(self.waiting)
            group = self.waiting.pop(stand)
            plays = np.concatenate(group.plays)
            batch = _joined(group.batches)
            if group.place.scene == END:
                self.scores.minutes[plays] = batch.clock
            else:
                self.scene(group.place, batch, plays, stand[1])
        return self.scores

    def receive(self, place: Place, batch: Batch, plays: Rows, fired: int) -> None:
        """Take what the clock rated, and let the plays wait for their turn."""
        scores = self.scores
        scores.above[plays, CLOCKED] += batch.earned
        scores.span[plays, CLOCKED] += batch.span
        scores.least[plays] += batch.least
        scores.broke[plays] |= batch.broke
        before = self.sampler.position[place.waiting or place.scene]
        turn = fired if place.waiting else len(self.sampler.position)
        stand = before, turn, self.sampler.position[place.scene]
        group = self.waiting.setdefault(stand, _Group(place))
        group.batches.append(batch.take(slice(None)))
        _clear(group.batches[-1])
        group.plays.append(plays)

    def scene(self, place: Place, batch: Batch, plays: Rows, turn: int) -> None:
        sheet = self.sampler.sheets[place.scene]
        found = self.sampler.bounds(sheet, place, batch)
        number: Rows | int = 0 if found.number is None else found.number
        scores = self.scores
        scores.above[plays] += np.array([kind.above for kind in found.bounds])[number]
        scores.span[plays] += np.array([kind.span for kind in found.bounds])[number]
        scores.least[plays] += np.array([kind.least for kind in found.bounds])[number]
        batch, plays, made = self.look(sheet, place, batch, plays, turn)
        if not batch.size:
            return
        if made.any():
            self.score_looks(sheet, plays, made)
        decision = sheet.scene.decision
        if self.who.waits and decision and decision.within is not None:
            self.expire(sheet, place, batch, plays, turn)
            return
        for picks, marks, rows in self.choose(sheet, batch):
            self.scores.above[plays[rows]] += marks
            one = batch.take(rows)
            arrivals = self.rules.carry_out(one, place, picks, is_spent=True)
            self.go_on(arrivals, place, plays[rows], turn)

    def choose(self, sheet: Sheet, batch: Batch) -> Iterator[tuple[tuple[str, ...], Numbers, Rows]]:
        """Yield each response that is given somewhere, its marks, and the rows that give it."""
        offers = self.offers(sheet, batch)
        for offer in np.unique(offers):
            here = np.flatnonzero(offers == offer)
            table = self.table(sheet, int(offer))
            given = self.chance.integers(len(table.picks), size=len(here))
            order = np.argsort(given, kind="stable")
            ends = np.searchsorted(given[order], np.arange(len(table.picks) + 1))
            for number, picks in enumerate(table.picks):
                rows = here[order[ends[number] : ends[number + 1]]]
                if len(rows):
                    yield picks, table.marks[number], rows

    def offers(self, sheet: Sheet, batch: Batch) -> Numbers:
        """Return a number for what is offered in each row, and for what it costs."""
        offers = sheet.offers(batch, self.rules.board)
        # What something costs decides for one bot alone, but what it decides must not be guessed.
        for flag in sheet.prices:
            offers = offers * 2 + (batch.columns[f"flag {flag}"] == 1)
        return offers

    def table(self, sheet: Sheet, code: int) -> _Table:
        mark = sheet.scene.id, code
        if mark not in self.tables:
            offer = code >> len(sheet.prices)
            flags = {flag for n, flag in enumerate(reversed(sheet.prices)) if code >> n & 1}
            minutes = {
                option.id: minutes_of(option.cost, frozenset(flags))[0]
                for option in sheet.offered(offer)
            }
            legal = sheet.legal(offer)
            picks = self.who.choices(Offer(sheet.scene, legal, minutes, self.words))
            marks = np.array([sheet.response(one, offer) for one in picks])
            self.tables[mark] = _Table(picks, marks)
        return self.tables[mark]

    def look(
        self, sheet: Sheet, place: Place, batch: Batch, plays: Rows, turn: int
    ) -> tuple[Batch, Rows, Numbers]:
        """Look closer where the bot wants to; return the plays that are still in the scene."""
        made = np.zeros(len(plays), np.int64)
        for number, inquiry in enumerate(sheet.scene.inquiries if self.who.looks else ()):
            wants = self.chance.random(batch.size) < self.who.looks
            rows = as_mask(both(wants, self.rules.board.holds(batch, inquiry.when)), batch.size)
            if not rows.any():
                continue
            looking, late = self.rules.look(batch.take(rows), place, inquiry)
            ours, marks = plays[rows], made[rows]
            if any_row(late):
                out = as_mask(late, looking.size)
                self.score_looks(sheet, ours[out], marks[out])
                self.expire(sheet, place, looking.take(out), ours[out], turn)
                looking, ours, marks = looking.take(~out), ours[~out], marks[~out]
            batch = _joined([batch.take(~rows), looking])
            plays = np.concatenate([plays[~rows], ours])
            made = np.concatenate([made[~rows], marks | (1 << number)])
        return batch, plays, made

    def score_looks(self, sheet: Sheet, plays: Rows, made: Numbers) -> None:
        names = [inquiry.id for inquiry in sheet.scene.inquiries]
        table = [
            sheet.looks(frozenset(name for n, name in enumerate(names) if bits >> n & 1))
            for bits in range(1 << len(names))
        ]
        self.scores.above[plays] += np.array(table)[made]

    def expire(self, sheet: Sheet, place: Place, batch: Batch, plays: Rows, turn: int) -> None:
        """Let the time pass: the written default."""
        self.rules.run_out(batch, place)
        picks = default_picks(sheet)
        offers = sheet.offers(batch, self.rules.board)
        for offer in np.unique(offers):
            rows = np.flatnonzero(offers == offer)
            self.scores.above[plays[rows]] += sheet.response(picks, int(offer))
            arrivals = self.rules.carry_out(batch.take(rows), place, picks, is_spent=False)
            self.go_on(arrivals, place, plays[rows], turn)

    def go_on(self, arrivals: Iterator[Arrival], place: Place, plays: Rows, turn: int) -> None:
        for arrival in arrivals:
            is_same = bool(arrival.place.waiting) and arrival.place.waiting == place.waiting
            fired = turn + 1 if is_same else 1
            self.receive(arrival.place, arrival.batch, plays[arrival.rows], fired)


def _joined(batches: list[Batch]) -> Batch:
    if len(batches) == 1:
        return batches[0]
    names = {name for batch in batches for name in batch.columns}
    columns = {
        name: np.concatenate([
            batch.columns.get(name, np.zeros(batch.size, np.int32)) for batch in batches
        ])
        for name in names
    }  # fmt: skip
    earned, span, least, broke = (
        np.concatenate([getattr(batch, gain) for batch in batches])
        for gain in ("earned", "span", "least", "broke")
    )
    size = sum(batch.size for batch in batches)
    return Batch(size, columns, earned, span, least, broke, batches[0].kept)


def _clear(batch: Batch) -> None:
    for gain in ("earned", "span", "least", "broke"):
        setattr(batch, gain, np.zeros(batch.size, np.int32))
