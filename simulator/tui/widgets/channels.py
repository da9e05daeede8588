"""The channels over the feed: which one is shown, and where something new came."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message

from simulator.tui.widgets.lines import cut
from simulator.tui.widgets.steady import Steady

GAP = 2
"""Cells between two names."""
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
        self.places: list[tuple[int, int, str]] = []
        """First and last cell and channel of each name that is drawn, for the mouse."""

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
        """Draw the names in one line, the longest cut first, never the open one."""
        shown = fitted(self.labels, self.size.width - GAP, keep=self.current)
        parts: list[Content] = []
        self.places, at = [], 0
        for name, label in shown.items():
            self.places.append((at, at + cell_len(label) - 1, name))
            at += cell_len(label) + GAP - 1
            parts.append(Content(label).stylize("bold reverse" if name == self.current else ""))
        self.show(Content(" ").join(parts))

    def on_click(self, event: events.Click) -> None:
        """Open the channel that was clicked."""
        spot = event.get_content_offset(self)
        for first, last, name in self.places if spot else ():
            if spot and first <= spot.x <= last:
                event.stop()
                self.post_message(self.Chosen(name))


def fitted(labels: dict[str, str], width: int, *, keep: str = "") -> dict[str, str]:
    """Return *labels* cut to fit side by side in *width* cells; the count at the end stays."""
    found = dict(labels)
    room = {name: cell_len(label) for name, label in labels.items()}
    while sum(room.values()) + len(room) > width:
        longest = max((n for n in room if n != keep), key=lambda n: room[n], default="")
        if room.get(longest, 0) <= LEAST:
            break
        room[longest] -= 1
    for name, label in labels.items():
        if room[name] < cell_len(label):
            title, sign, count = label.partition(" ●")
            found[name] = cut(title, max(room[name] - cell_len(sign + count), 2)) + sign + count
    return found
