"""A play as a list of turns, read from its log, and played again: the ground of every "what if"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.exercise import events as e
from simulator.exercise.commands import DRILL, Command, Expire, Inquire, Respond, Start, TakeHint
from simulator.exercise.engine import decide, inquiries, postpone, refusal
from simulator.exercise.silence import silent
from simulator.exercise.state import State, evolve
from simulator.scenario.model import Scenario
from simulator.scenario.prompt import minutes_of


@dataclass(frozen=True, slots=True)
class Turn:
    """What was done at one decision, from its opening to the response."""

    scene: str
    before: tuple[Inquire | TakeHint, ...] = ()
    """Looks and hints, in order."""
    picks: tuple[str, ...] = ()
    how: str = "chosen"
    """As in ResponseGiven: chosen, let-pass, late or clock."""
    confidence: int | None = None
    wait: int = 0
    """Minutes that pass before the response; only in a "what if"."""

    @property
    def looks(self) -> tuple[str, ...]:
        """The ids of what was looked at."""
        return tuple(step.inquiry for step in self.before if isinstance(step, Inquire))


@dataclass(frozen=True, slots=True)
class Assumed:
    """Where a play told again could not go as it went, and what was taken instead."""

    scene: str
    why: str
    """new: this decision was never met before; illegal: the response was no longer possible; late:
    the time ran out before it; look: one look was no longer possible; met-not: never came to it."""
    picks: tuple[str, ...] = ()
    """The response taken instead (silence's, F16)."""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Retold:
    """A play told again from its turns."""

    log: e.Log
    assumed: tuple[Assumed, ...] = ()


def start_of(scenario: Scenario, log: e.Log) -> Start:
    """Return the command that began *log*."""
    began = log[0]
    assert isinstance(began, e.ExerciseStarted)  # noqa: S101 - every log begins with it
    plain = Start(
        began.seed, began.mode, began.timed, began.route, began.digest, began.key_version,
        began.organisation, replays_from=began.replays_from,
    )  # fmt: skip
    if began.route != DRILL:
        first, _ = begin(scenario, plain)
        if first[1:] == log[1 : len(first)]:
            return plain
    # It began in the middle: the log says where by what it opens first.
    opens = next(x for x in log if isinstance(x, (e.SceneOpened, e.InterruptionBegan)))
    scene = opens.waiting if isinstance(opens, e.InterruptionBegan) else opens.scene
    return replace(plain, at=scene)


def turns(log: Iterable[e.Event]) -> tuple[Turn, ...]:
    """Return what was done at each decision of *log*, in order."""
    found: list[Turn] = []
    before: list[Inquire | TakeHint] = []
    for event in log:
        match event:
            case e.InquiryMade():
                before.append(Inquire(event.inquiry))
            case e.HintTaken():
                before.append(TakeHint())
            case e.ResponseGiven():
                found.append(
                    Turn(event.scene, tuple(before), event.picks, event.how, event.confidence)
                )
                before = []
            case _:
                pass
    return tuple(found)


class _Retelling:
    """One play being told again."""

    def __init__(self, scenario: Scenario, state: State) -> None:
        self.scenario = scenario
        self.state = state
        self.log: list[e.Event] = []
        self.assumed: list[Assumed] = []

    def keep(self, events: Iterable[e.Event]) -> None:
        for event in events:
            self.log.append(event)
            self.state = evolve(self.state, event)

    def do(self, command: Command) -> None:
        self.keep(decide(self.scenario, self.state, command))

    def is_at(self, scene: str) -> bool:
        return self.state.scene == scene and not self.state.is_over

    def take(self, turn: Turn) -> None:
        """Take *turn* at the open decision, as far as it is still possible."""
        for step in turn.before:
            if not self.is_at(turn.scene):
                break
            self.step(turn, step)
        if turn.wait and self.is_at(turn.scene):
            self.keep(postpone(self.scenario, self.state, turn.wait))
        if self.is_at(turn.scene):
            self.respond(turn)
        elif (taken := self.state.responses.get(turn.scene, ())) != turn.picks:
            self.assumed.append(Assumed(turn.scene, "late", taken))

    def step(self, turn: Turn, step: Inquire | TakeHint) -> None:
        if isinstance(step, Inquire) and not any(
            inquiry.id == step.inquiry for inquiry in inquiries(self.scenario, self.state)
        ):
            self.assumed.append(Assumed(turn.scene, "look", look=step.inquiry))
        else:
            self.do(step)

    def respond(self, turn: Turn) -> None:
        decision = self.scenario.scenes[turn.scene].decision
        is_timed = decision is not None and decision.within is not None
        if turn.how == "late" and (look := overrunning(self.scenario, self.state)):
            self.do(Inquire(look))
        elif turn.how == "chosen" and not refusal(self.scenario, self.state, turn.picks):
            self.do(Respond(turn.picks, turn.confidence))
        elif turn.how != "chosen" and is_timed:
            self.do(Expire("clock" if turn.how == "clock" else "let-pass"))
        else:
            self.assume(turn.scene, "illegal")

    def assume(self, scene: str, why: str) -> None:
        """Do as silence does."""
        self.do(silent(self.scenario, self.state))
        self.assumed.append(Assumed(scene, why, self.state.responses.get(scene, ())))


def overrunning(scenario: Scenario, state: State) -> str:
    """Return a look for which there is no time any more; "" when there is time for all of them."""
    decision = scenario.scenes[state.scene].decision
    if decision is None or decision.within is None:
        return ""
    left = state.opened + decision.within - state.clock
    for inquiry in inquiries(scenario, state):
        if minutes_of(inquiry.cost, state.flags)[0] > left:
            return inquiry.id
    return ""


def retell(
    scenario: Scenario, state: State, told: Sequence[Turn], most: int | None = None
) -> Retold:
    """Play on from *state* to the end with *told*: each turn at its scene, else as silence does.

    The engine decides everything again. The log returned is what happens after *state*; it stops
    after *most* decisions.
    """
    retelling = _Retelling(scenario, state)
    by_scene = {turn.scene: turn for turn in told}
    met: set[str] = set()
    while not retelling.state.is_over and len(met) != most:
        scene = retelling.state.scene
        met.add(scene)
        if scene in by_scene:
            retelling.take(by_scene[scene])
        else:
            retelling.assume(scene, "new")
    missed = [Assumed(turn.scene, "met-not") for turn in told if turn.scene not in met]
    return Retold(tuple(retelling.log), (*retelling.assumed, *missed))


def begin(scenario: Scenario, command: Start) -> tuple[e.Log, State]:
    """Return what StartEx brings, and the state after it."""
    log = decide(scenario, State(), command)
    state = State()
    for event in log:
        state = evolve(state, event)
    return log, state


def play(scenario: Scenario, command: Start, told: Sequence[Turn]) -> Retold:
    """Play a whole exercise from *told*."""
    log, state = begin(scenario, command)
    rest = retell(scenario, state, told)
    return Retold((*log, *rest.log), rest.assumed)
