"""The facilitator's console: the room on the left, what helps to lead it on the right."""

from collections.abc import Callable, Iterator
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from simulator.language import Language
from simulator.present.workshop import pages as w
from simulator.present.workshop import show as telling
from simulator.present.workshop.closing import farewell
from simulator.present.workshop.facilitating import next_told
from simulator.present.workshop.pages import Joining
from simulator.present.workshop.question import lettered, question
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.screens.shell import Shell
from simulator.tui.widgets.bars import Keys
from simulator.tui.widgets.clear import Below, Beside
from simulator.tui.widgets.feed import Feed
from simulator.tui.widgets.steady import Steady
from simulator.tui.workshop import drawing as d
from simulator.tui.workshop.acting import MORE, Acting, wanted
from simulator.tui.workshop.app import Face
from simulator.tui.workshop.boxes import ReadBox, WholeBox
from simulator.tui.workshop.following import follow
from simulator.tui.workshop.people import PeopleScreen, person
from simulator.tui.workshop.projector import ProjectorScreen
from simulator.workshop.host import Host
from simulator.workshop.state import (
    CLOSED,
    COUNTED,
    DEBRIEF,
    EXERCISE,
    LOBBY,
    OPEN,
    OVER,
    REVEALED,
    VOTING,
)  # fmt: skip

Qr = Callable[[str], list[str]]
"""Draws an address as a QR code, in lines."""
Links = Callable[[], tuple[tuple[str, str], ...]]
"""Links that are not for participants, each after what it opens."""
NOTES, PEOPLE, FEED = "notes", "people", "posts"
SIDES = (NOTES, PEOPLE, FEED)


class AllKeys(Keys):
    """The bar of keys, with room for more of them."""

    def room(self) -> tuple[int, int]:
        """Return how many cells a line holds, and how many lines."""
        width, most = super().room()
        return width, most + (most > 1)

    def show(self, content: Content) -> None:
        """Show *content*, laid out anew: keys change seldom, and a line of them may come or go."""
        if self.drawn is None or not self.drawn.is_same(content):
            self.drawn = content
            self.update(content)

    def press(self, sign: str) -> str:
        """Return Textual's name of the key called *sign*."""
        _ = self.screen.language._  # type: ignore[attr-defined] # a screen of ours
        named = {_("Space"): "space", "+": "plus", "Tab": "tab"}
        return named.get(sign) or super().press(sign)


class ConsoleApp(Face[None]):
    """The facilitator's app: in the host's terminal, or through a browser by its own link."""

    BINDINGS = [("ctrl+q", "leave", "")]  # noqa: RUF012 - Textual's

    def __init__(
        self,
        host: Host,
        language: Language | str,
        joining: Callable[[], Joining],
        qr: Qr,
        *,
        links: Links = tuple,
        **more: Any,
    ) -> None:
        """Lead the workshop of *host*; *joining* says how people join, *qr* draws it.

        *links* are those that are not for participants, each after what it opens.
        """
        super().__init__(host, language, **more)
        self.joining, self.qr, self.links = joining, qr, links

    def first(self) -> Shell:
        """Return the console."""
        return ConsoleScreen(self.joining, self.qr, self.links)


class ConsoleScreen(Acting):
    """Who is here, what is asked, what is next; every key that leads."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("a", "address", ""), ("i", "links", ""), ("u", "people", ""), ("v", "projector", ""),
        ("tab", "side(1)", ""), ("shift+tab", "side(-1)", ""),
        ("right_square_bracket", "turn(1)", ""), ("left_square_bracket", "turn(-1)", ""),
        ("question_mark", "help", ""), ("left", "leaf(-1)", ""), ("right", "leaf(1)", ""),
        ("ctrl+q", "leave", ""),
        Binding("pageup", "read(-1)", priority=True),
        Binding("pagedown", "read(1)", priority=True),
    ]  # fmt: skip

    def __init__(self, joining: Callable[[], Joining], qr: Qr, links: Links = tuple) -> None:
        """Lead the workshop; *joining* says how people join, *qr* draws it, *links* are ours."""
        super().__init__()
        self.joining, self.qr, self.links = joining, qr, links
        self.page: w.ConsolePage | None = None
        self.side = 0
        self.is_side_in_front = False
        """On a very small screen: whether the side is shown instead of the room."""
        self.feed = Feed()
        self._qr: tuple[str, list[str]] = ("", [])
        self._was_lobby: bool | None = None
        self._leaf = 0
        """The page of the debrief that was drawn last."""

    # ---- drawing

    def bar(self) -> AllKeys:
        """Return the bar of keys, with room for all."""
        return AllKeys(self.keys())

    def body(self) -> ComposeResult:
        """Draw the places of everything."""
        self.read()
        with Horizontal(id="head"):
            yield Steady(id="place")
            yield Steady(id="facts")
        yield Steady(id="banner")
        yield Steady(id="next")
        yield Steady(id="teams")
        with Beside(id="room"):
            with VerticalScroll(id="stage"):
                yield Steady(id="stage-text")
            with Below(id="side", classes="hidden"):
                yield Steady(id="sides")
                with VerticalScroll(id="side-scroll"):
                    yield Steady(id="side-text")
                yield self.feed
        yield Steady(id="said")

    def on_mount(self) -> None:
        """Draw what is true now."""
        self.query_one("#stage").focus()
        self.call_after_refresh(self.show)

    def on_resize(self) -> None:
        """Draw bars as wide as there is room for."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def read(self) -> None:
        """Make the page of now."""
        live = telling.Live.of(self.host)
        self.page = self.face.telling.console(
            self.host.now, self.joining(), live, leaves=self.face.debrief()
        )

    def show(self) -> None:
        """Draw what is true now."""
        self.read()
        self.draw()

    def draw(self) -> None:
        """Draw the page."""
        page = self.page
        if page is None or not self.is_mounted:
            return
        self._turn_to_notes(page.stage)
        if (page.stage == CLOSED) != self.query_one("#side").has_class("away"):
            self.query_one("#side").toggle_class("away")
            self.call_after_refresh(self.draw)
        is_aloud = page.stage == LOBBY and SIDES[self.side] == NOTES
        if is_aloud != self.has_class("aloud"):
            self.set_class(is_aloud, "aloud")
            self.call_after_refresh(self.draw)  # As wide as each is from then on.
        self._text("#place", self._place(page))
        facts = " · ".join(part for part in (page.here, page.pace) if part)
        self._text("#facts", Content(facts).stylize("$secondary"))
        banner = [part for part in (page.fault, page.door) if part]
        if page.is_blank:
            banner.append(self.language._("The projector is blank: b shows it again."))
        self._text("#banner", Content("\n".join(banner)), hides=True)
        self._text("#teams", self._teams(page), hides=True)
        self._text("#stage-text", d.joined(self._stage(page)))
        self._draw_side(page)
        self.tick()
        self.show_keys()
        if self._leaf != self.host.leaf:
            self._leaf = self.host.leaf
            self.query_one("#stage").scroll_home(animate=False)

    def _turn_to_notes(self, stage: str) -> None:
        """Show who comes as long as people come, then the notes; what was chosen since stays."""
        is_lobby = stage == LOBBY
        self.set_class(is_lobby, "lobby")
        if is_lobby != self._was_lobby:
            self._was_lobby = is_lobby
            self.side = SIDES.index(PEOPLE if is_lobby else NOTES)

    def tick(self) -> None:
        """Draw what comes next, with the clock."""
        page = self.page
        if page is None:
            return
        told = next_told(self.language, self.narrowed, "") if self.team else page.next
        if page.stage == DEBRIEF:
            told = self.looking_told()
        left = self.host.left_to_write() if page.wall is not None else self._left()
        clock = d.clock(left)
        is_writing = page.wall is not None  # Its clock is its own.
        runs = is_writing or any(team.step and team.step.is_running for team in self.led)
        stands = self.language._("the clock stands") if clock and not runs else ""
        is_key = bool(told) and not (page.stage == DEBRIEF and self.is_last_leaf)
        space = Content(self.language._("Space")).stylize("bold reverse")
        parts = [space, Content(told)] if is_key else [Content(told)]
        if told and clock:
            parts += [Content(clock).stylize("bold $accent"), Content(stands)]
        self._text("#next", Content("  ").join(part for part in parts if part.plain))

    def _left(self) -> int | None:
        found = [left for team in self.led if (left := self.host.left(team.id)) is not None]
        return min(found, default=None)

    def _text(self, where: str, content: Content, *, hides: bool = False) -> None:
        for line in self.query(where).results(Steady):
            line.show(content)
            if hides:
                line.display = bool(content.plain)

    def _place(self, page: w.ConsolePage) -> Content:
        when = page.teams[0].feed.when if page.teams else ""
        return Content.assemble((when, "bold $accent"), "  " if when else "", page.title)

    def _teams(self, page: w.ConsolePage) -> Content:
        """Name the teams, and mark those that are led."""
        if len(page.teams) < 2:  # noqa: PLR2004 - one team needs no name
            return Content("")
        names = [("", self.language._("All")), *((team.id, team.name) for team in page.teams)]
        return Content(" ").join(
            Content(f"{'▸' if name == self.team else ' '}{text}").stylize(
                "bold reverse" if name == self.team else ""
            )
            for name, text in names
        )

    @property
    def view(self) -> w.TeamView | None:
        """The team that is looked at."""
        first = self.first
        teams = self.page.teams if self.page else ()
        return next((team for team in teams if first and team.id == first.id), None)

    @property
    def guides(self) -> dict[str, w.Guide]:
        """What the facilitator has at hand, by team."""
        if self.page is None:
            return {}
        ids = (team.id for team in self.page.teams)
        return dict(zip(ids, self.page.guides, strict=True))

    @property
    def shelf(self) -> tuple[tuple[str, str], ...]:
        """The spare posts."""
        return self.page.shelf if self.page else ()

    # ---- the room

    def _stage(self, page: w.ConsolePage) -> Iterator[Content]:
        width = max(self.query_one("#stage").size.width - 3, 20)
        if page.stage == LOBBY:
            yield from self._lobby(page, width)
        elif page.stage == EXERCISE and page.wall is not None:
            yield from d.wall(page.wall, width)
        elif page.stage == EXERCISE:
            yield from self._exercise(page, width)
        else:
            leaves = page.leaves if page.stage != CLOSED else (farewell(self.language),)
            yield from d.leaf(leaves, self.host.leaf, self.looking_told(), width)

    def _lobby(self, page: w.ConsolePage, width: int) -> Iterator[Content]:
        height = self.query_one("#stage").size.height
        yield from d.joining(self.language, page.joining, self.code_lines(page), width, height)

    def code_lines(self, page: w.ConsolePage) -> list[str]:
        """Return the QR code, drawn once for each address."""
        target = page.joining.target
        if self._qr[0] != target:
            self._qr = (target, self.qr(target) if target else [])
        return self._qr[1]

    def _exercise(self, page: w.ConsolePage, width: int) -> Iterator[Content]:
        if len(page.teams) > 1 and not self.team:
            for one in page.teams:
                yield Content.assemble((f"{one.name}  ", "bold $accent"), one.status)
            yield Content("")
        team = self.view
        if team is None:
            return
        yield Content(team.status).stylize("bold $secondary")
        yield Content("")
        if team.trial or team.trial_title:
            yield from d.trial(team, width)
        elif team.split is not None:
            yield Content(team.split.outcome).stylize("bold")
            yield Content("")
            yield Content(team.question).stylize("$muted")
            yield from d.split(team.split, width, is_outcome_told=True)
        elif team.question:
            yield from d.question(team, width)
        else:
            yield from d.items(team.feed.items, width)
            yield from self._ahead(width)

    def _ahead(self, width: int) -> Iterator[Content]:
        """Yield what will be asked next, which the room does not see yet."""
        found = self.first
        asked = question(self.face.telling.room, found) if found is not None else None
        if asked is not None:
            yield Content("")
            yield d.title(self.language._("To be asked (the room does not see it yet)"))
            yield from d.wrapped(asked.text, width, "bold")
            for option in lettered(asked):
                yield from d.option(option, width)

    # ---- beside it

    def _draw_side(self, page: w.ConsolePage) -> None:
        side = SIDES[self.side]
        _ = self.language._
        names = {NOTES: _("Notes"), PEOPLE: _("People"), FEED: _("Posts")}
        if page.stage == LOBBY:
            del names[FEED]
        room = self.query_one("#side").size.width - 2
        if sum(map(cell_len, names.values())) + 2 * len(names) > room:
            names = {side: names[side]}
        tabs = (
            Content(f"{'▸' if name == side else ' '}{text}").stylize(
                "bold reverse" if name == side else "$muted"
            )
            for name, text in names.items()
        )
        self._text("#sides", Content(" ").join(tabs))
        is_feed = side == FEED
        self.query_one("#side-scroll").display = not is_feed
        self.feed.display = is_feed
        if is_feed:
            follow(self.feed, self.view.feed if self.view else None)
        else:
            told = self._people(page) if side == PEOPLE else self._notes(page)
            self._text("#side-text", d.joined(told))
        self.query_one("#side").set_class(not self.is_side_in_front, "hidden")
        self.query_one("#stage").set_class(self.is_side_in_front, "hidden")

    def _notes(self, page: w.ConsolePage) -> Iterator[Content]:
        _ = self.language._
        if page.stage == LOBBY:
            yield d.title(_("To read aloud before you begin"))
            yield from d.leaf((self.face.telling.about()[0],), 0, "", self._side_width)
            return
        team = self.view
        guide = self.guides.get(team.id) if team is not None else None
        if team is not None and team.split is not None and team.split.prompt:
            yield d.title(_("To ask now"))
            yield Content(team.split.prompt)
            yield Content("")
        if guide is not None and page.stage == EXERCISE:
            yield from self._guide(guide, team)
        if page.notes:
            yield d.title(_("Noted"))
            yield from (Content(f"· {line}") for line in page.notes)

    @property
    def _side_width(self) -> int:
        return max(self.query_one("#side-scroll").size.width - 3, 14)

    def _guide(self, guide: w.Guide, team: w.TeamView | None) -> Iterator[Content]:
        _ = self.language._
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
                yield Content(f"· {wanted(self, look, count)}")
            yield Content("")

    def _people(self, page: w.ConsolePage) -> Iterator[Content]:
        for seat in page.seats:
            yield person(seat)
        if not page.seats:
            yield Content(self.language._("Nobody yet."))

    # ---- keys

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed now, what matters most first."""
        _ = self.language._
        if self.page is None:
            return []
        stage = self.page.stage
        found = [("y", _("try again"))] if self.failed is not None else []
        if stage == LOBBY:
            found += [("u", _("people")), ("v", _("projector"))]
        elif stage == EXERCISE:
            found += self._exercise_keys()
        elif stage == CLOSED:
            return [(_("Ctrl+Q"), _("leave")), ("?", _("help"))]
        elif len(self.page.leaves) > 1:
            found.append(("← →", _("turn the page")))
        return found + self._common_keys(stage)

    def _exercise_keys(self) -> list[tuple[str, str]]:
        _ = self.language._
        phase, found = self.phase, []
        if phase == VOTING:
            found += [("p", _("pause")), ("+", _("{seconds} s more", seconds=MORE))]
        if phase in {COUNTED, REVEALED}:
            found += [("g", _("go on with…")), ("t", _("try another"))]
        if phase != OVER:
            if phase != VOTING:
                found.append(("o", _("open the vote")))
            found += [("l", _("look")), ("s", _("skip")), ("x", _("extra post"))]
            found.append(("w", _("writing")))
        return [*found, ("d", _("debrief"))]

    def _common_keys(self, stage: str) -> list[tuple[str, str]]:
        _ = self.language._
        now = self.host.now
        found = [("[ ]", _("team"))] if len(now.teams) > 1 else []
        found += [
            ("q", _("close")), ("?", _("help")), ("n", _("note")), ("Tab", _("beside")),
            ("b", _("show") if now.is_blank else _("blank")),
            ("k", _("lock") if now.door == OPEN else _("unlock")),
        ]  # fmt: skip
        if stage == EXERCISE:
            found += [("u", _("people")), ("v", _("projector")), ("a", _("address"))]
        if self.links():
            found.append(("i", _("your links")))
        return found

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
        """Read on beside the room."""
        pane = self.feed if SIDES[self.side] == FEED else self.query_one("#side-scroll")
        pane.scroll_relative(y=by * max(pane.size.height - 2, 1), animate=False)

    def action_turn(self, by: int) -> None:
        """Lead another team, or all."""
        names = ["", *self.host.now.teams]
        if len(names) > 2:  # noqa: PLR2004 - one team needs no choice
            place = names.index(self.team) if self.team in names else 0
            self.team = names[(place + by) % len(names)]
            self.draw()

    def action_address(self) -> None:
        """Show how to join."""
        if self.page is not None:
            size = self.app.size
            lines = d.joining(
                self.language, self.page.joining, self.code_lines(self.page),
                size.width - 4, size.height - 2,
            )  # fmt: skip
            self.app.push_screen(WholeBox(self.language._("How to join"), tuple(lines)))

    def action_links(self) -> None:
        """Show the links to the room's screen and to this console elsewhere."""
        _ = self.language._
        lines: list[Content] = []
        for what, link in self.links():
            lines += [Content(what).stylize("bold"), Content(link), Content("")]
        if lines:
            lines.append(Content(_("Whoever has the second link leads the workshop: keep it.")))
            self.app.push_screen(ReadBox(_("Your links"), tuple(lines)))

    def action_people(self) -> None:
        """Name, move, remove people."""
        self.app.push_screen(PeopleScreen(self.joining))

    def action_projector(self) -> None:
        """Show the projector on this screen."""
        self.app.push_screen(ProjectorScreen(self.joining, self.qr))

    def action_help(self) -> None:
        """Say what every key does."""
        from simulator.tui.workshop.helping import console_help

        self.app.push_screen(LeafScreen(console_help(self.language)))
