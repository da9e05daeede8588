"""What every face of a workshop is: one host, one language, drawn again when something changed.

The host tells from its own task, in which no app is known to Textual: it is only noted there, and
drawn from the app's own. However much happens, nothing is drawn more than four times a second.
"""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from textual.driver import Driver
from textual.message import Message
from textual.timer import Timer

from simulator.language import Language, speak
from simulator.present.pages import Leaf
from simulator.present.workshop.show import Show
from simulator.tui.screens.shell import Shell
from simulator.tui.sturdy import Sturdy
from simulator.tui.themes import DARK
from simulator.tui.work import begin
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED, DEBRIEF

REST = 0.25
"""Seconds between two drawings, at least."""
TICK = 1.0
HERE = Path(__file__).parent

Result = TypeVar("Result")
_SHOWS: WeakKeyDictionary[Host, dict[Language, Show]] = WeakKeyDictionary()

_LOOKED: WeakKeyDictionary[Host, dict[object, tuple[Leaf, ...]]] = WeakKeyDictionary()
_LOOKING = threading.Lock()


def telling(host: Host, language: Language) -> Show:
    """Return what makes the pages of *host* in *language*: one for all, it keeps what is dear."""
    known = _SHOWS.setdefault(host, {})
    if language not in known:
        known[language] = Show(host.loaded, language)
    return known[language]


def looked_back(host: Host, language: Language) -> tuple[Leaf, ...]:
    """Return the debrief of *host* in *language*, made once for all its apps, in a thread."""
    from simulator.present.workshop.debrief import WorkshopResults
    from simulator.workshop.debrief import look_back

    with _LOOKING:
        key = (language, host.now.stage, len(host.now.notes))
        known = _LOOKED.setdefault(host, {})
        if key not in known:
            known[key] = WorkshopResults(look_back(host.loaded, host.log), language).leaves()
        return known[key]


class Live(Shell):
    """A screen drawn from what the host knows now."""

    @property
    def face(self) -> "Face[None]":
        """The app, with its host."""
        return cast("Face[None]", self.app)

    @property
    def host(self) -> Host:
        """What runs the workshop."""
        return self.face.host

    def show(self) -> None:
        """Draw what is true now."""

    def tick(self) -> None:
        """Draw the clock, if there is one."""


class Face(Sturdy[Result]):
    """An app on one workshop."""

    CSS_PATH = [HERE.parent / "app.tcss", HERE / "workshop.tcss"]  # noqa: RUF012 - Textual's
    ENABLE_COMMAND_PALETTE = False
    shares_styles = True
    moves = False
    """Nothing moves, here or over a line: no cursor blinks, no post arrives one by one."""

    class Heard(Message):
        """Something has changed in the workshop."""

    def __init__(
        self,
        host: Host,
        language: Language | str,
        *,
        leaves: Callable[[], tuple[Leaf, ...]] | None = None,
        theme: str = DARK.name,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Show what *host* runs, in *language*.

        *leaves* makes the debrief, in a thread; without it, one is made once for all apps.
        """
        super().__init__(driver_class=driver_class)
        self.host = host
        self.language = speak(language) if isinstance(language, str) else language
        self.dress(theme)
        self.animation_level = "none"
        self.telling = telling(host, self.language)
        """Makes the pages, for every app of this workshop in this language."""
        self._leaves = leaves or partial(looked_back, host, self.language)
        self._looked_at: object = None
        self._looked_back: object = None
        self.looked: tuple[Leaf, ...] = ()
        """The debrief, once it was made."""
        self._is_told = False
        self._told_of: object = None
        self._clock: Timer | None = None
        self._hush: Callable[[], None] | None = None

    def debrief(self) -> tuple[Leaf, ...]:
        """Return the debrief of the workshop; () before it is open, and a moment after."""
        now = self.host.now
        if now.stage not in {DEBRIEF, CLOSED}:
            return ()
        asked = (now.stage, len(now.notes))
        if asked != self._looked_at:
            self._looked_at = asked
            begin(self, self._look_back)
        return self.looked

    @property
    def is_looking_back(self) -> bool:
        """Whether the debrief is being made."""
        return self._looked_at is not None and self._looked_at != self._looked_back

    async def _look_back(self) -> None:
        # It grades every exercise: beside the loop, which answers everybody.
        at = self._looked_at
        self.looked = await asyncio.to_thread(self._leaves)
        self._looked_back = at
        self.show()

    def first(self) -> Shell:
        """Return the screen that this app begins with."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Open the first screen, and listen."""
        self.push_screen(self.first())
        self._told_of = self.stands_alike()
        self._hush = self.host.listen(self._tell)
        self._clock = self.set_interval(TICK, self._tick)

    def on_unmount(self) -> None:
        """Listen no more."""
        if self._hush is not None:
            self._hush()

    def stands_alike(self) -> object:
        """Return what changes only with something that is read here; as it is, with everything."""
        return self.host.version

    def _tell(self) -> None:
        # In the host's task: nothing here may ask Textual which app this is. A hundred apps are
        # told of every vote of a hundred people: whom it does not concern does not even wake up.
        alike = self.stands_alike()
        if not self._is_told and alike != self._told_of:
            self._is_told, self._told_of = True, alike
            self.post_message(self.Heard())

    def on_face_heard(self) -> None:
        """Draw a moment later, with whatever else comes until then."""
        self.set_timer(REST, self._show)

    def _show(self) -> None:
        self._is_told = False
        self.show()

    def show(self) -> None:
        """Draw every open screen that shows the workshop."""
        for screen in self.screen_stack:
            if isinstance(screen, Live) and screen.is_mounted and not screen.is_left:
                screen.show()

    @property
    def is_counting(self) -> bool:
        """Whether a clock runs."""
        host = self.host
        is_voting = any(host.left(team) is not None for team in host.now.teams)
        return is_voting or host.left_to_write() is not None

    def _tick(self) -> None:
        stack = self.screen_stack
        screen = stack[-1] if stack else None  # None while the app ends.
        if self.is_counting and isinstance(screen, Live) and screen.is_mounted:
            screen.tick()
