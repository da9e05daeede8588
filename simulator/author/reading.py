"""How long a play takes to read, from the words that it shows."""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.exercise import events as e
from simulator.scenario.load import Loaded
from simulator.scenario.model import Texts

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
    found: dict[str, Words] = {}
    for language, texts in loaded.texts.items():
        counts = [_count(loaded, texts, log) for log in logs]
        asked = [sum(isinstance(event, e.ResponseGiven) for event in log) for log in logs]
        found[language] = Words(min(counts), max(counts), max(asked))
    return found


def _count(loaded: Loaded, texts: Texts, log: e.Log) -> int:
    """Count the words that a play shows up to its ending; the debrief is not in it."""
    total = sum(_long(texts, address) for address in _head(texts))
    for event in log:
        match event:
            case e.SceneOpened():
                total += _scene(loaded, texts, event.scene)
            case e.InjectDelivered():
                total += _long(texts, event.address)
            case e.InquiryMade():
                total += _long(texts, event.reveal)
            case e.ResponseGiven():
                total += sum(
                    _long(texts, f"{event.scene}.{pick}.{part}")
                    for pick in event.picks for part in ("mentor", "publishes")
                )  # fmt: skip
            case e.ExerciseEnded():
                shown = (f"{event.ending}.headline", f"{event.ending}.text", *event.lines)
                total += sum(_long(texts, address) for address in (*shown, *event.epilogue))
    return total


def _head(texts: Texts) -> list[str]:
    return [a for a in texts if a.partition(".")[0] in {"organisation", "plan", "history"}]


def _scene(loaded: Loaded, texts: Texts, name: str) -> int:
    scene = loaded.scenario.scenes[name]
    total = sum(_long(texts, f"{name}.{part}") for part in ("title", "brief", "ask"))
    ids = [inquiry.id for inquiry in scene.inquiries]
    ids += [option.id for option in scene.decision.options] if scene.decision else []
    return total + sum(_long(texts, f"{name}.{item}.text") for item in ids)


def _long(texts: Texts, address: str) -> int:
    return len(texts.get(address, "").split())
