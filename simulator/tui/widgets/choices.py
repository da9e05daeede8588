"""The choices of a decision, of any kind: picked by number, by mouse, or with the cursor.

It draws what `picking` holds and never asks which kind it is.
"""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.present import pages
from simulator.tui.widgets.lines import cut, wrapped
from simulator.tui.widgets.picking import Picking
from simulator.tui.widgets.rows import Row, Tab, Tabs, Titles
from simulator.tui.widgets.steady import Steady

TALLEST = 0.6
"""The share of the screen's height that a decision under the feed may take, as in app.tcss."""
WIDE = 100
"""Columns from which the decision stands beside the feed (the app's breakpoints)."""
EDGES = 5
"""Cells beside the words of a row: edge, padding, scroll bar."""


class Choices(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The open decision: looks above, choices below.

    Page Up and Page Down are not its own: they always read the feed.
    """

    class Told(Message):
        """Something was done to the decision."""

        def __init__(self, choices: "Choices") -> None:
            """Tell which decision."""
            super().__init__()
            self.choices = choices
            self.picks = tuple(choices.picking.picks)

    class Responded(Told):
        """A response is complete."""

    class Unsettled(Told):
        """Enter, where lines of an order had no place yet: they have now, as they stand."""

    class Unfinished(Told):
        """Enter, where a part of a message is still missing."""

    class Full(Told):
        """No more may be picked."""

    class Untouched(Message):
        """Enter, where nothing was chosen yet: it may have been meant for what came before."""

    class Nothing(Told):
        """Enter, where nothing is picked and that would be an answer."""

    class Unasked(Told):
        """Something else was done than to confirm that nothing is meant."""

    class Moved(Message):
        """Other rows are in sight."""

    class Looked(Message):
        """The trainee wants to look closer."""

        def __init__(self, choices: "Choices", inquiry: str) -> None:
            """Tell at what."""
            super().__init__()
            self.choices = choices
            self.inquiry = inquiry

    def __init__(self, ask: pages.Ask, titles: Titles, before: "Choices | None" = None) -> None:
        """Ask *ask*; what was picked *before* looking closer stays picked."""
        super().__init__()
        self.ask = ask
        self.titles = titles
        self.picking: Picking = Picking(ask, before.picking if before else None)
        self.cursor = len(ask.looks)
        self.below = 0
        """How many rows are out of sight below, wholly or in part."""
        self._counted = (0, False)
        self._cut = 0
        """Cells to which words are cut; 0: not at all."""
        self.is_folded = False
        """Whether words are cut until the cursor stands on them."""
        self.is_none_asked = False
        """Whether Enter has just asked whether nothing is meant."""
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
        row = rows[min(self.cursor, len(rows) - 1)]
        if not self.is_touched or row.virtual_region.bottom <= self.size.height:
            self.scroll_home(animate=False)
        else:
            row.scroll_visible(animate=False)

    @property
    def rows(self) -> list[Row]:
        """Every row that is shown, looks first."""
        return [child for child in self.children if isinstance(child, Row) and child.display]

    @property
    def is_single(self) -> bool:
        """Whether one pick is a response."""
        return self.picking.is_single

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
        row.set_class(has_cursor, "cursor")
        row.set_class(is_picked, "picked")
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
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        below = sum(row.virtual_region.bottom > bottom for row in self.rows)
        if (below, self.is_folded) != self._counted:
            self._counted = (below, self.is_folded)
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

    # ---- gestures

    def on_row_pressed(self, message: Row.Pressed) -> None:
        """Pick with the mouse."""
        message.stop()
        self.unask()
        if message.row in self.rows:
            self.cursor = self.rows.index(message.row)
            self.press(message.row)

    def on_click(self, event: events.Click) -> None:
        """Open the part of a message that was clicked."""
        if isinstance(event.widget, Tab):
            event.stop()
            self.picking.part = event.widget.part
            self._open_part()

    def on_key(self, event: events.Key) -> None:
        """Pick with the keyboard."""
        if not self.rows:
            return
        moves = {"up": -1, "k": -1, "down": 1, "j": 1}
        turns = {"left": -1, "right": 1}
        shifts = {"shift+up": -1, "plus": -1, "left": -1, "shift+down": 1, "minus": 1, "right": 1}
        handled = True
        asked = self.is_none_asked
        self.unask()
        if event.key in {"enter", "space"}:
            self.entered(event.key, is_asked=asked)
        elif event.key in moves:
            self.move(moves[event.key])
        elif event.key in shifts and self.ask.ordered:
            self.shift(shifts[event.key])
        elif event.key in turns and self.ask.parts:
            self.turn(turns[event.key])
        else:
            handled = self.typed(event.character or "", self.rows)
        if handled:
            event.stop()
            event.prevent_default()

    def entered(self, key: str, *, is_asked: bool) -> None:
        """Take what Enter or Space means here."""
        if key == "enter" and self.may_be_none:
            self.none(is_asked=is_asked)
        elif not self.is_touched:
            self.post_message(self.Untouched())
        else:
            self.enter(self.rows[self.cursor], confirm=key == "enter")

    def unask(self) -> None:
        """Take back the question whether nothing is meant."""
        if self.is_none_asked:
            self.is_none_asked = False
            self.post_message(self.Unasked(self))

    @property
    def may_be_none(self) -> bool:
        """Whether nothing is picked, the cursor is not on a look, and nothing is an answer."""
        rows = self.rows
        looks = self.is_touched and rows[self.cursor].is_look
        return not (self.ask.low or self.picking.picks or looks)

    def none(self, *, is_asked: bool) -> None:
        """Take nothing as the answer once it was asked for twice."""
        self.is_none_asked = not is_asked
        self.post_message(self.Responded(self) if is_asked else self.Nothing(self))

    def typed(self, character: str, rows: list[Row]) -> bool:
        """Pick the row called *character*."""
        for position, row in enumerate(rows):
            if row.sign == character or (row.sign, character) == ("10", "0"):
                self.cursor = position
                self.press(row)
                return True
        return False

    def move(self, by: int) -> None:
        """Move the cursor; the first time it only shows where it stands."""
        left, rows = self.cursor, self.rows
        self.cursor += by if self.is_touched else 0
        self.is_touched = True
        if 0 <= self.cursor < len(rows):
            # Nothing else can have changed: the key is answered sooner.
            for position in sorted({left, self.cursor}):
                self._mark_row(rows[position], position)
            self.call_after_refresh(self.count)
        else:
            if self.ask.parts and self.picking.turn(by):
                self.cursor = len(self.ask.looks)
            self.mark()
        self.call_after_refresh(self.show_cursor)

    def turn(self, by: int) -> None:
        """Go to the next part of a message, or back."""
        if self.picking.turn(by):
            self._open_part()

    def _open_part(self) -> None:
        self.is_touched = True
        self.cursor = len(self.ask.looks)
        self.mark()
        self.call_after_refresh(self.show_cursor)

    def shift(self, by: int) -> None:
        """Move the choice under the cursor earlier or later in the order."""
        self.is_touched = True
        row = self.rows[self.cursor]
        if row.is_look:
            return
        self.picking.shift(row.choice, by)
        self._follow(row.choice)

    def _follow(self, choice: pages.Choice) -> None:
        """Keep the cursor on *choice*, wherever it went."""
        self._lay_out()
        self.cursor = next(n for n, row in enumerate(self.rows) if row.choice is choice)
        self.mark()
        self.call_after_refresh(self.show_cursor)

    def press(self, row: Row, *, confirm: bool = True) -> None:
        """Take *row*: look, pick, or put it in or out."""
        self.is_touched = True
        choice = row.choice
        if row.is_look:
            self.post_message(self.Looked(self, choice.id))
            return
        if not self.picking.press(choice):
            self.post_message(self.Full(self))
        if self.ask.parts and self.picking.missing:
            self.picking.part = self.picking.missing[0]
            self._open_part()
        else:
            self._follow(choice)
        if self.is_single and confirm:
            self.post_message(self.Responded(self))

    def enter(self, row: Row, *, confirm: bool) -> None:
        """Take the row under the cursor; Enter confirms all, where several picks are asked."""
        if row.is_look or self.is_single or not confirm:
            self.press(row, confirm=confirm)
        elif self.picking.missing:
            self.picking.part = self.picking.missing[0]
            self._open_part()
            self.post_message(self.Unfinished(self))
        elif not self.picking.is_settled:
            self.picking.settle()
            self.mark()
            self.post_message(self.Unsettled(self))
        else:
            self.picking.settle()
            self.mark()
            self.post_message(self.Responded(self))
