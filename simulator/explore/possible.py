"""What could have been answered: every legal response, and its marks as the scoring takes them."""

from scoring import methods
from simulator.exercise.commands import Expire, Inquire
from simulator.exercise.engine import decide, inquiries, offered
from simulator.exercise.events import ResponseGiven
from simulator.exercise.state import State, evolve
from simulator.scenario.model import Decision, Inquiry, Scenario, SceneKey
from simulator.scenario.prompt import prompt_of

Possible = list[tuple[tuple[str, ...], tuple[str, ...]]]
"""Legal responses, each with the items it was chosen from."""


def possible(scenario: Scenario, opened: State) -> tuple[Possible, Possible]:
    """Return all sets of inquiries and all legal responses from the opening of a decision.

    Where nothing offered depends on what was looked at, they are listed at once; otherwise the
    engine itself is asked, along every order of looking. Letting the time pass is one response
    more: waiting may change what is offered beside the default.
    """
    scene = scenario.scenes[opened.scene]
    decision = scene.decision
    assert decision is not None  # noqa: S101 - the caller has a response to it
    names = tuple(inquiry.id for inquiry in scene.inquiries)
    looked: dict[frozenset[str], None] = {}
    answers: dict[tuple[tuple[str, ...], tuple[str, ...]], None] = {}
    fixed = _is_fixed(decision, scene.inquiries)
    todo = [opened]
    seen = {_mark(opened)}
    while todo:
        state = todo.pop()
        looked[frozenset(state.inquiries)] = None
        if not fixed or not answers:
            here = offered(scenario, state, decision)
            ids = tuple(option.id for option in here)
            legal = prompt_of(decision, here, state.flags).legal()
            answers.update(dict.fromkeys((picks, ids) for picks in legal))
            if decision.within is not None:
                answers[_waited(scenario, state, decision)] = None
        for inquiry in inquiries(scenario, state):
            after = _after(scenario, state, inquiry.id)
            mark = _mark(after)
            if (
                after.scene == opened.scene
                and after.responses == opened.responses
                and mark not in seen
            ):
                seen.add(mark)
                todo.append(after)
    return [(tuple(sorted(made)), names) for made in looked], list(answers)


def _mark(state: State) -> tuple[object, ...]:
    """Return what tells two states apart after looking; the last mood wins, so order counts."""
    board = (state.gauges, state.moods, state.signals, state.promises)
    values = tuple(frozenset(found.items()) for found in board)
    return frozenset(state.inquiries), state.clock, state.flags, state.delivered, values


def _waited(
    scenario: Scenario, state: State, decision: Decision
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the response that letting the time pass gives, and what was offered beside it."""
    for event in decide(scenario, state, Expire()):
        if isinstance(event, ResponseGiven):
            return event.picks, tuple(o.id for o in offered(scenario, state, decision))
        state = evolve(state, event)
    raise AssertionError  # pragma: no cover - what has a limit expires


def _is_fixed(decision: Decision, looks: tuple[Inquiry, ...]) -> bool:
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


def inquiry_key(key: SceneKey, names: tuple[str, ...]) -> methods.Key:
    """Return the marks of a scene's inquiries as the scoring takes them."""
    return methods.Key(
        {name: methods.Item(dict(key.items[name].ratings)) for name in names if name in key.items}
    )
