"""What one play shows: which scenes open, what is chosen, said, kept, broken and earned.

A fact is a few words ("scene first-word", "mark calm 2"): one play answers many questions.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring import methods
from scoring.principles import ACKNOWLEDGEMENT
from simulator.exercise import events as e
from simulator.exercise.engine import offered
from simulator.exercise.state import State
from simulator.explore.possible import inquiry_key, option_key
from simulator.scenario.load import Loaded


@dataclass(frozen=True, slots=True)
class Facts:
    """What was shown, whether the rest is thereby refuted, and some whole plays."""

    shown: frozenset[str]
    is_complete: bool
    """Every state was gone through, or nothing was left to be shown."""
    plays: tuple[e.Log, ...] = ()

    def says(self, fact: str) -> bool | None:
        """Return whether *fact* holds in some play; None where that is not proven."""
        return True if fact in self.shown else False if self.is_complete else None


class Table:
    """Marks of responses, for the facts that are about them."""

    def __init__(self, loaded: Loaded) -> None:
        scenario, key = loaded.scenario, loaded.key
        self.scenario = scenario
        self.keys = {
            scene.id: option_key(key[scene.id], scene.decision)
            for scene in scenario.scenes.values() if scene.decision and scene.id in key
        }  # fmt: skip
        self.looks = {
            scene.id: inquiry_key(key[scene.id], tuple(i.id for i in scene.inquiries))
            for scene in scenario.scenes.values() if scene.inquiries and scene.id in key
        }  # fmt: skip
        self.targets = dict(scenario.targets)
        self.severities = dict(scenario.signals)
        self.known: dict[object, frozenset[str]] = {}

    def response(self, state: State, picks: tuple[str, ...]) -> frozenset[str]:
        """Return the facts about what *picks* and the looks before them earn."""
        scene = self.scenario.scenes[state.scene]
        if scene.decision is None:
            return frozenset()
        here = tuple(option.id for option in offered(self.scenario, state, scene.decision))
        mark = (scene.id, picks, here, frozenset(state.inquiries))
        if mark not in self.known:
            found = set(_earned(self.keys.get(scene.id), picks, here))
            looked = tuple(inquiry.id for inquiry in scene.inquiries)
            found.update(_earned(self.looks.get(scene.id), state.inquiries, looked))
            self.known[mark] = frozenset(found)
        return self.known[mark]

    def clocked(self, state: State, event: e.Event) -> Iterable[str]:
        """Yield the facts about what the clock gives."""
        if isinstance(event, e.SignalAnswered):
            minutes = max(event.minute - state.signals[event.signal].start, 0)
            targets = self.targets[self.severities[event.signal]]
            yield f"mark {ACKNOWLEDGEMENT} {methods.acknowledge(minutes, targets, event.word)}"
        elif isinstance(event, e.PromiseKept):
            yield f"mark {ACKNOWLEDGEMENT} {methods.PROMISE_KEPT}"
            yield f"kept {event.promise}"
        elif isinstance(event, e.PromiseBroken):
            yield f"mark {ACKNOWLEDGEMENT} {methods.PROMISE_BROKEN}"
            yield f"broken {event.promise}"
        elif isinstance(event, e.ExerciseEnded) and any(
            signal.answered is None for signal in state.signals.values()
        ):
            yield f"mark {ACKNOWLEDGEMENT} {methods.LOWEST}"


def _earned(
    key: methods.Key | None, picks: tuple[str, ...], here: tuple[str, ...]
) -> Iterable[str]:
    for principle in key.principles(here) if key else ():
        yield f"mark {principle} {methods.clamp(methods.total(key, principle, picks, here))}"  # type: ignore[arg-type]


def told(event: e.Event) -> Iterable[str]:  # noqa: C901 - one event, its facts, in a row each
    """Yield the facts that one event shows by itself."""
    match event:
        case e.SceneOpened():
            yield f"scene {event.scene}"
        case e.ResponseGiven():
            yield from (f"option {event.scene}.{pick}" for pick in event.picks)
            if event.how == "late":
                yield f"late {event.scene}"
        case e.InquiryMade():
            yield (
                f"reveal {event.reveal}"
                if event.reveal
                else (f"empty {event.scene}.{event.inquiry}")
            )
            yield f"look {event.scene}.{event.inquiry}"
        case e.InjectDelivered():
            yield f"post {event.address}"
        case e.DutyBroken():
            yield f"breach {event.duty}"
        case e.PromiseMade():
            yield f"made {event.promise}"
        case e.ExerciseEnded():
            yield f"ending {event.ending}"
            yield from (f"post {address}" for address in (*event.lines, *event.epilogue))
