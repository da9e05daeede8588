"""Every mark of a debrief in a list: e says why the one under the cursor, d contests it."""

import re
from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.present import pages
from simulator.present.marks import Mark
from simulator.tui.screens.asking import AskingScreen
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.screens.shell import Shell
from simulator.tui.widgets.listing import Listing


class MarksScreen(Shell):
    """The marks, with a cursor; a number goes to the first of that decision."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("escape,q,backspace", "back", ""), ("e", "why", ""), ("d", "contest", ""),
        *((str(number), f"jump('{number}')", "") for number in range(1, 10)),
        ("s", "jump('s')", ""), ("p", "jump('p')", ""), ("question_mark,f1", "app.help", ""),
    ]  # fmt: skip

    def __init__(
        self,
        leaf: pages.Leaf,
        marks: tuple[Mark, ...],
        because: Callable[[str], pages.Leaf | None],
        contest: Callable[[Mark, str], None],
        at: str = "",
    ) -> None:
        """List *marks* under the titles of *leaf*, beginning *at* a label; *because* says why."""
        super().__init__()
        self.leaf = leaf
        self.marks = marks
        self.because = because
        self.contest = contest
        self.begins_at = at

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        return [
            (_("Esc"), _("back")), ("e", _("why this mark")), ("d", _("I disagree with it")),
            ("1-9", _("its decision")), ("s", _("first words")), ("p", _("promises")),
        ]  # fmt: skip

    def body(self) -> ComposeResult:
        """Draw the list."""
        yield Static(Content(self.leaf.title), classes="title")
        yield Static(Content(self.leaf.lead), classes="lead")
        yield Listing(id="marks")

    def on_mount(self) -> None:
        """Fill the list, each decision under its title."""
        rows = self.query_one("#marks", OptionList)
        titles = {section.id: section.title for section in self.leaf.sections}
        for mark in self.marks:
            if title := titles.pop(mark.scene, ""):
                rows.add_option(Option(Content(title).stylize("bold"), disabled=True))
            rows.add_option(Option(Content(f"{mark.label}  {mark.text}"), id=mark.label))
        rows.focus()
        self.action_jump(self.begins_at or self.marks[0].label if self.marks else "")

    def chosen(self) -> Mark | None:
        """Return the mark under the cursor."""
        rows = self.query_one("#marks", OptionList)
        option = rows.highlighted_option
        return next((m for m in self.marks if option and m.label == option.id), None)

    def action_jump(self, begin: str) -> None:
        """Go to the first mark whose label begins so: a decision, the first words, the promises."""
        for mark in self.marks:
            group = re.match(r"[0-9]+|[a-z]", mark.label)
            if begin in {mark.label, group[0] if group else ""}:
                rows = self.query_one("#marks", OptionList)
                rows.highlighted = rows.get_option_index(mark.label)
                return

    def on_option_list_option_selected(self) -> None:
        """Say why, as e does."""
        self.action_why()

    def action_why(self) -> None:
        """Open why the mark under the cursor is what it is."""
        mark = self.chosen()
        leaf = self.because(mark.label) if mark else None
        if leaf is not None:
            self.app.push_screen(LeafScreen(leaf))

    def action_contest(self) -> None:
        """Ask for a line against the mark under the cursor, and give it to be kept."""
        mark = self.chosen()
        if mark is None:
            return
        chosen = mark
        leaf = self.because(chosen.label)
        asked = AskingScreen(
            self.language._("What would you say instead, in one line?"), *([leaf] if leaf else [])
        )

        def typed(_result: None) -> None:
            if asked.typed.strip():
                self.contest(chosen, asked.typed.strip())

        self.app.push_screen(asked, typed)

    def action_back(self) -> None:
        """Return to where the list was opened."""
        self.dismiss()
