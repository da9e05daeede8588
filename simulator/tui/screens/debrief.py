"""Looking back: the short view first, each part one key away."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.conduct.conduct import Conduct, Refused
from simulator.present import pages
from simulator.present.afterwards import Afterwards
from simulator.present.marks import Mark
from simulator.present.room import Room
from simulator.store.faults import StoreFault
from simulator.tui.screens.asking import AskingScreen
from simulator.tui.screens.keeping import Keeping
from simulator.tui.screens.leaf import LeafScreen, drawn
from simulator.tui.screens.marks import MarksScreen
from simulator.tui.widgets.bars import Menu
from simulator.tui.work import begin

if TYPE_CHECKING:
    from simulator.debrief.debrief import Debrief
    from simulator.learning.onward import Onward

KEYS = "r123456789sncedpw"
ALL = "?"
"""The key of the list of all parts."""
CLOCKS = {"6": "s1"}
"""Parts that show the clock's marks, and the first of them."""


class PartScreen(LeafScreen):
    """A part of the debrief; a key goes from one to another."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        *((key, f"part('{key}')", "") for key in KEYS),
        ("question_mark", f"part('{ALL}')", ""),
    ]

    def __init__(self, part: str, *leaves: pages.Leaf) -> None:
        """Show the pages of *part*."""
        super().__init__(*leaves)
        self.part = part
        self.onward = ""
        """The part to go to, once this one is left."""
        self.seen = ""
        """The label of what was shown then: a decision's number, or the clock's."""

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        return [
            *super().keys(), ("e", _("why a mark")), ("d", _("I disagree")),
            (ALL, _("all that is here")),
        ]  # fmt: skip

    def action_part(self, part: str) -> None:
        """Go to another part."""
        if part != self.part:
            self.onward = part
            paged = {"5", "9"}
            self.seen = str(self.at + 1) if self.part in paged else CLOCKS.get(self.part, "")
            self.dismiss()


class EveryPartScreen(PartScreen):
    """The list of all parts: any of them is a key or a click away."""

    def __init__(self, menu: tuple[tuple[str, str], ...]) -> None:
        """List the parts of *menu*."""
        super().__init__(ALL)
        self.menu = menu

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        return [(_("Esc"), _("back")), ("F1", _("help"))]

    def body(self) -> ComposeResult:
        """Draw one part a line."""
        yield Static(Content(self.language._("All that is here")), classes="title")
        with VerticalScroll(id="leaf"):
            yield Menu(list(self.menu))

    async def fill(self) -> None:
        """Let the keys scroll."""
        self.query_one("#leaf").focus()


class DebriefScreen(Keeping):
    """The first view: your story, the two decisions that mattered, one thing for Monday."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        *((key, f"open('{key}')", "") for key in KEYS),
        ("q", "done", ""), ("escape", "done", ""), ("f1", "app.help", ""),
        ("question_mark", f"open('{ALL}')", ""),
    ]  # fmt: skip

    def __init__(self, conduct: Conduct) -> None:
        """Look back on *conduct*."""
        super().__init__()
        self.conduct = conduct

    @property
    def parts(self) -> Afterwards:
        """The debrief in the language of now; what was said of it is part of it."""
        room = Room(self.conduct.loaded, self.language)
        cases = self.home.settings.cases
        return Afterwards(room, self.conduct.log, cases=cases, onward=self.onward)

    def onward(self, found: "Debrief") -> "Onward":
        """Return what to practise after *found*: called off the thread that draws."""
        from simulator.learning.onward import alone

        shelf = self.home.library()
        store = self.home.opening.result() if self.home.opening else None
        if store is None:
            return alone(shelf, found)
        from simulator.learning import kept
        from simulator.store.profiles import take

        today = datetime.now().astimezone().date()
        try:
            return kept.onward(store, take(store, self.home.profile), shelf, found, today)
        except StoreFault:  # What was just played is known all the same.
            return alone(shelf, found)

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        menu = dict(self.parts.menu())
        first = [(key, menu[key]) for key in self.parts.first_keys()]
        return [(_("Esc"), _("home")), *first, (ALL, _("all that is here"))]

    def body(self) -> ComposeResult:
        """Draw the short view."""
        page = self.parts.results.first()
        yield Static(Content(page.title), classes="title")
        with VerticalScroll(id="leaf"):
            for duty in page.duties:
                yield Static(Content(duty), classes="duty")
            yield Static(Content("\n".join(page.story)), classes="story")
            for section in (*page.decisions, page.monday):
                yield Static(drawn(section), classes="section")

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#leaf").focus()

    def action_open(self, key: str, at: str = "") -> None:
        """Open a part; the smallest change is looked for beside the screen.

        *at* says which mark was looked at, for the list of them.
        """
        if key in {"e", "d"}:
            self.list_marks(key, at)
        elif key == "p":
            self.play_again()
        elif key == ALL:
            self.list_parts()
        elif key == "w":
            begin(self, self._save, exclusive=True)
        elif key == "s":
            said = self.language._("One moment: every change is being tried.")
            self.app.notify(said, markup=False)
            begin(self, self._later, key, exclusive=True)
        elif key == "n":
            begin(self, self._later, key, exclusive=True)
        else:
            self.show_part(key)

    async def _save(self) -> None:
        said = await self.home.save(self.conduct)
        self.app.notify(said, markup=False, timeout=15)

    def show_part(self, key: str) -> None:
        """Show the pages of a part, and ask what it asks."""
        parts = self.parts
        leaves, question = parts.leaves(key), parts.question(key)
        if not question:
            self.push_part(key, *leaves)
            return
        screen = AskingScreen(question, *leaves)
        self.app.push_screen(screen, lambda _: self.answered(key, screen.typed))

    def push_part(self, key: str, *leaves: pages.Leaf) -> None:
        """Show pages from which other parts can be opened."""
        part = PartScreen(key, *leaves)

        def go_on(_result: None) -> None:
            if part.onward:
                self.action_open(part.onward, part.seen)

        self.app.push_screen(part, go_on)

    def list_parts(self) -> None:
        """List all parts, and open the one that is chosen."""
        every = EveryPartScreen(self.parts.menu())

        def go_on(_result: None) -> None:
            if every.onward:
                self.action_open(every.onward)

        self.app.push_screen(every, go_on)

    def list_marks(self, key: str, at: str = "") -> None:
        """List the marks, to be asked about or contested, beginning *at* one."""
        results = self.parts.results

        def contest(mark: Mark, line: str) -> None:
            try:
                self.obey(results.contest(mark, line), lambda _: self.noted("d"))
            except Refused:
                self.app.notify(self.language._("That could not be noted."), markup=False)

        [leaf] = self.parts.leaves(key)
        self.app.push_screen(MarksScreen(leaf, results.marks(), results.because, contest, at))

    async def _later(self, key: str) -> None:
        """Show a part that takes a while, once it is there."""
        leaves = await asyncio.to_thread(self.parts.leaves, key)
        self.app.clear_notifications()  # What was said of waiting.
        if self.is_current:
            self.push_part(key, *leaves)

    def answered(self, key: str, typed: str) -> None:
        """Show what comes of *typed*, and keep what is to be kept."""
        found = self.parts.answer(key, typed)
        if found.said:
            self.app.notify(found.said, markup=False)
        if found.leaves:
            self.push_part(f"{key}.", *found.leaves)
        if found.command is None:
            return
        try:
            self.obey(found.command, lambda _: self.noted(key))
        except Refused:
            self.app.notify(self.language._("That could not be noted."), markup=False)

    def noted(self, key: str) -> None:
        """Say that it was noted, or show what it adds."""
        _ = self.language._
        kept = _("Noted: it is kept with this play, for the author to read.")
        lost = _("Noted for this play, which is not kept: tell the author.")
        if key == "d":
            self.app.notify(kept if self.conduct.is_kept else lost, markup=False)
        elif key in {"2", "c"}:
            self.show_part(key)
        else:
            self.app.notify(_("Noted."), markup=False)

    def play_again(self) -> None:
        """Take the exercise up again where it cost most, as a new one."""
        if scene := self.parts.pivotal:
            self.home.replay(self.conduct, scene)
        else:
            self.app.notify(self.language._("Nothing to mend here."), markup=False)

    def action_done(self) -> None:
        """Go home."""
        self.dismiss()
