"""What else a participant may do: wish, write, read, take another name, agree, leave."""

from typing import Any

from textual import events

from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.workshop.boxes import LineBox, PickBox, SureBox
from simulator.tui.workshop.helping import seat_help
from simulator.tui.workshop.seat_asking import Asking
from simulator.tui.workshop.writing import WriteScreen
from simulator.workshop import commands as c
from simulator.workshop.naming import NAME_LENGTH


class Doing(Asking):
    """A screen with a participant's keys."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("w", "wish", ""), ("t", "write", ""), ("p", "about", ""), ("n", "rename", ""),
        ("v", "agree", ""), ("x", "leave", ""), ("question_mark", "help", ""),
        ("enter", "read", ""),
    ]  # fmt: skip

    def on_key(self, event: events.Key) -> None:
        """Pick a post on the wall by its number."""
        wall = self.page.wall if self.page else None
        if wall is None or wall.is_open or not (event.character or "").isdecimal():
            return
        number = int(event.character or "0") - 1
        if 0 <= number < len(wall.posts):
            event.stop()
            self.ask(c.Favour(wall.round, number), self.language._("Your pick counts."))

    def action_wish(self) -> None:
        """Say that one would like to look closer."""
        _ = self.language._
        page = self.page
        if page is None or not page.wishes:
            return
        rows = [(look.id, self._wished(look, n, mine)) for look, n, mine in page.wishes]

        def picked(inquiry: str | None) -> None:
            if inquiry is not None:
                self.ask(c.Wish(inquiry))

        about = _("The facilitator sees how many would like to, and decides for the room.")
        self.app.push_screen(
            PickBox(_("What would you look at more closely?"), rows, about), picked
        )

    def _wished(self, look: Any, count: int, mine: bool) -> str:  # noqa: FBT001 - as the page has it
        n, _ = self.language.n, self.language._
        wishes = n("{count} would like to", "{count} would like to", count) if count else ""
        you = _("you too") if mine else ""
        return " · ".join(part for part in (look.text, look.minutes, wishes, you) if part)

    def action_write(self) -> None:
        """Write the real post."""
        wall = self.page.wall if self.page else None
        if wall is not None and wall.is_open:
            self.app.push_screen(
                WriteScreen(self.seat, wall, is_alone=not self.host.now.is_parallel)
            )

    def action_about(self) -> None:
        """Read the briefing and the plan."""
        if self.page is not None and self.page.about:
            self.app.push_screen(LeafScreen(*self.page.about))

    def action_read(self) -> None:
        """Look back, once the debrief is open."""
        if self.page is not None and self.page.leaves:
            self.app.push_screen(LeafScreen(*self.page.leaves))

    def action_help(self) -> None:
        """Say what every key does."""
        self.app.push_screen(LeafScreen(seat_help(self.language)))

    def action_agree(self) -> None:
        """Let one's answers be kept with one's name, or not."""
        page = self.page
        seat = self.host.now.seats.get(self.seat)
        if page is None or seat is None:
            return
        _ = self.language._
        said = (
            _("Your answers will be forgotten at the end.") if seat.is_agreed
            else _("Your answers will be kept with your name.")
        )  # fmt: skip

        def sure(yes: bool | None) -> None:  # noqa: FBT001 - a screen's answer
            if yes:
                self.ask(c.Agree(not seat.is_agreed), said)

        title = (
            _("Forget my answers at the end?") if seat.is_agreed
            else _("Keep my answers with my name?")
        )  # fmt: skip
        self.app.push_screen(SureBox(title, (page.agreement,), "v"), sure)

    def action_rename(self) -> None:
        """Take another name."""
        seat = self.host.now.seats.get(self.seat)
        if seat is None:
            return

        def typed(given: tuple[str, ...] | None) -> None:
            if given is not None and given[0] != seat.name:
                self.ask(c.Rename(self.seat, given[0]))

        box = LineBox(self.language._("Your name"), [("", seat.name, NAME_LENGTH)])
        self.app.push_screen(box, typed)

    def action_leave(self) -> None:
        """Leave for good, once it was said what that means."""
        _ = self.language._
        if self.seat not in self.host.now.seats:
            self.app.exit()
            return

        def sure(yes: bool | None) -> None:  # noqa: FBT001 - a screen's answer
            if yes:
                self.ask(c.Leave())

        lines = (
            _("Your seat is given up; an answer to the open question no longer counts."),
            _("To come back to it later, just close this window instead."),
        )
        self.app.push_screen(SureBox(_("Leave the workshop?"), lines, "x"), sure)
