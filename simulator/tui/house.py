"""What all visitors of one process share: the crises, read once, and the store, opened once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.library import find, shipped
from simulator.scenario.load import Loaded, load
from simulator.settings import Settings

if TYPE_CHECKING:
    from simulator.tui.opening import Opening


class House:
    """The crises and the store, for as many visitors as there are."""

    def __init__(self, opening: "Opening | None" = None, cache: Path | None = None) -> None:
        """Keep plays where *opening* says; take compiled crises from *cache*."""
        self.opening = opening
        self.cache = cache
        self._known: dict[str, Loaded | None] = {}

    def loaded(self, name: str) -> Loaded | None:
        """Return the shipped crisis called *name*; only those: a name is never taken for a path."""
        if name not in self._known and name in {folder.name for folder in shipped()}:
            self._known[name] = load(find(name), cache=self.cache)[0]
        return self._known.get(name)

    def library(self) -> list[Loaded]:
        """Return the crises that can be played."""
        found = [self.loaded(folder.name) for folder in shipped()]
        return sorted(
            (loaded for loaded in found if loaded),
            key=lambda loaded: (loaded.scenario.level, loaded.scenario.id),
        )


@dataclass
class Visitor:
    """Somebody who plays here: a profile in the store, and what they prefer while we run."""

    profile: str
    """The pseudonym, as it is kept."""
    language: str = "en"
    words: str = ""
    """The four words that bring them back from elsewhere, while they are known: once made, only
    their digest is kept."""
    renew: Callable[[], str] | None = None
    """Makes four new words, which alone are good from then on; may ask the disk."""
    settings: Settings = field(default_factory=lambda: Settings(motion=False))
    """Posts come at once unless asked otherwise: one by one is a dozen drawings for each."""
