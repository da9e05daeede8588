"""Counting what gives an answer away: length, position, speed, apology (W4 to W6), by language.

A small counter, per decision of one pick: which option is best, and whether a reflex (the longest,
the fastest, the most apologetic) would have found it. Thresholds are those of the domain reference,
section 8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean

from simulator.author.marks import total
from simulator.explore.bots import Wording, pattern
from simulator.scenario.load import Loaded
from simulator.scenario.model import Scene, SceneKey

REFLEXES = ("longest", "shortest", "first", "last", "fastest", "most-apologetic", "most-formal")
MARGIN = 0.10
"""How far above its fair share a reflex may be right (W4)."""
SPREAD = 0.20
"""How far the best option's length may be from the mean of its decision (W4)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One decision in one language."""

    scene: str
    language: str
    options: int
    best: frozenset[str]
    words: Mapping[str, int]
    right: frozenset[str]
    """The reflexes that would have found a best option, and no other."""
    taken: Mapping[str, tuple[str, ...]]
    """The options that each reflex leads to: several where they tie."""
    gains: Mapping[str, float]
    """Points of 100, between the worst option and the best, that each reflex earns above chance."""

    @property
    def off_length(self) -> float:
        """How far the best option's length is from the mean, as a share of it."""
        average = mean(self.words.values())
        return max(abs(self.words[name] - average) / average for name in self.best)


def cues(loaded: Loaded) -> list[Cue]:
    """Return the cues of every decision of one pick, in every language of *loaded*."""
    return [
        _cue(loaded, language, scene, loaded.key[scene.id])
        for language in sorted(loaded.texts)
        for scene in loaded.scenario.scenes.values()
        if scene.decision and scene.decision.kind == "one" and scene.id in loaded.key
    ]


def _cue(loaded: Loaded, language: str, scene: Scene, key: SceneKey) -> Cue:
    options = scene.decision.options if scene.decision else ()
    worth = {o.id: total(key.items[o.id]) for o in options}
    best = frozenset(name for name, marks in worth.items() if marks == max(worth.values()))
    wording = Wording(loaded, language)
    said = {option.id: wording.text(scene.id, option.id) for option in options}
    words = {name: len(text.split()) for name, text in said.items()}
    measures: dict[str, dict[str, float]] = {
        "longest": {name: float(count) for name, count in words.items()},
        "shortest": {name: -float(count) for name, count in words.items()},
        "first": {option.id: -float(number) for number, option in enumerate(options)},
        "last": {option.id: float(number) for number, option in enumerate(options)},
        "fastest": {option.id: -float(option.cost.minutes) for option in options},
        "most-apologetic": {
            name: _count("apologetic", language, text) for name, text in said.items()
        },
        "most-formal": {name: _count("formal", language, text) for name, text in said.items()},
    }
    right = {reflex for reflex, measure in measures.items() if _finds(measure, best)}
    gains = {reflex: _gain(measure, worth) for reflex, measure in measures.items()}
    taken = {reflex: _top(measure) for reflex, measure in measures.items()}
    return Cue(scene.id, language, len(options), best, words, frozenset(right), taken, gains)


def _count(what: str, language: str, text: str) -> float:
    return float(len(pattern(what, language).findall(text)))


def _top(measure: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(name for name, value in measure.items() if value == max(measure.values()))


def _finds(measure: Mapping[str, float], best: frozenset[str]) -> bool:
    """Say whether following *measure* leads to a best option; a tie leads nowhere."""
    top = _top(measure)
    return len(top) == 1 and top[0] in best


def _gain(measure: Mapping[str, float], worth: Mapping[str, int]) -> float:
    """Return what following *measure* earns above chance; a tie is broken by chance."""
    low, high = min(worth.values()), max(worth.values())
    if low == high or len(set(measure.values())) == 1:
        return 0.0
    top = [worth[name] for name in _top(measure)]
    return 100 * (mean(top) - mean(worth.values())) / (high - low)


def finding(found: list[Cue], language: str, reflex: str) -> list[Cue]:
    """Return the decisions in which *reflex* finds the best option."""
    return [cue for cue in found if cue.language == language and reflex in cue.right]


def rewarding(found: list[Cue], language: str, reflex: str) -> list[Cue]:
    """Return the decisions in which *reflex* earns more than chance, the most of it first."""
    here = [cue for cue in found if cue.language == language and cue.gains[reflex] > 0]
    return sorted(here, key=lambda cue: -cue.gains[reflex])


def named(found: list[Cue], reflex: str) -> str:
    """Return decisions as an author knows them, each with the option that *reflex* takes."""
    return ", ".join(f"{cue.scene} ({' / '.join(cue.taken[reflex])})" for cue in found)


def shares(found: list[Cue], language: str) -> dict[str, tuple[int, int, float]]:
    """Return, for each reflex, how often it is right, of how many, and its fair share."""
    here = [cue for cue in found if cue.language == language]
    fair = mean([len(cue.best) / cue.options for cue in here]) if here else 0.0
    return {r: (sum(r in cue.right for cue in here), len(here), fair) for r in REFLEXES}


def gains(loaded: Loaded, found: list[Cue], language: str) -> dict[str, float]:
    """Return how many points of a whole play each reflex earns above chance (W14), by counting.

    For where bots cannot play (`explore/brief.py`). Decisions of another kind count as what chance
    earns there.
    """
    here = [cue for cue in found if cue.language == language]
    asked = sum(scene.decision is not None for scene in loaded.scenario.scenes.values())
    return {r: sum(cue.gains[r] for cue in here) / max(asked, 1) for r in REFLEXES}
