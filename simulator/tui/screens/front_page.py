"""Tomorrow's front page: how it ended, and a line for each person. Never graded."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.conduct.conduct import Conduct
from simulator.present import pages
from simulator.present.museum import museum
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.leaf import LeafScreen, drawn
from simulator.tui.screens.shell import Shell


class FrontPageScreen(Shell):
    """The paper, then the debrief."""

    BINDINGS = [("enter,space", "go_on", ""), ("escape", "leave", ""), ("m", "museum", "")]  # noqa: RUF012 - Textual's

    def __init__(
        self,
        page: pages.FrontPage,
        conduct: Conduct,
        *,
        lesson: tuple[pages.Section, ...] = (),
    ) -> None:
        """Show *page*; *conduct* is looked back on afterwards.

        A wreck has no debrief: its *lesson* stands under the paper.
        """
        super().__init__()
        self.page = page
        self.conduct = conduct
        self.lesson = lesson

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        if self.lesson:
            return [(_("Enter"), _("home")), ("m", _("museum")), ("↑ ↓", _("read on"))]
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

            for section in self.lesson:
                yield Static(drawn(section), classes="lesson")

    def on_mount(self) -> None:
        """Let the keys scroll the paper; remember the play, to be looked back on from home."""
        if not self.lesson:
            self.home.plays[self.conduct.loaded.scenario.id] = self.conduct
        self.query_one("#paper").focus()

    def action_go_on(self) -> None:
        """Look back, or go home."""
        if self.lesson:
            self.dismiss()
        else:
            self.replace(DebriefScreen(self.conduct))

    def action_leave(self) -> None:
        """Go home."""
        self.dismiss()

    def action_museum(self) -> None:
        """See the cards where they hang, after a wreck."""
        if self.lesson:
            settings = self.home.settings
            leaf = museum(self.language, settings.museum, cases=settings.cases)
            self.app.push_screen(LeafScreen(leaf))
