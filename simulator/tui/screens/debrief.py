"""Looking back: the short view first, each part one key away."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import debrief
from simulator.exercise import events as e
from simulator.exercise.commands import Contest
from simulator.present import pages
from simulator.present.results import Results
from simulator.present.room import Room
from simulator.tui.screens.keeping import Keeping
from simulator.tui.screens.leaf import LeafScreen, drawn
from simulator.tui.widgets.line import Line


class DebriefScreen(Keeping):
    """The first view: your story, the two decisions that mattered, one thing for Monday."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("1", "facts", ""), ("2", "principles", ""), ("3", "decisions", ""), ("4", "clocks", ""),
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
        return [
            (_("Esc"), _("home")), ("1", _("the facts")), ("2", _("the eight principles")),
            ("3", _("every option")), ("4", _("how soon")), ("d", _("I disagree")),
            ("?", _("help")),
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
        yield Line(id="disagree", max_length=300)

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#leaf").focus()

    def action_facts(self) -> None:
        """Open the timeline."""
        self.app.push_screen(LeafScreen(self.results.facts()))

    def action_principles(self) -> None:
        """Open the eight principles."""
        leaf = self.results.principles()
        table = pages.Section(self.language._("What the words mean"), self.results.band_table())
        self.app.push_screen(LeafScreen(pages.Leaf(leaf.title, (*leaf.sections, table), leaf.lead)))

    def action_decisions(self) -> None:
        """Open every option of every decision."""
        self.app.push_screen(LeafScreen(*self.results.decisions()))

    def action_clocks(self) -> None:
        """Open how soon each signal had its first word."""
        self.app.push_screen(LeafScreen(self.results.clocks()))

    def action_disagree(self) -> None:
        """Take one line of disagreement with the decision that cost most, or another by number."""
        field = self.query_one("#disagree", Line)
        field.placeholder = self.language._("Number of the decision, then what you disagree with")
        field.add_class("open")
        field.focus()

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
        self.query_one("#leaf").focus()

    def action_back(self) -> None:
        """Put the field away, else go home."""
        if self.query_one("#disagree", Line).has_focus:
            self.close_field()
        else:
            self.dismiss()

    def action_done(self) -> None:
        """Go home."""
        self.dismiss()
