"""What stands beside the room on the console: notes, people, posts."""

from collections.abc import Callable, Iterator

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content

from simulator.language import Language
from simulator.present.workshop import pages as w
from simulator.present.workshop.facilitating import wanted
from simulator.present.workshop.reasons import reasons
from simulator.tui.widgets.feed import Feed
from simulator.tui.widgets.steady import Steady
from simulator.tui.workshop import drawing as d
from simulator.tui.workshop.console_stage import Seen
from simulator.tui.workshop.following import follow
from simulator.tui.workshop.opening import Links, Opening, Qr
from simulator.tui.workshop.people import person
from simulator.workshop.state import EXERCISE, LOBBY

NOTES, PEOPLE, FEED = "notes", "people", "posts"
SIDES = (NOTES, PEOPLE, FEED)


class Sided(Opening):
    """A screen with something beside the room, which Tab changes."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("tab", "side(1)", ""), ("shift+tab", "side(-1)", ""),
        Binding("pageup", "read(-1)", priority=True),
        Binding("pagedown", "read(1)", priority=True),
        Binding("shift+up", "beside(-1)", priority=True),
        Binding("shift+down", "beside(1)", priority=True),
    ]  # fmt: skip

    def __init__(self, joining: Callable[[], w.Joining], qr: Qr, links: Links = tuple) -> None:
        """Begin with the notes."""
        super().__init__(joining, qr, links)
        self.side = 0
        self.is_side_in_front = False
        """On a very small screen: whether the side is shown instead of the room."""
        self.feed = Feed()

    @property
    def seen(self) -> Seen | None:
        """What there is to draw from."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw the page."""

    @property
    def view(self) -> w.TeamView | None:
        """The team that is looked at."""
        first = self.first
        teams = self.page.teams if self.page else ()
        return next((team for team in teams if first and team.id == first.id), None)

    def draw_side(self, page: w.ConsolePage) -> None:
        """Draw the part that was chosen."""
        side = SIDES[self.side]
        room = self.query_one("#side").size.width - 2
        self.text("#sides", tabs(self.language, page.stage, side, room))
        is_feed = side == FEED
        self.query_one("#side-scroll").display = not is_feed
        self.feed.display = is_feed
        if is_feed:
            follow(self.feed, self.view.feed if self.view else None)
        elif side == PEOPLE:
            self.text("#side-text", d.joined(people(self.language, page)))
        elif (seen := self.seen) is not None:
            width = max(self.query_one("#side-scroll").size.width - 3, 14)
            self.text("#side-text", d.joined(notes(seen, width)))
        self.query_one("#side").set_class(not self.is_side_in_front, "hidden")
        self.query_one("#stage").set_class(self.is_side_in_front, "hidden")

    def text(self, where: str, content: Content, *, hides: bool = False) -> None:
        """Show *content* in the line at *where*; where it *hides*, only if there is any."""
        for line in self.query(where).results(Steady):
            line.show(content)
            if hides:
                line.display = bool(content.plain)

    def action_side(self, by: int) -> None:
        """Show another part beside the room; on a very small screen, instead of it."""
        if self.has_class("-tiny"):
            place = (self.side + 1 if self.is_side_in_front else 0) + by
            self.is_side_in_front = 0 < place <= len(SIDES)
            self.side = max(place - 1, 0) if self.is_side_in_front else 0
        else:
            is_lobby = self.page is not None and self.page.stage == LOBBY
            self.side = (self.side + by) % (len(SIDES) - is_lobby)  # No posts yet.
        self.draw()

    def action_read(self, by: int) -> None:
        """Read on in the middle; where all of it is in sight, beside it."""
        stage = self.query_one("#stage")
        if self.is_side_in_front or not stage.max_scroll_y:
            self.action_beside(by)
        else:
            stage.scroll_relative(y=by * max(stage.size.height - 2, 1), animate=False)

    def action_beside(self, by: int) -> None:
        """Read on beside the room."""
        pane = self.feed if SIDES[self.side] == FEED else self.query_one("#side-scroll")
        pane.scroll_relative(y=by * max(pane.size.height - 2, 1), animate=False)


def tabs(language: Language, stage: str, side: str, room: int) -> Content:
    """Return the names of the parts, with *side* marked; where *room* is short, that one alone."""
    _ = language._
    names = {NOTES: _("Notes"), PEOPLE: _("People"), FEED: _("Posts")}
    if stage == LOBBY:
        del names[FEED]
    if sum(map(cell_len, names.values())) + 2 * len(names) - 1 > room:
        names = {side: names[side]}
    return Content(" ").join(
        Content(f"{'▸' if name == side else ' '}{text}").stylize(
            "bold reverse" if name == side else "$muted"
        )
        for name, text in names.items()
    )


def people(language: Language, page: w.ConsolePage) -> Iterator[Content]:
    """Yield who is here."""
    for seat in page.seats:
        yield person(seat)
    if not page.seats:
        yield Content(language._("Nobody yet."))


def notes(seen: Seen, width: int) -> Iterator[Content]:
    """Yield what helps to lead: what to read aloud, to ask, to look at, and what was noted."""
    _ = seen.language._
    page, team = seen.page, seen.view
    if page.stage == LOBBY:
        yield d.title(_("To read aloud before you begin"))
        yield from d.leaf((seen.telling.about()[0],), 0, "", width)
        return
    if team is not None and team.split is not None and team.split.prompt:
        yield d.title(_("To ask now"))
        yield Content(team.split.prompt)
        yield Content("")
    if seen.guide is not None and page.stage == EXERCISE:
        yield from _guide(seen.language, seen.guide, team)
    for section in reasons(seen.telling.room, seen.leaf):
        yield d.title(_("What the author thinks: {title}", title=section.title))
        for line in section.lines:
            yield from (Content(f"· {line}"), Content(""))
    if page.notes:
        yield d.title(_("Noted"))
        yield from (Content(f"· {line}") for line in page.notes)


def _guide(language: Language, guide: w.Guide, team: w.TeamView | None) -> Iterator[Content]:
    _ = language._
    asked = team.split.prompt if team is not None and team.split is not None else ""
    prompts = tuple(line for line in guide.prompts if line != asked)
    for title, lines in (
        (_("Questions for the room"), prompts), (guide.title, guide.notes),
    ):  # fmt: skip
        if lines:
            yield d.title(title)
            yield from (Content(line) for line in lines)
            yield Content("")
    if guide.looks:
        yield d.title(_("Look closer (l)"))
        for look, count in guide.looks:
            yield Content(f"· {wanted(language, look, count)}")
        yield Content("")
