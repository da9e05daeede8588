"""How long a play takes to read, from the words that it shows."""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.exercise import events as e
from simulator.explore.reading import Reading, log_reads
from simulator.scenario.load import Loaded

SLOW, FAST = 150, 250
"""Words a minute: reading with care, reading on the run."""
THINKING = 0.5
"""Minutes to weigh one decision."""


class Words(NamedTuple):
    """Words to read and decisions to take, in the shortest and in the longest play seen."""

    least: int
    most: int
    decisions: int
    """Of the longest."""

    @property
    def minutes(self) -> tuple[int, int]:
        """Return the minutes of a quick reader's short play, and of a careful one's long play."""
        quick = self.least / FAST
        return max(round(quick), 1), round(self.most / SLOW + self.decisions * THINKING)


def words_of(loaded: Loaded, plays: Iterable[e.Log]) -> dict[str, Words]:
    """Return what *plays* show to read, by language."""
    logs = list(plays)
    reading = Reading(loaded.texts)
    scenes = loaded.scenario.scenes
    counts = [reading.count((*reading.head, *log_reads(scenes, log))) for log in logs]
    asked = max(sum(isinstance(event, e.ResponseGiven) for event in log) for log in logs)
    return {
        language: Words(min(found), max(found), asked)
        for language, found in zip(reading.languages, zip(*counts, strict=True), strict=True)
    }
