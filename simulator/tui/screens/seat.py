"""A visitor's seat: under which name they play, and the four words that bring them back."""

import asyncio
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator import safe
from simulator.store.faults import StoreFault
from simulator.tui.screens.shell import Modal
from simulator.tui.work import begin

if TYPE_CHECKING:
    from simulator.tui.house import Visitor


class SeatScreen(Modal[None]):
    """Says who plays and how to come back."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("enter", "back", ""), ("escape", "back", ""), ("n", "renew", ""),
    ]  # fmt: skip

    def __init__(self, visitor: "Visitor") -> None:
        """Speak of *visitor*'s seat."""
        super().__init__()
        self.visitor = visitor
        self.is_asking = False

    def compose(self) -> ComposeResult:
        """Draw the name and the words."""
        _ = self.language._
        name = safe.line(self.visitor.profile)
        with Vertical(id="send"):
            yield Static(Content(_("You play as {name}", name=name)).stylize("bold $accent"))
            with VerticalScroll(id="letter"):
                yield Static(id="preview")
            yield Static(id="seat-keys", classes="caption")

    def on_mount(self) -> None:
        """Say what is known now."""
        super().on_mount()
        self.show()

    def show(self) -> None:
        """Draw what is known now."""
        _ = self.language._
        words = self.visitor.words
        if words:
            content = Content.assemble(
                _("These four words bring you back here, from any machine, to where you were:"),
                "\n\n", (words, "bold"), "\n\n",
                _("Write them down: they are not kept, and cannot be shown again later."),
            )  # fmt: skip
        else:
            content = Content(
                _("Four words bring you back here from another machine. Only you have yours.")
            )
        self.query_one("#preview", Static).update(content)
        keys = [_("Enter goes on")]
        if self.visitor.renew is not None:
            keys.append(_("n makes four new words; those before are then worth nothing"))
        self.query_one("#seat-keys", Static).update(Content(" · ".join(keys)))

    def action_back(self) -> None:
        """Go on."""
        self.dismiss(None)

    def action_renew(self) -> None:
        """Make four new words."""
        if self.visitor.renew is not None and not self.is_asking:
            self.is_asking = True
            begin(self, self._renew)

    async def _renew(self) -> None:
        renew = self.visitor.renew
        try:
            if renew is not None:
                self.visitor.words = await asyncio.to_thread(renew)
        except StoreFault as fault:
            self.app.notify(fault.sentence(self.language), severity="error", markup=False)
        self.is_asking = False
        if self.is_attached:
            self.show()
