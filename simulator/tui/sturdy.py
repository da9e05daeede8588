"""What every app of ours is: three themes, our own notices, sizes that can be drawn, quiet ends."""

from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.cache import LRUCache
from textual.dom import NoScreen

from simulator.language import Language
from simulator.tui import terminal, themes
from simulator.tui.widgets import lines

lines.keep_no_break_spaces()

CRASHED = 70
"""The exit code of a fault of ours."""

MOST_SHEETS = 256

Result = TypeVar("Result")
_PARSED: dict[str, "LRUCache[Any, Any]"] = {}
"""Theme -> style sheets as they were read: the same for whoever is served, and dear to read."""


class Sturdy(App[Result]):
    """An app that falls over nothing that is typed, shown or resized."""

    TITLE = "Bad Buzz"
    ALLOW_SELECT = False
    """Textual falls over a selection whose text is gone; a terminal selects by itself."""
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-medium"), (32, "-tall")]  # noqa: RUF012 - Textual's

    language: Language
    shares_styles = False
    """Whether the style sheets as they were read are kept for the next app of this process."""
    crash: Exception | None = None
    """What ended the app, if that was a fault of ours."""

    def dress(self, theme: str) -> None:
        """Take *theme* before anything is drawn: set as usual, every style would be read twice."""
        for one in themes.ALL:
            self.register_theme(one)
        self.set_reactive(App.theme, theme)
        dark = self.current_theme.dark
        classes = {name: False for name in self.classes if name.startswith("-theme-")}
        classes |= {f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}
        self.update_classes(classes, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())
        if self.shares_styles:
            # Rules are never changed once they are read: many apps of one process read them once.
            self.stylesheet._parse_cache = _PARSED.setdefault(theme, LRUCache(MOST_SHEETS))  # noqa: SLF001 - Textual has no door for it

    def notify(self, message: str, **how: Any) -> None:
        """Say something in a corner, never as markup, in place of what was said before."""
        how.pop("markup", None)
        self.clear_notifications()
        super().notify(message, markup=False, **how)

    async def on_event(self, event: events.Event) -> None:
        """Keep the size within what can be drawn: Textual fails on a screen of one cell."""
        if isinstance(event, events.Resize):
            event = events.Resize(
                terminal.clamped(event.size), terminal.clamped(event.virtual_size)
            )
        try:
            await super().on_event(event)
        except NoScreen:
            # A notice may leave between being drawn and being clicked: Textual asks for its screen.
            if not isinstance(event, events.MouseEvent):
                raise

    def _handle_exception(self, error: Exception) -> None:
        """End on a fault of ours: leave the screen first, speak of it after, show no values."""
        if self._exit:
            return  # Screens that are half open when the app ends miss parts of themselves.
        self._return_code = CRASHED
        if self._exception is None:
            self.crash = self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()
