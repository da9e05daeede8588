"""What is true now: the state of an exercise, and how each event changes it.

`evolve` has no rules and cannot fail: it remembers. The mappings in a State are replaced, never
changed in place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from simulator.exercise import events as e
from simulator.scenario.model import (
    ANSWERED,
    BROKEN,
    KEPT,
    NONE,
    OPEN,
    QUIET,
    UNANSWERED,
)  # fmt: skip

_EMPTY: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that was raised: when its clock started, when and how it was answered."""

    start: int
    answered: int | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised update: the minute it is due, and what became of it."""

    due: int
    status: str = OPEN


@dataclass(frozen=True, slots=True)
class State:
    """An exercise at one moment. Before `ExerciseStarted`, everything is empty."""

    scenario: str = ""
    seed: int = 0
    mode: str = ""
    timed: bool = False
    route: str = ""
    clock: int = 0
    """Minutes since StartEx."""
    scene: str = ""
    opened: int = 0
    """The minute when the open scene opened."""
    waiting: str = ""
    """The scene that an interruption holds up."""
    interruptions: tuple[str, ...] = ()
    delivered: frozenset[str] = frozenset()
    """Addresses of the open scene's posts that have arrived."""
    inquiries: tuple[str, ...] = ()
    """What was looked at in the open scene, in order."""
    responses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Scene -> addresses of the words that may be quoted."""
    gauges: Mapping[str, int] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    moods: Mapping[str, str] = field(default_factory=dict)
    signals: Mapping[str, Signal] = field(default_factory=dict)
    promises: Mapping[str, Promise] = field(default_factory=dict)
    truths: Mapping[str, str] = field(default_factory=dict)
    duties_met: frozenset[str] = frozenset()
    duties_broken: tuple[str, ...] = ()
    ending: str = ""

    @property
    def is_started(self) -> bool:
        """Whether the exercise has begun."""
        return bool(self.mode)

    @property
    def is_over(self) -> bool:
        """Whether the exercise has ended."""
        return bool(self.ending)

    def signal_status(self, signal: str) -> str:
        """Return quiet, unanswered or answered."""
        found = self.signals.get(signal)
        if found is None:
            return QUIET
        return UNANSWERED if found.answered is None else ANSWERED

    def promise_status(self, promise: str) -> str:
        """Return none, open, kept or broken."""
        found = self.promises.get(promise)
        return NONE if found is None else found.status


def evolve(state: State, event: e.Event) -> State:  # noqa: C901, PLR0911, PLR0912 - one line an event
    """Return *state* after *event*."""
    match event:
        case e.ExerciseStarted():
            return State(
                scenario=event.scenario, seed=event.seed, mode=event.mode, timed=event.timed,
                route=event.route, gauges=event.gauges, moods=event.moods, truths=event.truths,
            )  # fmt: skip
        case e.InterruptionBegan():
            fired = (*state.interruptions, event.scene)
            return replace(state, interruptions=fired, waiting=event.waiting)
        case e.SceneOpened():
            # An interruption is over once the scene it held up opens.
            waiting = "" if event.scene == state.waiting else state.waiting
            return replace(
                state, scene=event.scene, opened=event.minute, waiting=waiting,
                inquiries=(), delivered=frozenset(),
            )  # fmt: skip
        case e.InjectDelivered():
            return replace(state, delivered=state.delivered | {event.address})
        case e.TimePassed():
            return replace(state, clock=event.minute)
        case e.GaugeMoved():
            return replace(state, gauges={**state.gauges, event.gauge: event.value})
        case e.FlagSet():
            return replace(state, flags=state.flags | {event.flag})
        case e.MoodChanged():
            return replace(state, moods={**state.moods, event.persona: event.mood})
        case e.SignalRaised():
            raised = {**state.signals, event.signal: Signal(event.start)}
            return replace(state, signals=raised)
        case e.SignalAnswered():
            found = state.signals.get(event.signal, Signal(event.minute))
            stopped = replace(found, answered=event.minute, word=event.word)
            return replace(state, signals={**state.signals, event.signal: stopped})
        case e.PromiseMade():
            made = {**state.promises, event.promise: Promise(event.due)}
            return replace(state, promises=made)
        case e.PromiseKept():
            return _settle(state, event.promise, KEPT)
        case e.PromiseBroken():
            return _settle(state, event.promise, BROKEN)
        case e.DutyBroken():
            return replace(state, duties_broken=(*state.duties_broken, event.duty))
        case e.DutyMet():
            return replace(state, duties_met=state.duties_met | {event.duty})
        case e.InquiryMade():
            return replace(state, inquiries=(*state.inquiries, event.inquiry))
        case e.ResponseGiven():
            return replace(state, responses={**state.responses, event.scene: event.picks})
        case e.Published():
            before = state.published.get(event.scene, ())
            words = {**state.published, event.scene: (*before, *event.quotable)}
            return replace(state, published=words)
        case e.ExerciseEnded():
            return replace(state, ending=event.ending, scene="")
        case _:
            return state


def _settle(state: State, promise: str, status: str) -> State:
    found = state.promises.get(promise, Promise(state.clock))
    settled = {**state.promises, promise: replace(found, status=status)}
    return replace(state, promises=settled)


def replay(log: Iterable[e.Event]) -> State:
    """Return the state after all of *log*."""
    state = State()
    for event in log:
        state = evolve(state, event)
    return state
