"""The send moment: a post as people will see it, and how sure you are."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.tui.screens.shell import Modal


class SendScreen(Modal[bool]):
    """Shows the words once more; Enter publishes them."""

    BINDINGS = [("enter", "send", ""), ("escape,n", "take_back", "")]  # noqa: RUF012 - Textual's

    def __init__(self, who: str, words: str) -> None:
        """Preview *words*, written by *who*."""
        super().__init__()
        self.who = who
        self.words = words

    def compose(self) -> ComposeResult:
        """Draw the post."""
        _ = self.language._
        with Vertical(id="send"):
            yield Static(Content(_("This is what people will see")), classes="caption")
            with VerticalScroll(id="letter"):
                yield Static(
                    Content.assemble((self.who, "bold $accent"), "\n", Content(self.words)),
                    id="preview",
                )
            yield Static(
                Content(_("Enter publishes · Escape changes your mind")), classes="caption"
            )

    def on_mount(self) -> None:
        """Let the arrows read a long post."""
        self.query_one("#letter").focus()

    def on_click(self, event: events.Click) -> None:
        """Clicking the preview publishes; beside it, takes the post back."""
        found = self.query_one("#send").region.contains(event.screen_x, event.screen_y)
        self.dismiss(result=found)

    def action_send(self) -> None:
        """Publish."""
        self.dismiss(result=True)

    def action_take_back(self) -> None:
        """Go back to the choices."""
        self.dismiss(result=False)


class ConfidenceScreen(Modal[int | None]):
    """How sure are you? Compared later with how right."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("1", "sure(1)", ""), ("2", "sure(2)", ""), ("3", "sure(3)", ""),
        ("enter,space", "ask", ""), ("escape", "skip", ""),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """Draw the three answers."""
        _ = self.language._
        with Vertical(id="send"):
            yield Static(Content(_("How sure are you?")).stylize("bold"))
            for number, label in enumerate((_("guessing"), _("fairly sure"), _("sure")), 1):
                yield Static(Content(f"{number}  {label}"), classes="answer", id=f"sure-{number}")
            said = _("It goes out either way: this is only compared, at the end.")
            yield Static(Content(said), classes="caption")
            yield Static(
                Content(_("1, 2 or 3 · Escape goes on without saying")),
                classes="caption", id="how-sure",
            )  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        """Answer with the mouse."""
        name = (event.widget.id if event.widget else "") or ""
        if name.startswith("sure-"):
            self.dismiss(int(name[-1]))

    def action_ask(self) -> None:
        """Ask for an answer: Enter may have been meant for what came before."""
        said = self.language._("Press 1, 2 or 3; or Escape, to go on without saying.")
        self.query_one("#how-sure", Static).update(Content(said).stylize("bold $warning"))

    def action_sure(self, sure: int) -> None:
        """Answer."""
        self.dismiss(sure)

    def action_skip(self) -> None:
        """Say nothing."""
        self.dismiss(None)
