"""Time travel: each decision as the room was then, what could be known, and what could not."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.debrief.ways import after_all
from simulator.exercise import events as e
from simulator.exercise.commands import Inquire
from simulator.exercise.engine import decide, inquiries
from simulator.exercise.state import State, evolve
from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Unseen:
    """A look that was possible and was not taken, and what it would have shown."""

    inquiry: str
    minutes: int
    reveal: str
    """The address of what it would have shown; "" when the time would have run out first."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One decision, at the moment before the response."""

    number: int
    """1 is the first."""
    scene: str
    cut: int
    """How many events of the log had happened: the room is what they show."""
    state: State
    seen: tuple[e.InquiryMade, ...]
    unseen: tuple[Unseen, ...]
    truths: tuple[tuple[str, str], ...]
    """Hidden truths and their values, which nothing had to show yet."""
    later: tuple[e.InjectDelivered, ...]
    """What arrived after the response: it could not be known."""
    given: e.ResponseGiven


def stops(scenario: Scenario, log: e.Log) -> Iterator[Stop]:
    """Yield every decision of *log*, in order."""
    state = State()
    seen: list[e.InquiryMade] = []
    number = 0
    for cut, event in enumerate(log):
        if isinstance(event, e.SceneOpened):
            seen = []
        elif isinstance(event, e.InquiryMade):
            seen.append(event)
        elif isinstance(event, e.ResponseGiven):
            number += 1
            later = tuple(x for x in log[cut:] if isinstance(x, e.InjectDelivered))
            yield Stop(
                number, event.scene, cut, state, tuple(seen), tuple(_unseen(scenario, state)),
                tuple(state.truths.items()), later, event,
            )  # fmt: skip
        state = evolve(state, event)


def _unseen(scenario: Scenario, state: State) -> Iterator[Unseen]:
    """Ask the engine itself what each look would have shown."""
    for inquiry in inquiries(scenario, state):
        happened = decide(scenario, state, Inquire(inquiry.id))
        made = next((x for x in happened if isinstance(x, e.InquiryMade)), None)
        minutes = after_all(state, happened).clock - state.clock
        yield Unseen(
            inquiry.id,
            made.minute - state.clock if made else minutes,
            made.reveal if made else "",
        )


def rewound(log: e.Log, scene: str) -> e.Log:
    """Return *log* up to the moment when *scene* asks, as the beginning of a replay (F13).

    It is marked as one, so that nothing learned from it counts as a first attempt. ValueError
    where the exercise never came to that decision.
    """
    began = log[0]
    assert isinstance(began, e.ExerciseStarted)  # noqa: S101 - every log begins with it
    cut = _asking(log, scene)
    values = {name: getattr(began, name) for name in e.ExerciseStarted.__dataclass_fields__}
    return (e.ExerciseStarted(**{**values, "replays_from": scene}), *log[1:cut])


def _asking(log: e.Log, scene: str) -> int:
    """Return how many events there were when *scene* began to ask."""
    opened = False
    for cut, event in enumerate(log):
        if isinstance(event, e.SceneOpened) and event.scene == scene:
            opened = True
        elif opened and isinstance(
            event, (e.TimePassed, e.InquiryMade, e.HintTaken, e.ResponseGiven, e.Contested)
        ):
            return cut
    raise ValueError(scene)
