"""Which board values can still be read from a scene on: what nothing will read may be forgotten.

Scenes lead forward only, so what a scene and those below it read is all that matters there. Two
states that differ only in what is never read again have the same future.
"""

from collections.abc import Iterator
from dataclasses import replace

from simulator.exercise.state import State
from simulator.scenario.model import Cost, Inject, Scenario, Scene, When


def names(when: When | None) -> Iterator[str]:
    """Yield every board name that *when* reads."""
    if when is None:
        return
    if when.name:
        yield when.name
    for part in when.parts:
        yield from names(part)


def _in_injects(injects: tuple[Inject, ...]) -> Iterator[str]:
    for inject in injects:
        yield from names(inject.when)
        if inject.quotes:
            yield f"quote {inject.quotes}"


def _in_costs(costs: Iterator[Cost]) -> Iterator[str]:
    for cost in costs:
        for flag, _ in cost.faster:
            yield flag


def reads(scene: Scene) -> set[str]:
    """Return the board names that *scene* reads."""
    found = {*names(scene.when), *_in_injects(scene.injects)}
    found.update(_in_costs(inquiry.cost for inquiry in scene.inquiries))
    for inquiry in scene.inquiries:
        found.update(names(inquiry.when))
    for option in scene.decision.options if scene.decision else ():
        found.update(names(option.when))
        found.update(_in_injects(option.then))
    options = scene.decision.options if scene.decision else ()
    found.update(_in_costs(option.cost for option in options))
    return found


def live(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Return, for each scene, the board names that it or anything after it can read."""
    always: set[str] = set()
    for ending in scenario.endings:
        always.update(names(ending.when))
    for duty in scenario.duties:
        always.update(names(duty.when))
    for scene in scenario.scenes.values():
        if scene.interrupts:
            always.update(reads(scene))
    found: dict[str, frozenset[str]] = {}
    later = set(always)
    for name in reversed(list(scenario.scenes)):
        scene = scenario.scenes[name]
        if not scene.interrupts:
            later |= reads(scene)
        found[name] = frozenset(_with_drift(scenario, later))
    everything = frozenset().union(*found.values())
    # An interruption may come before any scene: nothing that any scene reads is forgotten in it.
    return {
        name: everything if scenario.scenes[name].interrupts else kept
        for name, kept in found.items()
    }


def _with_drift(scenario: Scenario, wanted: set[str]) -> set[str]:
    """Add what moves the gauges that are read."""
    found = set(wanted)
    for gauge in scenario.gauges:
        for drift in (gauge.drift, gauge.silence):
            if gauge.id in found and drift:
                found.update(names(drift.when))
    return found


def forget(state: State, kept: frozenset[str]) -> State:
    """Return *state* without the values that are not *kept*, and without what is only history."""
    return replace(
        state,
        gauges={name: value if name in kept else 0 for name, value in state.gauges.items()},
        flags=state.flags & kept,
        moods={name: mood for name, mood in state.moods.items() if name in kept},
        truths={name: value for name, value in state.truths.items() if name in kept},
        published={s: ("",) for s in state.published if f"quote {s}" in kept},
        responses={},
        delivered=frozenset(),
    )
