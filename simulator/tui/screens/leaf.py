"""A page of sections over the room: the plan, who is who, the briefing, a part of the debrief."""

from collections.abc import Iterator
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.present import pages
from simulator.tui.screens.shell import Shell

LINE = 30
"""Letters that a line weighs beside its own: half of the last row of a paragraph stays empty."""


def drawn(section: pages.Section) -> Content:
    """Return a section as text: its title, then its lines."""
    lines: list[Content] = []
    if section.title:
        lines.append(Content(section.title).stylize("bold $accent"))
    lines += [Content(line) for line in section.lines]
    return Content("\n").join(lines)


def middle(sections: tuple[pages.Section, ...]) -> int:
    """Return how many sections are about half of all that there is to read."""
    sizes = [sum(len(line) + LINE for line in (one.title, *one.lines)) for one in sections]
    return min(range(len(sizes) + 1), key=lambda n: abs(sum(sizes[:n]) - sum(sizes[n:])))


def parts(section: pages.Section) -> Iterator[Static]:
    """Yield what a section is drawn with."""
    if section.picture:
        content = Content("\n".join(section.picture))
        yield Static(Content(section.title).stylize("bold $accent"))
        yield Static(content, classes="picture")
        section = replace(section, title="")
    yield Static(drawn(section), classes="section")


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
        with VerticalScroll(id="leaf"):
            yield Static(id="leaf-lead", classes="lead")
            with Container(id="leaf-sections"):
                yield Vertical(classes="column")
                yield Vertical(classes="column")

    async def on_mount(self) -> None:
        """Show the first page."""
        await self.fill()

    async def fill(self) -> None:
        """Show the page turned to."""
        leaf = self.leaves[self.at]
        count = f"  ({self.at + 1}/{len(self.leaves)})" if len(self.leaves) > 1 else ""
        self.query_one("#leaf-title", Static).update(Content(leaf.title + count))
        self.query_one("#leaf-lead", Static).update(Content(leaf.lead))
        self.query_one("#leaf-lead").display = bool(leaf.lead)
        left, right = self.query(".column").results(Vertical)
        half = middle(leaf.sections) if leaf.in_columns else len(leaf.sections)
        for column, sections in ((left, leaf.sections[:half]), (right, leaf.sections[half:])):
            await column.remove_children()
            await column.mount(*(part for one in sections for part in parts(one)))
            column.display = bool(sections)
        scroll = self.query_one("#leaf", VerticalScroll)
        scroll.scroll_home(animate=False)
        scroll.focus()

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
