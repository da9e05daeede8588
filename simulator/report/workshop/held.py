"""One workshop, to be told as a document."""

from dataclasses import dataclass
from functools import cached_property

from simulator.language import Language
from simulator.learning.onward import Onward
from simulator.present.workshop.debrief import WorkshopResults
from simulator.report.workshop.hours import stamp
from simulator.workshop.recalled import LookedBack


@dataclass(frozen=True)
class Held:
    """One workshop, to be told in one language."""

    found: LookedBack
    language: Language
    id: str = ""
    """As it is kept; "" for one that is in no store."""
    practice: Onward | None = None
    cases: bool = True

    @cached_property
    def results(self) -> WorkshopResults:
        """The pages of its debrief."""
        return WorkshopResults(self.found, self.language)

    @property
    def title(self) -> str:
        """The title of what was played."""
        return self.results.title

    def played(self) -> str:
        """Return when it was held; "" where nobody knows."""
        return stamp(self.language, self.found.began) if self.found.began else ""
