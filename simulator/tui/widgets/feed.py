"""The feed: posts as lines, drawn one line at a time, so that a thousand of them cost nothing.

Text is laid out once, when a post arrives or the width changes; a key or a scroll draws only the
lines in sight, and a line that was drawn is kept: Textual cuts and encodes each strip once. Nothing
in it is markup.
"""

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from simulator.present import pages
from simulator.tui.widgets.lines import cut, wrapped
from simulator.tui.widgets.scroll import KeptScrollBar

_CLASSES = ("feed--who", "feed--mine", "feed--meta", "feed--text", "feed--note", "feed--title")
MARGIN = 1
"""Cells left empty on each side."""
LEGIBLE = 8
"""Cells below which the name of a place is left out rather than cut."""


class Feed(ScrollView, can_focus=True):
    """Everything that was said, newest at the bottom."""

    class Placed(Message):
        """There is another room for posts: others are in sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_CLASSES)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="feed")
        self.items: list[pages.Item] = []
        self.channel = ""
        """Show the posts of this channel alone; "" shows all."""
        self.mine = ""
        """What stands beside the trainee's own name, in the reader's language."""
        self.nothing = ""
        """What stands in a channel where nobody wrote yet."""
        self.follows = True
        """Whether the newest post is kept in sight; False while somebody reads back."""
        self.begins_at: int | None = None
        """The item at which reading begins, as long as nobody scrolls and nothing comes."""
        self._lines: list[list[tuple[str, str]]] = []
        self._strips: dict[int, Strip] = {}
        """The lines that were drawn, as they were drawn."""
        self._looks: dict[str, Style] = {}
        """What each part of a line looks like; "" is the ground."""
        self._laid_out = Size(0, 0)
        self._is_stale = False
        """Whether something came while nothing of this was in sight, and its width not known."""

    def add(self, items: Iterable[pages.Item]) -> None:
        """Add *items* at the bottom and show them."""
        new = list(items)
        self.items += new
        self._is_stale = self._is_stale or not self.size.width
        if self.channel and self.is_blank:
            self.relay()
        else:
            for item in new:
                self._lines += self._lay_out(item)
        self._resize()
        self.to_end()

    def to_end(self) -> None:
        """Show the newest post, and keep it in sight."""
        self.follows, self.begins_at = True, None
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    def read_from(self, position: int) -> None:
        """Begin to read at the item at *position*, or as near to the end as there is room for."""
        self.to_end()
        self.begins_at = position
        self._to_beginning()

    def _to_beginning(self) -> None:
        if self.begins_at is None:
            return
        kept = self.begins_at
        before = sum(len(self._lay_out(item)) for item in self.items[:kept])
        # The empty line before the item may stay out of sight.
        top = min(before + 1, self.max_scroll_y)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.begins_at = kept

    def shows(self, address: str) -> bool:
        """Whether the post at *address* is in sight from its first line to its last."""
        at = 0
        first, last = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        found = False
        for item in self.items:
            rows = len(self._lay_out(item))
            if rows and isinstance(item, pages.Post) and item.address == address:
                found = first <= at + 1 and at + rows <= last
            at += rows
        return found

    def clear(self) -> None:
        """Forget everything."""
        self.items = []
        self.relay()

    def show(self, channel: str) -> None:
        """Show *channel* alone, or all with ""."""
        self.channel = channel
        self.relay()
        self.to_end()

    @property
    def is_blank(self) -> bool:
        """Whether nothing but a word about it is in the channel that is shown."""
        return self._lines == self._blank()

    def _blank(self) -> list[list[tuple[str, str]]]:
        return [[], [(self.nothing, "feed--note")]]

    def relay(self) -> None:
        """Lay everything out again: the width or the channel changed."""
        self._strips.clear()
        self._is_stale = not self.size.width
        self._lines = [line for item in self.items for line in self._lay_out(item)]
        if self.channel and not self._lines:
            self._lines = self._blank()
        self._resize()
        self.refresh()

    def on_resize(self) -> None:
        """Wrap again when the width changes; the newest post stays in sight, or what was read."""
        if self._is_stale or self._laid_out.width != self.size.width:
            share = self.scroll_y / max(self.virtual_size.height, 1)
            self.relay()
            if not self.follows:
                self.scroll_to(y=share * len(self._lines), animate=False, immediate=True)
        if self.begins_at is not None:
            self._to_beginning()
        elif self.follows:
            self.to_end()
        self._laid_out = self.size
        self.post_message(self.Placed())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Know whether somebody reads back; a change of size is not reading."""
        super().watch_scroll_y(old_value, new_value)
        if self._laid_out == self.size:
            self.follows, self.begins_at = new_value >= self.max_scroll_y - 1, None

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Textual's, but for what it costs."""
        if self._vertical_scrollbar is None:
            bar = self._vertical_scrollbar = KeptScrollBar()
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001 - as Textual does for its own
        return self._vertical_scrollbar

    def notify_style_update(self) -> None:
        """Draw again in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()

    def _resize(self) -> None:
        size = Size(self.size.width, len(self._lines))
        if self.show_vertical_scrollbar and size.height > self.container_size.height:
            # Set as usual, a size lays the whole screen out again, for the bar that is there.
            self.set_reactive(Feed.virtual_size, size)
            self._scroll_update(size)
        else:
            self.virtual_size = size

    def _lay_out(self, item: pages.Item) -> list[list[tuple[str, str]]]:
        width = max((self.size.width or 60) - 2 * MARGIN - 1, 10)
        rows: list[list[tuple[str, str]]] = []
        match item:
            case pages.Post():
                if self.channel and item.where != self.channel:
                    return []
                who = "feed--mine" if item.is_mine else "feed--who"
                name = f"{item.who} {self.mine}" if item.is_mine else item.who
                rows.append(_signature(name, who, item, width))
                bar = "▌" if item.is_mine else "│"
                rows += [
                    [(f"{bar} ", who), (line, "feed--text")]
                    for line in wrapped(item.text, width - 2)
                ]
            case pages.Found():
                if self.channel:
                    return []
                rows += [[(f"◦ {line}", "feed--title")] for line in wrapped(item.looked, width - 2)]
                rows += [[(f"  {line}", "feed--note")] for line in wrapped(item.text, width - 2)]
            case pages.Note():
                rows += [[(line, "feed--note")] for line in wrapped(item.text, width)]
            case pages.Heading():
                if self.channel:
                    return []
                title = cut(f"── {item.when} · {item.title} ", width)
                rows.append([(title + "─" * (width - cell_len(title)), "feed--title")])
                rows += [[(line, "feed--note")] for line in wrapped(item.brief, width) if line]
            case _:
                return []
        # The empty line stands before, so that nothing empty is kept in sight at the end.
        return [[], *rows]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of *crop*: the feed has no border and no padding to put around them."""
        width, top = self.size.width, int(self.scroll_offset.y)
        strips = [self._strip(top + y, width) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            background = self.background_colors[1]
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        left, right = crop.column_span
        if (left, right) == (0, width):
            return strips
        return [strip.crop(left, right) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Return the line at *y* of what is in sight."""
        return self._strip(y + int(self.scroll_offset.y), self.size.width)

    def _strip(self, position: int, width: int) -> Strip:
        kept = self._strips.get(position)
        if kept is not None and kept.cell_length == width:
            return kept
        ground = self._look("")
        if not 0 <= position < len(self._lines):
            return Strip.blank(width, ground)
        segments = [Segment(" " * MARGIN, ground)]
        for text, name in self._lines[position]:
            segments.append(Segment(text, ground + self._look(name)))
        drawn = Strip(segments).adjust_cell_length(width, ground)
        self._strips[position] = drawn
        return drawn

    def _look(self, name: str) -> Style:
        look = self._looks.get(name)
        if look is None:
            look = self.get_component_rich_style(name, partial=True) if name else self.rich_style
            self._looks[name] = look
        return look


def _signature(name: str, style: str, post: pages.Post, width: int) -> list[tuple[str, str]]:
    """Return who wrote, where and when in *width* cells: the hour last to go, the place first."""
    when = cut(post.when, width // 2)
    room = width - cell_len(name) - cell_len(when) - len("   · ")
    where = f"{cut(post.where, room)} · " if room >= LEGIBLE else ""
    meta = f"  {where}{when}"
    return [(cut(name, width - cell_len(meta)), style), (meta, "feed--meta")]
