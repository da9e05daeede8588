"""What the app does with the store: opened after the first frame, told of, given to each play."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from simulator.scenario.library import TUTORIAL
from simulator.store.faults import StoreFault
from simulator.tui.opening import Opening
from simulator.tui.work import begin

if TYPE_CHECKING:
    from simulator.conduct.conduct import Conduct
    from simulator.conduct.late import LateKeeper
    from simulator.scenario.load import Loaded
    from simulator.store.keeper import Keeper
    from simulator.store.store import Store
    from simulator.tui.app import BadBuzz
    from simulator.tui.mine import Mine


class Storing:
    """The app, where exercises are kept."""

    opening: Opening | None
    """Gives the store; None where nothing is kept."""
    cache: Path | None

    @property
    def _app(self) -> "BadBuzz":
        return cast("BadBuzz", self)

    shares = True
    """Whether whoever sits here may be any profile there is."""
    mine: "Mine | None" = None
    """What was read of whoever plays; None until it was."""

    @property
    def profile(self) -> str:
        """Whose plays are kept."""
        return self._app.wishes.profile or self._app.settings.profile

    @property
    def finished_once(self) -> Collection[str]:
        """The crises that whoever plays has finished; by the settings where nothing is kept."""
        return self._app.settings.played if self.mine is None else self.mine.best

    def keeper(self, loaded: "Loaded", kind: str = "") -> "LateKeeper | None":
        """Return what keeps a new exercise on *loaded*, once the store is open."""
        if self.opening is None:
            return None
        from simulator.conduct.late import LateKeeper

        code, name = self._app.language.code, self.profile

        def first(store: "Store", loaded: "Loaded") -> "Keeper":
            from simulator.conduct import kept
            from simulator.store.profiles import take

            profile = take(store, name)
            return kept.begin(store, profile, loaded, language=code, kind=kind)[1]

        return LateKeeper(self.opening.result, loaded, first)

    def show_seat(self) -> None:
        """Say how somebody from elsewhere comes back; here, whoever plays is here."""

    async def save(self, conduct: "Conduct") -> str:
        """Save the debrief of *conduct* as a page, and return a sentence that says where."""
        from simulator.report.saving import save

        return await asyncio.to_thread(self._told, save, conduct)

    def _told(self, tell: Callable[..., str], conduct: "Conduct") -> str:
        """Return what *tell* makes of *conduct*: called off the thread that draws."""
        store = self.opening.result() if self.opening else None
        kept = None
        if store is not None:
            from simulator.store.profiles import take

            with suppress(StoreFault):  # It is told all the same, without its date.
                kept = (store, take(store, self.profile))
        app = self._app
        return tell(conduct.loaded, conduct.log, app.language, kept, cases=app.settings.cases)

    def open_store(self) -> None:
        """Open the store, now that something is drawn."""
        if self.opening is not None:
            begin(self._app, self.tell, self.opening)

    async def tell(self, opening: Opening) -> None:
        """Say what became of the store when it was opened."""
        store = await opening.ready()
        language = self._app.language
        said = [notice.sentence(language) for notice in store.notices] if store else []
        if opening.fault is not None:
            lost = language._("Your plays are not kept this time.")
            said.append(f"{opening.fault.sentence(language)} {lost}")
        if said:
            self._app.notify("\n".join(said), severity="warning", timeout=30, markup=False)
        self.look_again()

    def look_again(self) -> None:
        """Let home ask the store again about whoever plays."""
        from simulator.tui.screens.home import HomeScreen

        for screen in self._app.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.look_up()

    async def look_up(self) -> None:
        """Read what home tells of whoever plays; what cannot be read is not told."""
        from simulator.tui.mine import read

        store = await self.opening.ready() if self.opening else None
        if store is None:
            return
        shelf = self._app.library()
        try:
            self.mine = await asyncio.to_thread(read, store, self.profile, shelf)
        except StoreFault as fault:
            self._app.notify(fault.sentence(self._app.language), severity="error", markup=False)

    def play_first(self) -> None:
        """Play the tutorial at once, unless something was played here before: that is known soon.

        Where there is no database yet, nothing was, and nobody has to wait.
        """
        if self.opening is None or not self.opening.is_there():
            self._app.play(TUTORIAL)
        else:
            begin(self._app, self._play_first)

    async def _play_first(self) -> None:
        store = await self.opening.ready() if self.opening else None
        try:
            known = await asyncio.to_thread(_known, store, self.profile) if store else False
        except StoreFault as fault:
            self._app.notify(fault.sentence(self._app.language), severity="error", markup=False)
            known = True
        if not known:
            self._app.play(TUTORIAL)

    def go_on(self, name: str = "") -> None:
        """Open the room on the exercise called *name*, where it stopped; "": on the last one."""
        begin(self._app, self._go_on, name)

    async def _go_on(self, name: str) -> None:
        from simulator.conduct import kept
        from simulator.tui.screens.room import RoomScreen

        app = self._app
        store = await self.opening.ready() if self.opening else None
        if store is None:
            return
        try:
            name = name or await asyncio.to_thread(_last, store, self.profile, app.wishes.scenario)
            found, keeper = await asyncio.to_thread(kept.resume, store, name, cache=self.cache)
        except StoreFault as fault:
            app.notify(fault.sentence(app.language), severity="error", markup=False)
            return
        app.push_screen(RoomScreen(found.conduct, keeper=keeper, resumes=True))
        if found.is_edited:
            app.notify(
                app.language._(
                    "This crisis has been edited since: you go on with the one you were playing."
                ),
                markup=False,
            )


def _known(store: "Store", name: str) -> bool:
    """Say whether the profile called *name* has decided anything yet."""
    from simulator.store.profiles import find

    profile = find(store, name)
    return profile is not None and any(row.commands > 1 for row in store.history(profile))


def _last(store: "Store", profile: str, scenario: str) -> str:
    """Return the last exercise that was not finished, of *scenario* if one is named."""
    from simulator.store.profiles import take

    found = store.open_exercises(take(store, profile), scenario, limit=1, decided=True)
    if not found:
        raise StoreFault("unknown")
    return found[0].id
