"""The smallest change that would have lifted a principle a band, found by trying every change.

Smallest is fewest decisions, then fewest minutes; of equals, the one with most marks in all. A play
that breaches a duty which was kept is no answer. Every response after every set of looks is tried,
so what is found is proven, unless the budget ran out: then that is said.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from scoring.methods import Opportunity
from scoring.principles import PRINCIPLES
from scoring.score import BANDS, Score, score
from simulator.debrief.debrief import Debrief, promises_of, signals_of
from simulator.debrief.moments import Grader, moments
from simulator.debrief.turns import Turn, begin, retell, start_of, turns
from simulator.debrief.ways import after_all, ways
from simulator.debrief.whatif import Change, plain, what_if
from simulator.exercise import events as e
from simulator.exercise.commands import Inquire
from simulator.exercise.state import State
from simulator.scenario.load import Loaded

BUDGET = 4_000
"""Plays tried before the search gives up."""
MOST_DECISIONS = 3

_RANK = {band.id: number for number, band in enumerate(BANDS)}


@dataclass(frozen=True, slots=True)
class Smallest:
    """What the search found for one principle."""

    principle: str
    band: str
    """The band it had; "" if it had none, and there is nothing to lift."""
    changes: tuple[Change, ...] = ()
    """Empty when nothing was found."""
    minutes: int = 0
    """Simulated minutes by which the changed decisions take longer or shorter, in all."""
    after: Debrief | None = None
    is_proven: bool = True
    """Whether everything smaller was tried; with no changes, whether none exists within
    MOST_DECISIONS decisions."""
    tried: int = 0


@dataclass(frozen=True, slots=True)
class _Path:
    """A play as far as it has been told again."""

    state: State
    rows: tuple[Opportunity, ...] = ()
    """Of the decisions taken so far."""
    changes: tuple[Change, ...] = ()
    minutes: int = 0
    """By which the changed decisions differ from what they took."""
    done: frozenset[str] = frozenset()


class _OutOfBudget(Exception):  # noqa: N818 - a limit, not a fault
    pass


Size = tuple[int, int, int]


class _Search:
    """Every change of one play, weighed for each principle at once."""

    def __init__(self, loaded: Loaded, found: Debrief, wanted: list[str], budget: int) -> None:
        self.loaded = loaded
        self.bands = {name: found.scorecard.of(name).band for name in wanted}
        self.kept = frozenset(found.scorecard.duties_broken)
        self.log = plain(found.log)
        self.told = {turn.scene: turn for turn in turns(self.log)}
        self.spent = dict(_spent(self.log))
        self.grader = Grader(loaded.scenario, loaded.key)
        self.budget = budget
        self.tried = 0
        self.best: dict[str, tuple[Size, tuple[Change, ...]]] = {}

    def run(self, decisions: int) -> None:
        """Try every change of exactly *decisions* decisions."""
        _, state = begin(self.loaded.scenario, start_of(self.loaded.scenario, self.log))
        self.walk(_Path(state), decisions)

    def walk(self, path: _Path, left: int) -> None:
        """Try every change of *left* decisions from *path* on."""
        while not path.state.is_over:
            turn = self.told.get(path.state.scene)
            if turn is not None:
                self.branch(path, turn, left)
            path = self.take(path, turn)

    def branch(self, path: _Path, turn: Turn, left: int) -> None:
        """Try every other way through the open decision."""
        hints = tuple(step for step in turn.before if not isinstance(step, Inquire))
        for change in ways(self.loaded.scenario, path.state):
            other = change.applied(replace(turn, before=hints))
            if _does(other) == _does(turn):
                continue
            after = self.take(path, other, change)
            if left > 1:
                self.walk(after, left - 1)
            else:
                self.weigh(after)

    def take(self, path: _Path, turn: Turn | None, change: Change | None = None) -> _Path:
        """Return *path* one decision further."""
        told = retell(self.loaded.scenario, path.state, [turn] if turn else [], most=1)
        scene = path.state.scene
        found = _Path(
            after_all(path.state, told.log), (*path.rows, *self.rows(path.state, told.log)),
            path.changes, path.minutes, path.done | {scene},
        )  # fmt: skip
        if change is None:
            return found
        closed = next(x.minute for x in told.log if isinstance(x, e.SceneClosed))
        more = abs(closed - path.state.opened - self.spent[scene])
        return replace(found, changes=(*path.changes, change), minutes=path.minutes + more)

    def rows(self, opened: State, log: e.Log) -> Iterator[Opportunity]:
        for moment in moments(self.grader, log, opened):
            yield from moment.opportunities

    def weigh(self, path: _Path) -> None:
        """Tell the rest as it was; keep the play where it lifts a principle and is smaller."""
        self.tried += 1
        if self.tried > self.budget:
            raise _OutOfBudget
        left = [turn for scene, turn in self.told.items() if scene not in path.done]
        rest = retell(self.loaded.scenario, path.state, left).log
        state = after_all(path.state, rest)
        if set(state.duties_broken) - self.kept:
            return
        rows = [*path.rows, *self.rows(path.state, rest)]
        rows += [outcome.opportunity for outcome in signals_of(self.loaded, state)]
        rows += [outcome.opportunity for outcome in promises_of(state)]
        card = score(rows, state.duties_broken)
        size = (len(path.changes), path.minutes, -sum(row.obtained for row in rows))
        for name in self.bands:
            is_smaller = name not in self.best or size < self.best[name][0]
            if is_smaller and self.lifts(card.of(name)):
                self.best[name] = (size, path.changes)

    def lifts(self, found: Score) -> bool:
        return found.band != "" and _RANK[found.band] > _RANK[self.bands[found.principle]]

    def answer(self, name: str, *, is_proven: bool) -> Smallest:
        if name not in self.best:
            return Smallest(name, self.bands[name], is_proven=is_proven, tried=self.tried)
        size, changes = self.best[name]
        after = what_if(self.loaded, self.log, changes).after
        return Smallest(
            name, self.bands[name], changes, size[1], after, is_proven, self.tried
        )  # fmt: skip


def smallest_changes(
    loaded: Loaded, found: Debrief, principles: Collection[str] = PRINCIPLES, budget: int = BUDGET
) -> dict[str, Smallest]:
    """Return, for each of *principles*, the smallest change of *found* that lifts it a band.

    *found* is a finished play. A principle without a band, or in the highest, has nothing to lift.
    """
    bands = {name: found.scorecard.of(name).band for name in principles}
    wanted = [name for name, band in bands.items() if band not in {"", BANDS[-1].id}]
    answers = {name: Smallest(name, band) for name, band in bands.items()}
    search = _Search(loaded, found, wanted, budget)
    for decisions in range(1, min(MOST_DECISIONS, len(search.told)) + 1):
        if not search.bands:
            break
        is_whole = True
        try:
            search.run(decisions)
        except _OutOfBudget:
            is_whole = False
        last = not is_whole or decisions == min(MOST_DECISIONS, len(search.told))
        for name in [name for name in search.bands if last or name in search.best]:
            answers[name] = search.answer(name, is_proven=is_whole)
            del search.bands[name]
    return answers


def smallest_change(
    loaded: Loaded, found: Debrief, principle: str, budget: int = BUDGET
) -> Smallest:
    """Return the smallest change of *found* that lifts *principle* a band."""
    return smallest_changes(loaded, found, (principle,), budget)[principle]


def _does(turn: Turn) -> tuple[object, ...]:
    """Return what makes a difference in *turn*: out of time is out of time."""
    if turn.how in {"late", "let-pass"}:
        return turn.looks, "let-pass"
    return turn.looks, turn.how, turn.picks


def _spent(log: e.Log) -> Iterator[tuple[str, int]]:
    """Yield how many minutes each scene took."""
    opened: dict[str, int] = {}
    for event in log:
        if isinstance(event, e.SceneOpened):
            opened[event.scene] = event.minute
        elif isinstance(event, e.SceneClosed):
            yield event.scene, event.minute - opened[event.scene]
