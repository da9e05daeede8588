"""How an app of ours is driven without a terminal of its own: bytes in, bytes out, in one process.

Textual's drivers own a terminal, with threads and signals. This one is handed what was typed far
away, and hands on what is drawn. Everything here is on the loop that the app runs on.
"""

import asyncio
import codecs
from collections.abc import Callable
from typing import Any, BinaryIO, TextIO

from textual import events, messages
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from simulator.tui.terminal import clamped

LONGEST_PASTE = 10_000
"""Characters of one paste; the rest is cut, and that is said."""
MOST_KEYS, KEYS_A_SECOND = 300.0, 60.0
"""Keys, clicks and pastes taken at once, and in the long run; nobody types faster."""
MOST_WAITING = 400
"""Messages that an app may have before it; until it has dealt with some, keys are lost."""
BEGIN = "\x1b[?1049h\x1b[?1000h\x1b[?1006h\x1b[?25l\x1b[?2004h\x1b[2J"
"""Another screen, clicks and the wheel, no cursor, pastes told from typing. Not every move of the
mouse: it would be a message each."""
END = "\x1b[?2004l\x1b[?25h\x1b[?1006l\x1b[?1000l\x1b[0m\x1b[?1049l"
"""The terminal as it was found."""
_PASTED = "\x1b[201~"
_CHUNK = 1024

Deliver = Callable[[bytes, str, str], bool]
"""Takes what is saved, its name and its type; says whether it could be handed over."""


class Keyboard:
    """What was typed, as events. No input whatever makes it fail or grow."""

    def __init__(self, emit: Callable[[Message], None]) -> None:
        """Give each event to *emit*."""
        self._emit = emit
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._silent = 0
        self._tail: str | None = None
        """The end of what is thrown away, while the rest of a long paste is."""

    def feed(self, data: bytes) -> bool:
        """Take *data*; say whether a paste was cut."""
        text, was_cut = self._decode(data), False
        while text:
            if self._tail is not None:
                text = self._skip(text)
                continue
            self._parse(text[:_CHUNK])
            text = text[_CHUNK:]
            if self._silent > LONGEST_PASTE:
                self._parse(_PASTED)
                self._tail, self._silent, was_cut = "", 0, True
        return was_cut

    def tick(self) -> None:
        """Take a lone Escape for what it is, now that nothing followed it."""
        self._hand_on(self._parser.tick())

    def _parse(self, text: str) -> None:
        self._silent += len(text)
        self._hand_on(self._parser.feed(text))

    def _hand_on(self, found: Any) -> None:
        try:
            for event in found:
                self._silent = 0
                self._emit(event)
        except (ValueError, OverflowError, RuntimeError, StopIteration):
            self._parser = XTermParser()  # It fell over a sequence that no terminal sends.

    def _skip(self, text: str) -> str:
        """Return what follows the end of the paste, if that is in *text*."""
        both = f"{self._tail}{text}"
        _lost, end, rest = both.partition(_PASTED)
        self._tail = None if end else both[1 - len(_PASTED) :]
        return rest


class ServedDriver(Driver):
    """The driver of an app that is drawn elsewhere."""

    def __init__(  # noqa: PLR0913 - Textual's arguments, and whom it is for
        self, app: App[Any], *, debug: bool = False, mouse: bool = True,
        size: tuple[int, int] | None = None,
        draw: Callable[[str], None], deliver: Deliver | None = None,
    ) -> None:  # fmt: skip
        """Give what is drawn to *draw*, and what is saved to *deliver*."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._draw = draw
        self.hand_over = deliver
        self._keyboard = Keyboard(self.process_message)
        self._keys, self._since = MOST_KEYS, self._loop.time()
        self._later: asyncio.TimerHandle | None = None
        self.is_on = False

    # ---- in

    def feed(self, data: bytes) -> bool:
        """Take what was typed; say whether a paste was cut."""
        if not self.is_on:
            return False
        was_cut = self._keyboard.feed(data)
        if self._later is not None:
            self._later.cancel()
        self._later = self._loop.call_later(ESCAPE_DELAY, self._keyboard.tick)
        return was_cut

    def resize(self, size: Size) -> None:
        """Tell the app that it is drawn on *size* from now on."""
        self._size = size
        if self.is_on:
            self.send_message(events.Resize(size, size))

    def send_message(self, message: Message) -> None:
        """Give *message* to the app, unless it comes faster than anybody types."""
        if isinstance(message, messages.InBandWindowResize):
            return  # The size is told beside what is typed, not in it.
        if isinstance(message, events.Resize):
            message = events.Resize(clamped(message.size), clamped(message.virtual_size))
        elif isinstance(message, events.InputEvent | events.Paste) and not self._may_type():
            return
        self._app.post_message(message)

    def _may_type(self) -> bool:
        now = self._loop.time()
        self._keys = min(MOST_KEYS, self._keys + (now - self._since) * KEYS_A_SECOND)
        self._since = now
        if self._keys < 1 or self._app._message_queue.qsize() > MOST_WAITING:  # noqa: SLF001 - no other way to see it
            return False
        self._keys -= 1
        return True

    # ---- out

    def write(self, data: str) -> None:
        """Hand on what is drawn."""
        self._draw(data)

    def start_application_mode(self) -> None:
        """Begin to draw."""
        # It begins on the size it was made with: told again, everything would be laid out again.
        self.is_on = True
        self.write(BEGIN)
        self.write("\x1b[?2026$p")  # Can it show a frame at once? Its answer is typed.

    def disable_input(self) -> None:
        """Hear nothing more."""
        self.is_on = False
        if self._later is not None:
            self._later.cancel()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was found."""
        self.disable_input()
        self.write(END)

    # ---- what a terminal elsewhere must not do here

    def open_url(self, url: str, new_tab: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's arguments
        """Open nothing: the browser of this machine is somebody else's."""

    def deliver(self, data: bytes, name: str, kind: str) -> bool:
        """Hand *data* to whoever is served as a file; say whether there is a way to."""
        return self.hand_over is not None and self.hand_over(data, name, kind)

    def deliver_binary(self, binary: BinaryIO | TextIO, **about: Any) -> None:
        """Hand a file to whoever is served; none is ever written here."""
        with binary:
            found = binary.read()
        data = found.encode() if isinstance(found, str) else found
        path, kind = about["save_path"], about.get("mime_type") or "application/octet-stream"
        key, name = about["delivery_key"], about.get("name")
        if self.deliver(data, path.name, kind):
            self._app.post_message(events.DeliveryComplete(key=key, path=None, name=name))
        else:
            error = PermissionError()
            self._app.post_message(events.DeliveryFailed(key=key, exception=error, name=name))


def drives(app: App[Any]) -> ServedDriver | None:
    """Return what drives *app*, if it is served and has begun."""
    driver = app._driver  # noqa: SLF001 - Textual has no name for it
    return driver if isinstance(driver, ServedDriver) else None
