"""Drills: one decision in the room, then at once why; and the next one."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.conduct.late import LateKeeper
from simulator.debrief.debrief import debrief
from simulator.exercise.commands import DRILL
from simulator.present import pages
from simulator.present.drilling import context, lesson
from simulator.store.faults import StoreFault
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.screens.room import RoomScreen
from simulator.tui.widgets.feed import Feed
from simulator.tui.work import begin

if TYPE_CHECKING:
    from simulator.conduct.conduct import Conduct
    from simulator.learning.drills import Drill

Next = Callable[[], None]


class DrillScreen(RoomScreen):
    """One decision alone: what one must know comes first, in the feed."""

    def __init__(
        self,
        conduct: "Conduct",
        drill: "Drill",
        keeper: LateKeeper,
        then: Next,
        *,
        of: tuple[int, int] = (1, 1),
    ) -> None:
        """Ask *drill*, one *of* several; *then* what comes next, once its lesson was read."""
        super().__init__(conduct, keeper=keeper)
        self.drill = drill
        self.late = keeper
        self.then = then
        self.of = of

    @property
    def sign(self) -> str:
        """Say all along which of the drills this is."""
        number, count = self.of
        return self.language._("Drill {number} of {count}", number=number, count=count)

    def open(self, feed: Feed) -> None:
        """Begin at the decision, with its context."""
        feed.add([pages.Note(context(self.room, self.drill))])
        command = self.conduct.opening(
            self.seed, mode="assessment", timed=False, route=DRILL, at=self.drill.scene
        )
        first = self.conduct.decide(command)
        self.conduct.accept(first)
        self.late.defer(first)
        self.app.call_after_refresh(self.keep_beginning, self.late)
        self.show(first, self.ask)

    def finish(self) -> None:
        """Keep when this drill comes back, then tell why."""
        if self.app.screen is not self:
            self.is_ending = True
            return
        begin(self.app, self.note)
        found = debrief(self.conduct.loaded, self.conduct.log)
        self.replace(LessonScreen(*lesson(self.room, found), then=self.then))

    async def note(self) -> None:
        """Keep the reminder; if that fails it is said, and the drill is asked anew some day."""
        from simulator.learning.kept import note
        from simulator.store.profiles import take

        opening = self.home.opening
        store = await opening.ready() if opening else None
        if store is None or not self.late.id:
            return
        name = self.home.profile
        try:
            await asyncio.to_thread(
                lambda: note(
                    store, take(store, name), self.conduct, self.late.id, datetime.now(UTC)
                )
            )
        except StoreFault as fault:
            self.app.notify(fault.sentence(self.language), severity="error", markup=False)


class LessonScreen(LeafScreen):
    """Why, after a drill; Enter goes to the next one."""

    BINDINGS = [("enter,space", "on", ""), ("escape,q,backspace", "back", "")]  # noqa: RUF012 - Textual's

    def __init__(self, *leaves: pages.Leaf, then: Next) -> None:
        """Show *leaves*, then do *then*."""
        super().__init__(*leaves)
        self.then = then

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        return [(_("Enter"), _("go on")), ("→", _("every option")), (_("Esc"), _("home"))]

    def action_on(self) -> None:
        """Go to the next drill."""
        self.dismiss()
        self.then()
