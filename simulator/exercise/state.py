"""What is true now: the state of an exercise, and how each event changes it.

`evolve` has no rules and cannot fail: it remembers. The mappings in a State are replaced, never
changed in place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

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

_NOTHING: Mapping[str, Any] = MappingProxyType({})


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


class State(NamedTuple):
    """An exercise at one moment. Before `ExerciseStarted`, everything is empty.

    A tuple, not a dataclass: what-if and the smallest change replay thousands of plays, and half
    their time went into copying one.
    """

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
    responses: Mapping[str, tuple[str, ...]] = _NOTHING
    published: Mapping[str, tuple[str, ...]] = _NOTHING
    """Scene -> addresses of the words that may be quoted."""
    gauges: Mapping[str, int] = _NOTHING
    flags: frozenset[str] = frozenset()
    moods: Mapping[str, str] = _NOTHING
    signals: Mapping[str, Signal] = _NOTHING
    promises: Mapping[str, Promise] = _NOTHING
    truths: Mapping[str, str] = _NOTHING
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
            return state._replace(interruptions=fired, waiting=event.waiting)
        case e.SceneOpened():
            # An interruption is over once the scene it held up opens.
            waiting = "" if event.scene == state.waiting else state.waiting
            return state._replace(
                scene=event.scene, opened=event.minute, waiting=waiting,
                inquiries=(), delivered=frozenset(),
            )  # fmt: skip
        case e.InjectDelivered():
            return state._replace(delivered=state.delivered | {event.address})
        case e.TimePassed():
            return state._replace(clock=event.minute)
        case e.GaugeMoved():
            return state._replace(gauges={**state.gauges, event.gauge: event.value})
        case e.FlagSet():
            return state._replace(flags=state.flags | {event.flag})
        case e.MoodChanged():
            return state._replace(moods={**state.moods, event.persona: event.mood})
        case e.SignalRaised():
            raised = {**state.signals, event.signal: Signal(event.start)}
            return state._replace(signals=raised)
        case e.SignalAnswered():
            found = state.signals.get(event.signal, Signal(event.minute))
            stopped = replace(found, answered=event.minute, word=event.word)
            return state._replace(signals={**state.signals, event.signal: stopped})
        case e.PromiseMade():
            made = {**state.promises, event.promise: Promise(event.due)}
            return state._replace(promises=made)
        case e.PromiseKept():
            return _settle(state, event.promise, KEPT)
        case e.PromiseBroken():
            return _settle(state, event.promise, BROKEN)
        case e.DutyBroken():
            return state._replace(duties_broken=(*state.duties_broken, event.duty))
        case e.DutyMet():
            return state._replace(duties_met=state.duties_met | {event.duty})
        case e.InquiryMade():
            return state._replace(inquiries=(*state.inquiries, event.inquiry))
        case e.ResponseGiven():
            return state._replace(responses={**state.responses, event.scene: event.picks})
        case e.Published():
            before = state.published.get(event.scene, ())
            words = {**state.published, event.scene: (*before, *event.quotable)}
            return state._replace(published=words)
        case e.ExerciseEnded():
            return state._replace(ending=event.ending, scene="")
        case _:
            return state


def _settle(state: State, promise: str, status: str) -> State:
    found = state.promises.get(promise, Promise(state.clock))
    settled = {**state.promises, promise: replace(found, status=status)}
    return state._replace(promises=settled)


def replay(log: Iterable[e.Event]) -> State:
    """Return the state after all of *log*."""
    state = State()
    for event in log:
        state = evolve(state, event)
    return state
