"""The command palette: every command of the app, found by a few letters, in the reader's language.

Textual's own speaks English and searches in files of its own; this one is a field and a list.
"""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult, SystemCommand
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from simulator.tui.screens.shell import Modal
from simulator.tui.widgets.line import Line
from simulator.tui.widgets.listing import Listing


class Palette(Modal[None]):
    """Finds a command and does it."""

    BINDINGS = [("escape,ctrl+p", "close", "")]  # noqa: RUF012 - Textual's

    def __init__(self, commands: Sequence[SystemCommand], sought: str = "", none: str = "") -> None:
        """Offer *commands*; *sought* and *none* say what is looked for, where it is no command."""
        super().__init__()
        self.commands = list(commands)
        self.sought, self.none = sought, none

    def compose(self) -> ComposeResult:
        """Draw the field and the list."""
        _ = self.language._
        with Vertical(id="palette"):
            yield Line(placeholder=self.sought or _("Search for a command"), max_length=60)
            yield Listing()
            none = self.none or _("No command is called that.")
            yield Static(Content(none), id="no-command")

    def on_mount(self) -> None:
        """List everything; typing comes first."""
        self.fill("")
        self.query_one(Line).focus()

    def fill(self, wanted: str) -> None:
        """List the commands that *wanted* is a part of."""
        found = self.query_one(OptionList)
        found.clear_options()
        for place, command in enumerate(self.commands):
            if wanted.strip().casefold() in f"{command.title} {command.help}".casefold():
                content = Content.assemble((command.title, "bold"), f"  {command.help}")
                found.add_option(Option(content, id=str(place)))
        found.highlighted = 0 if found.option_count else None
        self.query_one("#no-command").display = not found.option_count

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search again."""
        self.fill(event.value)

    def on_input_submitted(self) -> None:
        """Do what is under the cursor."""
        self.query_one(OptionList).action_select()

    def on_key(self, event: events.Key) -> None:
        """Move in the list while typing."""
        found = self.query_one(OptionList)
        if event.key == "down":
            found.action_cursor_down()
        elif event.key == "up":
            found.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do it, once this is out of the way."""
        command = self.commands[int(event.option_id or 0)]
        self.dismiss()
        self.app.call_later(command.callback)

    def action_close(self) -> None:
        """Do nothing."""
        self.dismiss()
