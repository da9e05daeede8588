"""The keys of home that open what was kept: progress, plays, drills, and who plays."""

import asyncio
from typing import TYPE_CHECKING, Any

from simulator.present.cards import Card
from simulator.store.faults import StoreFault
from simulator.tui.screens.shell import Shell
from simulator.tui.work import begin

if TYPE_CHECKING:
    from simulator.learning.drills import Drill
    from simulator.store.store import Store


class Mined(Shell):
    """A screen that can open all that is one's own."""

    def __init__(self) -> None:
        """Hold no cards yet."""
        super().__init__()
        self.cards: list[Card] = []

    def titles(self) -> dict[str, str]:
        """Return the titles of the crises, by id."""
        return {found.id: found.title for found in self.cards}

    async def asked(self, work: Any) -> Any:
        """Return what *work* reads in the store, off this thread; None if there is nothing."""
        opening = self.home.opening
        store: Store | None = await opening.ready() if opening else None
        if store is None:
            self.app.notify(self.language._("Nothing is kept this time."), markup=False)
            return None
        try:
            return await asyncio.to_thread(work, store)
        except StoreFault as fault:
            self.app.notify(fault.sentence(self.language), severity="error", markup=False)
            return None

    def action_progress(self) -> None:
        """Open the page of one's progress."""
        from simulator.tui.screens.leaf import LeafScreen

        if self.home.mine is None:
            return
        from simulator.present.progressing import Progressing

        page = Progressing(self.language, self.home.mine.known, self.titles())
        self.app.push_screen(LeafScreen(page.page(self.home.mine.advice)))

    def action_history(self) -> None:
        """Open the list of one's plays."""
        if self.home.mine is not None:
            begin(self, self._history)

    async def _history(self) -> None:
        from simulator.present.progressing import history
        from simulator.tui.screens.history import MOST, HistoryScreen

        mine = self.home.mine
        if mine is None:
            return
        rows = await self.asked(lambda store: store.history(mine.profile, limit=MOST, decided=True))
        if rows is not None:
            told = history(self.language, rows, self.titles(), mine.known.standings)
            self.app.push_screen(HistoryScreen(tuple(rows), told))

    def action_profile(self) -> None:
        """Ask who plays, or say it where that is not to be chosen."""
        if not self.home.shares:
            self.home.show_seat()
        elif self.home.mine is not None:
            begin(self, self._profile)

    async def _profile(self) -> None:
        from simulator.tui.screens.profile import ProfileScreen

        known = await self.asked(lambda store: [row.name for row in store.profiles()])
        if known is None:
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self.home.settings.profile = name
                self.home.plays.clear()  # They are somebody else's.
                self.home.keep()
                self.home.look_again()

        self.app.push_screen(ProfileScreen(tuple(known), self.home.profile), chosen)

    def action_drill(self) -> None:
        """Practise the set of drills there is for today."""
        if self.home.mine is None:
            return
        from simulator.present.drilling import nothing

        drills = self.home.mine.practice.chosen
        if not drills:
            said = nothing(self.language, self.home.mine.known.best)
            self.app.notify(said, markup=False)
            return
        self.drill(list(drills))

    def drill(self, rest: "list[Drill]", number: int = 1) -> None:
        """Ask the first of *rest*, the drill called *number*, then the others."""
        from simulator.conduct.conduct import Conduct
        from simulator.exercise.commands import DRILL
        from simulator.tui.screens.drill import DrillScreen

        if not rest:
            return
        first, *others = rest
        loaded = self.home.loaded(first.scenario)
        keeper = self.home.keeper(loaded, DRILL) if loaded else None
        if loaded is None or keeper is None:
            return
        conduct = Conduct(loaded, keeper.append)
        of = (number, number + len(others))
        then = lambda: self.drill(others, number + 1)  # noqa: E731 - said at once what comes next
        self.app.push_screen(DrillScreen(conduct, first, keeper, then, of=of))
