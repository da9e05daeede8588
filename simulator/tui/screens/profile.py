"""Who plays: a pseudonym chosen or typed. There is no password: it would protect nothing here."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator import safe
from simulator.store.faults import StoreFault
from simulator.tui.screens.shell import Modal
from simulator.tui.widgets.line import Line
from simulator.tui.widgets.listing import Listing

LONGEST = 24
"""Characters of a pseudonym."""


class ProfileScreen(Modal[str]):
    """Asks who plays; gives the name, None if nothing changes."""

    BINDINGS = [("escape", "back", "")]  # noqa: RUF012 - Textual's

    def __init__(self, names: tuple[str, ...], now: str) -> None:
        """Offer *names*; *now* is who plays so far, "" the one nobody was asked for."""
        super().__init__()
        self.names = names
        self.now = now

    def compose(self) -> ComposeResult:
        """Draw the names and a line for a new one."""
        _ = self.language._
        with Vertical(id="send"):
            yield Static(Content(_("Who plays?")).stylize("bold $accent"))
            yield Listing(id="names")
            yield Line(id="name", max_length=LONGEST)
            yield Static(
                Content(
                    _(
                        "A pseudonym will do. There is no password: whoever sits here can read "
                        "all profiles. Enter chooses · Tab types a new one · Escape goes back"
                    )
                ),
                classes="caption",
            )

    def on_mount(self) -> None:
        """Put the cursor on who plays now."""
        _ = self.language._
        names = self.query_one("#names", OptionList)
        for name in self.names:
            names.add_option(Option(Content(safe.line(name, LONGEST) or _("(no name)"))))
        names.highlighted = self.names.index(self.now) if self.now in self.names else 0
        field = self.query_one("#name", Line)
        field.placeholder = _("a new pseudonym")
        field.add_class("open")
        names.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the name that was chosen."""
        self.dismiss(self.names[event.option_index])

    def on_input_submitted(self) -> None:
        """Take the name that was typed."""
        from simulator.store.profiles import pseudonym

        try:
            typed = pseudonym(self.query_one("#name", Line).text)
        except StoreFault as fault:
            self.app.notify(fault.sentence(self.language), severity="error", markup=False)
            return
        if typed:
            self.dismiss(typed)

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)
