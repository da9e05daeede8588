"""Which values can still matter from a scene on: what nothing later depends on may be forgotten.

Scenes lead forward only, so what a scene and those below it depend on is all that matters there.
Two states that differ only in the rest have the same future: the same can be asked, and it earns
the same. A post matters only if it raises a signal or moves something that matters.

Values are named by kind and id, "gauge trust"; `published`, `fired` and `duty` are kinds as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.scenario.model import END, Cost, Effect, Inject, Scenario, Scene, When


def names(when: When | None) -> Iterator[str]:
    """Yield every value that *when* reads."""
    if when is None:
        return
    if when.name:
        yield f"{when.op} {when.name}"
    for part in when.parts:
        yield from names(part)


def inject_matters(inject: Inject, kept: Iterable[str], *, all_posts: bool = False) -> bool:
    """Say whether delivering *inject* can change a mark, or one of the values *kept*."""
    return all_posts or bool(inject.raises) or _moves(inject.effects, kept)


def _moves(effects: tuple[Effect, ...], kept: Iterable[str]) -> bool:
    return any(f"{effect.kind} {effect.name}" in kept for effect in effects)


def injects_of(scene: Scene) -> Iterator[Inject]:
    """Yield all that *scene* may deliver."""
    yield from scene.injects
    for option in scene.decision.options if scene.decision else ():
        yield from option.then


@dataclass(frozen=True)
class Liveness:
    """For each scene, by where it stands: the values that it or anything after it depends on."""

    at: dict[tuple[str, str], frozenset[str]]
    """(scene, the scene it holds up or "") -> values that matter while it is open."""
    start: frozenset[str]
    """Values that matter before the first scene."""


class _Closing:
    """Adds what the values that matter depend on, until nothing is added."""

    def __init__(self, scenario: Scenario, *, all_posts: bool) -> None:
        self.scenario = scenario
        self.all_posts = all_posts

    def closed(self, wanted: Iterable[str], scenes: Iterable[Scene]) -> frozenset[str]:
        found, here = set(wanted), list(scenes)
        while True:
            before = len(found)
            for scene in here:
                found.update(self.reads(scene, found))
            found.update(self.drifts(found))
            if len(found) == before:
                return frozenset(found)

    def reads(self, scene: Scene, kept: set[str]) -> Iterator[str]:
        if scene.interrupts:
            yield from names(scene.when)
        for inject in injects_of(scene):
            yield from self.of_inject(inject, kept)
        for inquiry in scene.inquiries:
            yield from names(inquiry.when)
            yield from _faster(inquiry.cost)
            for reveal in inquiry.reveals if self.all_posts else ():
                yield from names(reveal.when)
        for option in scene.decision.options if scene.decision else ():
            yield from names(option.when)
            yield from _faster(option.cost)
            yield from (f"signal {signal}" for signal, _ in option.acknowledges)
            yield from (f"promise {promise}" for promise, _ in option.promises)
            yield from ([f"promise {option.keeps}"] if option.keeps else ())
            yield from ([f"signal {option.raises}"] if option.raises else ())

    def of_inject(self, inject: Inject, kept: set[str]) -> Iterator[str]:
        if inject_matters(inject, kept, all_posts=self.all_posts):
            yield from names(inject.when)
            yield from ([f"signal {inject.raises}"] if inject.raises else ())
            yield from ([f"published {inject.quotes}"] if inject.quotes else ())

    def drifts(self, kept: set[str]) -> set[str]:
        found: set[str] = set()
        for gauge in self.scenario.gauges:
            if f"gauge {gauge.id}" in kept:
                for drift in (gauge.drift, gauge.silence):
                    found.update(names(drift.when) if drift else ())
                if gauge.silence:
                    found.update(f"signal {name}" for name, _ in self.scenario.signals)
        return found


def _faster(cost: Cost) -> Iterator[str]:
    for flag, _ in cost.faster:
        yield f"flag {flag}"


def liveness(scenario: Scenario, *, all_posts: bool = False) -> Liveness:
    """Return what matters where; with *all_posts*, what is shown as well.

    That is which posts, which reveals, which endings.
    """
    closing = _Closing(scenario, all_posts=all_posts)
    main = [scene for scene in scenario.scenes.values() if not scene.interrupts]
    breaking = [scene for scene in scenario.scenes.values() if scene.interrupts]
    later = closing.closed(_at_the_end(scenario, all_posts=all_posts), ())
    at: dict[tuple[str, str], frozenset[str]] = {}
    for scene in reversed(main):
        at[scene.id, ""] = closing.closed(later, [scene])
        before = [other for other in breaking if not other.before or scene.id in other.before]
        fired = (f"fired {other.id}" for other in before)
        entry = closing.closed({*at[scene.id, ""], *fired}, before)
        for other in before:
            at[other.id, scene.id] = closing.closed(entry, [other])
        later = entry
    prologue = Scene(END, injects=scenario.prologue)
    return Liveness(at, closing.closed(later, [prologue]))


def _at_the_end(scenario: Scenario, *, all_posts: bool) -> set[str]:
    """Duties with a deadline may be breached at any time; endings count only when asked for."""
    found = {f"duty {duty.id}" for duty in scenario.duties if duty.by is not None}
    for duty in scenario.duties:
        found.update(names(duty.when) if duty.by is not None else ())
    if all_posts:
        for ending in scenario.endings:
            found.update(names(ending.when))
            found.update([f"published {ending.quotes}"] if ending.quotes else ())
            for line in ending.lines:
                found.update(names(line.when))
        for inject in scenario.epilogue:
            found.update(names(inject.when))
    return found
