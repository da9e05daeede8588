"""What was possible and what was done at each decision, and what it was worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring import methods
from scoring.methods import Opportunity
from simulator.exercise import events as e
from simulator.exercise.engine import offered
from simulator.exercise.state import State, evolve
from simulator.explore.possible import inquiry_key, option_key, possible
from simulator.scenario.model import Key, Ratings, Scenario


@dataclass(frozen=True, slots=True)
class Moment:
    """One decision as it was lived."""

    scene: str
    opened: int
    """Minute when the decision was there to be taken."""
    minute: int
    """Minute when the response was given."""
    done: int
    """Minute when it was carried out."""
    picks: tuple[str, ...]
    offered: tuple[str, ...]
    inquiries: tuple[str, ...]
    how: str
    confidence: int | None
    opportunities: tuple[Opportunity, ...]
    hinted: bool = False
    regret: int = 0
    """Marks that the best response there was would have earned more; 0 for the best, and where
    nothing is graded. What was not looked at is no regret (F17)."""
    best: tuple[str, ...] = ()
    """A best response there was; the one given when none was better."""
    harm: int = 0
    """The negative marks of the most harmful thing picked."""
    worst_pick: str = ""
    """Which that is; "" when nothing picked did harm."""

    @property
    def is_graded(self) -> bool:
        """Not when the real clock ran out: only simulated minutes grade (F7)."""
        return self.how != "clock"

    @property
    def earned(self) -> int:
        """Sum of the marks obtained."""
        return sum(row.obtained for row in self.opportunities)


def moments(  # noqa: C901 - one pass over the log, one line for each thing to remember
    scenario: Scenario, key: Key, log: Iterable[e.Event]
) -> Iterator[Moment]:
    """Yield every decision of *log*, in order, graded by *key*."""
    state = at_open = State()
    pending: tuple[e.ResponseGiven, State, State, bool] | None = None
    is_opening = hinted = False
    for event in log:
        if isinstance(event, (e.SceneClosed, e.SceneOpened, e.ExerciseEnded)) and pending:
            yield _moment(scenario, key, *pending, done=state.clock)
            pending = None
        if isinstance(event, (e.TimePassed, e.InquiryMade, e.HintTaken, e.ResponseGiven)):
            is_opening = False
        before, state = state, evolve(state, event)
        if isinstance(event, e.SceneOpened):
            is_opening, hinted = True, False
        elif isinstance(event, e.HintTaken):
            hinted = True
        elif isinstance(event, e.ResponseGiven):
            pending = (event, at_open, before, hinted)
        if is_opening:
            # The posts that open a scene may change the board before anything can be asked.
            at_open = state
    if pending:
        yield _moment(scenario, key, *pending, done=state.clock)


def _moment(  # noqa: PLR0913, PLR0917 - one decision seen at its three moments
    scenario: Scenario, key: Key, given: e.ResponseGiven, opened: State, before: State,
    hinted: bool, done: int,  # noqa: FBT001 - as they were noted
) -> Moment:  # fmt: skip
    scene = scenario.scenes[given.scene]
    decision = scene.decision
    assert decision is not None  # noqa: S101 - a response was given to it
    here = tuple(option.id for option in offered(scenario, before, decision))
    looked, answers = possible(scenario, opened)
    rows: list[Opportunity] = []
    regret, best, worst = 0, given.picks, (0, "")
    if scene.id in key:
        rows += methods.respond(
            inquiry_key(key[scene.id], scene_inquiries := tuple(i.id for i in scene.inquiries)),
            before.inquiries, scene_inquiries, looked, ("inquiry", scene.id),
        )  # fmt: skip
        if given.how != "clock":
            marks = option_key(key[scene.id], decision)
            rows += methods.respond(marks, given.picks, here, answers, ("response", scene.id))
            regret, best = methods.regret(marks, given.picks, here, answers)
            worst = methods.harm(marks, given.picks)
    return Moment(
        scene.id, opened.clock, given.minute, done, given.picks, here, before.inquiries, given.how,
        given.confidence, tuple(rows), hinted, regret, best, *worst,
    )  # fmt: skip


def unscored(ratings: Ratings) -> tuple[str, ...]:
    """Return the principles on which raters were divided: discussed, never scored."""
    return tuple(principle for principle, mark in ratings if mark is None)
