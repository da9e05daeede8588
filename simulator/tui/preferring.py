"""What the app does with the preferences: changed by a key or in the palette, and written down."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from simulator import settings as preferences
from simulator.language import Language, speak
from simulator.tui import themes

if TYPE_CHECKING:
    from simulator.tui.app import BadBuzz


class Preferring:
    """The app, where things are preferred."""

    settings: preferences.Settings
    language: Language
    place: Path | None
    """Where the preferences are kept; None where they are not."""

    @property
    def _app(self) -> "BadBuzz":
        return cast("BadBuzz", self)

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
        self._app.theme = names[(names.index(self._app.theme) + 1) % len(names)]
        self.settings.theme = self._app.theme
        self.keep()
        name = themes.name(self.language, self._app.theme)
        self._app.notify(self.language._("Theme: {name}", name=name), markup=False)

    def change_bell(self) -> None:
        """Ring when the phone rings, or do not."""
        self.settings.bell = not self.settings.bell
        self.keep()
        _ = self.language._
        said = _("Bell: on") if self.settings.bell else _("Bell: off")
        self._app.notify(said, markup=False)

    def change_cases(self) -> None:
        """Show real cases, or do not: the company may be in the room."""
        self.settings.cases = not self.settings.cases
        self.keep()
        _ = self.language._
        said = _("Real cases: shown") if self.settings.cases else _("Real cases: not shown")
        self._app.notify(said, markup=False)
