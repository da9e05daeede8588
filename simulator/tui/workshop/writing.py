"""The real post, written by a participant: several lines, of a limited length, kept when sent."""

from typing import cast

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static, TextArea

from simulator import safe
from simulator.exercise.commands import Refused
from simulator.present.workshop import pages as w
from simulator.present.workshop.refusing import refused as refused_in_words
from simulator.store.faults import StoreFault
from simulator.tui.widgets.steady import Steady
from simulator.tui.work import begin
from simulator.tui.workshop import drawing as d
from simulator.tui.workshop.app import Live
from simulator.workshop import commands as c
from simulator.workshop.walls import LONGEST_POST

PAUSE = 3
"""Seconds without typing after which what is there is sent."""


class Paper(TextArea):
    """A text of limited length: what is pasted is made inert and cut, and that is said."""

    def __init__(self, text: str) -> None:
        """Begin with *text*."""
        super().__init__(
            text, id="sheet", soft_wrap=True, tab_behavior="focus", show_line_numbers=False
        )
        self.cursor_blink = False

    @property
    def room(self) -> int:
        """How many characters may still come."""
        return LONGEST_POST - len(self.text) + len(self.selected_text)

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and self.room < 1:
            event.stop()
            event.prevent_default()
            cast("WriteScreen", self.screen).say_full()
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        room = self.room
        text = safe.clean(event.text, max(room, 1)) if room > 0 else ""
        if len(event.text) > room:
            cast("WriteScreen", self.screen).say_full()
        if text:
            self.insert(text)


class WriteScreen(Live):
    """The sheet, and what to do."""

    BINDINGS = [("escape", "send", ""), ("ctrl+s", "send", "")]  # noqa: RUF012 - Textual's

    def __init__(self, seat: str, wall: w.WallPage, *, is_alone: bool = True) -> None:
        """Write for *wall*, as whoever sits in *seat*; *is_alone*, nobody else writes the same."""
        super().__init__()
        self.seat, self.wall, self.is_alone = seat, wall, is_alone
        self.sent = wall.mine
        self.quiet = 0
        """Ticks since something was typed."""

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        return [(self.language._("Esc"), self.language._("send it and go back"))]

    def body(self) -> ComposeResult:
        """Draw the sheet."""
        yield Static(Content(self.wall.title), classes="title")
        yield Static(Content(self.wall.how), classes="about")
        yield Steady(id="doing")
        yield Paper(self.wall.mine)
        yield Steady(id="said")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Paper).focus()
        self.count()

    def show(self) -> None:
        """Send what is there once the time is up: it may still be taken."""
        wall = self.face.host.now.wall
        if wall is None or not wall.is_open or wall.round != self.wall.round:
            self.dismiss()

    def tick(self) -> None:
        """Draw the clock, and how much room there is; send what has not been, after a pause."""
        self.quiet += 1
        left = self.face.host.left_to_write()
        if self.is_mounted and (left == 0 or (self.is_alone and self.quiet > PAUSE)):
            self.send()
        self.count()

    def count(self) -> None:
        """Draw the clock, and how much room there is."""
        clock = d.clock(self.face.host.left_to_write(), is_coarse=True)
        room = self.language._("{count} characters left", count=self.query_one(Paper).room)
        content = Content.assemble((clock, "bold $accent"), "  " if clock else "", (room, "$muted"))
        self.query_one("#doing", Steady).show(content)

    def on_text_area_changed(self) -> None:
        """Count again."""
        self.quiet = 0
        if self.is_mounted:
            self.count()

    def say_full(self) -> None:
        """Say that no more fits."""
        self.say(self.language._("A post has {most} characters at most.", most=LONGEST_POST))

    def say(self, text: str) -> None:
        """Say something under the sheet."""
        line = self.query_one("#said", Steady)
        line.show(Content(text).stylize("bold"))
        line.display = bool(text)

    def action_send(self) -> None:
        """Send what is written, and go back once it is kept; nothing new, go back."""
        if not self.send(leaves=True):
            self.dismiss()

    def send(self, *, leaves: bool = False) -> bool:
        """Send what is written, if that is anything new; say whether it is."""
        text = self.query_one(Paper).text.strip()
        if not text or text == self.sent:
            return False
        self.sent = text
        begin(self, self._send, text, leaves)
        return True

    async def _send(self, text: str, leaves: bool) -> None:  # noqa: FBT001 - handed over
        try:
            await self.face.host.do(c.Write(self.wall.round, text), self.seat)
        except Refused as refused:
            self.say(refused_in_words(self.language, refused.reason, c.Write))
        except StoreFault:
            self.sent = ""
            self.say(self.language._("This could not be kept, and does not count. Try again."))
        else:
            if leaves:
                self.dismiss()
            elif self.is_mounted and not self.is_left:
                self.say(self.language._("Your post is taken as it stands."))
