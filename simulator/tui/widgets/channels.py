"""The channels over the feed: which one is shown, and where something new came."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message

from simulator.tui.widgets.lines import cut
from simulator.tui.widgets.steady import Steady

TALL = 32
"""Lines of a screen from which the names may take two; as VERTICAL_BREAKPOINTS."""
LEAST = 4
"""Cells below which no name is cut."""


class Channels(Steady):
    """The names of the channels in one line, each with the number of posts nobody read yet."""

    class Chosen(Message):
        """A channel was clicked."""

        def __init__(self, name: str) -> None:
            """Tell which."""
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="channels")
        self.labels: dict[str, str] = {}
        self.current = ""
        self.places: list[tuple[int, int, int, str]] = []
        """Line, first and last cell and channel of each name that is drawn, for the mouse."""

    def tell(self, names: dict[str, str], current: str, unread: dict[str, int]) -> None:
        """Show the channels in *names*, each with what it is called; *current* is open."""
        self.current = current
        self.labels = {
            name: ("▸" if name == current else " ")
            + title
            + (f" ●{unread[name]}" if unread.get(name) else "")
            for name, title in names.items()
        }
        self.draw()

    def on_resize(self) -> None:
        """Cut the names anew."""
        self.draw()

    def draw(self) -> None:
        """Draw the names: whole in two lines where the screen is tall, else those that matter."""
        width = self.size.width
        rows = broken(self.labels, width)
        if len(rows) > (2 if self.app.size.height >= TALL else 1):
            # A name that is cut says nothing: those are named where there is something to read.
            rows = [fitted(self.told(), width, keep=self.current)]
        lines: list[Content] = []
        self.places = []
        for line, row in enumerate(rows):
            at = 0
            for name, label in row.items():
                self.places.append((line, at, at + cell_len(label) - 1, name))
                at += cell_len(label) + 1
            styled = (
                Content(label).stylize("bold reverse" if name == self.current else "")
                for name, label in row.items()
            )
            lines.append(Content(" ").join(styled))
        self.show(Content("\n").join(lines))

    def told(self) -> dict[str, str]:
        """Return all, the channel that is open, and those with something unread."""
        return {
            name: label for name, label in self.labels.items()
            if name in {"", self.current} or " ●" in label
        }  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        """Open the channel that was clicked."""
        spot = event.get_content_offset(self)
        for line, first, last, name in self.places if spot else ():
            if spot and spot.y == line and first <= spot.x <= last:
                event.stop()
                self.post_message(self.Chosen(name))


def broken(labels: dict[str, str], width: int) -> list[dict[str, str]]:
    """Return *labels* in as many lines of *width* cells as they take whole."""
    rows: list[dict[str, str]] = [{}]
    for name, label in labels.items():
        used = sum(cell_len(one) + 1 for one in rows[-1].values())
        if rows[-1] and used + cell_len(label) > width:
            rows.append({})
        rows[-1][name] = label
    return rows


def fitted(labels: dict[str, str], width: int, *, keep: str = "") -> dict[str, str]:
    """Return *labels* cut to fit side by side in *width* cells; the count at the end stays."""
    found = dict(labels)
    room = {name: cell_len(label) for name, label in labels.items()}
    while sum(room.values()) + len(room) - 1 > width:
        longest = max((n for n in room if n != keep), key=lambda n: room[n], default="")
        if room.get(longest, 0) <= LEAST:
            break
        room[longest] -= 1
    for name, label in labels.items():
        if room[name] < cell_len(label):
            title, sign, count = label.partition(" ●")
            found[name] = cut(title, max(room[name] - cell_len(sign + count), 2)) + sign + count
    return found
