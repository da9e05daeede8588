"""A scroll bar whose lines are kept: it is drawn at every post, and most of it stays the same."""

from typing import cast

from rich.color import Color
from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class KeptScrollBar(ScrollBar):
    """Textual's own bar, without a rich renderable between it and its lines."""

    def __init__(self) -> None:
        """Stand upright."""
        super().__init__(vertical=True, name="vertical")
        self._strips: dict[Segment, Strip] = {}

    def notify_style_update(self) -> None:
        """Draw again in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of *crop*, each drawn once for all bars that have it."""
        strips: list[Strip] = []
        last: Segment | None = None
        for segment in self._segments()[crop.y : crop.bottom]:
            strips.append(strips[-1] if segment is last else self._strip(segment))
            last = segment
        return strips

    def _segments(self) -> list[Segment]:
        bar = cast("ScrollBarRender", self.render())
        style = self.app.console.get_style(bar.style)
        drawn = bar.render_bar(
            size=self.size.height, virtual_size=bar.virtual_size, window_size=bar.window_size,
            position=bar.position, thickness=self.size.width,
            back_color=style.bgcolor or Color.default(), bar_color=style.color or Color.default(),
        )  # fmt: skip
        return list(drawn.segments)

    def _strip(self, segment: Segment) -> Strip:
        strip = self._strips.get(segment)
        if strip is None:
            style = self.rich_style + segment.style
            strip = Strip([Segment(segment.text, style)], self.size.width)
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, self.background_colors[1])
            self._strips[segment] = strip
        return strip
