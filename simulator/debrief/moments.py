"""What was possible and what was done at each decision, and what it was worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring import methods
from scoring.methods import Opportunity
from simulator.exercise import events as e
from simulator.exercise.commands import Inquire
from simulator.exercise.engine import decide, inquiries, offered
from simulator.exercise.state import State, evolve
from simulator.scenario.model import Decision, Key, Ratings, Scenario, SceneKey
from simulator.scenario.prompt import prompt_of

Possible = list[tuple[tuple[str, ...], tuple[str, ...]]]
"""Legal responses, each with the items it was chosen from."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One decision as it was lived."""

    scene: str
    opened: int
    """Minute when the decision was there to be taken."""
    minute: int
    """Minute when the response was given."""
    done: int
    """Minute when it was carried out."""
    picks: tuple[str, ...]
    offered: tuple[str, ...]
    inquiries: tuple[str, ...]
    how: str
    confidence: int | None
    opportunities: tuple[Opportunity, ...]
    hinted: bool = False

    @property
    def is_graded(self) -> bool:
        """Not when the real clock ran out: only simulated minutes grade (F7)."""
        return self.how != "clock"

    @property
    def earned(self) -> int:
        """Sum of the marks obtained."""
        return sum(row.obtained for row in self.opportunities)

    @property
    def missed(self) -> int:
        """How far below the best that was offered."""
        return sum(row.high - row.obtained for row in self.opportunities)


def moments(  # noqa: C901 - one pass over the log, one line for each thing to remember
    scenario: Scenario, key: Key, log: Iterable[e.Event]
) -> Iterator[Moment]:
    """Yield every decision of *log*, in order, graded by *key*."""
    state = at_open = State()
    pending: tuple[e.ResponseGiven, State, State, bool] | None = None
    is_opening = hinted = False
    for event in log:
        if isinstance(event, (e.SceneOpened, e.ExerciseEnded)) and pending:
            yield _moment(scenario, key, *pending, done=state.clock)
            pending = None
        if isinstance(event, (e.TimePassed, e.InquiryMade, e.HintTaken, e.ResponseGiven)):
            is_opening = False
        before, state = state, evolve(state, event)
        if isinstance(event, e.SceneOpened):
            is_opening, hinted = True, False
        elif isinstance(event, e.HintTaken):
            hinted = True
        elif isinstance(event, e.ResponseGiven):
            pending = (event, at_open, before, hinted)
        if is_opening:
            # The posts that open a scene may change the board before anything can be asked.
            at_open = state
    if pending:
        yield _moment(scenario, key, *pending, done=state.clock)


def _moment(  # noqa: PLR0913, PLR0917 - one decision seen at its three moments
    scenario: Scenario, key: Key, given: e.ResponseGiven, opened: State, before: State,
    hinted: bool, done: int,  # noqa: FBT001 - as they were noted
) -> Moment:  # fmt: skip
    scene = scenario.scenes[given.scene]
    decision = scene.decision
    assert decision is not None  # noqa: S101 - a response was given to it
    here = tuple(option.id for option in offered(scenario, before, decision))
    looked, answers = possible(scenario, opened)
    rows: list[Opportunity] = []
    if scene.id in key:
        rows += methods.respond(
            _inquiry_key(key[scene.id], scene_inquiries := tuple(i.id for i in scene.inquiries)),
            before.inquiries, scene_inquiries, looked, ("inquiry", scene.id),
        )  # fmt: skip
        if given.how != "clock":
            rows += methods.respond(
                option_key(key[scene.id], decision), given.picks, here, answers,
                ("response", scene.id),
            )  # fmt: skip
    return Moment(
        scene.id, opened.clock, given.minute, done, given.picks, here, before.inquiries, given.how,
        given.confidence, tuple(rows), hinted,
    )  # fmt: skip


def possible(scenario: Scenario, opened: State) -> tuple[Possible, Possible]:
    """Return all sets of inquiries and all legal responses from the opening of a decision.

    Where nothing offered depends on what was looked at, they are listed at once; otherwise the
    engine itself is asked, along every order of looking.
    """
    scene = scenario.scenes[opened.scene]
    decision = scene.decision
    assert decision is not None  # noqa: S101 - the caller has a response to it
    names = tuple(inquiry.id for inquiry in scene.inquiries)
    looked: dict[frozenset[str], None] = {}
    answers: dict[tuple[tuple[str, ...], tuple[str, ...]], None] = {}
    fixed = _is_fixed(decision, scene.inquiries)
    todo = [opened]
    seen = {(frozenset(opened.inquiries), opened.clock)}
    while todo:
        state = todo.pop()
        looked[frozenset(state.inquiries)] = None
        if not fixed or not answers:
            here = offered(scenario, state, decision)
            ids = tuple(option.id for option in here)
            legal = prompt_of(decision, here, state.flags).legal()
            answers.update(dict.fromkeys((picks, ids) for picks in legal))
        for inquiry in inquiries(scenario, state):
            after = _after(scenario, state, inquiry.id)
            mark = (frozenset(after.inquiries), after.clock)
            if (
                after.scene == opened.scene
                and after.responses == opened.responses
                and mark not in seen
            ):
                seen.add(mark)
                todo.append(after)
    return [(tuple(sorted(made)), names) for made in looked], list(answers)


def _is_fixed(decision: Decision, looks: tuple[object, ...]) -> bool:
    """Say whether looking can change neither what is offered nor what it costs."""
    depends = any(option.when or option.cost.faster for option in decision.options)
    return not looks or not depends


def _after(scenario: Scenario, state: State, inquiry: str) -> State:
    after = state
    for event in decide(scenario, state, Inquire(inquiry)):
        after = evolve(after, event)
    return after


def option_key(key: SceneKey, decision: Decision) -> methods.Key:
    """Return the marks of a decision's options as the scoring takes them."""
    items = {
        option.id: methods.Item(dict(key.items[option.id].ratings), dict(key.items[option.id].left))
        for option in decision.options
        if option.id in key.items
    }
    pairs = [methods.Pair(p.first, p.relation, p.second, dict(p.ratings)) for p in key.pairs]
    return methods.Key(items, pairs)


def _inquiry_key(key: SceneKey, names: tuple[str, ...]) -> methods.Key:
    return methods.Key(
        {name: methods.Item(dict(key.items[name].ratings)) for name in names if name in key.items}
    )


def unscored(ratings: Ratings) -> tuple[str, ...]:
    """Return the principles on which raters were divided: discussed, never scored."""
    return tuple(principle for principle, mark in ratings if mark is None)
