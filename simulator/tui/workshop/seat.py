"""A participant's full page: the posts, the vote, the split, the wall, the debrief."""

from collections.abc import Iterator
from typing import Any, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer

from simulator.exercise.commands import Refused
from simulator.language import Language
from simulator.present.asking import part_name, total
from simulator.present.workshop import pages as w
from simulator.present.workshop.refusing import refused as refused_in_words
from simulator.store.faults import StoreFault
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.screens.shell import Shell
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.clear import Below, Beside
from simulator.tui.widgets.feed import Feed
from simulator.tui.widgets.rows import Titles
from simulator.tui.widgets.steady import Steady
from simulator.tui.work import begin
from simulator.tui.workshop import drawing as d
from simulator.tui.workshop.app import Face, Live
from simulator.tui.workshop.boxes import LineBox, PickBox, SureBox, preset
from simulator.tui.workshop.following import follow
from simulator.tui.workshop.helping import seat_help
from simulator.tui.workshop.writing import WriteScreen
from simulator.workshop import commands as c
from simulator.workshop.host import Host
from simulator.workshop.naming import NAME_LENGTH
from simulator.workshop.state import CLOSED, DEBRIEF, EXERCISE, LOBBY

SECONDS = 8.0
"""How long something is said."""
FURTHEST = 9
"""Posts on the wall that one key picks."""


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


class SeatScreen(Live):
    """What a participant sees and does."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("w", "wish", ""), ("t", "write", ""), ("p", "about", ""), ("n", "rename", ""),
        ("v", "agree", ""), ("x", "leave", ""), ("question_mark", "help", ""),
        ("enter", "read", ""), Binding("pageup", "scroll_posts(-1)", priority=True),
        Binding("pagedown", "scroll_posts(1)", priority=True),
    ]  # fmt: skip

    def __init__(self, seat: str) -> None:
        """Show what whoever sits in *seat* sees."""
        super().__init__()
        self.seat = seat
        self.page: w.SeatPage | None = None
        self.feed = Feed()
        self.choices: Choices | None = None
        self.said = ""
        self._saying: Timer | None = None
        self._shown: object = None
        self._question: object = None
        """The question that lies on the desk: it stays, half answered, as long as it is open."""

    @property
    def face(self) -> SeatApp:
        """The app, with its host."""
        return cast("SeatApp", self.app)

    @property
    def host(self) -> Host:
        """What runs the workshop."""
        return self.face.host

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
        yield Steady(id="said")

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
        """Draw what is going on, with the clock."""
        page = self.page
        if page is None:
            return
        left = self._left() if page.is_open else self.host.left_to_write()
        clock = d.clock(left, is_coarse=True)
        content = Content.assemble((page.status, "bold $secondary"))
        if clock:
            content = Content.assemble(content, "  ", (clock, "bold $accent"))
        self._text("#doing", content)

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
        before, self.choices = self.choices, None
        self.query(Choices).remove()
        if ask is None:
            self.feed.focus()
            return
        same = before if before is not None and before.ask.scene == ask.scene else None
        self.choices = Choices(ask, self._titles(page), same if self._is_half(same) else None)
        if not self._is_half(same) and page.picks:
            preset(self.choices, page.picks)
        self.query_one("#desk").mount(self.choices)
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
            yield from d.split(page.split, width)
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
        _ = self.language._
        page = self.page
        if page is None:
            return [("?", _("help"))]
        if not page.who:
            return [("x", _("leave"))]
        found = self._answering(page)
        if page.leaves:
            found.append((_("Enter"), _("look back")))
        if page.stage in {LOBBY, EXERCISE}:
            found += [("p", _("plan")), (_("PgUp"), _("posts"))]
        found.append(("?", _("help")))
        if page.stage != CLOSED:
            found += [("n", _("name")), ("v", _("keep my answers"))]
        return [*found, ("x", _("leave"))]

    def _answering(self, page: w.SeatPage) -> list[tuple[str, str]]:
        _ = self.language._
        found = self._choosing(self.choices) if self.choices is not None else []
        if page.wall is not None:
            n = min(len(page.wall.posts), FURTHEST)
            found += [("t", _("write"))] if page.wall.is_open else [(f"1-{n}", _("pick a post"))]
        if page.wishes:
            found.append(("w", _("look closer?")))
        return found

    def _choosing(self, choices: Choices) -> list[tuple[str, str]]:
        _ = self.language._
        last = choices.ask.choices[-1].letter if choices.ask.choices else ""
        found = [(f"A-{last}", _("choose"))]
        if not choices.is_single:
            found.append((_("Enter"), _("confirm")))
        if choices.ask.ordered:
            found.append((_("Shift+↑↓"), _("order")))
        if choices.ask.parts:
            found.append(("← →", _("part")))
        return found

    def on_key(self, event: events.Key) -> None:
        """Pick a post on the wall by its number."""
        wall = self.page.wall if self.page else None
        if wall is None or wall.is_open or not (event.character or "").isdecimal():
            return
        number = int(event.character or "0") - 1
        if 0 <= number < len(wall.posts):
            event.stop()
            self.ask(c.Favour(wall.round, number), self.language._("Your pick counts."))

    # ---- asking the host

    def ask(self, command: c.Command, done: str = "") -> None:
        """Ask the host for *command*, as this seat; *done* is said once it has happened."""
        begin(self, self._ask, command, done)

    async def _ask(self, command: c.Command, done: str) -> None:
        try:
            await self.host.do(command, self.seat)
        except Refused as refused:
            self.say(refused_in_words(self.language, refused.reason, command))
        except StoreFault:
            said = self.language._("This could not be kept, and does not count. Try again.")
            self.say(said)
        else:
            self.say(done)
        if self.is_mounted and not self.is_left:
            self.show()

    def say(self, text: str) -> None:
        """Say something above the keys for a while."""
        if self._saying is not None:
            self._saying.stop()
            self._saying = None
        self.said = text
        if text and self.is_mounted:
            self._saying = self.set_timer(SECONDS, lambda: self.say(""))
        for line in self.query("#said").results(Steady):
            line.show(Content(text).stylize("bold"))
            line.display = bool(text)

    # ---- the vote

    def on_choices_responded(self, message: Choices.Responded) -> None:
        """Ask how sure the participant is, then vote."""
        page = self.page
        if page is None or message.choices is not self.choices or self.app.screen is not self:
            return
        step, picks = page.step, message.picks
        _ = self.language._

        def sure(level: str | None) -> None:
            given = int(level) if level else None
            self.ask(c.Vote(step, picks, given), _("✓ Your answer counts."))

        if page.ask is not None and page.ask.asks_confidence:
            rows = [
                ("1", _("guessing")), ("2", _("fairly sure")), ("3", _("sure")), ("", _("not said"))
            ]  # fmt: skip
            about = _("Your answer counts either way; the room only sees how many are sure.")
            self.app.push_screen(SureOfIt(_("How sure are you?"), rows, about), sure)
        else:
            sure(None)

    def on_choices_untouched(self) -> None:
        """Say how to choose."""
        self.say(self.language._("Nothing is chosen yet: a letter, or the arrows and then Enter."))

    def on_choices_nothing(self) -> None:
        """Ask once more before nothing is taken, where that is an answer."""
        self.say(self.language._("Enter again: nothing of these. A letter picks one."))

    def on_choices_unsettled(self) -> None:
        """Show the order before it is taken."""
        self.say(self.language._("This is the order so far. Enter again confirms it."))

    def on_choices_unfinished(self, message: Choices.Unfinished) -> None:
        """Name the part that is missing."""
        part = part_name(self.language, message.choices.picking.part)
        self.say(self.language._("Still to be picked: {part}.", part=part))

    def on_choices_full(self, message: Choices.Full) -> None:
        """Say how many may be picked."""
        self.say(message.choices.ask.how)

    # ---- the other keys

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

    def action_scroll_posts(self, by: int) -> None:
        """Read the posts back."""
        self.feed.scroll_relative(y=by * max(self.feed.size.height - 2, 1), animate=False)

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


class SureOfIt(PickBox):
    """How sure somebody is; Escape answers without saying."""

    def how(self) -> str:
        """Return what can be pressed, in a sentence."""
        return self.language._("A number · Enter on a line · Escape answers without saying")
