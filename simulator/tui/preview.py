"""The preview: the app on a scenario that is being written, opened again after each save.

It keeps no exercise and writes no preference. The files are looked at ten times a second rather
than watched: that works on every disk and every system, and a look is a few `stat`. What reading
finds is shown with the scene; the scenario is then played in a thread of its own for the rest.
"""

import asyncio
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual.app import ComposeResult, SystemCommand
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator import settings as preferences
from simulator.author.checking import CalledOff, check, read_only
from simulator.conduct.conduct import Conduct
from simulator.present.pages import Section
from simulator.present.previewing import problems, state
from simulator.present.room import Room
from simulator.scenario.load import Loaded
from simulator.scenario.problems import Problem
from simulator.tui.app import BadBuzz, launch
from simulator.tui.screens.leaf import drawn
from simulator.tui.screens.palette import Palette
from simulator.tui.screens.room import RoomScreen
from simulator.tui.screens.shell import Shell

LOOK = 0.1
"""Seconds between two looks at the files."""
QUIET = 0.3
"""Seconds after a save before it is played: what was written is drawn first, and typing goes on."""
TURN = 0.0005
"""Seconds that a thread computes before another may: the screen comes before the proofs."""
SEED = 1
"""Fixes all chance, so that a reload shows the same order and the same truths."""


class Proofs(VerticalScroll):
    """The pane with problems and state."""

    DEFAULT_CSS = """
    Proofs { dock: right; width: 36; padding: 0 1; background: $panel; }
    Proofs.away { display: none; }
    """
    can_focus = False

    def compose(self) -> ComposeResult:
        """Draw the text."""
        yield Static(id="beside")

    def tell(self, sections: list[Section]) -> None:
        """Show *sections*."""
        self.query_one("#beside", Static).update(Content("\n\n").join(map(drawn, sections)))


class PreviewRoom(RoomScreen):
    """The room with a pane beside it."""

    BINDINGS = [("f2", "app.scenes", ""), ("f3", "app.pane", "")]  # noqa: RUF012 - Textual's

    def compose(self) -> ComposeResult:
        """Draw the room, then the pane."""
        yield Proofs()
        yield from super().compose()

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here, an author's keys first."""
        _ = self.language._
        return [("F2", _("scenes")), ("F3", _("problems and state")), *super().keys()]

    def action_leave(self) -> None:
        """End the preview: nothing is lost."""
        self.app.exit()


class Waiting(Shell):
    """Shown as long as the scenario cannot be played at all."""

    BINDINGS = [("escape", "app.quit", "")]  # noqa: RUF012 - Textual's

    def body(self) -> ComposeResult:
        """Draw a sentence and the pane."""
        yield Proofs()
        text = self.language._("This scenario cannot be played yet. Mend it and save it.")
        yield Static(Content(text), classes="title")


class Preview(BadBuzz):
    """The app on one folder."""

    def __init__(
        self, language: str, settings: preferences.Settings, folder: Path,
        proofs: Path | None = None,
    ) -> None:  # fmt: skip
        """Show the scenario in *folder*; what is proven of it is kept in *proofs*."""
        super().__init__(language, settings)
        self.folder = folder
        self.proofs = proofs
        self.off = threading.Event()
        """Set when what is being played is no longer what is written."""
        self.is_whole = False
        self.seen: tuple[object, ...] = ()
        self.found: list[Problem] = []
        self.conduct: Conduct | None = None
        self.told: tuple[object, ...] = ()
        self.reloads = 0
        self.is_loading = False

    def begin(self) -> None:
        """Open the scenario, not home; look at its files from then on."""
        self.set_interval(LOOK, self.look)
        self.call_after_refresh(self.look)

    @property
    def moves(self) -> bool:
        """Posts do not arrive one by one: an author has read them."""
        return False

    def finished(self, scenario: str) -> None:
        """Remember nothing."""

    async def look(self) -> None:
        """Open the scenario again if a file has changed; keep the pane true."""
        now = signature(self.folder)
        # Who is choosing from a list keeps it: what was saved shows when it is closed.
        is_choosing = isinstance(self.screen, Palette)
        if now != self.seen and not self.is_loading and not is_choosing:
            self.is_loading = True
            self.off.set()
            try:
                self.seen = now
                report = await asyncio.to_thread(read_only, self.folder)
                if isinstance(self.screen, Palette):
                    self.seen = ()
                    return
                self.found, self.is_whole = report.sorted, report.loaded is None
                await self.reload(report.loaded)
            finally:
                self.is_loading = False
            if report.loaded:
                self.off = threading.Event()
                self.run_worker(self.play_it(self.off), group="playing")
        self.tell_beside()

    async def play_it(self, off: threading.Event) -> None:
        """Find what only playing finds, once the screen is drawn, unless *off* is set before."""
        await asyncio.sleep(QUIET)
        if off.is_set():
            return
        with suppress(CalledOff):
            report = await asyncio.to_thread(check, self.folder, self.proofs, is_off=off.is_set)
            if not off.is_set():
                self.found, self.is_whole = report.sorted, True

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self.off.set()

    async def reload(self, loaded: Loaded | None) -> None:
        """Show *loaded* at the scene where we were, if it is still there."""
        self.reloads += 1
        if loaded is None:
            if self.conduct is None:
                await self.put(Waiting())
            return
        at = self.scene if self.scene in loaded.scenario.scenes else ""
        await self.enter(loaded, at)

    @property
    def scene(self) -> str:
        """The scene that is shown, or was last."""
        return self.conduct.state.scene if self.conduct else ""

    async def enter(self, loaded: Loaded, at: str) -> None:
        """Begin *loaded* at the scene *at*, as if nothing had happened before."""
        self.conduct = Conduct(loaded)
        self.conduct.start(SEED, at=at)
        await self.put(PreviewRoom(self.conduct, seed=SEED))

    async def put(self, screen: Shell) -> None:
        """Put *screen* in place of everything that is open."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(screen)
        self.told = ()

    def tell_beside(self) -> None:
        """Bring the pane up to date when something has changed."""
        conduct = self.conduct
        count = len(conduct.log) if conduct else 0
        now = (self.reloads, self.is_whole, count, self.screen)
        if now == self.told:
            return
        sections = [problems(self.language, self.found, is_whole=self.is_whole)]
        if conduct:
            sections.append(state(Room(conduct.loaded, self.language), conduct))
        for pane in self.screen.query(Proofs):
            if pane.is_mounted:
                pane.tell(sections)
                self.told = now

    def action_scenes(self) -> None:
        """Offer every scene to jump to."""
        if self.conduct is None:
            return
        loaded = self.conduct.loaded
        texts = loaded.texts[loaded.language(self.language.code)]
        _ = self.language._
        self.push_screen(
            Palette(
                [
                    SystemCommand(texts.of(name, "title"), name, partial(self.enter, loaded, name))
                    for name in loaded.scenario.scenes
                ],
                _("Search for a scene"),
                _("No scene is called that."),
            )
        )

    def action_pane(self) -> None:
        """Show or hide the pane."""
        for pane in self.screen.query(Proofs):
            pane.toggle_class("away")


def signature(folder: Path) -> tuple[object, ...]:
    """Return what changes when a file of *folder* is saved."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            about = path.stat()
        except OSError:
            continue
        found.append((path.name, about.st_mtime_ns, about.st_size, about.st_ino))
    return (folder, *found)


def run(language: str, folder: Path, proofs: Path | None = None) -> int:
    """Preview *folder* until it is left; return the exit code."""
    # A thread that plays holds the others up for this long each time that they wait for a disk.
    sys.setswitchinterval(TURN)
    return launch(Preview(language, preferences.read(preferences.folder()), folder, proofs))
