"""An open decision as it is drawn: the question, the looks above, the choices below.

It draws what `picking` holds and never asks which kind it is; what a gesture does to it is in
`choices.py`.
"""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.present import pages
from simulator.tui.widgets.lines import cut, wrapped
from simulator.tui.widgets.picking import Picking
from simulator.tui.widgets.rows import Row, Tabs, Titles
from simulator.tui.widgets.steady import Steady

TALLEST = 0.6
"""The share of the screen's height that a decision under the feed may take, as in app.tcss."""
WIDE = 100
"""Columns from which the decision stands beside the feed (the app's breakpoints)."""
EDGES = 5
"""Cells beside the words of a row: edge, padding, scroll bar."""


class Sheet(VerticalScroll):
    """The open decision, with a cursor; as many of its words as there is room for."""

    class Moved(Message, namespace="choices"):
        """Other rows are in sight."""

    def __init__(self, ask: pages.Ask, titles: Titles, before: "Sheet | None" = None) -> None:
        """Ask *ask*; what was picked *before* looking closer stays picked."""
        super().__init__()
        self.ask = ask
        self.titles = titles
        self.picking: Picking = Picking(ask, before.picking if before else None)
        self.cursor = len(ask.looks)
        self.below = 0
        """How many rows are out of sight below, wholly or in part."""
        self._counted = (0, False, "")
        self._cut = 0
        """Cells to which words are cut; 0: not at all."""
        self.is_folded = False
        """Whether words are cut until the cursor stands on them."""
        self.is_none_asked = False
        """Whether 0 has just asked whether nothing is meant."""
        self.is_touched = False
        """Whether anything was done here: Enter alone, pressed to go on, should choose nothing."""

    def compose(self) -> ComposeResult:
        """Draw the question, the looks and the choices."""
        if self.titles.about:
            yield Steady(id="about")
        yield Static(Content(self.ask.text), classes="question")
        if self.ask.limit:
            yield Static(Content(self.ask.limit), classes="limit")
        yield from self._looks()
        yield Steady(id="how", classes="caption")
        if self.ask.parts:
            yield Tabs({part: self.titles.parts.get(part, part) for part in self.ask.parts})
        for choice in self.ask.choices:
            yield Row(choice, self.picking.sign(choice), look=False)
        if self.ask.parts:
            yield Steady(id="composed")

    def _looks(self) -> ComposeResult:
        if self.ask.looks:
            yield Static(Content(self.titles.looks), classes="caption")
            for look in self.ask.looks:
                yield Row(look, look.letter, look=True)
        if self.titles.found:
            yield Static(Content(self.titles.found), classes="found")

    def on_mount(self) -> None:
        """Mark what is chosen."""
        self.mark()

    def on_resize(self) -> None:
        """Show more or less of the words, then the cursor."""
        self.mark()
        self.call_after_refresh(self.show_cursor)

    def show_cursor(self) -> None:
        """Bring the row under the cursor in sight; with the question, where both fit."""
        rows = self.rows
        if not rows:
            return
        row = rows[min(self.cursor, len(rows) - 1)].virtual_region
        last = rows[-1].virtual_region.bottom
        is_near = row.bottom <= self.tall and not self.ask.parts
        if not self.is_touched or last <= self.tall or is_near:
            self.scroll_home(animate=False)
            return
        # As much of what can be chosen as fits, the row under the cursor in any case.
        lowest, highest = row.bottom - self.tall, row.y
        self.scroll_to(y=max(lowest, min(last - self.tall, highest - 1)), animate=False)

    @property
    def tall(self) -> int:
        """How many lines of rows are in sight: the message that is composed stands below them."""
        below = sum(composed.outer_size.height for composed in self.query("#composed"))
        return int(self.scrollable_content_region.height) - below

    @property
    def rows(self) -> list[Row]:
        """Every row that is shown, looks first."""
        return [child for child in self.children if isinstance(child, Row) and child.display]

    # ---- drawing

    def folds(self, rows: list[Row]) -> bool:
        """Whether there is too little room for all the words of every choice."""
        screen = self.app.size
        is_beside = self.app.screen.has_class("-wide")
        room = self.size.height if is_beside else int(screen.height * TALLEST)
        width = self.size.width - EDGES
        used = sum(
            len(wrapped(str(child.content), width)) + 1
            for child in self.children
            if isinstance(child, Static) and not isinstance(child, Row)
        )
        return used + sum(row.height(width, self._mark(row)) for row in rows) > room

    def mark(self) -> None:
        """Show what is picked and where the cursor stands."""
        self._lay_out()
        rows = self.rows
        # Beside the feed there is room to scroll; under it, words are folded to keep all in sight.
        is_beside = self.app.size.width >= WIDE
        width = max(self.size.width - EDGES, 8) if not is_beside and self.folds(rows) else 0
        self._cut = width
        self.is_folded = bool(width) and any(cell_len(row.choice.quote) > width for row in rows)
        self.cursor = max(0, min(self.cursor, len(rows) - 1))
        for position, row in enumerate(rows):
            self._mark_row(row, position)
        self.call_after_refresh(self.count)

    def _mark_row(self, row: Row, position: int) -> None:
        has_cursor = position == self.cursor and self.is_touched
        is_picked = row.choice.id in self.picking.picks and not self.ask.ordered
        row.update_classes({"cursor": has_cursor, "picked": is_picked})
        row.draw(self._mark(row), 0 if has_cursor else self._cut)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Know what is in sight."""
        super().watch_scroll_y(old_value, new_value)
        self.count()

    def watch_virtual_size(self) -> None:
        """Count again once the rows have their place."""
        self.call_after_refresh(self.count)

    def count(self) -> None:
        """Count what is below."""
        bottom = self.scroll_offset.y + self.tall
        below = sum(row.virtual_region.bottom > bottom for row in self.rows)
        counted = (below, self.is_folded, self.picking.part)
        if counted != self._counted:
            self._counted = counted
            self.below = below
            self.post_message(self.Moved())

    def _lay_out(self) -> None:
        """Show the rows of now, in the order of now, and what stands around them."""
        shown = self.picking.shown()
        rows = [row for row in self.children if isinstance(row, Row) and not row.is_look]
        if self.ask.ordered:
            for row, choice in zip(rows, shown, strict=True):
                row.choice, row.sign = choice, self.picking.sign(choice)
        for row in rows:
            row.display = row.choice in shown
        width = max(self.size.width - 2, 8)
        for about in self.query("#about").results(Steady):
            about.show(Content(cut(self.titles.about, width)))
        total = self.titles.total(self.picking.picks)
        for how in self.query("#how").results(Steady):
            how.show(Content("  ".join(part for part in (self.ask.how, total) if part)))
        for tabs in self.query(Tabs):
            tabs.draw(self.picking.part, self.picking.missing)
        for composed in self.query("#composed").results(Steady):
            composed.show(Content(self.picking.composed(self.titles.parts)))

    def _mark(self, row: Row) -> str:
        return "" if row.is_look else self.picking.mark(row.choice)
