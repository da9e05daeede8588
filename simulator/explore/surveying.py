"""How a survey is made: the graph, its extremes, what was never reached, the bots."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from scoring.principles import PRINCIPLES
from simulator.exercise import chance
from simulator.exercise.commands import Inquire
from simulator.explore import optimum
from simulator.explore.bots import BOTS, bot
from simulator.explore.graph import Graph
from simulator.explore.optimum import Weights, best_play, extreme_score, one_hot, words_of
from simulator.explore.overalls import extreme_overall, overall
from simulator.explore.plays import Play
from simulator.explore.proven import BOTS as BOTS_PART
from simulator.explore.proven import (
    OVERALL,
    POSTS,
    STATES,
    BotScore,
    Extremes,
    PrincipleReach,
    ProvenPlay,
    Survey,
    WordReach,
    step_of,
)  # fmt: skip
from simulator.explore.reading import Reading
from simulator.explore.sample import Sampler
from simulator.explore.search import explore
from simulator.explore.spending import Budget, OverBudget
from simulator.explore.unfold import unfold
from simulator.scenario.compiled import play_version
from simulator.scenario.load import Loaded
from simulator.scenario.model import END, Scenario

SEEDS = 100_000


def run(
    loaded: Loaded, seconds: float | None, plays: int, *, with_posts: bool, route: str = "full"
) -> Survey:
    """Return what can be proven of *loaded* on *route* within *seconds* of CPU."""
    budget = Budget(seconds)
    found = Survey(loaded.scenario.id, play_version(loaded.scenario, loaded.key), route)
    try:
        graph = explore(loaded.scenario, loaded.key, budget, route=route)
        found = _reached(loaded, graph, found)
        found = _extremes(graph, budget, found)
    except OverBudget:
        found = _without(found, STATES, OVERALL)
    else:
        try:
            found = _overall(graph, budget, found)
        except (OverBudget, optimum.TooWide):
            found = _without(found, OVERALL)
    found = _with_bots(loaded, found, plays, budget)
    if with_posts:
        found = _posts(loaded, found, budget)
    return replace(found, seconds=budget.spent)


def _without(found: Survey, *parts: str) -> Survey:
    if STATES in parts:
        found = Survey(found.scenario, found.version, found.route)
    return replace(found, not_proven=(*found.not_proven, *parts))


# ---- what was reached


def _reached(loaded: Loaded, graph: Graph, found: Survey) -> Survey:
    scenario = loaded.scenario
    taken: set[tuple[str, str]] = set()
    looked: set[tuple[str, str]] = set()
    for layer in graph.layers:
        for ways in layer.ways:
            if isinstance(ways.command, Inquire):
                looked.add((layer.place.scene, ways.command.inquiry))
            taken.update((layer.place.scene, pick) for pick in ways.picks)
    options = [
        (scene.id, option.id)
        for scene in scenario.scenes.values()
        for option in (scene.decision.options if scene.decision else ())
    ]
    inquiries = [(scene.id, i.id) for scene in scenario.scenes.values() for i in scene.inquiries]
    return replace(
        found,
        states=graph.states, ways=graph.ways, paths=_paths(graph),
        scenes_unreached=tuple(s for s in scenario.scenes if s not in graph.rules.shown.opened),
        options_unreached=tuple(o for o in options if o not in taken),
        inquiries_unreached=tuple(i for i in inquiries if i not in looked),
        duties_breached=tuple(d.id for d in scenario.duties if d.id in _breached(graph)),
        promises_made=tuple(p for p in scenario.promises if p in graph.rules.shown.promised),
    )  # fmt: skip


def _breached(graph: Graph) -> set[str]:
    bits = int(np.bitwise_or.reduce(graph.start_gains[3], initial=0))
    for layer in graph.layers:
        for ways in layer.ways:
            if ways.broke is not None:
                bits |= int(np.bitwise_or.reduce(ways.broke))
    return {name for name, bit in graph.rules.codes.duties.items() if bits & bit}


def _paths(graph: Graph) -> int:
    """Count the plays, exactly: whole numbers of any size."""
    counts: dict[int, Any] = {}
    for layer in reversed(graph.layers):
        ahead = (
            np.ones(layer.size, object)
            if layer.place.scene == END
            else np.zeros(layer.size, object)
        )
        for ways in layer.ways:
            ahead[ways.rows] += counts[id(ways.target)][ways.to]
        counts[id(layer)] = ahead
    return sum(int(counts[id(layer)][states].sum()) for layer, _, states in graph.starts)


# ---- the ends of everything


def _extremes(graph: Graph, budget: Budget, found: Survey) -> Survey:
    total, decisions, minutes = (
        _both(graph, weights, budget)
        for weights in (optimum.TOTAL, optimum.DECISIONS, optimum.LENGTH)
    )
    principles = {}
    for number, principle in enumerate(PRINCIPLES):
        budget.spend()
        worst, best = (extreme_score(graph, number, sign) for sign in (-1, 1))
        count = Weights(count=one_hot(number))
        fewest, most = best_play(graph, -count), best_play(graph, count)
        assert fewest is not None  # noqa: S101 - there is at least one play
        assert most is not None  # noqa: S101
        principles[principle] = PrincipleReach(
            Extremes(_proven(graph, worst), _proven(graph, best)),
            graph.highest[number] if best else None,
            int(fewest.gained.count[number]), int(most.gained.count[number]),
        )  # fmt: skip
    return replace(found, total=total, decisions=decisions, minutes=minutes, principles=principles)


def _both(graph: Graph, weights: Weights, budget: Budget) -> Extremes:
    budget.spend()
    return Extremes(
        _proven(graph, best_play(graph, -weights)), _proven(graph, best_play(graph, weights))
    )


def _overall(graph: Graph, budget: Budget, found: Survey) -> Survey:
    unfolded = unfold(graph, budget)
    worst, best = (extreme_overall(unfolded, sign, budget) for sign in (-1, 1))
    return replace(found, overall=Extremes(_proven(graph, worst), _proven(graph, best)))


def _proven(graph: Graph, play: Play | None) -> ProvenPlay | None:
    if play is None:
        return None
    gained = play.gained
    share = overall(gained)
    scores = {
        principle: Fraction(100 * int(gained.above[n]), int(gained.span[n]))
        if gained.span[n]
        else None
        for n, principle in enumerate(PRINCIPLES)
    }
    bits = graph.rules.codes.duties
    return ProvenPlay(
        _seed(graph, play.draw),
        tuple(step_of(command) for command in play.commands),
        play.minutes,
        play.decisions,
        gained.total,
        None if share is None else 100 * share,
        scores,
        tuple(duty for duty, bit in bits.items() if gained.broke & bit),
    )


def _seed(graph: Graph, draw: int) -> int:
    """Return the smallest seed that draws the hidden truths of *draw*."""
    wanted = graph.rules.truths_of(draw)
    sizes = {name: values for name, values in graph.rules.scenario.truths if name in wanted}
    for seed in range(SEEDS):
        if all(
            values[chance.number(seed, f"truth/{name}", len(values))] == wanted[name]
            for name, values in sizes.items()
        ):
            return seed
    return 0  # pragma: no cover - four truths of four values are drawn within a few thousand


# ---- what needs every post, and what is played


def _posts(loaded: Loaded, found: Survey, budget: Budget) -> Survey:
    reading = Reading(loaded.texts)
    try:
        graph = explore(loaded.scenario, loaded.key, budget, route=found.route, reading=reading)
        words = {
            language: _words(graph, number, budget)
            for number, language in enumerate(reading.languages)
        }
    except OverBudget:
        return _without(found, POSTS)
    shown = graph.rules.shown
    return replace(
        found, words=words,
        posts_unreached=tuple(a for a in _addresses(loaded.scenario) if a not in shown.delivered),
        endings_unreached=tuple(e.id for e in loaded.scenario.endings if e.id not in shown.ended),
    )  # fmt: skip


def _words(graph: Graph, language: int, budget: Budget) -> WordReach:
    """Return the fewest and the most words to read, in the language of this number."""
    plays = []
    for sign in (-1, 1):
        budget.spend()
        play = best_play(graph, Weights(words=sign, language=language))
        assert play is not None  # noqa: S101 - there is at least one play
        plays.append(play)
    least, most = (words_of(play.gained, language) for play in plays)
    return WordReach(Extremes(*(_proven(graph, play) for play in plays)), least, most)


def _addresses(scenario: Scenario) -> Iterator[str]:
    yield from (inject.address for inject in scenario.prologue)
    for scene in scenario.scenes.values():
        yield from (inject.address for inject in scene.injects)
        for option in scene.decision.options if scene.decision else ():
            yield from (inject.address for inject in option.then)


def _with_bots(loaded: Loaded, found: Survey, plays: int, budget: Budget) -> Survey:
    if not plays:
        return found
    sampler = Sampler(loaded, found.route)
    rows: list[BotScore] = []
    try:
        for who in BOTS:
            for language in sorted(loaded.texts) if who.reads else [""]:
                budget.spend()
                scores = sampler.play(who, language or loaded.scenario.language, plays)
                rows.append(_row(who.id, language, plays, scores.overall, scores.well_played))
        random = sampler.play(bot("random"), loaded.scenario.language, plays).overall
    except OverBudget:
        return replace(_without(found, BOTS_PART), bots=tuple(rows))
    graded = random[~np.isnan(random)]
    ends = (0, 5, 25, 50, 75, 95, 100)
    spread = tuple(float(value) for value in np.percentile(graded, ends)) if len(graded) else ()
    return replace(found, bots=tuple(rows), spread=spread, spread_plays=len(graded))


def _row(name: str, language: str, plays: int, overall: Any, well_played: Any) -> BotScore:
    graded = overall[~np.isnan(overall)]
    mean = float(graded.mean()) if len(graded) else 0.0
    deviation = float(graded.std()) if len(graded) else 0.0
    return BotScore(name, language, plays, mean, deviation, float(well_played.mean()))
