"""The choices of a decision, of any kind: picked by number, by mouse, or with the cursor.

What a gesture does to the picks is said by `picking`; how it all looks, by `sheet.py`.
"""

from textual import events
from textual.message import Message

from simulator.present import pages
from simulator.tui.widgets.rows import Row, Tab
from simulator.tui.widgets.sheet import Sheet

DIGITS = tuple("123456789")
NONE = "0"
"""Picks nothing, where nothing may be picked."""


class Choices(Sheet, can_focus=True, inherit_bindings=False):
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

    class Unpicked(Told):
        """Enter, where nothing is picked and that would be an answer: it has to be said."""

    class Nothing(Told):
        """0, which says that nothing is meant: Enter is to confirm it."""

    class Unasked(Told):
        """Something else was done than to confirm that nothing is meant."""

    class Looked(Message):
        """The trainee wants to look closer."""

        def __init__(self, choices: "Choices", inquiry: str) -> None:
            """Tell at what."""
            super().__init__()
            self.choices = choices
            self.inquiry = inquiry

    @property
    def is_single(self) -> bool:
        """Whether one pick is a response."""
        return self.picking.is_single

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
        if self.has_letters:
            moves = {"up": -1, "down": 1}
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
            # Never by Enter alone: pressed twice, it may have been meant for what came before.
            if is_asked:
                self.respond()
            else:
                self.post_message(self.Unpicked(self))
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
        """Whether nothing is picked, the cursor is not on a look, and that would be an answer."""
        rows = self.rows
        looks = self.is_touched and rows[self.cursor].is_look
        return not (self.ask.low or self.picking.picks or looks)

    def none(self) -> None:
        """Ask whether nothing is meant; what was picked is put out."""
        self.picking.clear()
        self.mark()
        self.is_none_asked = True
        self.post_message(self.Nothing(self))

    def typed(self, character: str, rows: list[Row]) -> bool:
        """Pick the row called *character*; 0 picks nothing, where that is an answer."""
        if character == NONE and not self.ask.low:
            self.none()
            return True
        wanted = self._named(character, rows) if self.has_letters else character
        for position, row in enumerate(rows):
            if row.sign == wanted or (row.sign, wanted) == ("10", "0"):
                self.cursor = position
                self.press(row)
                return True
        return False

    def _named(self, character: str, rows: list[Row]) -> str:
        """Return the sign that is meant by *character*: a letter, or the number of a row."""
        if character in DIGITS and int(character) <= len(rows):
            return rows[int(character) - 1].sign
        return character.upper()

    @property
    def has_letters(self) -> bool:
        """Whether letters stand for the choices, as on the room's screen."""
        return any(choice.letter for choice in self.ask.choices)

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
            self.respond()

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
            self.respond()

    def respond(self) -> None:
        """Give the response."""
        self.post_message(self.Responded(self))
