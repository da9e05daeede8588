"""What the rules look at: the workshop, the scenario, who asks; and what a team is asked now."""

from dataclasses import dataclass

from simulator.exercise.commands import Refused
from simulator.exercise.engine import inquiries, prompt, refusal
from simulator.scenario.load import Loaded
from simulator.scenario.model import Inquiry, Scenario
from simulator.scenario.prompt import Prompt
from simulator.workshop import events as w
from simulator.workshop.state import EXERCISE, Seat, Team, Workshop


@dataclass(frozen=True, slots=True)
class Room:
    """One command's surroundings."""

    loaded: Loaded
    now: Workshop
    by: str

    @property
    def scenario(self) -> Scenario:
        """The crisis that is played."""
        return self.loaded.scenario

    @property
    def opened(self) -> w.WorkshopOpened:
        """What was settled when it opened."""
        if self.now.opened is None:
            raise Refused("closed")
        return self.now.opened

    def teams(self, wanted: str) -> tuple[Team, ...]:
        """Return the team called *wanted*, or all of them for ""."""
        if not wanted:
            return tuple(self.now.teams.values())
        if wanted not in self.now.teams:
            raise Refused("unknown")
        return (self.now.teams[wanted],)

    def playing(self, wanted: str, *phases: str) -> tuple[Team, ...]:
        """Return the wanted teams that are in one of *phases*; Refused if none is."""
        if self.now.stage != EXERCISE:
            raise Refused("stage")
        found = tuple(team for team in self.teams(wanted) if team.phase in phases)
        if not found:
            raise Refused("phase")
        return found

    def seat(self, wanted: str) -> Seat:
        """Return a seat; Refused if nobody sits there."""
        if wanted not in self.now.seats:
            raise Refused("unknown")
        return self.now.seats[wanted]


def asked(scenario: Scenario, team: Team) -> Prompt | None:
    """Return what *team* is asked now; None when its exercise asks nothing."""
    return prompt(scenario, team.exercise)


def closer(scenario: Scenario, team: Team) -> tuple[Inquiry, ...]:
    """Return what *team* may still look at."""
    return inquiries(scenario, team.exercise)


def objection(scenario: Scenario, team: Team, picks: tuple[str, ...]) -> str:
    """Return why *team* cannot answer *picks* now, as a word; "" if it can."""
    return refusal(scenario, team.exercise, picks)
