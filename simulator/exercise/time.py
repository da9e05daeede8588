"""What falls due while the clock moves: drift, silence, promises and duties, minute by minute."""

from collections.abc import Iterator

from simulator.exercise.state import State
from simulator.scenario.model import OPEN, UNANSWERED, Drift, Scenario

Act = tuple[str, str, str]
"""drift, silence, promise or duty; whose; and for silence, the signal that is unanswered."""

_ORDER = {"drift": 0, "silence": 1, "promise": 2, "duty": 3}


def ticks(scenario: Scenario, state: State, until: int) -> list[tuple[int, Act]]:
    """Return what falls due after now and up to *until*, in order.

    Drift acts on each multiple of `every` since StartEx, silence since the signal's own start, so
    that cutting an interval in two changes nothing. A promise or a duty is broken in the minute
    after the last one in which it could be kept. Whether each still applies is read when it is due.
    """
    if until <= state.clock:
        return []
    found = [*_gauges(scenario, state, until), *_deadlines(scenario, state, until)]
    found.sort(key=lambda tick: (tick[0], _ORDER[tick[1][0]]))
    return found


def _gauges(scenario: Scenario, state: State, until: int) -> Iterator[tuple[int, Act]]:
    waiting = [
        (name, signal.start)
        for name, signal in state.signals.items()
        if state.signal_status(name) == UNANSWERED
    ]
    for gauge in scenario.gauges:
        if gauge.drift:
            for minute in _grid(gauge.drift, 0, state.clock, until):
                yield minute, ("drift", gauge.id, "")
        if gauge.silence:
            for name, start in waiting:
                for minute in _grid(gauge.silence, start, state.clock, until):
                    yield minute, ("silence", gauge.id, name)


def _deadlines(scenario: Scenario, state: State, until: int) -> Iterator[tuple[int, Act]]:
    for name, promise in state.promises.items():
        if promise.status == OPEN and promise.due < until:
            yield max(promise.due, state.clock) + 1, ("promise", name, "")
    for duty in scenario.duties:
        is_open = duty.id not in state.duties_met and duty.id not in state.duties_broken
        if duty.by is not None and is_open and state.clock <= duty.by < until:
            yield duty.by + 1, ("duty", duty.id, "")


def _grid(drift: Drift, origin: int, now: int, until: int) -> range:
    first = max(now, origin)
    start = origin + ((first - origin) // drift.every + 1) * drift.every
    return range(start, until + 1, drift.every)
