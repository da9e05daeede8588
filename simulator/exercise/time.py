"""What falls due while the clock moves: drift, silence, promises and duties, minute by minute."""

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
    now = state.clock
    if until <= now:
        return []
    found: list[tuple[int, Act]] = []
    open_signals = [
        (name, signal.start) for name, signal in state.signals.items()
        if state.signal_status(name) == UNANSWERED
    ]  # fmt: skip
    for gauge in scenario.gauges:
        if gauge.drift:
            found += [(m, ("drift", gauge.id, "")) for m in _grid(gauge.drift, 0, now, until)]
        if gauge.silence:
            for name, start in open_signals:
                minutes = _grid(gauge.silence, start, now, until)
                found += [(m, ("silence", gauge.id, name)) for m in minutes]
    for name, promise in state.promises.items():
        if promise.status == OPEN and promise.due < until:
            found.append((max(promise.due, now) + 1, ("promise", name, "")))
    for duty in scenario.duties:
        is_open = duty.id not in state.duties_met and duty.id not in state.duties_broken
        if duty.by is not None and is_open and now <= duty.by < until:
            found.append((duty.by + 1, ("duty", duty.id, "")))
    found.sort(key=lambda tick: (tick[0], _ORDER[tick[1][0]]))
    return found


def _grid(drift: Drift, origin: int, now: int, until: int) -> range:
    first = max(now, origin)
    start = origin + ((first - origin) // drift.every + 1) * drift.every
    return range(start, until + 1, drift.every)
