"""Every way through an open decision: what is looked at, in which order, and the response."""

from collections.abc import Iterable, Iterator

from simulator.debrief.whatif import Change
from simulator.exercise import events as e
from simulator.exercise.commands import Inquire
from simulator.exercise.engine import decide, inquiries, prompt
from simulator.exercise.state import State, evolve
from simulator.scenario.model import Scenario


def ways(scenario: Scenario, opened: State) -> Iterator[Change]:
    """Yield every way through the open decision.

    After each order of looks that makes a difference, each legal response or letting time pass.
    """
    decision = scenario.scenes[opened.scene].decision
    assert decision is not None  # noqa: S101 - only scenes that ask are open
    todo = [opened]
    seen = {_looked(opened)}
    while todo:
        state = todo.pop(0)
        now = prompt(scenario, state)
        for picks in sorted(now.legal()) if now else ():
            yield Change(state.scene, picks, state.inquiries)
        if decision.within is not None:
            yield Change(state.scene, None, state.inquiries, lets_pass=True)
        for inquiry in inquiries(scenario, state):
            after = after_all(state, decide(scenario, state, Inquire(inquiry.id)))
            is_open = after.scene == state.scene and after.responses == state.responses
            if is_open and (mark := _looked(after)) not in seen:
                seen.add(mark)
                todo.append(after)


def after_all(state: State, log: Iterable[e.Event]) -> State:
    """Return *state* after everything in *log*."""
    for event in log:
        state = evolve(state, event)
    return state


def _looked(state: State) -> object:
    """Return what tells two states apart after looking."""
    values = (state.gauges, state.moods, state.signals, state.promises)
    board = tuple(frozenset(found.items()) for found in values)
    return frozenset(state.inquiries), state.clock, state.flags, state.delivered, board
