"""The workshop's debrief as every face shows it: worked out once, in each language that is read."""

from simulator.language import Language
from simulator.present.pages import Leaf
from simulator.present.workshop.debrief import WorkshopResults, onward
from simulator.scenario.load import Loaded
from simulator.workshop.debrief import look_back
from simulator.workshop.host import Host
from simulator.workshop.recalled import LookedBack
from simulator.workshop.state import CLOSED, DEBRIEF


class Debriefs:
    """Looks back on a workshop once it is time to."""

    def __init__(self, host: Host, shelf: tuple[Loaded, ...] = (), *, cases: bool = True) -> None:
        """Look back on what *host* runs; *shelf* is what may be practised next."""
        self._host = host
        self._shelf = shelf
        self._cases = cases
        self._seen = -1
        self._found: LookedBack | None = None
        self._pages: dict[str, tuple[Leaf, ...]] = {}

    def leaves(self, language: Language) -> tuple[Leaf, ...]:
        """Return the pages of the debrief; () before it is open."""
        host = self._host
        if host.now.stage not in {DEBRIEF, CLOSED}:
            return ()
        if self._found is None or len(host.log) != self._seen:
            self._seen, self._pages = len(host.log), {}
            self._found = look_back(host.loaded, host.log)
        if language.code not in self._pages:
            practice = onward(self._found, self._shelf)
            results = WorkshopResults(self._found, language)
            self._pages[language.code] = results.leaves(practice, cases=self._cases)
        return self._pages[language.code]
