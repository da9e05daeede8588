"""Which teams are led, and where they stand: what every key of a facilitator goes by."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from simulator.present.room import Room
from simulator.present.workshop import pages as w
from simulator.present.workshop.question import question
from simulator.tui.workshop.boxes import ChooseBox
from simulator.tui.workshop.steering import Steering
from simulator.workshop.state import (
    COUNTED,
    OVER,
    READING,
    REVEALED,
    VOTING,
    Team,
    Workshop,
)  # fmt: skip

ORDER = (VOTING, COUNTED, REVEALED, READING, OVER)
"""Phases, as `workshop.onward` brings teams on: those in the middle of something first."""


class Leading(Steering):
    """A screen that leads every team, or one of them."""

    def __init__(self) -> None:
        """Lead every team."""
        super().__init__()
        self.team = ""
        """The team that is led; "" is all."""

    @property
    def guides(self) -> Mapping[str, w.Guide]:
        """What the facilitator has at hand, by team."""
        raise NotImplementedError

    @property
    def shelf(self) -> tuple[tuple[str, str], ...]:
        """The spare posts: address and text."""
        raise NotImplementedError

    @property
    def led(self) -> tuple[Team, ...]:
        """The teams that are led."""
        teams = self.host.now.teams
        return (teams[self.team],) if self.team in teams else tuple(teams.values())

    @property
    def phase(self) -> str:
        """The phase in which the teams that are led are waited for."""
        phases = {team.phase for team in self.led} or {OVER}
        return next((phase for phase in ORDER if phase in phases), OVER)

    @property
    def first(self) -> Team | None:
        """The team that is looked at: of those led, the first that is waited for."""
        return next((team for team in self.led if team.phase == self.phase), None)

    @property
    def narrowed(self) -> Workshop:
        """The workshop, as if there were no other teams than those that are led."""
        return replace(self.host.now, teams={team.id: team for team in self.led})

    def choose(self, title: str, then: Callable[[tuple[str, ...]], None]) -> None:
        """Let the facilitator choose a response for the teams led, then do *then* with it."""
        team = self.first
        room = Room(self.host.loaded, self.language)
        page = question(room, team) if team is not None else None
        if team is None or page is None:
            self.say(self.refusal("phase"))
            return
        tally = team.step.tally if team.step else None

        def chosen(picks: tuple[str, ...] | None) -> None:
            if picks is not None:
                then(picks)

        given = tally.winner if tally is not None and not tally.is_tied else ()
        self.app.push_screen(ChooseBox(title, replace(page, text=""), given), chosen)
