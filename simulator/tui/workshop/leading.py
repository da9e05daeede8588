"""Which teams are led, and where they stand: what every key of a facilitator goes by."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from simulator.present.room import Room
from simulator.present.workshop import pages as w
from simulator.present.workshop.question import question
from simulator.tui.workshop.boxes import ChooseBox
from simulator.tui.workshop.steering import Steering
from simulator.workshop.asking import objection
from simulator.workshop.leading import Led
from simulator.workshop.state import Team, Workshop


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
    def facts(self) -> Led:
        """The workshop, as it is led from here."""
        return Led(self.host.now, self.team)

    @property
    def led(self) -> tuple[Team, ...]:
        """The teams that are led."""
        return self.facts.teams

    @property
    def phase(self) -> str:
        """The phase in which the teams that are led are waited for."""
        return self.facts.phase

    @property
    def first(self) -> Team | None:
        """The team that is looked at: of those led, the first that is waited for."""
        return self.facts.first

    @property
    def narrowed(self) -> Workshop:
        """The workshop, as if there were no other teams than those that are led."""
        return self.facts.narrowed

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

        def objects(picks: tuple[str, ...]) -> str:
            reason = objection(self.host.loaded.scenario, team, picks)
            return self.refusal(reason) if reason else ""

        given = tally.winner if tally is not None and not tally.is_tied else ()
        self.app.push_screen(ChooseBox(title, replace(page, text=""), given, objects), chosen)
