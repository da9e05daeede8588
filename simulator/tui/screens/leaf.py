"""A page of sections over the room: the plan, who is who, the briefing, a part of the debrief."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.present import pages
from simulator.tui.screens.shell import Shell


def drawn(section: pages.Section) -> Content:
    """Return a section as text: its title, then its lines."""
    lines: list[Content] = []
    if section.title:
        lines.append(Content(section.title).stylize("bold $accent"))
    lines += [Content(line) for line in section.lines]
    return Content("\n").join(lines)


class LeafScreen(Shell):
    """One or several pages; left and right turn them."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("escape,q,enter,backspace", "back", ""),
        ("left", "turn(-1)", ""),
        ("right,space", "turn(1)", ""),
    ]

    def __init__(self, *leaves: pages.Leaf, at: int = 0) -> None:
        """Show *leaves*, the first at *at*."""
        super().__init__()
        self.leaves = leaves
        self.at = at

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        turning = [("← →", _("turn the page"))] if len(self.leaves) > 1 else []
        return [(_("Esc"), _("back")), *turning, ("↑ ↓", _("read on"))]

    def body(self) -> ComposeResult:
        """Draw the title and the sections."""
        yield Static(id="leaf-title", classes="title")
        yield VerticalScroll(id="leaf")

    async def on_mount(self) -> None:
        """Show the first page."""
        await self.fill()

    async def fill(self) -> None:
        """Show the page turned to."""
        leaf = self.leaves[self.at]
        count = f"  ({self.at + 1}/{len(self.leaves)})" if len(self.leaves) > 1 else ""
        self.query_one("#leaf-title", Static).update(Content(leaf.title + count))
        body = self.query_one("#leaf", VerticalScroll)
        await body.remove_children()
        parts = [Static(Content(leaf.lead), classes="lead")] if leaf.lead else []
        parts += [Static(drawn(section), classes="section") for section in leaf.sections]
        await body.mount(*parts)
        body.scroll_home(animate=False)
        body.focus()

    def action_back(self) -> None:
        """Return to where the page was opened."""
        self.dismiss()

    async def action_turn(self, by: int) -> None:
        """Turn the page."""
        if len(self.leaves) > 1:
            self.at = (self.at + by) % len(self.leaves)
            await self.fill()


class BriefingScreen(LeafScreen):
    """The briefing before a play: Enter begins it, Escape goes back."""

    BINDINGS = [("enter,space", "begin", ""), ("escape,q,backspace", "back", "")]  # noqa: RUF012 - Textual's

    begins = False
    """Whether the trainee chose to play."""

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        return [(_("Enter"), _("begin")), (_("Esc"), _("back")), ("↑ ↓", _("read on"))]

    def action_begin(self) -> None:
        """Play."""
        self.begins = True
        self.dismiss()
