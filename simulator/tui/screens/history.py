"""What was played: any of it read again, gone on with, or played anew."""

import asyncio
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.present import pages
from simulator.store.faults import StoreFault
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.screens.shell import Shell
from simulator.tui.widgets.listing import Listing
from simulator.tui.work import begin

if TYPE_CHECKING:
    from simulator.conduct.conduct import Conduct
    from simulator.conduct.kept import Reopened
    from simulator.store.keeper import Keeper
    from simulator.store.rows import Exercise
    from simulator.store.store import Store

MOST = 200
"""Plays on the list; `badbuzz history` goes further back."""


class KeptDebrief(DebriefScreen):
    """A debrief of an exercise out of the store; a disagreement is kept with it."""

    def __init__(self, conduct: "Conduct", keeper: "Keeper | None") -> None:
        """Look back on *conduct*; *keeper* is closed when this is left."""
        super().__init__(conduct)
        self.keeper = keeper

    def on_unmount(self) -> None:
        """Let another window have it."""
        if self.keeper is not None:
            self.keeper.close()


class HistoryScreen(Shell):
    """The list of one's plays, the latest first."""

    BINDINGS = [("escape,q", "back", ""), ("r", "again", ""), ("question_mark,f1", "app.help", "")]  # noqa: RUF012 - Textual's

    def __init__(self, rows: "tuple[Exercise, ...]", told: tuple[pages.Section, ...]) -> None:
        """List *rows*, each as *told* tells it."""
        super().__init__()
        self.rows = rows
        self.told = told

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        if not self.told:
            return [(_("Esc"), _("home"))]
        return [(_("Enter"), _("open")), ("r", _("play again")), (_("Esc"), _("home"))]

    def body(self) -> ComposeResult:
        """Draw the list."""
        _ = self.language._
        yield Static(Content(_("What you played")), classes="title")
        if not self.told:
            rows = (
                _("Nothing has been played yet."),
                _("Every play is kept here: the first, the best and the last of each crisis."),
                _("Open one to go on with it, or to look back on it as it was played."),
            )
            yield Static(Content("\n".join(rows)), classes="lead")
        yield Listing(id="plays")

    def on_mount(self) -> None:
        """Fill the list."""
        plays = self.query_one("#plays", OptionList)
        for section in self.told:
            content = Content.assemble(
                (section.title, "bold"), "\n  ", Content(" ".join(section.lines)).stylize("$muted")
            )
            plays.add_option(Option(content, id=section.id))
        plays.highlighted = 0 if self.told else None
        plays.focus()

    def chosen(self) -> "Exercise | None":
        """Return the play under the cursor."""
        place = self.query_one("#plays", OptionList).highlighted
        return None if place is None or place >= len(self.rows) else self.rows[place]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen: to go on with, or to look back on."""
        row = self.rows[event.option_index] if event.option_index < len(self.rows) else None
        if row is None:
            return
        if row.ended is None and row.kind != "drill":
            self.dismiss()
            self.home.go_on(row.id)
        elif row.ended is not None:
            begin(self.app, self.look_back, row)

    async def look_back(self, row: "Exercise") -> None:
        """Open the debrief of *row* on what was played then."""
        opening = self.home.opening
        store = await opening.ready() if opening else None
        if store is None:
            return
        try:
            found, keeper = await asyncio.to_thread(reopened, store, row.id, self.home)
        except StoreFault as fault:
            self.app.notify(fault.sentence(self.language), severity="error", markup=False)
            return
        self.app.push_screen(self.page(found, keeper))
        if found.is_edited:
            said = self.language._(
                "This crisis has been edited since: you look back on the one you played."
            )
            self.app.notify(said, markup=False)

    def page(self, found: "Reopened", keeper: "Keeper | None") -> Shell:
        """Return the screen that looks back on *found*."""
        if found.exercise.kind != "drill":
            return KeptDebrief(found.conduct, keeper)
        from simulator.debrief.debrief import debrief
        from simulator.present.drilling import lesson
        from simulator.present.room import Room

        if keeper is not None:
            keeper.close()
        conduct = found.conduct
        looked = debrief(conduct.loaded, conduct.log)
        return LeafScreen(*lesson(Room(conduct.loaded, self.language), looked))

    def action_again(self) -> None:
        """Play the crisis under the cursor again."""
        row = self.chosen()
        if row is not None:
            self.dismiss()
            self.home.play(row.scenario)

    def action_back(self) -> None:
        """Go home."""
        self.dismiss()


def reopened(store: "Store", name: str, home: object) -> "tuple[Reopened, Keeper | None]":
    """Return an exercise, with its keeper unless another window has it."""
    from simulator.conduct import kept

    cache = getattr(home, "cache", None)
    try:
        return kept.resume(store, name, cache=cache)
    except StoreFault as fault:
        if fault.reason != "elsewhere":
            raise
        return kept.look_back(store, name, cache=cache), None
