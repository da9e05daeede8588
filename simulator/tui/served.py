"""The app for a visitor of `badbuzz serve`: nothing of this machine can be reached through it."""

import asyncio
from typing import TYPE_CHECKING

from simulator.scenario.load import Loaded
from simulator.store.faults import StoreFault
from simulator.tui.app import BadBuzz
from simulator.tui.driver import drives
from simulator.tui.house import House, Visitor
from simulator.tui.opening import Opening
from simulator.tui.screens.seat import SeatScreen
from simulator.tui.wishes import Wishes

if TYPE_CHECKING:
    from simulator.conduct.conduct import Conduct


class Served(BadBuzz):
    """Bad Buzz for somebody far away: their own plays, no file, no other profile."""

    shares = False
    shares_styles = True

    def __init__(self, house: House, visitor: Visitor) -> None:
        """Serve *visitor* in *house*."""
        super().__init__(
            visitor.language, visitor.settings, None, cache=house.cache,
            wishes=Wishes(profile=visitor.profile, keeps=house.opening is not None),
            opening=house.opening,
        )  # fmt: skip
        self.house = house
        self.visitor = visitor

    @property
    def moves(self) -> bool:
        """Whether posts arrive one by one; what glides over the line is off in any case."""
        return self.settings.motion

    def attend(self) -> None:
        """Look at nothing: terminal and memory are the host's."""

    def begin(self) -> None:
        """Say first how to come back, to somebody who is new."""
        if self.visitor.words:
            self.push_screen(SeatScreen(self.visitor), lambda _: super(Served, self).begin())
        else:
            super().begin()

    def loaded(self, name: str) -> Loaded | None:
        """Return a shipped crisis, or None with a notice."""
        found = self.house.loaded(name)
        if found is None:
            said = self.language._("This crisis cannot be played here.")
            self.notify(said, severity="error", markup=False)
        return found

    def library(self) -> list[Loaded]:
        """Return the crises that can be played."""
        return self.house.library()

    async def tell(self, opening: Opening) -> None:
        """Say no more of the store than whether plays are kept: its places are the host's."""
        await opening.ready()
        if opening.fault is not None:
            lost = self.language._("Your plays are not kept this time.")
            self.notify(lost, severity="warning", timeout=30, markup=False)
        self.look_again()

    def show_seat(self) -> None:
        """Say who plays, and how to come back."""
        self.push_screen(SeatScreen(self.visitor))

    async def save(self, conduct: "Conduct") -> str:
        """Hand the debrief of *conduct* to the browser, and return a sentence that says so."""
        from simulator.report.saving import page

        _ = self.language._
        try:
            text = await asyncio.to_thread(self._told, page, conduct)
        except StoreFault:
            return _("That could not be read.")
        driver, name = drives(self), f"badbuzz-{conduct.loaded.scenario.id}.html"
        if driver is not None and driver.deliver(text.encode(), name, "text/html"):
            return _("Your browser has it: {file}", file=name)
        return _("There is no way to hand you a file here. In a browser there is one.")
