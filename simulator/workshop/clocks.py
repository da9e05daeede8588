"""The real clocks of a workshop: how long each vote and each round of writing still has.

The log holds how many seconds were left when a clock last started or stood still. What has passed
since is known here alone, by the monotonic clock, and is nothing after a restart.
"""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.state import VOTING, Step, Wall, Workshop

GRACE = 2.0
"""Real seconds after the bell in which a vote still counts: for everybody the same."""
_WALL = ""
"""What the clock of the wall is called, beside those of the teams."""


@dataclass
class Clock:
    """The real clocks: durations by the monotonic one, labels by the wall's."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


class Clocks:
    """Knows since when each clock of a workshop runs."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Measure by the clock *monotonic*."""
        self._monotonic = monotonic
        self._since: dict[str, float] = {}

    def copy(self) -> "Clocks":
        """Return the same clocks, to be set without these."""
        other = Clocks(self._monotonic)
        other._since = dict(self._since)
        return other

    def hear(self, events: Iterable[w.Event]) -> None:
        """Start what *events* start, at this moment."""
        at = self._monotonic()
        for event in events:
            if isinstance(event, (w.VoteOpened, w.VoteResumed, w.VoteExtended)):
                self._since[event.team] = at
            elif isinstance(event, w.WritingOpened):
                self._since[_WALL] = at

    def left(self, now: Workshop, team: str) -> int | None:
        """Return the real seconds that a team's vote has left; None where it has no clock."""
        step = _voting(now, team)
        if step is None or not step.seconds:
            return None
        return self._left(team, step.seconds) if step.is_running else step.seconds

    def left_to_write(self, now: Workshop) -> int | None:
        """Return the real seconds that the round of writing has left."""
        wall = _writing(now)
        return self._left(_WALL, wall.seconds) if wall else None

    def timed(self, now: Workshop, command: c.Command) -> c.Command:
        """Give the rules what they cannot know: how much time is left."""
        if not isinstance(command, (c.Pause, c.Extend)):
            return command
        found = {team: self.left(now, team) for team in now.teams}
        return replace(command, left={team: n for team, n in found.items() if n is not None})

    def due(self, now: Workshop) -> list[c.Command]:
        """Return what closes the votes and the round of writing whose time is up."""
        found: list[c.Command] = [
            c.CloseVote(team) for team in now.teams
            if (step := _voting(now, team)) and step.is_running and self._is_up(team, step.seconds)
        ]  # fmt: skip
        wall = _writing(now)
        return [*found, c.CloseWriting()] if wall and self._is_up(_WALL, wall.seconds) else found

    def _left(self, clock: str, seconds: int) -> int:
        return max(math.ceil(seconds - self._passed(clock)), 0)

    def _is_up(self, clock: str, seconds: int) -> bool:
        return bool(seconds) and self._passed(clock) >= seconds + GRACE

    def _passed(self, clock: str) -> float:
        at = self._monotonic()
        return at - self._since.setdefault(clock, at)


def _voting(now: Workshop, team: str) -> Step | None:
    found = now.teams.get(team)
    return found.step if found and found.phase == VOTING else None


def _writing(now: Workshop) -> Wall | None:
    """Return the wall, while its clock runs."""
    wall = now.wall
    return wall if wall and wall.is_open and wall.seconds else None
