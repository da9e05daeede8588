"""Drills: single decisions cut from scenarios, three at a time (domain reference, section 12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from simulator.scenario.load import Loaded

A_SET = 3
"""Decisions in a set: about a minute each."""


@dataclass(frozen=True, slots=True)
class Drill:
    """One decision that can stand alone."""

    scenario: str
    scene: str
    principles: tuple[str, ...]
    """Those for which any of its options has a mark."""

    @property
    def id(self) -> str:
        """What its reminder is kept under."""
        return f"{self.scenario}/{self.scene}"


def cut(loaded: Loaded) -> tuple[Drill, ...]:
    """Return the decisions of *loaded* whose author wrote what one must know to take them alone."""
    texts = loaded.texts[loaded.scenario.language]
    return tuple(
        Drill(loaded.scenario.id, scene.id, _principles(loaded, scene.id))
        for scene in loaded.scenario.scenes.values()
        if scene.decision is not None and texts.of(scene.id, "drill")
    )


def _principles(loaded: Loaded, scene: str) -> tuple[str, ...]:
    key = loaded.key[scene]
    rows = [(*item.ratings, *item.left) for item in key.items.values()]
    rows += [pair.ratings for pair in key.pairs]
    marked = {name for row in rows for name, mark in row if mark is not None}
    return tuple(name for name in loaded.scenario.principles if name in marked)


def choose(
    drills: Iterable[Drill],
    days: Mapping[str, date],
    today: date,
    *,
    weakest: Sequence[str] = (),
    played: Iterable[str] = (),
) -> tuple[Drill, ...]:
    """Return the next set: what is due, the longest due first, then what was never drilled.

    *days* says when each drill comes back (by id); what is not in it is new. New ones come only
    from crises that were *played* (the others would be spoilt), on the *weakest* principles first,
    and not in the order of the story: that is not what is to be kept. For the same reason
    neighbours come from different crises where that is possible.
    """
    known = tuple(drills)
    seen = set(played)
    waiting = [d for d in known if d.id in days and days[d.id] <= today]
    waiting.sort(key=lambda drill: days[drill.id])
    fresh = [d for d in known if d.id not in days and d.scenario in seen]
    fresh.sort(key=lambda drill: (_rank(drill, weakest), _mixed(drill, today)))
    return (*_varied(waiting), *_varied(fresh))[:A_SET]


def _mixed(drill: Drill, today: date) -> str:
    """Return what sorts drills in another order every day, the same all day."""
    return sha256(f"{today} {drill.id}".encode()).hexdigest()


def due_count(drills: Iterable[Drill], days: Mapping[str, date], today: date) -> int:
    """Return how many drills come back today or should have before."""
    return sum(days[drill.id] <= today for drill in drills if drill.id in days)


def _rank(drill: Drill, weakest: Sequence[str]) -> int:
    places = [place for place, name in enumerate(weakest) if name in drill.principles]
    return min(places, default=len(weakest))


def _varied(ranked: list[Drill]) -> tuple[Drill, ...]:
    chosen: list[Drill] = []
    while ranked and len(chosen) < A_SET:
        last = chosen[-1].scenario if chosen else ""
        taken = next((d for d in ranked if d.scenario != last), ranked[0])
        ranked.remove(taken)
        chosen.append(taken)
    return tuple(chosen)
