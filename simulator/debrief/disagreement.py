"""Marks that trainees contested, gathered for the author (F18)."""

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.exercise import events as e

TO_DISCUSS = 3
"""So many exercises in which a mark was contested make it an item to be discussed and settled."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One mark, and every line that contests it."""

    scene: str
    item: str
    principle: str
    lines: tuple[str, ...]
    exercises: int

    @property
    def is_to_discuss(self) -> bool:
        """Whether enough trainees contested it."""
        return self.exercises >= TO_DISCUSS


def disagreements(logs: Iterable[Iterable[e.Event]]) -> tuple[Disagreement, ...]:
    """Return every contested mark of *logs*, plays of one scenario, the most contested first.

    One exercise counts once for a mark, however often it was contested there.
    """
    lines: dict[tuple[str, str, str], list[str]] = {}
    exercises: dict[tuple[str, str, str], set[int]] = {}
    for number, log in enumerate(logs):
        for event in log:
            if isinstance(event, e.Contested):
                mark = (event.scene, event.item, event.principle)
                lines.setdefault(mark, []).append(event.line)
                exercises.setdefault(mark, set()).add(number)
    found = [Disagreement(*mark, tuple(said), len(exercises[mark])) for mark, said in lines.items()]
    return tuple(sorted(found, key=lambda row: (-row.exercises, row.scene, row.item)))
