"""What the debrief in plain mode may ask of the store: what to practise next, a replay to keep."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.commands.speaking import cache

if TYPE_CHECKING:
    from simulator.debrief.debrief import Debrief
    from simulator.exercise.events import Log
    from simulator.language import Language
    from simulator.learning.onward import Onward
    from simulator.plain.debriefing import Keep
    from simulator.scenario.load import Loaded
    from simulator.store.rows import Profile
    from simulator.store.store import Store


@dataclass(frozen=True)
class Shelf:
    """Whose plays are kept, and where; nothing where none are."""

    language: "Language"
    until_the_end: ExitStack
    """Closes what was opened."""
    store: "Store | None" = None
    profile: "Profile | None" = None

    def onward(self, found: "Debrief") -> "Onward":
        """Return what to practise after *found*; of this play alone where the rest is unknown."""
        from simulator.learning import kept
        from simulator.learning.onward import alone
        from simulator.scenario.library import shipped
        from simulator.scenario.load import load
        from simulator.store.faults import StoreFault

        loaded = (load(folder, cache=cache())[0] for folder in shipped())
        shelf = tuple(one for one in loaded if one)
        if self.store is not None and self.profile is not None:
            try:
                today = datetime.now().astimezone().date()
                return kept.onward(self.store, self.profile, shelf, found, today)
            except StoreFault:  # What was just played is known all the same.
                pass
        return alone(shelf, found)

    def save(self, loaded: "Loaded", log: "Log") -> str:
        """Write the report of *log* as a page; return the sentence that says where."""
        from simulator.report.saving import save

        kept = (self.store, self.profile) if self.store and self.profile else None
        return save(loaded, log, self.language, kept, cases=True)

    def replay(self, loaded: "Loaded") -> "Keep | None":
        """Return what keeps a replay on *loaded*, apart from first plays (F13)."""
        if self.store is None or self.profile is None:
            return None
        from simulator.conduct import kept

        _, keeper = kept.begin(
            self.store, self.profile, loaded, language=self.language.code, kind="replay"
        )
        self.until_the_end.callback(keeper.close)
        return keeper.append
