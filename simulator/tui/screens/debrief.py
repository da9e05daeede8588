"""Looking back: the short view first, each part one key away."""

from collections.abc import Callable
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import debrief
from simulator.exercise import events as e
from simulator.exercise.commands import Contest
from simulator.language import Language
from simulator.present import pages
from simulator.present.results import Results
from simulator.present.room import Room
from simulator.tui.screens.keeping import Keeping
from simulator.tui.screens.leaf import LeafScreen, drawn
from simulator.tui.widgets.line import Line


def numbered(results: Results) -> tuple[pages.Leaf, ...]:
    """Return the decisions with the numbers by which they are called."""
    return tuple(
        replace(leaf, title=f"{number}. {leaf.title}")
        for number, leaf in enumerate(results.decisions(), 1)
    )


PARTS: tuple[Callable[[Results], tuple[pages.Leaf, ...]], ...] = (
    lambda results: (results.facts(),),
    lambda results: (results.standings(), results.shortfalls()),
    numbered,
    lambda results: (results.clocks(),),
)
"""The parts of a debrief, called by their place from 1 on."""


def names(language: Language) -> list[tuple[str, str]]:
    """Return the number and the name of each part."""
    _ = language._
    called = (_("the facts"), _("the eight principles"), _("every option"), _("how soon"))
    return [(str(number), name) for number, name in enumerate(called, 1)]


class PartScreen(LeafScreen):
    """A part of the debrief; a number goes from one to another."""

    BINDINGS = [(key, f"part({key})", "") for key in "1234"]  # noqa: RUF012 - Textual's

    def __init__(self, results: Results, part: int) -> None:
        """Show the pages of *part*, a number from 1 on."""
        super().__init__(*PARTS[part - 1](results))
        self.results = results
        self.part = part

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        others = [name for name in names(self.language) if name[0] != str(self.part)]
        return [*super().keys(), *others]

    def action_part(self, part: int) -> None:
        """Go to another part."""
        if part != self.part:
            self.replace(PartScreen(self.results, part))


class DebriefScreen(Keeping):
    """The first view: your story, the two decisions that mattered, one thing for Monday."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        *((key, f"part({key})", "") for key in "1234"),
        ("d", "disagree", ""), ("q", "done", ""), ("escape", "back", ""),
        ("question_mark,f1", "app.help", ""),
    ]  # fmt: skip

    def __init__(self, conduct: Conduct) -> None:
        """Look back on *conduct*."""
        super().__init__()
        self.conduct = conduct

    @property
    def results(self) -> Results:
        """The pages of the debrief, in the language of now."""
        found = debrief(self.conduct.loaded, self.conduct.log)
        return Results(Room(self.conduct.loaded, self.language), found)

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        if self.is_mounted and self.query_one("#disagree").has_class("open"):
            return [(_("Enter"), _("keep this line")), (_("Esc"), _("close"))]
        return [
            (_("Esc"), _("home")), *names(self.language), ("d", _("I disagree")), ("?", _("help")),
        ]  # fmt: skip

    def body(self) -> ComposeResult:
        """Draw the short view."""
        page = self.results.first()
        yield Static(Content(page.title), classes="title")
        with VerticalScroll(id="leaf"):
            for duty in page.duties:
                yield Static(Content(duty), classes="duty")
            yield Static(Content("\n".join(page.story)), classes="story")
            for section in (*page.decisions, page.monday):
                yield Static(drawn(section), classes="section")
        yield Static(id="numbers")
        yield Line(id="disagree", max_length=300)

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#leaf").focus()

    def action_part(self, part: int) -> None:
        """Open a part of the debrief."""
        self.app.push_screen(PartScreen(self.results, part))

    def action_disagree(self) -> None:
        """Take one line of disagreement with a decision, called by its number."""
        titles = "\n".join(leaf.title for leaf in numbered(self.results))
        listed = self.query_one("#numbers", Static)
        listed.update(Content(titles))
        listed.add_class("open")
        field = self.query_one("#disagree", Line)
        field.placeholder = self.language._("Number of the decision, then what you disagree with")
        field.add_class("open")
        field.focus()
        self.show_keys()

    def on_input_submitted(self) -> None:
        """Keep the line."""
        number, _sep, line = self.query_one("#disagree", Line).text.partition(" ")
        moments = self.results.debrief.moments
        _ = self.language._
        if number.isdecimal() and 1 <= int(number[:3]) <= len(moments) and line.strip():
            moment = moments[int(number[:3]) - 1]
            item = moment.picks[0] if moment.picks else ""
            self.obey(Contest(moment.scene, item, line), self.noted)
        else:
            self.app.notify(_("Begin with the number of the decision: 3 because…"), markup=False)
        self.close_field()

    def noted(self, _log: e.Log) -> None:
        """Say that the line was noted."""
        _ = self.language._
        kept = _("Noted: it is kept with this play, for the author to read.")
        lost = _("Noted for this play, which is not kept: tell the author.")
        self.app.notify(kept if self.conduct.is_kept else lost, markup=False)

    def close_field(self) -> None:
        """Put the field for disagreement away."""
        field = self.query_one("#disagree", Line)
        field.value = ""
        field.remove_class("open")
        self.query_one("#numbers").remove_class("open")
        self.query_one("#leaf").focus()
        self.show_keys()

    def action_back(self) -> None:
        """Put the field away, else go home."""
        if self.query_one("#disagree", Line).has_focus:
            self.close_field()
        else:
            self.dismiss()

    def action_done(self) -> None:
        """Go home."""
        self.dismiss()
