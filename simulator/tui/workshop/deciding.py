"""The facilitator's keys for one decision: its vote, and what is done with what it gave."""

from simulator.present.workshop.facilitating import wanted
from simulator.present.workshop.question import lettered, question
from simulator.tui.workshop.answers import asked
from simulator.tui.workshop.boxes import PickBox, WholeBox
from simulator.tui.workshop.leading import Leading
from simulator.workshop import commands as c
from simulator.workshop.leading import MORE, PRESETS, UNSAID, USUAL
from simulator.workshop.state import (
    COUNTED,
    EXERCISE,
    OVER,
    REVEALED,
    VOTING,
)  # fmt: skip


class Deciding(Leading):
    """Keys for the decision that is asked for."""

    BINDINGS = [("e", "answers", "")]  # noqa: RUF012 - Textual's

    def __init__(self) -> None:
        """Give a minute and a half to each vote."""
        super().__init__()
        self.seconds = USUAL
        """What a vote was given last."""

    def action_answers(self) -> None:
        """Show every answer in full, with the words it would publish."""
        team = self.first
        page = question(self.face.telling.room, team) if team is not None else None
        if page is None or self.host.now.stage != EXERCISE:
            self.say(self.language._("Nothing is asked at the moment."))
            return
        width = max(self.app.size.width - 4, 20)
        options = lettered(self.language, page)
        lines = asked(page.text, options, page.how, width)
        self.app.push_screen(WholeBox(self.language._("The answers in full"), tuple(lines)))

    # ---- the vote

    def action_open(self) -> None:
        """Open the vote, again if it was closed, for so many seconds."""
        _ = self.language._
        if self.phase == VOTING:
            self.say(_("The vote is open already."))
            return
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
        question = self.before_counting()
        if question and self.phase == VOTING:
            self.twice("c", question, lambda: self.ask(c.CloseVote(self.team)))
        else:
            self.ask(c.CloseVote(self.team))

    def action_pause(self) -> None:
        """Let the clock stand, or run again."""
        runs = self.facts.is_clock_running
        self.ask(c.Pause(self.team) if runs else c.Resume(self.team))

    def action_extend(self) -> None:
        """Give the vote more time."""
        _ = self.language._
        self.ask(c.Extend(MORE, self.team), _("{seconds} seconds more.", seconds=MORE))

    def before_counting(self) -> str:
        """Return what is asked before a vote is closed; "" where everybody has answered."""
        missing = self.facts.missing(self.host.presence.has)
        if not missing:
            nobody = self.language._("Nobody has answered. The same key again closes the vote.")
            return nobody if self.facts.is_unanswered else ""
        return self.language.n(
            "{count} person here has not answered. The same key again closes the vote.",
            "{count} people here have not answered. The same key again closes the vote.", missing,
        )  # fmt: skip

    # ---- what is done with it

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
        rows = [(look.id, wanted(self.language, look, count)) for look, count in looks]

        def picked(inquiry: str | None) -> None:
            if inquiry is not None:
                self.ask(c.Look(inquiry, self.team))

        self.app.push_screen(PickBox(_("Look closer at what?"), rows), picked)

    def refuse(self, command: c.Command, reason: str) -> None:
        """Let the facilitator say the response, where the room has none."""
        super().refuse(command, reason)
        if isinstance(command, c.GoOn) and not command.picks and reason in UNSAID:
            self.action_go_on()
