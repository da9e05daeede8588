"""Who is here, and what the facilitator may do about it."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.present.workshop import pages as w
from simulator.present.workshop.show import Live as Known
from simulator.tui.widgets.listing import Listing
from simulator.tui.widgets.steady import Steady
from simulator.tui.workshop.boxes import LineBox, PickBox
from simulator.tui.workshop.steering import Steering
from simulator.workshop import commands as c
from simulator.workshop.naming import NAME_LENGTH


class PeopleScreen(Steering):
    """The seats, one in a line: rename, remove, appoint, move."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("escape,q", "back", ""), ("r", "rename", ""), ("x", "remove", ""), ("a", "appoint", ""),
        ("m", "move", ""), ("y", "again", ""),
    ]  # fmt: skip

    def __init__(self, joining: Callable[[], w.Joining]) -> None:
        """Show who sits where; *joining* is for the page."""
        super().__init__()
        self.joining = joining
        self.seats: tuple[w.SeatRow, ...] = ()

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        move = [("m", _("move to a team"))] if self.host.now.is_parallel else []
        return [
            (_("Esc"), _("back")), ("↑ ↓", _("pick a person")), ("r", _("rename")),
            ("a", _("spokesperson")), *move, ("x", _("remove")),
        ]  # fmt: skip

    def body(self) -> ComposeResult:
        """Draw the list."""
        yield Static(Content(self.language._("People")), classes="title")
        yield Steady(id="facts")
        yield Listing(id="plays")
        yield Steady(id="said")

    def on_mount(self) -> None:
        """List who is here."""
        self.show()
        self.query_one(Listing).focus()

    def show(self) -> None:
        """List who is here; the cursor stays on whoever it was on."""
        page = self.face.telling.console(self.host.now, self.joining(), Known.of(self.host))
        found = self.query_one(Listing)
        chosen = self.chosen
        if page.seats != self.seats or not found.option_count:
            self.seats = page.seats
            found.clear_options()
            for seat in page.seats:
                content = person(seat)
                found.add_option(Option(content, id=seat.id))
            ids = [seat.id for seat in page.seats]
            if ids:
                found.highlighted = ids.index(chosen.id) if chosen and chosen.id in ids else 0
        told = page.here if page.seats else self.language._("Nobody yet.")
        self.query_one("#facts", Steady).show(Content(told).stylize("$secondary"))

    @property
    def chosen(self) -> w.SeatRow | None:
        """Whoever the cursor is on."""
        place = self.query_one(Listing).highlighted
        return self.seats[place] if place is not None and place < len(self.seats) else None

    def action_rename(self) -> None:
        """Give somebody another name."""
        seat = self.chosen
        if seat is None:
            return

        def typed(given: tuple[str, ...] | None) -> None:
            if given is not None:
                self.ask(c.Rename(seat.id, given[0]))

        _ = self.language._
        box = LineBox(_("Another name for {name}", name=seat.name), [("", seat.name, NAME_LENGTH)])
        self.app.push_screen(box, typed)

    def action_remove(self) -> None:
        """Take somebody's seat away, asked twice."""
        if (seat := self.chosen) is not None:
            said = self.language._(
                "x again removes {name}: their open answer no longer counts, and they would have "
                "to join anew.", name=seat.name,
            )  # fmt: skip
            self.twice("x", said, lambda: self.ask(c.Remove(seat.id)))

    def action_appoint(self) -> None:
        """Let somebody speak for their team."""
        if (seat := self.chosen) is not None:
            said = self.language._("{name} speaks for the team.", name=seat.name)
            self.ask(c.Appoint(seat.id), said)

    def action_move(self) -> None:
        """Put somebody in another team."""
        seat, now = self.chosen, self.host.now
        if seat is None or not now.is_parallel:
            return
        page = self.face.telling.console(now, self.joining(), Known.of(self.host))
        rows = [(team.id, team.name) for team in page.teams]

        def picked(team: str | None) -> None:
            if team is not None:
                self.ask(c.Assign(seat.id, team))

        title = self.language._("Which team for {name}?", name=seat.name)
        self.app.push_screen(PickBox(title, rows), picked)

    def action_back(self) -> None:
        """Return to the console."""
        self.dismiss()


def person(seat: w.SeatRow) -> Content:
    """Return somebody in one line: here or away, answered or not, speaking or not, in words."""
    here, done = "●" if seat.is_here else "○", "✓" if seat.has_answered else " "
    team = f" ({seat.team})" if seat.team else ""
    return Content.assemble(
        (f"{here}{done} ", "bold $accent" if seat.is_here else "$muted"),
        (seat.name, "bold"), team, (f"  {seat.told}", "$muted"),
    )  # fmt: skip
