"""What home tells of whoever plays: read from the store in a thread, drawn when it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Importing either imports SQLAlchemy, which has to wait for the first frame.
    from simulator.learning.kept import Learnt, Practice
    from simulator.learning.progress import Advice
    from simulator.scenario.load import Loaded
    from simulator.store.rows import Exercise, Profile
    from simulator.store.store import Store


@dataclass(frozen=True)
class Mine:
    """One trainee's own, as it was read."""

    profile: "Profile"
    waiting: "tuple[Exercise, ...]"
    """Exercises that were not finished, the latest first."""
    known: "Learnt"
    practice: "Practice"
    advice: "Advice | None"

    @property
    def best(self) -> Mapping[str, int | None]:
        """The best overall of each crisis finished."""
        return self.known.best


def read(store: "Store", name: str, shelf: "list[Loaded]") -> Mine:
    """Return what *store* holds of the profile called *name*; StoreFault if it cannot be read."""
    from simulator.learning.kept import advice, learnt, practice
    from simulator.store.profiles import take

    profile = take(store, name)
    known = learnt(store, profile)
    today = datetime.now().astimezone().date()
    return Mine(
        profile,
        tuple(store.open_exercises(profile, decided=True)),
        known,
        practice(store, profile, shelf, today),
        advice([loaded.scenario for loaded in shelf], known),
    )
