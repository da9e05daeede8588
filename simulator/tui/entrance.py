"""What somebody sees first over SSH: new here, or four words that bring them back."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator import safe
from simulator.language import Language, speak
from simulator.settings import THEMES
from simulator.store.faults import StoreFault
from simulator.tui.screens.shell import Shell
from simulator.tui.sturdy import Sturdy
from simulator.tui.widgets.line import Line
from simulator.tui.widgets.listing import Listing
from simulator.tui.work import begin

LONGEST = 80
"""Characters of four words, and some."""

Seat = Callable[[str, str], Awaitable[Any]]
"""Takes the four words ("" from somebody new) and the language; gives whose seat it is, or a
sentence that says why there is none."""


class Entrance(Sturdy[Any]):
    """Asks who comes; gives what *seat* gave."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("ctrl+q", "quit", "")]  # noqa: RUF012 - Textual's
    moves = False

    def __init__(self, code: str, seat: Seat) -> None:
        """Speak the language *code* first."""
        super().__init__()
        self.language: Language = speak(code)
        self.seat = seat
        self.dress(THEMES[0])

    def on_mount(self) -> None:
        """Ask."""
        self.push_screen(EntranceScreen())

    def change_language(self) -> None:
        """Speak the other language."""
        self.language = speak("en" if self.language.code == "fr" else "fr")
        self.switch_screen(EntranceScreen())


class EntranceScreen(Shell):
    """New here, or four words."""

    BINDINGS = [("f2", "language", ""), ("escape", "back", "")]  # noqa: RUF012 - Textual's

    def __init__(self) -> None:
        """Wait for nothing yet."""
        super().__init__()
        self.is_asking = False

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed."""
        _ = self.language._
        other = "English" if self.language.code == "fr" else "Français"
        return [(_("Enter"), _("choose")), ("F2", other), ("Ctrl+Q", _("quit"))]

    def body(self) -> ComposeResult:
        """Draw the two ways in."""
        _ = self.language._
        with Vertical(id="entrance"):
            yield Static(
                Content.assemble(
                    ("BAD BUZZ  ", "bold $accent"),
                    _("Practice for the people who answer when the internet is angry"),
                )
            )
            yield Listing(id="names")
            yield Line(id="name", max_length=LONGEST)
            yield Static(id="entrance-said", classes="caption")

    def on_mount(self) -> None:
        """Offer both ways."""
        _ = self.language._
        ways = self.query_one("#names", OptionList)
        ways.add_option(Option(Content(_("I am new here")), id="new"))
        ways.add_option(Option(Content(_("I have four words from an earlier visit")), id="back"))
        ways.highlighted = 0
        ways.focus()
        field = self.query_one("#name", Line)
        field.placeholder = _("your four words, with spaces between them")
        self.tell(
            _("No account, no name, no address is asked for: what you play is kept under a made-up "
              "name, so that you can go on another day.")
        )  # fmt: skip

    def tell(self, text: str) -> None:
        """Say *text* under the field."""
        self.query_one("#entrance-said", Static).update(Content(text))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the way that was chosen."""
        if event.option_id == "new":
            self.ask("")
        else:
            self.query_one("#name", Line).add_class("open")
            self.query_one("#name", Line).focus()

    def on_input_submitted(self) -> None:
        """Take the four words."""
        typed = safe.line(self.query_one("#name", Line).text, LONGEST)
        if typed.strip():
            self.ask(typed)

    def ask(self, typed: str) -> None:
        """Ask for the seat."""
        if not self.is_asking:
            self.is_asking = True
            begin(self, self._ask, typed)

    async def _ask(self, typed: str) -> None:
        app = cast("Entrance", self.app)
        try:
            found = await app.seat(typed, app.language.code)
        except StoreFault as fault:
            found = fault.sentence(app.language)
        self.is_asking = False
        if not isinstance(found, str):
            app.exit(found)
        elif self.is_attached:
            self.tell(found)

    def action_language(self) -> None:
        """Speak the other language."""
        cast("Entrance", self.app).change_language()

    def action_back(self) -> None:
        """Go back to the two ways."""
        self.query_one("#name", Line).remove_class("open")
        self.query_one("#names", OptionList).focus()
