"""The facilitator's console: the room on the left, what helps to lead it on the right."""

from collections.abc import Callable, Iterator
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from simulator.language import Language
from simulator.present.workshop import pages as w
from simulator.present.workshop import show as telling
from simulator.present.workshop.closing import farewell
from simulator.present.workshop.facilitating import next_told
from simulator.present.workshop.pages import Joining
from simulator.tui.screens.shell import Shell
from simulator.tui.widgets.clear import Below, Beside
from simulator.tui.widgets.steady import Steady
from simulator.tui.workshop import drawing as d
from simulator.tui.workshop.app import Face
from simulator.tui.workshop.console_keys import named
from simulator.tui.workshop.console_side import NOTES, PEOPLE, SIDES, Sided
from simulator.tui.workshop.console_stage import Seen, exercise, teams
from simulator.tui.workshop.keybar import AllKeys
from simulator.tui.workshop.opening import Links, Qr
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED, DEBRIEF, EXERCISE, LOBBY


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


class ConsoleScreen(Sided):
    """Who is here, what is asked, what is next; every key that leads."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("right_square_bracket", "turn(1)", ""), ("left_square_bracket", "turn(-1)", ""),
        ("left", "leaf(-1)", ""), ("right", "leaf(1)", ""),
        ("ctrl+q", "leave", ""),
    ]  # fmt: skip

    def __init__(self, joining: Callable[[], Joining], qr: Qr, links: Links = tuple) -> None:
        """Lead the workshop; *joining* says how people join, *qr* draws it, *links* are ours."""
        super().__init__(joining, qr, links)
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
        self.text("#place", self._place(page))
        facts = " · ".join(part for part in (page.here, page.pace) if part)
        self.text("#facts", Content(facts).stylize("$secondary"))
        banner = [part for part in (page.fault, page.door) if part]
        if page.is_blank:
            banner.append(self.language._("The projector is blank: b shows it again."))
        self.text("#banner", Content("\n".join(banner)), hides=True)
        self.text("#teams", teams(self.language, page, self.team), hides=True)
        self.text("#stage-text", d.joined(self._stage(page)))
        self.draw_side(page)
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
        self.text("#next", Content("  ").join(part for part in parts if part.plain))

    def _left(self) -> int | None:
        found = [left for team in self.led if (left := self.host.left(team.id)) is not None]
        return min(found, default=None)

    def _place(self, page: w.ConsolePage) -> Content:
        when = page.teams[0].feed.when if page.teams else ""
        return Content.assemble((when, "bold $accent"), "  " if when else "", page.title)

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
            if (seen := self.seen) is not None:
                height = self.query_one("#stage").size.height
                yield from exercise(seen, width, height, leads_all=not self.team)
        else:
            said = farewell(self.language, is_rehearsal=self.host.is_rehearsal)
            leaves = page.leaves if page.stage != CLOSED else (said,)
            yield from d.leaf(leaves, self.host.leaf, self.looking_told(), width)

    def _lobby(self, page: w.ConsolePage, width: int) -> Iterator[Content]:
        height = self.query_one("#stage").size.height
        yield from d.joining(self.language, page.joining, self.code_lines(page), width, height)

    @property
    def seen(self) -> Seen | None:
        """What there is to draw from."""
        view = self.view
        if self.page is None:
            return None
        guide = self.guides.get(view.id) if view is not None else None
        leaves = self.page.leaves if self.page.stage == DEBRIEF else ()
        leaf = leaves[self.host.leaf % len(leaves)] if leaves else None
        return Seen(self.face.telling, self.page, self.first, view, guide, leaf)

    # ---- keys

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed now, what matters most first."""
        page = self.page
        if page is None:
            return []
        again = [("y", self.language._("try again"))] if self.failed is not None else []
        has_links = bool(self.links())
        seen = self.guides.get(self.first.id) if self.first is not None else None
        found = named(
            self.language, self.facts, leaves=len(page.leaves), has_links=has_links,
            has_looks=seen is not None and bool(seen.looks),
        )  # fmt: skip
        return found if page.stage == CLOSED else [*again, *found]

    def action_turn(self, by: int) -> None:
        """Lead another team, or all."""
        names = ["", *self.host.now.teams]
        if len(names) > 2:  # noqa: PLR2004 - one team needs no choice
            place = names.index(self.team) if self.team in names else 0
            self.team = names[(place + by) % len(names)]
            self.draw()
