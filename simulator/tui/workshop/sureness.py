"""How sure somebody is of an answer: asked over the choices, with no screen opened for it.

A screen over another has the whole of it drawn twice, under its veil and without: for a hundred
participants of one process that was half of all there was to do.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from simulator.language import Language
from simulator.tui.widgets.choices import Choices
from simulator.tui.workshop import drawing as d

if TYPE_CHECKING:
    from simulator.tui.screens.shell import Shell

INDENT = "  "
"""As far in as the rows of the choices."""
MOVES = {"up": -1, "k": -1, "down": 1, "j": 1}

Lines = list[tuple[Content, int | None]]
"""Lines, each with the number of the answer that it is."""


class Sureness(Widget):
    """Asks how sure one is, over the choices, in the room that they take; hidden until it asks.

    Keys still go to the choices, which hand them on.
    """

    class Said(Message):
        """It was answered."""

        def __init__(self, level: int | None) -> None:
            """Tell how sure somebody is; None: they would rather not say."""
            super().__init__()
            self.level = level

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__(id="sureness")
        self.is_open = False
        """Whether it is asked now."""
        self._cursor = 0
        self._rows: dict[int, int] = {}
        """The line of each answer that is drawn."""
        self.display = False

    @property
    def levels(self) -> list[tuple[str, int | None]]:
        """What can be answered; the last is what Enter alone means."""
        _ = self._language._
        return [(_("guessing"), 1), (_("fairly sure"), 2), (_("sure"), 3), (_("not said"), None)]

    @property
    def _language(self) -> Language:
        return cast("Shell", self.screen).language

    def ask(self) -> None:
        """Ask."""
        self._cursor = len(self.levels) - 1
        self.is_open = self.display = True

    def close(self) -> None:
        """Ask no more."""
        if self.is_open:
            self.is_open = self.display = False

    # ---- drawing

    def render(self) -> Content:
        """Draw as many of its lines as there is room for."""
        lines = self._fitting(max(self.size.width - 2 * len(INDENT), 10), self.size.height)
        self._rows = {y: row for y, (_line, row) in enumerate(lines) if row is not None}
        return d.joined(Content.assemble(INDENT, line) for line, _row in lines)

    def _fitting(self, width: int, height: int) -> Lines:
        _ = self._language._
        title = _plain([Content(_("How sure are you?")).stylize("bold $accent")])
        said = _("Your answer counts either way; the room only sees how many are sure.")
        about = _plain(d.wrapped(said, width))
        how = _("A number · Enter on a line · Escape answers without saying")
        keys = _plain(d.wrapped(how, width, "$muted"))
        rows: Lines = [(self._row(number), number) for number in range(len(self.levels))]
        blank = _plain([Content("")])
        airy = [*title, *blank, *about, *blank, *rows, *blank, *keys]
        drawn = ([*blank, *airy], airy, [*title, *about, *rows, *keys], [*title, *rows, *keys])
        return next((lines for lines in drawn if len(lines) <= height), [*title, *rows])

    def _row(self, number: int) -> Content:
        text = Content.assemble((f"{number + 1}", "bold $accent"), f"  {self.levels[number][0]}")
        return text.stylize("bold underline") if number == self._cursor else text

    # ---- answering

    def take(self, event: events.Key) -> None:
        """Answer by a number, or by Enter on a line."""
        number = event.character if event.character and event.character.isascii() else ""
        if event.key in MOVES:
            self._cursor = max(0, min(self._cursor + MOVES[event.key], len(self.levels) - 1))
            self.refresh()
        elif event.key in {"enter", "space"}:
            self._say(self._cursor)
        elif event.key == "escape":
            self._say(len(self.levels) - 1)
        elif number.isdecimal() and 0 < int(number) <= len(self.levels):
            self._say(int(number) - 1)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Answer with the mouse."""
        spot = event.get_content_offset(self)
        if spot is not None and spot.y in self._rows:
            event.stop()
            self._say(self._rows[spot.y])

    def _say(self, number: int) -> None:
        if self.is_open:
            self.post_message(self.Said(self.levels[number][1]))


class Weighed(Choices):
    """Choices of which it is asked at once how sure one is: both are drawn in one go."""

    def place(self, under: Sureness, then: Callable[[Choices], None]) -> None:
        """Lie *under* what asks that; *then* is called with a response."""
        self._above, self._then = under, then

    def respond(self) -> None:
        """Give the response."""
        self._then(self)

    def on_key(self, event: events.Key) -> None:
        """Hand on what is typed while they are covered; it picks nothing here."""
        if self._above.is_open:
            self._above.take(event)
            event.prevent_default()


def _plain(lines: Iterable[Content]) -> Lines:
    return [(line, None) for line in lines]
