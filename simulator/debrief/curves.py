"""Gauges over simulated time, as data: yours, the best play's and silence's, with decisions on."""

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.debrief.turns import begin, start_of
from simulator.exercise import events as e
from simulator.exercise.silence import fall_silent
from simulator.exercise.state import State, evolve
from simulator.scenario.model import Scenario

YOURS, BEST, SILENCE, CHANGED = "yours", "best", "silence", "changed"


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision on a curve: which (1 is the first), where, when, and the gauge's value then."""

    number: int
    scene: str
    minute: int
    value: int


@dataclass(frozen=True, slots=True)
class Curve:
    """One gauge in one play: a value holds from its minute until the next one's."""

    gauge: str
    play: str
    """yours, best, silence or changed (a "what if")."""
    points: tuple[tuple[int, int], ...]
    """(minute, value); the first at StartEx, the last at the end of the play."""
    marks: tuple[Mark, ...] = ()

    @property
    def until(self) -> int:
        """The minute when the play ends."""
        return self.points[-1][0]

    @property
    def first(self) -> int:
        """The value at StartEx."""
        return self.points[0][1]

    @property
    def last(self) -> int:
        """The value at the end."""
        return self.points[-1][1]

    @property
    def lowest(self) -> tuple[int, int]:
        """When it was lowest for the first time, and how low."""
        return min(self.points, key=lambda point: (point[1], point[0]))

    def at(self, minute: int) -> int:
        """Return the value at *minute*: that of the end, after it."""
        value = self.first
        for when, found in self.points:
            if when > minute:
                break
            value = found
        return value


@dataclass(frozen=True, slots=True)
class Chart:
    """One gauge in several plays."""

    gauge: str
    curves: tuple[Curve, ...]
    missing: tuple[str, ...] = ()
    """Plays that could not be shown, because nobody has worked them out."""

    @property
    def until(self) -> int:
        """The last minute of any of them."""
        return max(curve.until for curve in self.curves)

    def of(self, play: str) -> Curve | None:
        """Return the curve of *play*, if it is here."""
        return next((curve for curve in self.curves if curve.play == play), None)


def curves(log: Iterable[e.Event], play: str = YOURS) -> dict[str, Curve]:
    """Return every gauge of *log* by its id, with the decisions marked on it."""
    state = State()
    points: dict[str, list[tuple[int, int]]] = {}
    marks: dict[str, list[Mark]] = {}
    count = 0
    for event in log:
        state = evolve(state, event)
        if isinstance(event, e.ExerciseStarted):
            points = {gauge: [(0, value)] for gauge, value in event.gauges.items()}
            marks = {gauge: [] for gauge in points}
        elif isinstance(event, e.GaugeMoved):
            _add(points[event.gauge], event.minute, event.value)
        elif isinstance(event, e.ResponseGiven):
            count += 1
            for gauge, value in state.gauges.items():
                marks[gauge].append(Mark(count, event.scene, event.minute, value))
    for gauge, found in points.items():
        _add(found, state.clock, state.gauges[gauge])
    return {
        gauge: Curve(gauge, play, tuple(found), tuple(marks[gauge]))
        for gauge, found in points.items()
    }


def _add(points: list[tuple[int, int]], minute: int, value: int) -> None:
    if points[-1][0] == minute:
        points[-1] = (minute, value)
    else:
        points.append((minute, value))


def silence(scenario: Scenario, log: e.Log) -> e.Log:
    """Return the log of the same exercise when nothing is ever answered (F16)."""
    first, state = begin(scenario, start_of(scenario, log))
    return (*first, *fall_silent(scenario, state))


def charts(scenario: Scenario, log: e.Log, best: e.Log | None = None) -> tuple[Chart, ...]:
    """Return one chart for each gauge: yours, the best reachable play's if known, silence's."""
    sets = [curves(log)]
    if best is not None:
        sets.append(curves(best, BEST))
    sets.append(curves(silence(scenario, log), SILENCE))
    missing = () if best is not None else (BEST,)
    return tuple(Chart(gauge, tuple(found[gauge] for found in sets), missing) for gauge in sets[0])


def compared(before: e.Log, after: e.Log) -> tuple[Chart, ...]:
    """Return one chart for each gauge: as it was, and as it would have been."""
    old, new = curves(before), curves(after, CHANGED)
    return tuple(Chart(gauge, (old[gauge], new[gauge])) for gauge in old)
