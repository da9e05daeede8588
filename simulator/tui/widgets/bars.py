"""The bar of keys at the bottom and the bar of gauges at the top."""

from typing import TYPE_CHECKING, Protocol, cast

from rich.cells import cell_len
from textual import events
from textual.content import Content

from simulator.language import Language
from simulator.present.braille import spark
from simulator.tui.widgets.steady import Steady

if TYPE_CHECKING:
    from simulator.present import pages

TALL = 18
"""From this many lines on, the keys may take two; as VERTICAL_BREAKPOINTS."""


class Screens(Protocol):
    """What the bars ask of the screen they are on."""

    language: Language


class Keys(Steady):
    """What can be pressed here, in the reader's language."""

    NAME = "keys"

    def __init__(self, keys: list[tuple[str, str]]) -> None:
        """Show *keys*: what to press, what it does."""
        super().__init__(id=self.NAME)
        self.keys = keys
        self.places: list[tuple[int, int, int, str]] = []
        """Line, first and last cell, and sign of each key that is drawn, for the mouse."""

    def tell(self, keys: list[tuple[str, str]]) -> None:
        """Show other keys."""
        self.keys = keys
        self.draw()

    def on_mount(self) -> None:
        """Draw once."""
        self.draw()

    def on_resize(self) -> None:
        """Draw as many as fit."""
        self.draw()

    def draw(self) -> None:
        """Draw as many keys as there is room for."""
        room, most = self.room()
        lines: list[list[Content]] = [[]]
        self.places = []
        used = 0
        for key, label in self.keys:
            wide = cell_len(key) + cell_len(label) + 1
            if used and used + wide > room:
                if len(lines) == most:
                    break
                lines.append([])
                used = 0
            self.places.append((len(lines) - 1, used, used + wide - 1, key))
            used += wide + 2
            lines[-1].append(Content.assemble((key, "bold $accent"), "\u00a0", Content(label)))
        self.show(Content("\n").join(Content("  ").join(line) for line in lines))

    def room(self) -> tuple[int, int]:
        """Return how many cells a line holds, and how many lines: one, two on a tall screen."""
        return max(self.app.size.width - 2, 20), 1 if self.app.size.height < TALL else 2

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        spot = event.get_content_offset(self)
        if spot is None:
            return
        for line, first, last, sign in self.places:
            if line == spot.y and first <= spot.x <= last and (key := self.press(sign)):
                event.stop()
                self.app.simulate_key(key)

    def press(self, sign: str) -> str:
        """Return Textual's name of the key called *sign*; "" where it stands for several."""
        _ = cast("Screens", self.screen).language._
        named = {
            _("Enter"): "enter", _("Esc"): "escape", _("PgUp"): "pageup", _("PgDn"): "pagedown",
            "← →": "right", "↓": "down", "↑↓": "down",
            "[ ]": "right_square_bracket", "?": "question_mark", "↑ ↓": "pagedown",
        }  # fmt: skip
        return named.get(sign, sign if len(sign) == 1 and sign.isalnum() else "")


class Menu(Keys):
    """All that can be pressed, one a line, within a page."""

    NAME = "menu"

    def room(self) -> tuple[int, int]:
        """Return no width to spare beside a key, and as many lines as there are keys."""
        return 1, len(self.keys)


def sparkline(values: list[int], width: int) -> str:
    """Return the last *width* values as a little curve."""
    shown = values[-width:]
    return "".join(map(spark, shown))


class Gauges(Steady):
    """How things stand, with their recent curve."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="gauges")
        self.shown: tuple[pages.Gauge, ...] = ()
        self.curves: dict[str, list[int]] = {}

    def tell(self, gauges: "tuple[pages.Gauge, ...]", curves: dict[str, list[int]]) -> None:
        """Show *gauges* with the values they had."""
        self.shown, self.curves = gauges, curves
        self.draw()

    def on_resize(self) -> None:
        """Draw with more or less detail."""
        self.draw()

    def draw(self) -> None:
        """Draw each gauge: name, curve, value, level, change."""
        wide = self.size.width >= 34 * max(len(self.shown), 1)
        parts: list[Content] = []
        for gauge in self.shown:
            arrow = "▲" if gauge.change > 0 else "▼" if gauge.change < 0 else ""
            curve = sparkline(self.curves.get(gauge.name, []), 10 if wide else 4)
            parts.append(
                Content.assemble(
                    (f"{gauge.name} ", "bold"), (f"{curve} ", "$secondary"), str(gauge.value),
                    (f" {gauge.level}" if wide else ""), (f" {arrow}" if arrow else ""), "   ",
                )
            )  # fmt: skip
        self.show(Content.assemble(*parts))
