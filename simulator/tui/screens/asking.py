"""A page with a question below it: what is typed is given back."""

from textual.app import ComposeResult

from simulator.present import pages
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.widgets.line import Line


class AskingScreen(LeafScreen):
    """Shows pages and asks for one line; Enter gives it, Escape goes back without."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("escape", "back", ""),
        ("up", "move(-1)", ""),
        ("down", "move(1)", ""),
        ("pageup", "move(-10)", ""),
        ("pagedown", "move(10)", ""),
    ]

    def __init__(self, question: str, *leaves: pages.Leaf) -> None:
        """Show *leaves* and ask *question*."""
        super().__init__(*leaves)
        self.question = question
        self.typed = ""
        """What was typed, once the screen is left."""

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        return [(_("Esc"), _("back")), (_("Enter"), _("done")), ("↑ ↓", _("read on"))]

    def body(self) -> ComposeResult:
        """Draw the page, and the field below it."""
        yield from super().body()
        yield Line(id="asked", max_length=300, placeholder=self.question)

    async def fill(self) -> None:
        """Show the page; keys go to the field."""
        await super().fill()
        self.query_one("#asked").focus()

    def action_move(self, by: int) -> None:
        """Read on while the field has the keys."""
        self.query_one("#leaf").scroll_relative(y=by, animate=False)

    def on_input_submitted(self) -> None:
        """Give what was typed."""
        self.typed = self.query_one("#asked", Line).text
        self.dismiss()
