"""One visitor's exercise, begun or taken up again; each command is kept before its effect.

Plain Python that may wait for the disk: it is called in a thread. It holds no rule: the engine's
refusals are handed on as words.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from simulator.conduct import kept
from simulator.conduct.conduct import Conduct, Refused
from simulator.debrief.travel import rewound
from simulator.exercise import events as e
from simulator.exercise.commands import Afterword, Command, Expire, Inquire, Respond, TakeHint
from simulator.scenario.load import Loaded
from simulator.store.faults import StoreFault
from simulator.store.keeper import Keeper
from simulator.store.rows import Profile
from simulator.store.store import Store

STALE = "stale"
"""Why a form that was drawn before something else happened does nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for, and at which step it was drawn."""

    step: int
    kind: str
    """respond, look, pass or hint."""
    picks: tuple[str, ...] = ()
    confidence: int | None = None

    def command(self) -> Command:
        """Return it as a command."""
        match self.kind:
            case "look":
                return Inquire(self.picks[0] if self.picks else "")
            case "pass":
                return Expire("let-pass")
            case "hint":
                return TakeHint()
            case _:
                return Respond(self.picks, self.confidence)


class Sitting:
    """Where one visitor is."""

    def __init__(self, store: Store, profile: Profile, cache: Path | None = None) -> None:
        """Keep what *profile* plays in *store*."""
        self.store = store
        self.profile = profile
        self._cache = cache
        self._keeper: Keeper | None = None
        self.conduct: Conduct | None = None
        """The exercise that is played or looked back on; None before the first."""

    def close(self) -> None:
        """Let another window have the exercise."""
        if self._keeper is not None:
            self._keeper.close()
        self._keeper = self.conduct = None

    def sit(self) -> None:
        """Take up the exercise that was left, else the one that ended last."""
        if self.conduct is not None:
            return
        waiting = self.store.open_exercises(self.profile, limit=1)
        last = waiting or self.store.history(self.profile, limit=1)
        if last and last[0].kind != "drill":
            found, self._keeper = kept.resume(self.store, last[0].id, cache=self._cache)
            self.conduct = found.conduct

    def begin(self, loaded: Loaded, mode: str, language: str) -> None:
        """Begin *loaded*; what was being played stays as it is, to be found in the store."""
        conduct, keeper = kept.begin(self.store, self.profile, loaded, language=language)
        self._start(conduct, keeper, lambda: conduct.start(secrets.randbelow(2**31), mode=mode))

    def again(self, scene: str, language: str) -> None:
        """Play again from *scene*, as a replay kept apart."""
        played = self._played()
        first = rewound(played.log, scene)
        conduct, keeper = kept.begin(
            self.store, self.profile, played.loaded, language=language, kind="replay"
        )

        def start() -> e.Log:
            conduct.keep(first)
            conduct.accept(first)
            return first

        self._start(conduct, keeper, start)

    def _start(self, conduct: Conduct, keeper: Keeper, start: Callable[[], e.Log]) -> None:
        try:
            start()
        except StoreFault:
            keeper.close()
            raise
        self.close()
        self.conduct, self._keeper = conduct, keeper

    @property
    def step(self) -> int:
        """A number that grows with everything that happens: a form that has another is stale."""
        return len(self.conduct.log) if self.conduct else 0

    def do(self, asked: Asked) -> None:
        """Do what is asked; Refused, with the reason, if it cannot be done; then nothing is."""
        played = self._played()
        if asked.step != self.step or played.state.is_over:
            raise Refused(STALE)
        played.do(asked.command())

    def say(self, command: Afterword) -> None:
        """Keep what is said afterwards."""
        self._played().do(command)

    def _played(self) -> Conduct:
        if self.conduct is None:
            raise Refused(STALE)
        return self.conduct
