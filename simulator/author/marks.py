"""The author's marks of each option, looked at from several sides. Adds; it does not grade."""

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator.scenario.load import Loaded
from simulator.scenario.model import Decision, ItemKey, Scene, SceneKey


def key_of(loaded: Loaded, scene: Scene) -> SceneKey:
    """Return the ratings of *scene*, empty where it has none."""
    return loaded.key.get(scene.id, SceneKey({}))


def item_of(loaded: Loaded, scene: Scene, item: str) -> ItemKey:
    """Return the ratings of an option or inquiry."""
    return key_of(loaded, scene).items.get(item, ItemKey())


def total(item: ItemKey) -> int:
    """Return the sum of an item's marks."""
    return sum(mark or 0 for _, mark in item.ratings)


def totals(loaded: Loaded, scene: Scene, decision: Decision) -> dict[str, int]:
    """Return the sum of each option's marks."""
    return {option.id: total(item_of(loaded, scene, option.id)) for option in decision.options}


def good(loaded: Loaded, scene: Scene, decision: Decision) -> set[str]:
    """Return the options to be wished for: the best of one or of a part; else those that serve."""
    found = totals(loaded, scene, decision)
    if decision.kind in {"several", "order"}:
        return {name for name, worth in found.items() if worth > 0}
    best: dict[str, int] = {}
    for option in decision.options:
        best[option.part] = max(best.get(option.part, found[option.id]), found[option.id])
    return {option.id for option in decision.options if found[option.id] == best[option.part]}


def met(loaded: Loaded) -> dict[str, int]:
    """Return in how many places each principle is met: decisions, signals, promises."""
    scenario = loaded.scenario
    found = dict.fromkeys(PRINCIPLES, 0)
    found[ACKNOWLEDGEMENT] = len(scenario.signals) + len(scenario.promises)
    for scene in scenario.scenes.values():
        key = key_of(loaded, scene)
        rows = [row for item in key.items.values() for row in (item.ratings, item.left)]
        rows += [pair.ratings for pair in key.pairs]
        for principle in {name for row in rows for name, mark in row if mark is not None}:
            found[principle] += 1
    return found
