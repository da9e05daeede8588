"""The choices of a decision, of any kind: picked by number, by mouse, or with the cursor.

It draws a Prompt and never asks which kind it is: how many may be picked, whether order counts and
whether there are parts is all it knows.
"""

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.present import pages
from simulator.tui.widgets.lines import cut, wrapped

TALLEST = 0.6
"""The share of the screen's height that a decision under the feed may take, as in app.tcss."""
WIDE = 100
"""Columns from which the decision stands beside the feed (the app's breakpoints)."""
EDGES = 5
"""Cells beside the words of a row: edge, padding, scroll bar."""


class Row(Static):
    """One choice, or one look."""

    class Pressed(Message):
        """The row was clicked."""

        def __init__(self, row: "Row") -> None:
            """Tell which."""
            super().__init__()
            self.row = row

    def __init__(self, choice: pages.Choice, sign: str, look: bool) -> None:  # noqa: FBT001 - drawn so
        """Draw *choice*, called by *sign*."""
        super().__init__(classes="row look" if look else "row")
        self.choice = choice
        self.sign = sign
        self.is_look = look

    @property
    def price(self) -> str:
        """What it takes, in one piece, and what made that cheaper."""
        parts = (self.choice.minutes.replace(" ", "\u00a0"), self.choice.thanks)
        return ", ".join(part for part in parts if part)

    def height(self, width: int, mark: str) -> int:
        """Return the lines that the whole row takes in *width* cells."""
        first = f"{self.sign} {mark} {self.choice.text}  {self.price}"
        quote = wrapped(self.choice.quote, width) if self.choice.quote else []
        return len(wrapped(first, width)) + len(quote)

    def draw(self, mark: str, width: int = 0) -> None:
        """Show the choice with *mark* before it; the words it publishes cut to *width* cells."""
        price = self.price
        content = Content.assemble(
            (f"{self.sign} ", "bold"), (f"{mark} " if mark else ""), Content(self.choice.text),
            (f"  {price}" if price else "", "$muted"),
        )  # fmt: skip
        if self.choice.quote:
            quote = cut(" ".join(self.choice.quote.split()), width) if width else self.choice.quote
            content = Content.assemble(content, "\n", Content(quote).stylize("italic"))
        self.update(content)

    def on_click(self, event: events.Click) -> None:
        """Tell that it was pressed."""
        event.stop()
        self.post_message(self.Pressed(self))


class Choices(VerticalScroll, can_focus=True):
    """The open decision: looks above, choices below."""

    class Responded(Message):
        """A response is complete."""

        def __init__(self, choices: "Choices", picks: tuple[str, ...]) -> None:
            """Tell the picks."""
            super().__init__()
            self.choices = choices
            self.picks = picks

    class Looked(Message):
        """The trainee wants to look closer."""

        def __init__(self, choices: "Choices", inquiry: str) -> None:
            """Tell at what."""
            super().__init__()
            self.choices = choices
            self.inquiry = inquiry

    class Untouched(Message):
        """Enter, where nothing was chosen yet: it may have been meant for what came before."""

    class Changed(Message):
        """The picks changed, but the response is not complete."""

        def __init__(self, choices: "Choices", picks: tuple[str, ...]) -> None:
            """Tell the picks so far."""
            super().__init__()
            self.choices = choices
            self.picks = picks

    def __init__(
        self, ask: pages.Ask, titles: dict[str, str], before: "Choices | None" = None
    ) -> None:
        """Ask *ask*; *titles* names the looks, the choices and each part.

        What was picked *before* looking closer stays picked.
        """
        super().__init__()
        self.ask = ask
        self.titles = titles
        self.picks: list[str] = []
        self.cursor = 0
        self.placed = 0
        """How many rows of an order were pressed in turn."""
        self.is_touched = False
        """Whether anything was done here: Enter alone, pressed to go on, should choose nothing."""
        if ask.ordered:
            self.picks = [choice.id for choice in ask.choices]
        self.cursor = len(ask.looks)
        if before is not None and before.ask.scene == ask.scene:
            offered = [choice.id for choice in ask.choices]
            if not ask.ordered or sorted(before.picks) == sorted(offered):
                self.picks = [pick for pick in before.picks if pick in offered]
                self.placed = before.placed

    def compose(self) -> ComposeResult:
        """Draw the question, the looks and the choices."""
        yield Static(Content(self.ask.text), classes="question")
        if self.ask.limit:
            yield Static(Content(self.ask.limit), classes="limit")
        if self.ask.looks:
            yield Static(Content(self.titles["looks"]), classes="caption")
            for look in self.ask.looks:
                yield Row(look, look.letter, look=True)
        yield Static(Content(self.ask.how), classes="caption")
        part = ""
        for number, choice in enumerate(self.ask.choices, 1):
            if choice.part != part:
                part = choice.part
                yield Static(Content(self.titles.get(part, part)), classes="part")
            yield Row(choice, str(number), look=False)

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
        """Every row, looks first."""
        return list(self.query(Row))

    @property
    def is_single(self) -> bool:
        """Whether one pick is a response."""
        return self.ask.low == self.ask.high == 1 and not self.ask.parts and not self.ask.ordered

    def folds(self, rows: list[Row]) -> bool:
        """Whether there is too little room for all the words of every choice."""
        screen = self.app.size
        is_beside = self.app.screen.has_class("-wide")
        room = self.size.height if is_beside else int(screen.height * TALLEST)
        width = self.size.width - EDGES
        others = [child for child in self.query(Static) if not isinstance(child, Row)]
        used = sum(len(wrapped(str(child.content), width)) + 1 for child in others)
        return used + sum(row.height(width, self._mark(row)) for row in rows) > room

    def mark(self) -> None:
        """Show what is picked and where the cursor stands."""
        rows = self.rows
        # Beside the feed there is room to scroll; under it, words are folded to keep all in sight.
        is_beside = self.app.size.width >= WIDE
        width = max(self.size.width - EDGES, 8) if not is_beside and self.folds(rows) else 0
        self.cursor = max(0, min(self.cursor, len(rows) - 1))
        for position, row in enumerate(rows):
            row.set_class(position == self.cursor and self.is_touched, "cursor")
            row.set_class(row.choice.id in self.picks and not self.ask.ordered, "picked")
            row.draw(self._mark(row), 0 if position == self.cursor else width)

    def _mark(self, row: Row) -> str:
        if row.is_look:
            return ""
        if self.ask.ordered:
            return f"[{self.picks.index(row.choice.id) + 1}]"
        is_picked = row.choice.id in self.picks
        if self.ask.parts or self.is_single:
            return "(●)" if is_picked else "(○)" if self.ask.parts else ""
        return "[x]" if is_picked else "[ ]"

    def on_row_pressed(self, message: Row.Pressed) -> None:
        """Pick with the mouse."""
        message.stop()
        rows = self.rows
        self.cursor = rows.index(message.row)
        self.press(message.row)

    def on_key(self, event: events.Key) -> None:
        """Pick with the keyboard."""
        if not self.rows:
            return
        moves = {"up": -1, "k": -1, "down": 1, "j": 1}
        shifts = {"shift+up": -1, "plus": -1, "left": -1, "shift+down": 1, "minus": 1, "right": 1}
        handled = True
        if event.key in {"enter", "space"} and not self.is_touched:
            self.post_message(self.Untouched())
        elif event.key in moves:
            self.move(moves[event.key])
        elif event.key in shifts and self.ask.ordered:
            self.shift(shifts[event.key])
        elif event.key == "space":
            self.press(self.rows[self.cursor], confirm=False)
        elif event.key == "enter":
            self.enter(self.rows[self.cursor])
        else:
            handled = self.typed(event.character or "", self.rows)
        if handled:
            event.stop()
            event.prevent_default()

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
        self.cursor += by if self.is_touched else 0
        self.is_touched = True
        self.mark()
        self.call_after_refresh(self.show_cursor)

    def shift(self, by: int) -> None:
        """Move the choice under the cursor earlier or later in the order."""
        self.is_touched = True
        row = self.rows[self.cursor]
        if row.is_look:
            return
        old = self.picks.index(row.choice.id)
        new = max(0, min(old + by, len(self.picks) - 1))
        self.picks.insert(new, self.picks.pop(old))
        self.placed = 0
        self.mark()
        self.post_message(self.Changed(self, tuple(self.picks)))

    def press(self, row: Row, *, confirm: bool = True) -> None:
        """Take *row*: look, pick, or put it in or out."""
        self.is_touched = True
        if row.is_look:
            self.post_message(self.Looked(self, row.choice.id))
            return
        pick = row.choice.id
        if self.ask.ordered:
            # Pressed in turn: what is pressed goes to the place after those already pressed.
            self.place(pick)
        elif self.ask.parts:
            same = [c.id for c in self.ask.choices if c.part == row.choice.part]
            self.picks = [*[p for p in self.picks if p not in same], pick]
        elif self.is_single:
            self.picks = [pick]
        elif pick in self.picks:
            self.picks.remove(pick)
        elif len(self.picks) >= self.ask.high:
            self.app.notify(self.ask.how, markup=False, severity="warning")
        else:
            self.picks.append(pick)
        self.mark()
        if self.is_single and confirm:
            self.post_message(self.Responded(self, tuple(self.picks)))
        else:
            self.post_message(self.Changed(self, tuple(self.picks)))

    def place(self, pick: str) -> None:
        """Put *pick* at the next place of the order that is being pressed."""
        if self.placed >= len(self.picks) or pick in self.picks[: self.placed]:
            self.placed = 0
        self.picks.remove(pick)
        self.picks.insert(self.placed, pick)
        self.placed += 1

    def enter(self, row: Row) -> None:
        """Confirm: the row under the cursor where one pick is asked, else all that is picked."""
        if row.is_look or self.is_single:
            self.press(row)
            return
        self.post_message(self.Responded(self, tuple(self.picks)))
