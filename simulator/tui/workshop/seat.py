"""A participant's full page: the posts, the vote, the split, the wall, the debrief."""

from collections.abc import Iterator
from typing import Any, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from simulator.language import Language
from simulator.present.asking import part_name, total
from simulator.present.workshop import pages as w
from simulator.tui.screens.shell import Shell
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.clear import Below, Beside
from simulator.tui.widgets.feed import Feed
from simulator.tui.widgets.rows import Titles
from simulator.tui.widgets.steady import Steady
from simulator.tui.workshop import answers
from simulator.tui.workshop import drawing as d
from simulator.tui.workshop.app import Face
from simulator.tui.workshop.boxes import preset
from simulator.tui.workshop.following import follow
from simulator.tui.workshop.seat_doing import Doing
from simulator.tui.workshop.seat_keys import named
from simulator.tui.workshop.seat_voting import Voting
from simulator.tui.workshop.sureness import Weighed
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED, DEBRIEF, LOBBY


class SeatApp(Face[None]):
    """A participant's app, for one seat."""

    BINDINGS = [("ctrl+q", "quit", "")]  # noqa: RUF012 - Textual's

    def __init__(self, host: Host, seat: str, language: Language | str, **more: Any) -> None:
        """Show the workshop of *host* to whoever sits in *seat*."""
        super().__init__(host, language, **more)
        self.seat = seat

    def first(self) -> Shell:
        """Return the participant's screen."""
        return SeatScreen(self.seat)

    def stands_alike(self) -> object:
        """Return what changes only with something that this participant reads."""
        now = self.host.now
        team = now.team_of(self.seat)
        if team is None:
            return (now.stage, now.wall, self.looked)
        step = team.step
        mine = step.answers.get(self.seat) if step else None
        asked = (step.number, step.seconds, step.is_running, step.tally) if step else None
        return (
            self.looked, now.stage, team.phase, id(team.log), id(team.exercise),
            len(team.extras), asked, mine, team.trial, team.wishes, now.wall, now.seats[self.seat],
        )  # fmt: skip


class SeatScreen(Voting, Doing):
    """What a participant sees and does."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        Binding("pageup", "scroll_posts(-1)", priority=True),
        Binding("pagedown", "scroll_posts(1)", priority=True),
    ]  # fmt: skip

    def __init__(self, seat: str) -> None:
        """Show what whoever sits in *seat* sees."""
        super().__init__(seat)
        self.feed = Feed()
        self._shown: object = None
        self._question: object = None
        """The question that lies on the desk: it stays, half answered, as long as it is open."""

    @property
    def face(self) -> SeatApp:
        """The app, with its host."""
        return cast("SeatApp", self.app)

    # ---- drawing

    def body(self) -> ComposeResult:
        """Draw the places of everything."""
        with Horizontal(id="head"):
            yield Steady(id="place")
            yield Steady(id="gauges")
        with Beside(id="room"):
            with Below(id="left"):
                yield self.feed
            with Vertical(id="desk"):
                yield Steady(id="doing")
                with VerticalScroll(id="told-scroll"):
                    yield Steady(id="told")
                with Below(id="asked"):
                    yield self.sureness

    def on_mount(self) -> None:
        """Draw what is true now."""
        self.feed.mine = self.language._("(you)")
        self.call_after_refresh(self.show)

    def on_resize(self) -> None:
        """Draw bars as wide as there is room for."""
        super().on_resize()
        if self.page is not None:
            self.call_after_refresh(self.draw)

    def show(self) -> None:
        """Draw what is true now, if it is anything new to whoever sits here."""
        alike = self.face.stands_alike()
        if alike == self._shown:
            return
        self._shown = alike
        self.page = self.face.telling.seat(
            self.host.now, self.seat, version=self.host.version, left=self._left(),
            left_to_write=self.host.left_to_write(), leaves=self.face.debrief(),
        )  # fmt: skip
        self.draw()

    def _left(self) -> int | None:
        team = self.host.now.team_of(self.seat)
        return self.host.left(team.id) if team is not None else None

    def draw(self) -> None:
        """Draw the page."""
        page = self.page
        if page is None or not self.is_mounted:
            return
        self._text("#place", self._place(page))
        self._text("#gauges", d.gauges(page.feed))
        if follow(self.feed, page.feed) and page.feed.items:
            self.feed.read_from(len(page.feed.earlier))
        self._lay(page)
        told = d.joined(self._told(page))
        self._text("#told", told)
        self.query_one("#told-scroll").display = bool(told.plain)
        self.set_class(bool(told.plain), "told")
        self.tick()
        self.show_keys()

    def tick(self) -> None:
        """Draw what is going on, or what was just said of a key, with the clock."""
        page = self.page
        if page is None:
            return
        left = self._left() if page.is_open else self.host.left_to_write()
        clock = d.clock(left, is_coarse=True)
        width = max(self.query_one("#desk").size.width, 10)
        lines = list(d.doing(page.status, "bold $secondary", clock, width))
        if self.said:
            said = list(d.doing(self.said, "bold", clock, width))
            # As many lines: what lies below stays where it is, and nothing is laid out again.
            lines = said + [Content("")] * (len(lines) - len(said))
        self._text("#doing", d.joined(lines))

    def _text(self, where: str, content: Content) -> None:
        for line in self.query(where).results(Steady):
            line.show(content)

    def _place(self, page: w.SeatPage) -> Content:
        when = page.feed.when
        return Content.assemble(
            (when, "bold $accent"), "  " if when else "", page.title, (f"  {page.who}", "$muted")
        )  # fmt: skip

    # ---- the desk

    def _lay(self, page: w.SeatPage) -> None:
        """Put the open question on the desk, or take it away; the same one is left as it is."""
        ask = page.ask if page.is_open else None
        wanted = (page.step, ask) if ask is not None else None
        if wanted == self._question:
            return
        self._question = wanted
        self.let_go(page)
        before, self.choices = self.choices, None
        self.query(Choices).remove()
        self.query_one("#asked").display = ask is not None
        if ask is None:
            self.feed.focus()
            return
        same = before if before is not None and before.ask.scene == ask.scene else None
        self.choices = Weighed(ask, self._titles(page), same if self._is_half(same) else None)
        self.choices.place(self.sureness, self.responded)
        if not self._is_half(same) and page.picks:
            preset(self.choices, page.picks)
        self.query_one("#asked").mount(self.choices)
        self.call_after_refresh(self.choices.focus)

    def _is_half(self, before: Choices | None) -> bool:
        return before is not None and before.is_touched

    def _titles(self, page: w.SeatPage) -> Titles:
        ask = page.ask
        assert ask is not None  # noqa: S101 - it is open
        names = {part: part_name(self.language, part) for part in ask.parts}
        return Titles(parts=names, total=lambda picks: total(self.language, ask, picks))

    def _told(self, page: w.SeatPage) -> Iterator[Content]:
        """Yield what is to be read on the desk."""
        width = max(self.query_one("#desk").size.width - 4, 20)
        if page.stage in {DEBRIEF, CLOSED}:
            if page.leaves:
                yield Content(self.language._("Enter: look back on it, page by page."))
            return
        if page.wall is not None:
            yield from d.wall(page.wall, width)
            return
        if page.trial_title:
            rows = (page.trial_title, page.trial)
            yield from d.tried(*rows, width)
        elif page.split is not None:
            yield from answers.split(page.split, width)
        if page.stage == LOBBY:
            yield from self._waiting(page, width)

    def _waiting(self, page: w.SeatPage, width: int) -> Iterator[Content]:
        _ = self.language._
        yield from d.wrapped(_("p: read the briefing and the plan while you wait."), width)
        yield Content("")
        yield from d.wrapped(page.agreement, width, "$muted")
        yield Content(self._agreed(page)).stylize("bold")

    def _agreed(self, page: w.SeatPage) -> str:
        _ = self.language._
        box = "[x]" if page.is_agreed else "[ ]"
        return f"{box} " + _("Keep my answers with my name (v changes it)")

    # ---- keys

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed now, what matters most first."""
        if self.sureness.is_open:
            return named(self.language, self.page, None, len(self.sureness.levels))
        return named(self.language, self.page, self.choices)

    def action_scroll_posts(self, by: int) -> None:
        """Read the posts back."""
        self.feed.scroll_relative(y=by * max(self.feed.size.height - 2, 1), animate=False)
