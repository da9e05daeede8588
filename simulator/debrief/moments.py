"""What was possible and what was done at each decision, and what it was worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring import methods
from scoring.methods import Opportunity
from simulator.exercise import events as e
from simulator.exercise.engine import offered
from simulator.exercise.state import State, evolve
from simulator.explore.possible import Possible, inquiry_key, option_key, possible
from simulator.scenario.model import Key, Ratings, Scenario, Scene


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
    """The negative marks of the most harmful thing picked that a best response does without."""
    worst_pick: str = ""
    """Which that is; "" when nothing picked did harm."""

    @property
    def is_graded(self) -> bool:
        """Not when the real clock ran out: only simulated minutes grade (F7)."""
        return self.how != "clock"

    @property
    def earned(self) -> int:
        """Sum of the marks obtained."""
        return self.answered + self.looked

    @property
    def answered(self) -> int:
        """Sum of the marks that the response itself obtained."""
        return self._sum("response")

    @property
    def looked(self) -> int:
        """Sum of the marks that looking closer obtained."""
        return self._sum("inquiry")

    def _sum(self, source: str) -> int:
        return sum(row.obtained for row in self.opportunities if row.source[0] == source)


@dataclass(frozen=True, slots=True)
class _Graded:
    """What the scoring says of one decision."""

    rows: tuple[Opportunity, ...]
    regret: int
    best: tuple[str, ...]
    harm: int
    worst_pick: str


class Grader:
    """Grades the decisions of one scenario, and remembers: plays of it have much in common."""

    def __init__(self, scenario: Scenario, key: Key) -> None:
        """Grade *scenario* by *key*."""
        self.scenario = scenario
        self.key = key
        self._possible: dict[object, tuple[Possible, Possible]] = {}
        self._graded: dict[object, _Graded] = {}
        self._limits: dict[object, _Limits] = {}

    def grade(
        self, given: e.ResponseGiven, opened: State, before: State, here: tuple[str, ...]
    ) -> _Graded:
        """Grade one response: *opened* is when it could first be given, *before* when it was."""
        bounds = self._bounds(opened)
        mark = (bounds, before.inquiries, given.picks, given.how == "clock", here)
        if mark not in self._graded:
            self._graded[mark] = self._grade(given, bounds, before.inquiries, here)
        return self._graded[mark]

    def _bounds(self, opened: State) -> object:
        scene = self.scenario.scenes[opened.scene]
        mark = scene.id if _is_fixed(scene) else _board(opened)
        if mark not in self._possible:
            self._possible[mark] = possible(self.scenario, opened)
        return mark

    def _grade(
        self, given: e.ResponseGiven, mark: object, made: tuple[str, ...], here: tuple[str, ...]
    ) -> _Graded:
        scene = self.scenario.scenes[given.scene]
        found = self.key.get(scene.id)
        if found is None or scene.decision is None:
            return _Graded((), 0, given.picks, 0, "")
        looked, answers = self._possible[mark]
        names = tuple(inquiry.id for inquiry in scene.inquiries)
        limits = self._limited(mark, scene, here)
        rows = methods.respond(
            limits.asked, made, names, looked, ("inquiry", scene.id), limits.looks
        )
        if given.how == "clock":
            return _Graded(tuple(rows), 0, given.picks, 0, "")
        marks = limits.marks
        rows += methods.respond(
            marks, given.picks, here, answers, ("response", scene.id), limits.answers
        )
        regret, best = methods.regret(marks, given.picks, here, answers, limits.best)
        # What the best response there was holds too has cost nothing.
        lost = [pick for pick in given.picks if not regret or pick not in best]
        return _Graded(tuple(rows), regret, best, *methods.harm(marks, lost))

    def _limited(self, mark: object, scene: Scene, here: tuple[str, ...]) -> "_Limits":
        """Return the least, the most and the best of an open decision, worked out once."""
        if (mark, here) not in self._limits:
            looked, answers = self._possible[mark]
            found, decision = self.key[scene.id], scene.decision
            assert decision is not None  # noqa: S101 - it is being graded
            names = tuple(inquiry.id for inquiry in scene.inquiries)
            asked, marks = inquiry_key(found, names), option_key(found, decision)
            self._limits[mark, here] = _Limits(
                asked, marks, methods.bounds(asked, names, looked),
                methods.bounds(marks, here, answers), methods.best_of(marks, here, answers),
            )  # fmt: skip
        return self._limits[mark, here]


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the grades of one open decision have in common, whatever is picked."""

    asked: methods.Key
    marks: methods.Key
    looks: dict[str, tuple[int, int]]
    answers: dict[str, tuple[int, int]]
    best: tuple[tuple[str, ...], tuple[str, ...], int]


def _is_fixed(scene: Scene) -> bool:
    """Say whether what is possible in *scene* is the same however it is reached."""
    decision = scene.decision
    options = decision.options if decision else ()
    conditional = any(option.when or option.cost.faster for option in options)
    return not (conditional or any(look.when or look.cost.faster for look in scene.inquiries))


def _board(state: State) -> object:
    """Return all of a state that what is possible can depend on."""
    values = (state.gauges, state.moods, state.signals, state.promises, state.truths)
    return (
        state.scene, state.clock, state.opened, state.inquiries, state.delivered, state.flags,
        tuple(state.published), state.duties_met, state.duties_broken,
        *(tuple(sorted(found.items())) for found in values),
    )  # fmt: skip


def moments(  # noqa: C901 - one pass over the log, one line for each thing to remember
    grader: Grader, log: Iterable[e.Event], opened: State | None = None
) -> Iterator[Moment]:
    """Yield every decision of *log*, in order; of what happens after a scene *opened*, if given."""
    state = at_open = opened or State()
    pending: tuple[e.ResponseGiven, State, State, bool] | None = None
    is_opening = hinted = False
    for event in log:
        if isinstance(event, (e.SceneClosed, e.SceneOpened, e.ExerciseEnded)) and pending:
            yield _moment(grader, *pending, done=state.clock)
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
        yield _moment(grader, *pending, done=state.clock)


def _moment(  # noqa: PLR0913, PLR0917 - one decision seen at its three moments
    grader: Grader, given: e.ResponseGiven, opened: State, before: State,
    hinted: bool, done: int,  # noqa: FBT001 - as they were noted
) -> Moment:  # fmt: skip
    decision = grader.scenario.scenes[given.scene].decision
    assert decision is not None  # noqa: S101 - a response was given to it
    here = tuple(option.id for option in offered(grader.scenario, before, decision))
    found = grader.grade(given, opened, before, here)
    return Moment(
        given.scene, opened.clock, given.minute, done, given.picks, here, before.inquiries,
        given.how, given.confidence, found.rows, hinted, found.regret, found.best, found.harm,
        found.worst_pick,
    )  # fmt: skip


def unscored(ratings: Ratings) -> tuple[str, ...]:
    """Return the principles on which raters were divided: discussed, never scored."""
    return tuple(principle for principle, mark in ratings if mark is None)
