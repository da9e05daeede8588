"""One exercise being played: what every face holds, and all that it may do."""

from collections.abc import Callable, Iterable

from simulator.exercise import events as e
from simulator.exercise.commands import Command, Refused, Start
from simulator.exercise.engine import decide, inquiries, prompt, refusal
from simulator.exercise.state import State, evolve, replay
from simulator.scenario.load import Loaded
from simulator.scenario.model import Inquiry, Scene
from simulator.scenario.prompt import Prompt


class Conduct:
    """Decides, keeps, then evolves: an event is kept before anybody sees its effect."""

    def __init__(
        self,
        loaded: Loaded,
        keep: Callable[[Iterable[e.Event]], None] | None = None,
        log: e.Log = (),
    ) -> None:
        """Play *loaded*, going on after *log*; *keep* stores events and raises if it cannot."""
        self.loaded = loaded
        self._keep = keep
        self.log: e.Log = log
        self.state: State = replay(log)

    def start(
        self,
        seed: int,
        *,
        mode: str = "learning",
        timed: bool = False,
        route: str = "full",
        at: str = "",
    ) -> e.Log:
        """Begin the exercise, at the first scene or *at* another (see Start)."""
        return self.do(self.opening(seed, mode=mode, timed=timed, route=route, at=at))

    def opening(
        self,
        seed: int,
        *,
        mode: str = "learning",
        timed: bool = False,
        route: str = "full",
        at: str = "",
    ) -> Start:
        """Return the command that begins the exercise."""
        loaded = self.loaded
        known = (loaded.digest, loaded.key_version, loaded.organisation)
        return Start(seed, mode, timed, route, *known, at)

    def do(self, command: Command) -> e.Log:
        """Obey *command* and return what happened; Refused if it cannot be obeyed.

        StoreFault if it could not be kept: then nothing happened.
        """
        events = self.decide(command)
        self.keep(events)
        self.accept(events)
        return events

    def decide(self, command: Command) -> e.Log:
        """Return what *command* would make happen; nothing has happened yet."""
        return decide(self.loaded.scenario, self.state, command)

    def keep(self, events: e.Log) -> None:
        """Keep *events* and wait until that is done: not for a thread that draws."""
        if self._keep is not None:
            self._keep(events)

    def accept(self, events: e.Log) -> None:
        """Let *events*, which are kept, have happened."""
        for event in events:
            self.state = evolve(self.state, event)
        self.log = (*self.log, *events)

    def fits(self) -> bool:
        """Say whether the log was played on the scenario that is loaded."""
        first = self.log[0] if self.log else None
        return isinstance(first, e.ExerciseStarted) and first.digest == self.loaded.digest

    @property
    def scene(self) -> Scene | None:
        """The open scene."""
        return self.loaded.scenario.scenes.get(self.state.scene)

    def prompt(self) -> Prompt | None:
        """Return what may be answered now."""
        return prompt(self.loaded.scenario, self.state)

    def refusal(self, picks: tuple[str, ...]) -> str:
        """Return why *picks* would be refused now; "" if they would not."""
        return refusal(self.loaded.scenario, self.state, picks)

    @property
    def is_kept(self) -> bool:
        """Whether what happens is written down somewhere."""
        return self._keep is not None

    def inquiries(self) -> tuple[Inquiry, ...]:
        """Return what may be looked at now."""
        return inquiries(self.loaded.scenario, self.state)


__all__ = ["Conduct", "Refused"]
