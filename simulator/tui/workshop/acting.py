"""The facilitator's keys: each asks the host for one thing."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from simulator.present import pages as p
from simulator.present.room import Room
from simulator.present.workshop import pages as w
from simulator.present.workshop.facilitating import next_told
from simulator.present.workshop.question import question
from simulator.tui.workshop.boxes import ChooseBox, LineBox, PickBox, SureBox
from simulator.tui.workshop.steering import BEAT, Steering
from simulator.workshop import commands as c
from simulator.workshop.onward import next_command
from simulator.workshop.rules import LINE
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
)  # fmt: skip

PRESETS = (60, 90, 120, 0)
"""Real seconds of a vote; 0: until it is closed."""
MORE = 30
ORDER = (VOTING, COUNTED, REVEALED, READING, OVER)
"""Phases, as `workshop.onward` brings teams on: those in the middle of something first."""
UNSAID = frozenset({"picks", "spokesperson", "nobody", "tied"})
"""Why a room's response may wait for the facilitator's word."""
TYPED = "typed"
WHO = 60


class Acting(Steering):
    """A screen with the facilitator's keys."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("space,enter", "step", ""), ("o", "open", ""), ("c", "close_vote", ""),
        ("p", "pause", ""), ("plus", "extend", ""), ("r", "reveal", ""), ("g", "go_on", ""),
        ("s", "skip", ""),
        ("l", "look", ""), ("t", "try", ""), ("x", "extra", ""), ("n", "note", ""),
        ("b", "blank", ""), ("k", "lock", ""), ("w", "write", ""), ("d", "debrief", ""),
        ("q", "close_all", ""), ("y", "again", ""),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Lead every team, with a minute and a half for each vote."""
        super().__init__()
        self.team = ""
        """The team that is led; "" is all."""
        self.seconds = PRESETS[1]
        """What a vote was given last."""
        self.stepped = -math.inf

    # ---- where things stand

    @property
    def guides(self) -> Mapping[str, w.Guide]:
        """What the facilitator has at hand, by team."""
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

    # ---- what comes next by itself

    @property
    def narrowed(self) -> Workshop:
        """The workshop, as if there were no other teams than those that are led."""
        return replace(self.host.now, teams={team.id: team for team in self.led})

    def _next(self) -> c.Command | None:
        command = next_command(self.narrowed, self.seconds)
        named = command is not None and self.team and hasattr(command, "team")
        return replace(command, team=self.team) if named else command  # type: ignore[type-var] # it has one

    def action_step(self) -> None:
        """Do what comes next, once for one key."""
        if self.host.now.stage == DEBRIEF:
            self._look_on()
            return
        at = self.host.clock.monotonic()
        command = self._next()
        if command is None or self.asked is not None or at - self.stepped < BEAT:
            return
        asks = {
            c.EndWriting: self._take_down, c.LookBack: self.action_debrief,
        }  # fmt: skip
        if (asking := asks.get(type(command))) is not None:
            asking()
            return

        def act() -> None:
            self.stepped = at
            self.ask(command)

        question = self._before(command)
        if question:
            self.twice("space", question, act)
        else:
            act()

    def _before(self, command: c.Command) -> str:
        """Return what is asked before *command*, where it cannot be undone; "" where it can."""
        _ = self.language._
        match command:
            case c.Begin():
                return self._before_beginning()
            case c.CloseVote():
                return self._before_counting()
            case c.GoOn() if self.face.telling.awaited(self.narrowed):
                return ""  # The answer is asked for first, in a box of its own.
            case c.GoOn():
                return _("Space again goes on: this response is carried out for good.")
            case c.CloseWriting():
                return _("Space again ends the writing: the posts hang on the wall, unnamed.")
            case _:
                return ""

    def refuse(self, command: c.Command, reason: str) -> None:
        """Let the facilitator say the response, where the room has none."""
        super().refuse(command, reason)
        if isinstance(command, c.GoOn) and not command.picks and reason in UNSAID:
            self.action_go_on()

    def _before_beginning(self) -> str:
        count = len(self.host.now.seats)
        return self.language.n(
            "{count} person is here. Space again begins the crisis.",
            "{count} people are here. Space again begins the crisis.", count,
        )  # fmt: skip

    def _before_counting(self) -> str:
        missing = 0
        for team in self.led:
            members = [seat.id for seat in self.host.now.members(team.id)]
            answers = team.step.answers if team.step else {}
            if team.phase == VOTING:
                missing += sum(self.host.is_here(seat) and seat not in answers for seat in members)
        if not missing:
            return ""
        return self.language.n(
            "{count} person here has not answered. The same key again closes the vote.",
            "{count} people here have not answered. The same key again closes the vote.", missing,
        )  # fmt: skip

    # ---- the vote

    def action_open(self) -> None:
        """Open the vote, again if it was closed, for so many seconds."""
        _ = self.language._
        rows = [
            (str(n), _("{seconds} seconds", seconds=n) if n else _("no clock")) for n in PRESETS
        ]

        def picked(seconds: str | None) -> None:
            if seconds is not None:
                self.seconds = int(seconds)
                self.ask(c.OpenVote(self.seconds, self.team))

        self.app.push_screen(PickBox(_("Open the vote"), rows), picked)

    def action_close_vote(self) -> None:
        """Close the vote."""
        question = self._before_counting()
        if question and self.phase == VOTING:
            self.twice("c", question, lambda: self.ask(c.CloseVote(self.team)))
        else:
            self.ask(c.CloseVote(self.team))

    def action_pause(self) -> None:
        """Let the clock stand, or run again."""
        runs = any(t.step and t.step.is_running for t in self.led if t.phase == VOTING)
        self.ask(c.Pause(self.team) if runs else c.Resume(self.team))

    def action_extend(self) -> None:
        """Give the vote more time."""
        _ = self.language._
        self.ask(c.Extend(MORE, self.team), _("{seconds} seconds more.", seconds=MORE))

    # ---- what is done with it

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

    def action_reveal(self) -> None:
        """Show how the room answered."""
        self.ask(c.Reveal(self.team))

    def action_go_on(self) -> None:
        """Go on with a response that the facilitator says."""
        if self.phase not in {COUNTED, REVEALED}:
            self.say(self.refusal("phase"))
            return
        title = self.language._("Go on with which response? It is carried out for good.")
        self.choose(title, lambda picks: self.ask(c.GoOn(self.team, picks)))

    def action_try(self) -> None:
        """Try another response, or come back from one."""
        _ = self.language._
        if any(team.trial for team in self.led):
            self.ask(c.EndTrial(self.team), _("Back to where you were."))
        elif self.phase in {COUNTED, REVEALED}:
            title = _("What would another response have set off? Nothing is carried out.")
            self.choose(title, lambda picks: self.ask(c.Try(picks, self.team)))
        else:
            self.say(_("Another response can be tried once the vote is closed."))

    def action_skip(self) -> None:
        """Pass over the decision."""
        _ = self.language._
        if self.host.now.stage != EXERCISE or self.phase == OVER:
            self.say(self.refusal("phase"))
            return
        said = _("s again skips this decision: what happens when nothing is said, happens.")
        self.twice("s", said, lambda: self.ask(c.Skip(self.team)))

    def action_look(self) -> None:
        """Look closer, at what the room would like."""
        _ = self.language._
        team = self.first
        guide = self.guides.get(team.id) if team is not None else None
        looks = guide.looks if guide is not None else ()
        if not looks:
            self.say(_("There is nothing more to look at here."))
            return
        rows = [(look.id, wanted(self, look, count)) for look, count in looks]

        def picked(inquiry: str | None) -> None:
            if inquiry is not None:
                self.ask(c.Look(inquiry, self.team))

        self.app.push_screen(PickBox(_("Look closer at what?"), rows), picked)

    # ---- at any time

    @property
    def shelf(self) -> tuple[tuple[str, str], ...]:
        """The spare posts: address and text."""
        raise NotImplementedError

    def action_extra(self) -> None:
        """Play an extra post."""
        _ = self.language._
        if self.host.now.stage != EXERCISE:
            self.say(self.refusal("stage"))
            return
        rows = [*self.shelf, (TYPED, _("Type one…"))]

        def picked(address: str | None) -> None:
            if address == TYPED:
                self.call_after_refresh(self._type_extra)
            elif address is not None:
                self.ask(c.Inject(address, team=self.team))

        self.app.push_screen(PickBox(_("Play an extra post"), rows), picked)

    def _type_extra(self) -> None:
        _ = self.language._

        def typed(given: tuple[str, ...] | None) -> None:
            if given is not None:
                who, text = given
                self.ask(c.Inject("", who, text, self.team), _("The post is out."))

        fields = [(_("Who writes"), "", WHO), (_("What they write"), "", LINE)]
        about = _("It is read, and moves nothing: no gauge, no mark.")
        self.app.push_screen(LineBox(_("An extra post"), fields, about), typed)

    def action_note(self) -> None:
        """Note a line for the report."""
        _ = self.language._

        def typed(given: tuple[str, ...] | None) -> None:
            if given is not None and given[0]:
                self.ask(c.TakeNote(given[0]), _("Noted."))

        fields = [(_("One line for the report"), "", LINE)]
        self.app.push_screen(LineBox(_("Note"), fields), typed)

    def action_blank(self) -> None:
        """Blank the projector, or show it again."""
        self.ask(c.Blank(not self.host.now.is_blank))

    def action_lock(self) -> None:
        """Let nobody in any more, or let people in again."""
        self.ask(c.Lock(self.host.now.door == OPEN))

    # ---- writing

    def action_write(self) -> None:
        """Begin a round of writing, put it on the wall, then take it down."""
        _ = self.language._
        wall = self.host.now.wall
        if wall is None:
            said = _("w again: everybody writes the real post, for four minutes.")
            self.twice("w", said, lambda: self.ask(c.OpenWriting()))
        elif wall.is_open:
            said = _("w again ends the writing: what is written hangs on the wall, without names.")
            self.twice("w", said, lambda: self.ask(c.CloseWriting()))
        else:
            self._take_down()

    def _take_down(self) -> None:
        _ = self.language._
        rows = [
            ("erase", _("take it down and erase it")),
            ("keep", _("take it down, and keep the posts for the report, without names")),
        ]

        def picked(what: str | None) -> None:
            if what is not None:
                self.ask(c.EndWriting(what == "keep"))

        self.app.push_screen(PickBox(_("The wall"), rows), picked)

    # ---- the end

    def action_debrief(self) -> None:
        """End the exercises where they are, and open the debrief."""
        said = self.language._("d again ends the crisis where it is and opens the debrief.")
        is_over = all(team.phase == OVER for team in self.host.now.teams.values())
        if self.host.now.stage == EXERCISE and is_over:
            self.ask(c.LookBack())
        elif self.host.now.stage == EXERCISE:
            self.twice("d", said, lambda: self.ask(c.LookBack()))
        else:
            self.say(self.refusal("stage"))

    @property
    def is_last_leaf(self) -> bool:
        """Whether the room sees the last page of the debrief."""
        return self.host.leaf + 1 >= len(self.face.debrief())

    def _look_on(self) -> None:
        if not self.face.debrief():
            return
        if self.is_last_leaf:
            self.say(self.language._("This is the last page. q closes the workshop."))
        else:
            self.action_leaf(1)

    def action_leaf(self, by: int) -> None:
        """Turn the page of the debrief, for everybody who looks at it."""
        count = len(self.face.debrief())
        if count and self.host.now.stage == DEBRIEF:
            self.host.turn((self.host.leaf + by) % count)
            self.show()

    def looking_told(self) -> str:
        """Return what comes next while the room looks back."""
        _ = self.language._
        if not self.face.debrief():
            return _("The debrief is being put together…")
        if self.is_last_leaf:
            return _("The last page: q closes the workshop")
        return next_told(self.language, self.host.now, "")

    def action_close_all(self) -> None:
        """Close the workshop, once it was said what that means."""
        if self.host.now.stage == CLOSED:
            return

        def sure(yes: bool | None) -> None:  # noqa: FBT001 - a screen's answer
            if yes:
                self.ask(c.Close())

        self.app.push_screen(SureBox(*self._what_closing_means(), "q"), sure)

    def action_leave(self) -> None:
        """Leave the app, asked twice."""
        said = self.language._("Ctrl+Q again leaves this screen. The workshop is kept.")
        self.twice("ctrl+q", said, self.app.exit)

    def _what_closing_means(self) -> tuple[str, tuple[str, ...]]:
        _ = self.language._
        agreed = sum(seat.is_agreed for seat in self.host.now.seats.values())
        return _("Close the workshop?"), (
            _(
                "Forgotten for good: who answered what, what was written, and every seat, "
                "code and link."
            ),
            _("Kept: the plays, the counts of votes of five or more, your notes, the names.")
            if not agreed
            else self.language.n(
                "Kept: the plays, the counts of votes of five or more, your notes, the list of "
                "names; and the answers of the {count} person who agreed.",
                "Kept: the plays, the counts of votes of five or more, your notes, the list of "
                "names; and the answers of the {count} people who agreed.", agreed,
            ),
            _("Nobody can join or go on after that."),
        )  # fmt: skip


def wanted(screen: Steering, look: p.Choice, count: int) -> str:
    """Return what may be looked at, what it takes, and how many would like to."""
    n = screen.language.n
    wishes = n("{count} would like to", "{count} would like to", count) if count else ""
    return " · ".join(part for part in (look.text, look.minutes, wishes) if part)
