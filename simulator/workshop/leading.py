"""What a facilitator can do now, and what is asked about before it is done: alike on every face.

Nothing is allowed or refused here: the rules do that (`rules.py`). This says what is worth
offering, so that a face neither hides what would be obeyed nor names what would be refused.
"""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from simulator.workshop import commands as c
from simulator.workshop.onward import next_command
from simulator.workshop.state import (
    CLOSED,
    COUNTED,
    DEBRIEF,
    EXERCISE,
    OPEN,
    OVER,
    READING,
    REVEALED,
    VOTING,
    Team,
    Workshop,
)

PRESETS = (60, 90, 120, 0)
"""Real seconds of a vote; 0: until it is closed."""
USUAL = PRESETS[1]
MORE = 30
"""Real seconds that a vote is given more at once."""
ORDER = (VOTING, COUNTED, REVEALED, READING, OVER)
"""Phases, as `onward` brings teams on: those in the middle of something first."""
UNSAID = frozenset({"picks", "spokesperson", "nobody", "tied"})
"""Why a room's response may wait for the facilitator's word."""


@dataclass(frozen=True, slots=True)
class Led:
    """A workshop, as it is led: all of its teams, or one."""

    now: Workshop
    team: str = ""
    """The team that is led; "" is all."""

    @property
    def teams(self) -> tuple[Team, ...]:
        """The teams that are led."""
        teams = self.now.teams
        return (teams[self.team],) if self.team in teams else tuple(teams.values())

    @property
    def phase(self) -> str:
        """The phase in which the teams that are led are waited for."""
        phases = {team.phase for team in self.teams} or {OVER}
        return next((phase for phase in ORDER if phase in phases), OVER)

    @property
    def first(self) -> Team | None:
        """The team that is looked at: of those led, the first that is waited for."""
        return next((team for team in self.teams if team.phase == self.phase), None)

    @property
    def narrowed(self) -> Workshop:
        """The workshop, as if there were no other teams than those that are led."""
        return replace(self.now, teams={team.id: team for team in self.teams})

    @property
    def is_clock_running(self) -> bool:
        """Whether the clock of a vote runs."""
        steps = (team.step for team in self.teams if team.phase == VOTING)
        return any(step is not None and step.is_running for step in steps)

    def next(self, seconds: int) -> c.Command | None:
        """Return what comes next; a vote that it opens lasts so many *seconds*."""
        command = next_command(self.narrowed, seconds)
        is_named = command is not None and self.team and hasattr(command, "team")
        return replace(command, team=self.team) if is_named else command  # type: ignore[type-var] # it has one

    def missing(self, is_here: Callable[[str], bool]) -> int:
        """Return how many are here and have not answered the open questions."""
        count = 0
        for team in self.teams:
            answers = team.step.answers if team.step else {}
            if team.phase == VOTING:
                members = [seat.id for seat in self.now.members(team.id)]
                count += sum(is_here(seat) and seat not in answers for seat in members)
        return count

    @property
    def is_unanswered(self) -> bool:
        """Whether a vote is open that nobody at all has answered."""
        steps = [team.step for team in self.teams if team.phase == VOTING]
        return any(step is not None and not step.answers for step in steps)

    # ---- what is asked first

    def doubt(self, command: c.Command, *, missing: int = 0, is_awaited: bool = False) -> str:
        """Return what is asked about before *command*, as a word; "" where it can be undone.

        So many are *missing*; *is_awaited* where the facilitator has to say the response first.
        """
        match command:
            case c.CloseVote():
                return "count" if missing or self.is_unanswered else ""
            case c.GoOn(picks=None) if is_awaited:
                return ""
            case c.LookBack() if all(team.phase == OVER for team in self.now.teams.values()):
                return ""
            case _:
                return _DOUBTS.get(type(command), "")

    # ---- what is offered

    def deeds(self, *, by_hands: bool = False) -> tuple[str, ...]:
        """Return what can be asked of the host now, as words, what matters most first."""
        if self.now.stage == CLOSED or self.now.opened is None:
            return ()
        found = [*self._of_crisis(by_hands=by_hands)] if self.now.stage == EXERCISE else []
        if self.now.stage == DEBRIEF:
            found += ["page", "page back"]
        found += ["note", "show" if self.now.is_blank else "blank"]
        if not by_hands:
            found.append("lock" if self.now.door == OPEN else "unlock")
            found += self._of_people()
        return (*found, "close")

    def _of_crisis(self, *, by_hands: bool) -> Iterator[str]:
        phases = {team.phase for team in self.teams}
        yield from self._of_vote(phases, by_hands=by_hands)
        if phases & {COUNTED, REVEALED}:
            yield "answer"
            yield "back" if any(team.trial for team in self.teams) else "try"
        if phases & {READING, COUNTED, REVEALED}:
            yield "open"
        if phases - {OVER}:
            yield from ("look", "skip")
        if OVER not in phases:
            yield "post"
        if not by_hands:
            wall = self.now.wall
            yield "write" if wall is None else "hang" if wall.is_open else "take down"
        yield "debrief"

    def _of_vote(self, phases: AbstractSet[str], *, by_hands: bool) -> Iterator[str]:
        if VOTING in phases:
            yield from ("count", "pause" if self.is_clock_running else "resume", "extend")
        if by_hands and phases & {READING, VOTING, COUNTED}:
            yield "hands"
        if COUNTED in phases:
            yield "reveal"

    def _of_people(self) -> Iterator[str]:
        if self.now.seats:
            yield from ("rename", "remove", "spokesperson")
            if self.now.is_parallel:
                yield "move"


_DOUBTS: dict[type, str] = {
    c.Begin: "begin", c.GoOn: "go on", c.Skip: "skip", c.OpenWriting: "write",
    c.CloseWriting: "hang", c.LookBack: "debrief", c.Remove: "remove", c.Close: "close",
}  # fmt: skip
"""What a facilitator is asked about before it happens, since nothing brings it back."""
