"""Reading the board: whether a condition holds. Total: it cannot fail, loop or overflow."""

from simulator.exercise.state import State
from simulator.scenario.model import NO, YES, Gauge, Scenario, When


def level(gauge: Gauge, value: int) -> str:
    """Return the name of the level that *value* is in."""
    found = gauge.levels[0][0]
    for name, low in gauge.levels:
        if value >= low:
            found = name
    return found


def holds(scenario: Scenario, state: State, when: When | None) -> bool:
    """Say whether *when* is true now; no condition always is."""
    if when is None:
        return True
    if when.op == "all":
        return all(holds(scenario, state, part) for part in when.parts)
    if when.op == "any":
        return any(holds(scenario, state, part) for part in when.parts)
    if when.op == "not":
        return not all(holds(scenario, state, part) for part in when.parts)
    return _value(scenario, state, when) in when.values


def _value(scenario: Scenario, state: State, when: When) -> str:
    match when.op:
        case "gauge":
            return level(scenario.gauge(when.name), state.gauges.get(when.name, 0))
        case "flag":
            return YES if when.name in state.flags else NO
        case "mood":
            return state.moods.get(when.name, "")
        case "signal":
            return state.signal_status(when.name)
        case "promise":
            return state.promise_status(when.name)
        case _:
            return state.truths.get(when.name, "")
