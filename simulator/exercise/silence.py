"""Silence as a play: what happens when nobody answers. Source: domain reference, F16."""

from simulator.exercise.commands import Command, Expire, Respond
from simulator.exercise.engine import decide, prompt
from simulator.exercise.events import Log
from simulator.exercise.state import State, evolve
from simulator.scenario.model import Option, Scenario


def silent(scenario: Scenario, state: State) -> Command:
    """Return what silence does at the open decision.

    The default where one is written, else the option marked `silent`, else the response that says
    least: the fewest words published, the fewest signals answered, then the first in the file.
    """
    now = prompt(scenario, state)
    decision = scenario.scenes[state.scene].decision
    assert now is not None  # noqa: S101 - the caller has an open decision
    assert decision is not None  # noqa: S101 - the same
    if decision.within is not None:
        return Expire()
    known = {option.id: option for option in decision.options}
    place = {name: number for number, name in enumerate(known)}

    def spoken(picks: tuple[str, ...]) -> tuple[object, ...]:
        chosen = [known[pick] for pick in picks]
        return (
            not (picks and all(option.silent for option in chosen)),
            sum(_says(option) for option in chosen),
            sum(len(option.acknowledges) for option in chosen),
            len(picks), tuple(place[pick] for pick in picks),
        )  # fmt: skip

    return Respond(min(now.legal(), key=spoken))


def _says(option: Option) -> bool:
    return option.publishes or bool(option.part)


def fall_silent(scenario: Scenario, state: State) -> Log:
    """Return all that happens from *state* to the end when nothing more is ever answered."""
    log: Log = ()
    while state.is_started and not state.is_over:
        events = decide(scenario, state, silent(scenario, state))
        for event in events:
            state = evolve(state, event)
        log = (*log, *events)
    return log
