"""The app: one language, one theme, one set of preferences, and the screens one after the other."""

import contextlib
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen

from simulator import settings as preferences
from simulator.conduct.conduct import Conduct
from simulator.language import Language, speak
from simulator.scenario.library import TUTORIAL, find, shipped
from simulator.scenario.load import Loaded, load
from simulator.tui import themes
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.screens.room import RoomScreen


class BadBuzz(App[None]):
    """The training simulator, full screen."""

    CSS_PATH = "app.tcss"
    TITLE = "Bad Buzz"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-medium"), (32, "-tall")]  # noqa: RUF012 - Textual's
    BINDINGS = [("ctrl+q", "quit", "")]  # noqa: RUF012 - Textual's

    def __init__(
        self,
        language: str,
        settings: preferences.Settings,
        place: Path | None = None,
        *,
        cache: Path | None = None,
        scenario: str = "",
        seed: int | None = None,
    ) -> None:
        """Speak *language*; keep *settings* in *place*; open *scenario* first if one is named."""
        super().__init__()
        self.settings = settings
        self.language: Language = speak(settings.language or language)
        self.place = place
        self.cache = cache
        self.scenario = scenario
        self.seed = seed
        for theme in themes.ALL:
            self.register_theme(theme)
        self.theme = settings.theme

    def on_mount(self) -> None:
        """Open home, and on the first launch the tutorial at once."""
        self.push_screen(HomeScreen())
        if self.scenario:
            self.play(self.scenario)
        elif self.settings.is_first_launch:
            self.play(TUTORIAL)

    # ---- what screens ask of the app

    def loaded(self, name: str) -> Loaded | None:
        """Return a scenario, or None with a notice when it cannot be played."""
        found, _problems = load(find(name), cache=self.cache)
        if found is None:
            self.notify(
                self.language._(
                    "This crisis cannot be played. badbuzz check shows everything that is wrong."
                ),
                severity="error", markup=False,
            )  # fmt: skip
        return found

    def library(self) -> list[Loaded]:
        """Return the shipped scenarios that can be played."""
        found = [load(path, cache=self.cache)[0] for path in shipped()]
        return sorted(
            (loaded for loaded in found if loaded),
            key=lambda loaded: (loaded.scenario.level, loaded.scenario.id),
        )

    def play(self, name: str, *, wrecks: bool = False) -> None:
        """Open the room on a scenario."""
        loaded = self.loaded(name)
        if loaded is not None:
            self.push_screen(RoomScreen(Conduct(loaded), wrecks=wrecks, seed=self.seed))

    def keep(self) -> None:
        """Write the preferences down."""
        if self.place is not None:
            preferences.write(self.place, self.settings)

    def finished(self, scenario: str) -> None:
        """Remember that a crisis was finished once."""
        if scenario not in self.settings.played:
            self.settings.played = (*self.settings.played, scenario)
            self.keep()

    def change_language(self) -> None:
        """Speak the other language from now on."""
        code = "en" if self.language.code == "fr" else "fr"
        self.settings.language = code
        self.language = speak(code)
        self.keep()

    def change_theme(self) -> None:
        """Take the next theme."""
        names = preferences.THEMES
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.settings.theme = self.theme
        self.keep()

    # ---- the command palette, in the reader's language

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer our own commands only."""
        _ = self.language._
        yield SystemCommand(_("Theme"), _("dark, light, high contrast"), self.change_theme)
        if isinstance(screen, HomeScreen):
            yield SystemCommand(_("Language"), "Français / English", screen.action_language)
        yield SystemCommand(_("Help"), _("what can be pressed"), self.action_help)
        yield SystemCommand(_("Quit"), _("leave Bad Buzz"), self.exit)

    def action_command_palette(self) -> None:
        """Open the palette with a prompt in the reader's language."""
        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(
                CommandPalette(
                    placeholder=self.language._("Search for a command"), id="--command-palette"
                )
            )

    def action_help(self) -> None:
        """Show the help page."""
        from simulator.present.helping import helping

        self.push_screen(LeafScreen(helping(self.language)))


def run(
    language: str,
    *,
    cache: Path | None,
    scenario: str = "",
    seed: int | None = None,
    motion: bool = True,
) -> int:
    """Run the app until it is left; return its exit code."""
    place = preferences.folder()
    settings = preferences.read(place)
    if not motion:
        settings.motion = False
    app = BadBuzz(language, settings, place, cache=cache, scenario=scenario, seed=seed)

    def stop(*_: object) -> None:
        app.exit(return_code=0)

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            with contextlib.suppress(ValueError, OSError):
                signal.signal(number, stop)
    app.run()
    sys.stdout = sys.__stdout__
    return app.return_code or 0
