"""Tomorrow's front page: how it ended, and a line for each person. Never graded."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.conduct.conduct import Conduct
from simulator.present import pages
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.shell import Shell


class FrontPageScreen(Shell):
    """The paper, then the debrief."""

    BINDINGS = [("enter,space", "go_on", ""), ("escape", "leave", "")]  # noqa: RUF012 - Textual's

    def __init__(self, page: pages.FrontPage, conduct: Conduct, *, wrecks: bool = False) -> None:
        """Show *page*; *conduct* is looked back on afterwards, unless it was for fun."""
        super().__init__()
        self.page = page
        self.conduct = conduct
        self.wrecks = wrecks

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        if self.wrecks:
            return [(_("Enter"), _("home"))]
        return [(_("Enter"), _("look back")), (_("Esc"), _("home")), ("↑ ↓", _("read on"))]

    def body(self) -> ComposeResult:
        """Draw the paper."""
        _ = self.language._
        with VerticalScroll(id="paper"):
            yield Static(Content(_("TOMORROW, ON THE FRONT PAGE")), classes="masthead")
            yield Static(Content(self.page.headline), classes="headline")
            yield Static(Content(self.page.text), classes="story")
            for post in self.page.lines:
                yield Static(
                    Content.assemble((post.who, "bold"), "  ", Content(post.text)), classes="line"
                )
            for post in self.page.epilogue:
                yield Static(
                    Content.assemble((post.who, "bold $secondary"), "  ", Content(post.text)),
                    classes="line",
                )

    def on_mount(self) -> None:
        """Let the keys scroll the paper."""
        self.query_one("#paper").focus()

    def action_go_on(self) -> None:
        """Look back, or go home."""
        if self.wrecks:
            self.dismiss()
        else:
            self.replace(DebriefScreen(self.conduct))

    def action_leave(self) -> None:
        """Go home."""
        self.dismiss()
