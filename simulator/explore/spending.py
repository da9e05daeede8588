"""How much a search may spend, and what happens when it may not go on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

MAX_STATES = 20_000_000
MAX_WAYS = 60_000_000


class OverBudget(Exception):  # noqa: N818 - a limit, not a fault
    """There is more to go through than was allowed; nothing is said rather than a guess."""


class CalledOff(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the answer any more."""


def never() -> bool:
    """Say that somebody waits, however long it takes."""
    return False


@dataclass
class Budget:
    """How much may be spent: CPU seconds of this thread, states, ways."""

    seconds: float | None = None
    states: int = MAX_STATES
    ways: int = MAX_WAYS
    # Of this thread: an app that draws beside it must not use up the budget.
    began: float = field(default_factory=time.thread_time)
    is_off: Callable[[], bool] = never

    @property
    def spent(self) -> float:
        """CPU seconds so far."""
        return time.thread_time() - self.began

    def spend(self, states: int = 0, ways: int = 0) -> None:
        """Count what was used; OverBudget when it is more than was allowed."""
        self.states -= states
        self.ways -= ways
        is_late = self.seconds is not None and self.spent > self.seconds
        if self.is_off():
            raise CalledOff
        if self.states < 0 or self.ways < 0 or is_late:
            raise OverBudget
