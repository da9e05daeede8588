"""The rows of a decision: a look, a choice, the parts of a message, and what stands between."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message

from simulator.present import pages
from simulator.scenario.prose import one_line
from simulator.tui.widgets.lines import cut, wrapped
from simulator.tui.widgets.steady import Steady


@dataclass(frozen=True)
class Titles:
    """What stands above and between the rows, in the reader's language."""

    looks: str = ""
    about: str = ""
    """What is being answered: who wrote, and how it begins."""
    found: str = ""
    """What looking closer has shown, and the key that reads it again."""
    parts: dict[str, str] = field(default_factory=dict)
    total: Callable[[Collection[str]], str] = field(default=lambda _: "")
    """How much of what there is the picks take."""


class Row(Steady):
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
        minutes = self.choice.minutes.replace(" ", "\u00a0")
        return f"{minutes} ({self.choice.thanks})" if self.choice.thanks else minutes

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
            quote = cut(one_line(self.choice.quote), width) if width else self.choice.quote
            content = Content.assemble(content, "\n", Content(quote).stylize("italic"))
        self.show(content)

    def on_click(self, event: events.Click) -> None:
        """Tell that it was pressed."""
        event.stop()
        self.post_message(self.Pressed(self))


class Tab(Steady):
    """The name of one part of a message."""

    def __init__(self, part: str, name: str) -> None:
        """Call *part* by *name*."""
        super().__init__(classes="tab")
        self.part = part
        self.name_of_part = name

    def draw(self, *, is_open: bool, is_done: bool) -> None:
        """Show whether the part is the open one, and whether something is picked of it."""
        sign = "✓" if is_done else "○"
        text = f"▸{self.name_of_part} {sign}" if is_open else f" {self.name_of_part} {sign}"
        self.show(Content(text).stylize("bold $accent" if is_open else "$muted"))


class Tabs(Horizontal):
    """The parts of a message, side by side: the open one and those that are done are marked."""

    def __init__(self, names: dict[str, str]) -> None:
        """Show the parts in *names*, each with its name."""
        super().__init__(classes="tabs")
        self.names = names

    def compose(self) -> ComposeResult:
        """Draw the parts."""
        for part, name in self.names.items():
            yield Tab(part, name)

    def draw(self, current: str, missing: list[str]) -> None:
        """Mark the *current* part and those that are not *missing*."""
        for tab in self.query(Tab):
            tab.draw(is_open=tab.part == current, is_done=tab.part not in missing)
