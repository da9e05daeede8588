"""What the console opens over itself: the way in, its links, people, the projector, help."""

from collections.abc import Callable

from textual.content import Content

from simulator.present.workshop.pages import ConsolePage, Joining
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.workshop import drawing as d
from simulator.tui.workshop.acting import Acting
from simulator.tui.workshop.boxes import ReadBox, WholeBox
from simulator.tui.workshop.people import PeopleScreen
from simulator.tui.workshop.projector import ProjectorScreen

Qr = Callable[[str], list[str]]
"""Draws an address as a QR code, in lines."""
Links = Callable[[], tuple[tuple[str, str], ...]]
"""Links that are not for participants, each after what it opens."""


class Opening(Acting):
    """A screen with keys that open another one."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("a", "address", ""), ("i", "links", ""), ("u", "people", ""), ("v", "projector", ""),
        ("question_mark", "help", ""),
    ]  # fmt: skip

    def __init__(self, joining: Callable[[], Joining], qr: Qr, links: Links = tuple) -> None:
        """Lead the workshop; *joining* says how people join, *qr* draws it, *links* are ours."""
        super().__init__()
        self.joining, self.qr, self.links = joining, qr, links
        self.page: ConsolePage | None = None
        self._qr: tuple[str, list[str]] = ("", [])

    def code_lines(self, page: ConsolePage) -> list[str]:
        """Return the QR code, drawn once for each address."""
        target = page.joining.target
        if self._qr[0] != target:
            self._qr = (target, self.qr(target) if target else [])
        return self._qr[1]

    def action_address(self) -> None:
        """Show how to join."""
        if self.page is not None:
            size = self.app.size
            lines = d.joining(
                self.language, self.page.joining, self.code_lines(self.page),
                size.width - 4, size.height - 2,
            )  # fmt: skip
            self.app.push_screen(WholeBox(self.language._("How to join"), tuple(lines)))

    def action_links(self) -> None:
        """Show the links to the room's screen and to this console elsewhere."""
        _ = self.language._
        lines: list[Content] = []
        for what, link in self.links():
            lines += [Content(what).stylize("bold"), Content(link), Content("")]
        if lines:
            lines.append(Content(_("Whoever has the second link leads the workshop: keep it.")))
            self.app.push_screen(ReadBox(_("Your links"), tuple(lines)))

    def action_people(self) -> None:
        """Name, move, remove people."""
        self.app.push_screen(PeopleScreen(self.joining))

    def action_projector(self) -> None:
        """Show the projector on this screen."""
        self.app.push_screen(ProjectorScreen(self.joining, self.qr))

    def action_help(self) -> None:
        """Say what every key does."""
        from simulator.tui.workshop.helping import console_help

        self.app.push_screen(LeafScreen(console_help(self.language)))
