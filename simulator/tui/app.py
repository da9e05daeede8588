"""The app: one language, one theme, one set of preferences, and the screens one after the other."""

import contextlib
import gc
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import SystemCommand
from textual.screen import Screen

from simulator import settings as preferences
from simulator.crash import report
from simulator.language import Language, speak
from simulator.present.cards import Card
from simulator.scenario.library import find, shipped
from simulator.tui import shelf, terminal
from simulator.tui.opening import Opening
from simulator.tui.preferring import Preferring
from simulator.tui.screens.home import HomeScreen
from simulator.tui.storing import Storing
from simulator.tui.sturdy import Sturdy
from simulator.tui.wishes import Wishes

if TYPE_CHECKING:
    from simulator.conduct.conduct import Conduct
    from simulator.scenario.load import Loaded

GRACE = 2.0
"""Seconds that the app has to end by itself once it is told to, or its terminal is gone."""
WATCH = 1.0
"""Seconds between two looks at whether the terminal is still there."""
REST = 2.0
"""Seconds without a key after which memory is tidied, so that no key waits for it."""
RARELY = 1000
"""How often memory is tidied in any case: hundreds of times more seldom than Python would."""


class BadBuzz(Storing, Preferring, Sturdy[None]):
    """The training simulator, full screen."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [("ctrl+q", "quit", "")]  # noqa: RUF012 - Textual's

    def __init__(  # noqa: PLR0913 - whom it serves, and where it keeps what
        self,
        language: str,
        settings: preferences.Settings,
        place: Path | None = None,
        *,
        cache: Path | None = None,
        wishes: Wishes | None = None,
        opening: Opening | None = None,
    ) -> None:
        """Speak *language* unless something was preferred; keep *settings* in *place*.

        *opening*, if there is one, gives the store in which exercises are kept.
        """
        super().__init__()
        self.opening = opening
        self.settings = settings
        self.wishes = wishes or Wishes()
        self.language: Language = speak(self.wishes.language or settings.language or language)
        self.place = place
        self.cache = cache
        self.seed = self.wishes.seed
        self.plays: dict[str, Conduct] = {}
        """The last finished play of each crisis, as long as the app is open."""
        self.is_busy = self.is_tidy = False
        self.dress(settings.theme)

    @property
    def moves(self) -> bool:
        """Whether posts arrive one by one."""
        return self.wishes.motion and self.settings.motion and self.animation_level != "none"

    def on_mount(self) -> None:
        """Open home, and on the first launch the tutorial at once."""
        if not self.is_headless:
            self.attend()
        self.begin()

    def attend(self) -> None:
        """Look now and then at the terminal and at the memory of this process."""
        self.set_interval(WATCH, self.watch_terminal)
        self.set_interval(REST, self.tidy)

    def begin(self) -> None:
        """Open what this launch begins with."""
        self.push_screen(HomeScreen())
        self.call_after_refresh(self.open_store)
        if self.wishes.goes_on:
            self.go_on()
        elif self.wishes.scenario:
            self.play(self.wishes.scenario)
        elif self.settings.is_first_launch:
            self.play_first()

    # ---- what screens ask of the app

    def loaded(self, name: str) -> "Loaded | None":
        """Return a scenario, or None with a notice when it cannot be played."""
        from simulator.scenario.load import load

        found, _problems = load(find(name), self.wishes.organisation, cache=self.cache)
        if found is None:
            self.notify(
                self.language._(
                    "This crisis cannot be played. badbuzz check shows everything that is wrong."
                ),
                severity="error", markup=False,
            )  # fmt: skip
        return found

    def library(self) -> "list[Loaded]":
        """Return the shipped scenarios that can be played."""
        from simulator.scenario.load import load

        found = [load(path, cache=self.cache)[0] for path in shipped()]
        return sorted(
            (loaded for loaded in found if loaded),
            key=lambda loaded: (loaded.scenario.level, loaded.scenario.id),
        )

    def remembered(self) -> list[Card]:
        """Return the cards that home showed last: they stand before any scenario is read."""
        return shelf.remembered(self.cache, self.language.code)

    def remember(self, cards: Sequence[Card]) -> None:
        """Keep *cards* for the next start, where there is a place for it."""
        shelf.remember(self.cache, self.language.code, cards)

    def play(self, name: str, *, wrecks: bool = False) -> None:
        """Open the room on a scenario."""
        from simulator.conduct.conduct import Conduct
        from simulator.tui.screens.room import RoomScreen

        loaded = self.loaded(name)
        if loaded is None:
            return
        keeper = None if wrecks else self.keeper(loaded)
        conduct = Conduct(loaded, keeper.append if keeper else None)
        self.push_screen(RoomScreen(conduct, wrecks=wrecks, seed=self.seed, keeper=keeper))

    def replay(self, played: "Conduct", scene: str) -> None:
        """Open the room on *played* as it stood when *scene* asked: a new exercise, kept apart."""
        from simulator.conduct.conduct import Conduct
        from simulator.debrief.travel import rewound
        from simulator.tui.screens.room import RoomScreen

        first = rewound(played.log, scene)
        keeper = self.keeper(played.loaded, "replay")
        if keeper is not None:
            keeper.defer(first)
        conduct = Conduct(played.loaded, keeper.append if keeper else None, first)
        self.push_screen(RoomScreen(conduct, keeper=keeper))

    # ---- the command palette

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer our own commands only."""
        from simulator.tui.offering import commands

        return commands(self, screen)

    def action_command_palette(self) -> None:
        """Open the palette over any screen but itself."""
        from simulator.tui.screens.palette import Palette

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(Palette(list(self.get_system_commands(self.screen))))

    def action_help(self) -> None:
        """Show the help page."""
        from simulator.present.helping import helping
        from simulator.tui.screens.leaf import LeafScreen

        self.push_screen(LeafScreen(helping(self.language)))

    def action_help_quit(self) -> None:
        """Say how to leave, to somebody who pressed Ctrl+C: here it would be too easily pressed."""
        self.notify(self.language._("Ctrl+Q leaves Bad Buzz. Escape only goes back."), markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Know whether anything was pressed."""
        if isinstance(event, events.InputEvent):
            self.is_busy, self.is_tidy = True, False
        await super().on_event(event)

    def tidy(self) -> None:
        """Collect garbage once nothing has been pressed for a while."""
        if not self.is_busy and not self.is_tidy:
            gc.collect()
            self.is_tidy = True
        self.is_busy = False

    # ---- ends of all kinds

    def watch_terminal(self) -> None:
        """End when nobody can see or press anything any more."""
        if terminal.is_gone():
            self.end()

    def end(self) -> None:
        """Leave the screen as it was found; after a while, end in any case."""
        terminal.end_in_any_case(GRACE)
        self.exit(return_code=0)


def run(language: str, *, cache: Path | None, wishes: Wishes | None = None) -> int:
    """Run the app until it is left; return its exit code."""
    place = preferences.folder()
    asked = wishes or Wishes()
    opening = Opening(asked.data, asked.database) if asked.keeps else None
    app = BadBuzz(
        language, preferences.read(place), place, cache=cache, wishes=wishes, opening=opening
    )
    return launch(app)


def launch(app: BadBuzz) -> int:
    """Run *app* until it is left, however it ends; return its exit code."""
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            with contextlib.suppress(ValueError, OSError):
                signal.signal(number, lambda *_: app.end())
    # What was imported stays: looking through it for garbage is what makes a key wait.
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], RARELY)
    gc.enable()
    app.run()
    if app.opening is not None:
        app.opening.close()
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    if app.crash is not None:
        print(report(app.crash, app.language.code), file=sys.__stderr__)
    return app.return_code or 0
