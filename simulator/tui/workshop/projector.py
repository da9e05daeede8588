"""What the room sees: large, plain, without a secret."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from simulator.language import Language
from simulator.present.workshop import pages as w
from simulator.present.workshop.closing import farewell, parting
from simulator.present.workshop.show import Live as Known
from simulator.tui.widgets.clear import Below, Beside
from simulator.tui.widgets.feed import Feed
from simulator.tui.widgets.steady import Steady
from simulator.tui.workshop import answers
from simulator.tui.workshop import drawing as d
from simulator.tui.workshop.app import Face, Live
from simulator.tui.workshop.following import follow
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED, DEBRIEF, EXERCISE, LOBBY, READING

Qr = Callable[[str], list[str]]
"""Draws an address as a QR code, in lines."""
BLANK = "·"


class Board(Below):
    """The room's screen as a widget: head, feed, and what is asked or told beside it."""

    def __init__(self, joining: Callable[[], w.Joining] | None, qr: Qr | None = None) -> None:
        """Say how to join by *joining* and *qr*; None where nobody joins: hands are counted."""
        super().__init__()
        self.joining, self.qr = joining, qr
        self.leaf = 0
        """The page of the debrief, as the host has it."""
        self.feed = Feed()
        self.page: w.ProjectorPage | None = None
        self._qr: tuple[str, list[str]] = ("", [])
        self._team = ""

    def compose(self) -> ComposeResult:
        """Draw the places of everything."""
        with Horizontal(id="head"):
            yield Steady(id="place")
            yield Steady(id="gauges")
        with Beside(id="room"):
            with Below(id="left"):
                yield self.feed
            with VerticalScroll(id="board"):
                yield Steady(id="clock")
                yield Steady(id="board-text")

    def show(self, face: "Face[None]") -> None:
        """Draw what is true now."""
        host, known = face.host, Known.of(face.host)
        joining = self.joining() if self.joining is not None else w.Joining("", "", "")
        self.page = face.telling.projector(
            host.now, joining, version=host.version, left=known.left,
            left_to_write=known.left_to_write, leaves=face.debrief(),
        )  # fmt: skip
        is_turned, self.leaf = self.leaf != host.leaf, host.leaf
        self.tick(face)
        self.draw()
        if is_turned:
            self.query_one("#board").scroll_home(animate=False)

    def tick(self, face: "Face[None]") -> None:
        """Draw the clock alone: of the writing, or of the vote that ends first."""
        host = face.host
        left = [host.left_to_write(), *(host.left(team) for team in host.now.teams)]
        known = [seconds for seconds in left if seconds is not None]
        clock = d.clock(min(known, default=None)) if not host.now.is_blank else ""
        self._text("#clock", Content(clock).stylize("bold $accent"))
        self.query_one("#clock").display = bool(clock)

    def draw(self) -> None:
        """Draw the page that is known."""
        page = self.page
        if page is None or not self.is_mounted:
            return
        team = self._shown(page)
        is_told = team is not None and page.stage == EXERCISE and page.wall is None
        self.set_class(not is_told or page.is_blank, "whole")
        is_read = team is not None and (team.split is not None or bool(team.trial_title))
        self.set_class(is_read, "showing")
        self.set_class(team is not None and bool(team.question), "asked")
        is_crowded = is_told and team is not None and self._is_crowded(team)
        if is_crowded != self.has_class("crowded"):
            self.set_class(is_crowded, "crowded")
            self.call_after_refresh(self.draw)  # As wide as it is from then on.
        self._text("#place", self._place(page, team))
        is_told_how = team is not None and page.stage != CLOSED and not page.is_blank
        self._text("#gauges", d.gauges(team.feed) if team and is_told_how else Content(""))
        if is_told and team is not None:
            self._follow(team)
        self._text("#board-text", d.joined(self._board(page, team)))
        is_empty = is_told and team is not None and self._is_reading(page)
        self.query_one("#board").display = not is_empty

    @property
    def is_leafed(self) -> bool:
        """Whether there are pages of the debrief to turn."""
        return self.page is not None and self.page.stage == DEBRIEF and len(self.page.leaves) > 1

    def _is_crowded(self, team: w.TeamView) -> bool:
        """Say whether what is asked takes the place of the posts: words come first."""
        if not team.question or team.trial_title:
            return False
        is_below = self.screen.has_class("-narrow") or self.screen.has_class("-tiny")
        width, height = self.size.width - 5, self.size.height - 4
        if is_below:
            height = height * 3 // 5
        else:
            width = width // 2 - 2
        needed = sum(1 for _line in told(team, width, is_counting=self.joining is not None))
        return needed >= height

    def _is_reading(self, page: w.ProjectorPage) -> bool:
        return len(page.teams) == 1 and page.teams[0].phase == READING

    def _follow(self, team: w.TeamView) -> None:
        begins = len(self.feed.items)
        is_other = self._team != team.id
        self._team = team.id
        if follow(self.feed, team.feed) and begins and not is_other:
            self.feed.read_from(min(begins, len(self.feed.items) - 1))

    def _shown(self, page: w.ProjectorPage) -> w.TeamView | None:
        return page.teams[0] if len(page.teams) == 1 else None

    def _text(self, where: str, content: Content) -> None:
        for line in self.query(where).results(Steady):
            line.show(content)

    def _place(self, page: w.ProjectorPage, team: w.TeamView | None) -> Content:
        if page.is_blank:
            return Content("")
        when = team.feed.when if team is not None and page.stage == EXERCISE else ""
        return Content.assemble((when, "bold $accent"), "  " if when else "", (page.title, "bold"))

    def _board(self, page: w.ProjectorPage, team: w.TeamView | None) -> Iterator[Content]:
        board = self.query_one("#board")
        width = max(board.size.width - 1, 20)
        if page.is_blank:
            yield Content(BLANK)
        elif page.stage == LOBBY and self.joining is None:
            yield from d.hands(self.language, page.title, width)
        elif page.stage == LOBBY:
            yield from d.joining(
                self.language, page.joining, self._code(page), width, board.size.height
            )
        elif page.stage == EXERCISE and page.wall is not None:
            yield from d.wall(page.wall, width)
        elif page.stage == EXERCISE:
            yield from self._exercise(page, team, width)
        elif page.stage == CLOSED:
            # Where hands are counted, whoever leads reads this screen too.
            said = farewell if self.joining is None else parting
            yield from d.leaf((said(self.language),), 0, page.title, width)
        else:
            yield from d.leaf(page.leaves, self.leaf, page.title, width)

    @property
    def language(self) -> Language:
        """The room's language."""
        return cast("Live", self.screen).language

    def _code(self, page: w.ProjectorPage) -> list[str]:
        target = page.joining.target
        if self._qr[0] != target:
            self._qr = (target, self.qr(target) if target and self.qr else [])
        return self._qr[1]

    def _exercise(
        self, page: w.ProjectorPage, team: w.TeamView | None, width: int
    ) -> Iterator[Content]:
        if team is not None:
            height = self.query_one("#board").size.height - 1 if self.has_class("crowded") else 0
            yield from told(team, width, height, is_counting=self.joining is not None)
            return
        asked: set[str] = set()
        for one in page.teams:
            yield Content.assemble((f"{one.name}  ", "bold $accent"), (one.status, "bold"))
            yield d.gauges(one.feed)
            if one.trial_title:
                yield from d.trial(one, width)
            elif one.split is not None:
                yield from answers.split(one.split, width)
            elif one.question not in asked:
                # Teams at the same question: it stands there once.
                asked.add(one.question)
                yield from answers.question(one, width)
            yield Content("")


def told(
    team: w.TeamView, width: int, height: int = 0, *, is_counting: bool = True
) -> Iterator[Content]:
    """Yield what a team is asked, or how it answered, or what another answer would do.

    It takes *height* lines, if words can be shortened so far. Where *is_counting*, it says how many
    have answered: hands are counted at once.
    """
    above: list[Content] = []
    if is_counting:
        above = [Content(team.status).stylize("bold $secondary"), Content("")]
    if team.split is not None and not team.trial_title:
        above += d.wrapped(team.question, width, "bold")
    yield from above
    left = max(height - len(above), 1) if height else 0
    if team.trial_title:
        yield from d.trial(team, width)
    elif team.split is not None:
        yield from answers.counted(team, width, left)
    else:
        yield from answers.question(team, width, left)


class ProjectorScreen(Live):
    """The projector on this screen; Escape goes back to the console."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("escape,v,q", "back", ""), ("left", "turn(-1)", ""), ("right", "turn(1)", ""),
    ]  # fmt: skip

    def __init__(self, joining: Callable[[], w.Joining], qr: Qr) -> None:
        """Show how to join by *joining* and *qr*."""
        super().__init__()
        self.board = Board(joining, qr)

    def body(self) -> ComposeResult:
        """Draw the board."""
        yield self.board

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        turning = [("← →", _("turn the page"))] if self.board.is_leafed else []
        return [(_("Esc"), _("back")), *turning]

    def on_mount(self) -> None:
        """Draw what is true now."""
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draw what is true now."""
        self.board.show(self.face)
        self.show_keys()

    def tick(self) -> None:
        """Draw the clock."""
        self.board.tick(self.face)

    def on_resize(self) -> None:
        """Draw as large as there is room for."""
        super().on_resize()
        self.call_after_refresh(self.board.draw)

    def action_turn(self, by: int) -> None:
        """Turn the page of the debrief, for everybody who looks at it."""
        face = self.face
        if self.board.is_leafed and self.board.page is not None:
            last = len(self.board.page.leaves) - 1
            face.host.turn(max(0, min(face.host.leaf + by, last)))
            self.show()

    def action_back(self) -> None:
        """Return to the console."""
        if len(self.app.screen_stack) > 2:  # noqa: PLR2004 - the default screen, and this one
            self.dismiss()


class ProjectorApp(Face[None]):
    """The projector alone, on a terminal of its own."""

    BINDINGS = [("ctrl+q", "quit", "")]  # noqa: RUF012 - Textual's

    def __init__(
        self,
        host: Host,
        language: Language | str,
        joining: Callable[[], w.Joining],
        qr: Qr,
        **more: Any,
    ) -> None:
        """Show the workshop of *host* to a room."""
        super().__init__(host, language, **more)
        self.joining, self.qr = joining, qr

    def first(self) -> Live:
        """Return the board."""
        return ProjectorScreen(self.joining, self.qr)
