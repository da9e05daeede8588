"""One screen for everybody: the projector, led by the facilitator's keys; hands are counted."""

from collections.abc import Mapping
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from simulator.language import Language
from simulator.present import pages as p
from simulator.present.room import Room
from simulator.present.workshop import pages as w
from simulator.present.workshop.facilitating import next_told
from simulator.present.workshop.question import question
from simulator.present.workshop.show import Live as Known
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.screens.shell import Shell
from simulator.tui.widgets.line import Line
from simulator.tui.widgets.steady import Steady
from simulator.tui.workshop.acting import Acting
from simulator.tui.workshop.app import Face
from simulator.tui.workshop.boxes import Box
from simulator.tui.workshop.helping import hands_help
from simulator.tui.workshop.keybar import AllKeys
from simulator.tui.workshop.projector import Board
from simulator.workshop import commands as c
from simulator.workshop.asking import asked
from simulator.workshop.host import Host
from simulator.workshop.state import (
    CLOSED,
    COUNTED,
    DEBRIEF,
    EXERCISE,
    LOBBY,
    OVER,
    READING,
    REVEALED,
    VOTING,
)  # fmt: skip
from simulator.workshop.steering import MOST_HANDS

DIGITS = 4


class HandsApp(Face[None]):
    """A workshop without any network: one screen, a show of hands."""

    BINDINGS = [("ctrl+q", "leave", "")]  # noqa: RUF012 - Textual's

    def __init__(self, host: Host, language: Language | str, **more: Any) -> None:
        """Lead the workshop of *host*, which nobody joins."""
        super().__init__(host, language, **more)

    def first(self) -> Shell:
        """Return the one screen."""
        return HandsScreen()


class HandsScreen(Acting):
    """The room's screen with the keys of the facilitator under it."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("h", "hands", ""), ("left", "leaf(-1)", ""), ("right", "leaf(1)", ""),
        ("question_mark", "help", ""), ("ctrl+q", "leave", ""),
        Binding("pageup", "read(-1)", priority=True),
        Binding("pagedown", "read(1)", priority=True),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with an empty board."""
        super().__init__()
        self.board = Board(None)
        self.seconds = 0

    def body(self) -> ComposeResult:
        """Draw the board and the line that says what is next."""
        yield self.board
        yield Steady(id="next")
        yield Steady(id="said")

    def bar(self) -> AllKeys:
        """Return the bar of keys, with room for all."""
        return AllKeys(self.keys())

    def on_mount(self) -> None:
        """Draw what is true now."""
        self.call_after_refresh(self.show)

    def on_resize(self) -> None:
        """Draw as large as there is room for."""
        super().on_resize()
        self.call_after_refresh(self.board.draw)

    def show(self) -> None:
        """Draw what is true now."""
        self.board.show(self.face)
        told = self._told_next()
        is_looking = self.host.now.stage == DEBRIEF and self.is_last_leaf
        space = (self.language._("Space"), "bold reverse")
        line = Content.assemble(space, "  ", told) if told and not is_looking else Content(told)
        self.query_one("#next", Steady).show(line)
        fault = self.host.fault
        if fault is not None and not self.said:
            self.say(fault.sentence(self.language), 0)
        self.show_keys()

    def _told_next(self) -> str:
        if self._counts_next:
            return self.language._("Count the hands")
        if self.host.now.stage == DEBRIEF:
            return self.looking_told()
        return next_told(self.language, self.host.now, "")

    @property
    def _counts_next(self) -> bool:
        """Whether what comes next is that hands are counted."""
        is_reading = self.host.now.stage == EXERCISE and self.phase == VOTING
        return is_reading and self.host.now.wall is None

    @property
    def guides(self) -> Mapping[str, w.Guide]:
        """What may be looked at, by team."""
        joining = w.Joining("", "", "")
        page = self.face.telling.console(self.host.now, joining, Known.of(self.host))
        ids = (team.id for team in page.teams)
        return dict(zip(ids, page.guides, strict=True))

    @property
    def shelf(self) -> tuple[tuple[str, str], ...]:
        """The spare posts."""
        joining = w.Joining("", "", "")
        return self.face.telling.console(self.host.now, joining, Known.of(self.host)).shelf

    # ---- keys

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed now, what matters most first."""
        _ = self.language._
        now = self.host.now
        if now.stage == CLOSED:
            return [(_("Ctrl+Q"), _("leave")), ("?", _("help"))]
        found = [("y", _("try again"))] if self.failed is not None else []
        if now.stage == EXERCISE and self.phase != OVER:
            found += [("h", _("count hands"))] if self.phase != REVEALED else []
            if self.phase in {COUNTED, REVEALED}:
                found += [("g", _("go on with…")), ("t", _("try another"))]
            found += [("e", _("answers")), ("l", _("look"))]
            found += [("s", _("skip")), ("x", _("extra post"))]
        if now.stage == EXERCISE:
            found.append(("d", _("debrief")))
        elif self.board.is_leafed:
            found.append(("← →", _("turn the page")))
        found += [("n", _("note")), ("b", _("show") if now.is_blank else _("blank"))]
        if now.stage != LOBBY:
            found.append((_("PgUp"), _("read back")))
        return [*found, ("q", _("close")), ("?", _("help"))]

    def action_step(self) -> None:
        """Do what comes next: here hands are counted where a vote would be closed."""
        if self._counts_next and self.host.now.is_blank is False:
            self.action_hands()
        else:
            super().action_step()

    def action_hands(self) -> None:
        """Count the hands that are up."""
        team = self.first
        page = question(Room(self.host.loaded, self.language), team) if team is not None else None
        is_time = self.phase in {READING, VOTING, COUNTED}
        if team is None or page is None or not is_time or self.host.now.stage != EXERCISE:
            self.say(self.refusal("phase"))
            return
        prompt = asked(self.host.loaded.scenario, team)
        asks_people = prompt is not None and prompt.high > 1
        title = self.language._("How many hands?")

        def counted(found: tuple[dict[str, int], int] | None) -> None:
            if found is not None:
                counts, voters = found
                hands = sum(counts.values())
                said = self.language.n("{count} hand counted.", "{count} hands counted.", hands)
                self.ask(c.CountHands(counts, voters, team.id), said)

        self.app.push_screen(CountBox(title, page, asks_people=asks_people), counted)

    def action_write(self) -> None:
        """Nobody can write here: there is one keyboard."""
        said = self.language._("Writing needs a phone each: on paper it works as well.")
        self.say(said)

    def action_lock(self) -> None:
        """There is no door to lock."""

    def action_read(self, by: int) -> None:
        """Read the posts, or the page."""
        pane = self.board.feed if not self.board.has_class("whole") else self.query_one("#board")
        pane.scroll_relative(y=by * max(pane.size.height - 2, 1), animate=False)

    def action_help(self) -> None:
        """Say what every key does."""
        self.app.push_screen(LeafScreen(hands_help(self.language)))


class Count(Line):
    """A field for a number of hands."""

    def __init__(self, name: str) -> None:
        """Count the hands for the option called *name*."""
        super().__init__(
            max_length=DIGITS, restrict=r"[0-9]*", name=name, compact=True, placeholder="0"
        )


class CountBox(Box[tuple[dict[str, int], int]]):
    """How many hands for each option."""

    BINDINGS = [("up", "move(-1)", ""), ("down", "move(1)", "")]  # noqa: RUF012 - Textual's

    def __init__(self, asks: str, ask: p.Ask, *, asks_people: bool) -> None:
        """Under *asks*, count for each choice of *ask*; *asks_people*: a hand may rise twice."""
        super().__init__(asks)
        self.ask, self.asks_people = ask, asks_people

    def how(self) -> str:
        """Return what can be pressed, in a sentence."""
        return self.language._("Enter: the next one; after the last, the count · Escape to go back")

    def inside(self) -> ComposeResult:
        """Draw a field for each option."""
        _ = self.language._
        about = _("In an order: hands for what should come early.") if self.ask.ordered else ""
        if about:
            yield Static(Content(about))
        with VerticalScroll(classes="reading"):
            for choice in self.ask.choices:
                content = Content.assemble((f"{choice.letter}  ", "bold $accent"), choice.text)
                yield Horizontal(Count(choice.id), Static(content), classes="count")
            if self.asks_people:
                content = Content(_("How many people are in the room?")).stylize("bold")
                yield Horizontal(Count(""), Static(content), classes="count")
        yield Static(id="told")

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.query(Count).first().focus()

    def action_move(self, by: int) -> None:
        """Go to another field."""
        fields = list(self.query(Count))
        place = next((n for n, field in enumerate(fields) if field.has_focus), 0)
        fields[(place + by) % len(fields)].focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field; after the last, count."""
        fields = list(self.query(Count))
        if event.input is not fields[-1]:
            self.action_move(1)
            return
        numbers = {field.name or "": int(field.text or "0") for field in fields}
        people = numbers.pop("", 0)
        if said := self.wrong(numbers, people):
            self.query_one("#told", Static).update(Content(said).stylize("bold"))
            self.query(Count).first().focus()
        else:
            self.dismiss((numbers, people))

    def wrong(self, numbers: dict[str, int], people: int) -> str:
        """Return what is wrong with what was counted; "" if nothing is."""
        _ = self.language._
        if not any(numbers.values()):
            return _("No hand is counted yet.")
        if self.asks_people and max(numbers.values()) > people:
            return _("There are more hands for one answer than people in the room.")
        if max(sum(numbers.values()) if not self.asks_people else people, 0) > MOST_HANDS:
            return _("At most {most} hands can be counted.", most=MOST_HANDS)
        return ""

    def on_paste(self, event: events.Paste) -> None:
        """Take nothing that is pasted beside a field."""
        event.stop()
