"""What the check asks of exploring: how seldom a principle is met, and what a reflex earns.

Both need numpy. Without it nothing is known here, and the check counts in the files instead.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator.explore.bots import PLAYS, bot
from simulator.explore.spending import Budget, OverBudget, never
from simulator.explore.survey import can_explore
from simulator.scenario.load import Loaded

REFLEXES = ("longest", "shortest", "most-apologetic", "most-formal", "fastest")
"""Bots that must not beat chance. The first and the last of the file are seen by no trainee."""


@dataclass(frozen=True)
class Brief:
    """What was found; a part that the budget did not allow is None."""

    fewest: Mapping[str, int] | None = None
    """Per principle, how many opportunities the play that has fewest of them has, exactly.

    Not of the clock's principle, which is counted in the files: see `author/fair.py`.
    """
    ahead: Mapping[str, Mapping[str, float]] | None = None
    """By language and bot: the points of the mean overall that it has more than chance."""
    is_asked: bool = field(default=True)
    """False where numpy is not there: nothing was looked for."""


def brief(loaded: Loaded, seconds: float, is_off: Callable[[], bool] = never) -> Brief:
    """Explore *loaded* for *seconds* of CPU time at most; CalledOff once *is_off* says so."""
    if not can_explore():
        return Brief(is_asked=False)
    budget = Budget(seconds, is_off=is_off)
    fewest = ahead = None
    try:
        ahead = _ahead(loaded, budget)
        fewest = _fewest(loaded, budget)
    except OverBudget:
        pass
    return Brief(fewest, ahead)


def _ahead(loaded: Loaded, budget: Budget) -> dict[str, dict[str, float]]:
    import numpy as np

    from simulator.explore.sample import Sampler

    sampler = Sampler(loaded)

    def mean(name: str, language: str) -> float:
        budget.spend()
        overall = sampler.play(bot(name), language, PLAYS).overall
        graded = overall[~np.isnan(overall)]
        return float(graded.mean()) if len(graded) else 0.0

    chance = mean("random", loaded.scenario.language)
    # A bot that reads no words plays the same plays in every language.
    alike = {name: mean(name, loaded.scenario.language) for name in REFLEXES if not bot(name).reads}
    found: dict[str, dict[str, float]] = {}
    for language in sorted(loaded.texts):
        found[language] = {
            name: (alike[name] if name in alike else mean(name, language)) - chance
            for name in REFLEXES
        }
    return found


def _fewest(loaded: Loaded, budget: Budget) -> dict[str, int]:
    from simulator.explore.optimum import Weights, best_play, one_hot
    from simulator.explore.search import explore

    graph = explore(loaded.scenario, loaded.key, budget)
    found = {}
    for number, principle in enumerate(PRINCIPLES):
        if principle == ACKNOWLEDGEMENT:
            continue
        budget.spend()
        play = best_play(graph, -Weights(count=one_hot(number)))
        assert play is not None  # noqa: S101 - there is at least one play
        found[principle] = int(play.gained.count[number])
    return found
