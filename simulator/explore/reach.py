"""The exact best and worst total that real plays can earn (F4), by going through every state.

The engine's own `decide` and `evolve` are what is explored, and the marks are those of the debrief.
A total is the sum of the marks of all opportunities met; scenes lead forward, so the best from a
state is the best over its responses, each with the best from where it leads.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scoring import methods
from scoring.principles import ACKNOWLEDGEMENT
from simulator.exercise import events as e
from simulator.exercise.commands import Command, Expire, Inquire, Respond, Start
from simulator.exercise.engine import decide, inquiries, offered, prompt
from simulator.exercise.state import State, evolve
from simulator.explore.liveness import forget, live
from simulator.explore.possible import Possible, inquiry_key, option_key, possible
from simulator.scenario.compiled import play_version
from simulator.scenario.load import REACH, Loaded
from simulator.scenario.model import OPEN, Option

MAX_STATES = 2_000_000


class TooLarge(Exception):  # noqa: N818 - a limit, not a fault
    """There are more states than may be gone through; nothing is said rather than a guess."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What plays of a scenario can earn in all, and how many states were gone through."""

    worst: int
    best: int
    states: int

    def share(self, total: int) -> int:
        """Return where *total* lies between the worst (0) and the best (100)."""
        span = self.best - self.worst
        return 100 if not span else (200 * (total - self.worst) + span) // (2 * span)


Span = tuple[int, int]


class _Search:
    """One walk through all the states of a scenario."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.scenario = loaded.scenario
        self.live = live(loaded.scenario)
        self.targets = dict(self.scenario.targets)
        self.severities = dict(self.scenario.signals)
        self.known: dict[object, Span] = {}
        self.fixed: dict[str, tuple[Possible, Possible]] = {}
        self.marks: dict[object, int] = {}

    def step(self, state: State, command: Command) -> tuple[State, int]:
        """Return the state after *command* and what the clock gave on the way."""
        earned = 0
        for event in decide(self.scenario, state, command):
            earned += self.clocked(state, event)
            state = evolve(state, event)
        return state, earned

    def clocked(self, state: State, event: e.Event) -> int:
        match event:
            case e.SignalAnswered():
                started = state.signals[event.signal].start
                return self.signal(event.signal, max(event.minute - started, 0), event.word)
            case e.PromiseKept():
                return methods.PROMISE_KEPT
            case e.PromiseBroken():
                return methods.PROMISE_BROKEN
            case e.ExerciseEnded():
                waiting = [s for s in state.signals.values() if s.answered is None]
                return methods.LOWEST * len(waiting)
            case _:
                return 0

    def signal(self, name: str, minutes: int, word: str) -> int:
        targets = self.targets[self.severities[name]]
        return methods.signal(minutes, targets, word, ACKNOWLEDGEMENT, ()).obtained

    def span(self, state: State) -> Span:
        """Return the worst and best that can still be earned from an open decision."""
        if state.is_over:
            return (0, 0)
        state = forget(state, self.live[state.scene])
        mark = _mark(state)
        if mark not in self.known:
            if len(self.known) >= MAX_STATES:
                raise TooLarge
            self.known[mark] = (0, 0)
            spans = [
                (earned + low, earned + high)
                for after, earned in self.ways(state)
                for low, high in (self.span(after),)
            ]
            self.known[mark] = (min(low for low, _ in spans), max(high for _, high in spans))
        return self.known[mark]

    def ways(self, opened: State) -> Iterator[tuple[State, int]]:
        """Yield every way through the open decision: where it leads, and what it earns."""
        scene = self.scenario.scenes[opened.scene]
        decision = scene.decision
        assert decision is not None  # noqa: S101 - only scenes that ask are open
        bounds = self.bounds(opened)
        todo = [(opened, 0)]
        seen = {_mark(opened)}
        while todo:
            state, earned = todo.pop()
            now = prompt(self.scenario, state)
            here = offered(self.scenario, state, decision)
            for picks in now.legal() if now else ():
                after, more = self.step(state, Respond(picks))
                yield after, earned + more + self.worth(state, picks, here, bounds)
            if decision.within is not None:
                after, more = self.step(state, Expire())
                yield after, earned + more + self.worth(state, decision.default, here, bounds)
            for inquiry in inquiries(self.scenario, state):
                after, more = self.step(state, Inquire(inquiry.id))
                if after.scene != state.scene or after.is_over:
                    worth = self.worth(state, decision.default, here, bounds)
                    yield after, earned + more + worth
                elif (mark := _mark(after)) not in seen:
                    seen.add(mark)
                    todo.append((after, earned + more))

    def bounds(self, opened: State) -> tuple[Possible, Possible]:
        """Return what is possible here; the same for every state where nothing depends on it."""
        scene = self.scenario.scenes[opened.scene]
        depends = (
            any(o.when or o.cost.faster for o in scene.decision.options) if scene.decision else True
        )
        if depends or any(inquiry.when or inquiry.cost.faster for inquiry in scene.inquiries):
            return possible(self.scenario, opened)
        if opened.scene not in self.fixed:
            self.fixed[opened.scene] = possible(self.scenario, opened)
        return self.fixed[opened.scene]

    def worth(
        self, state: State, picks: tuple[str, ...], here: tuple[Option, ...],
        bounds: tuple[Possible, Possible],
    ) -> int:  # fmt: skip
        """Return the marks of a response and of the looks before it."""
        scene = self.scenario.scenes[state.scene]
        ids = tuple(option.id for option in here)
        looked = frozenset(state.inquiries)
        is_fixed = self.fixed.get(scene.id) is bounds
        mark = (scene.id, picks, ids, looked, is_fixed)
        if not (is_fixed and mark in self.marks) and scene.decision and scene.id in self.loaded.key:
            key = self.loaded.key[scene.id]
            names = tuple(inquiry.id for inquiry in scene.inquiries)
            rows = methods.respond(inquiry_key(key, names), state.inquiries, names, bounds[0], ())
            rows += methods.respond(option_key(key, scene.decision), picks, ids, bounds[1], ())
            self.marks[mark] = sum(row.obtained for row in rows)
        return self.marks.get(mark, 0)


def _mark(state: State) -> object:
    """Return what tells two states apart."""
    return (
        state.scene, state.clock, state.opened, state.waiting, frozenset(state.interruptions),
        frozenset(state.inquiries), tuple(state.gauges.values()), state.flags,
        tuple(state.moods.items()), tuple(state.truths.items()), tuple(state.published),
        tuple((n, s.answered is None and s.start) for n, s in sorted(state.signals.items())),
        tuple((n, p.status == OPEN and p.due, p.status) for n, p in sorted(state.promises.items())),
        state.duties_met, frozenset(state.duties_broken),
    )  # fmt: skip


def reach(loaded: Loaded) -> Reach:
    """Return the exact worst and best totals of *loaded*; TooLarge if it has too many states."""
    search = _Search(loaded)
    spans: list[Span] = []
    seeds = _seeds(loaded)
    for seed in seeds:
        state, earned = search.step(State(), Start(seed))
        low, high = search.span(state)
        spans.append((earned + low, earned + high))
    worst, best = min(low for low, _ in spans), max(high for _, high in spans)
    return Reach(worst, best, len(search.known))


def _seeds(loaded: Loaded) -> list[int]:
    """Return seeds that draw every combination of hidden truths, each once."""
    found: dict[object, int] = {}
    wanted = 1
    for _, values in loaded.scenario.truths:
        wanted *= len(values)
    for seed in range(10_000):
        first = decide(loaded.scenario, State(), Start(seed))[0]
        assert isinstance(first, e.ExerciseStarted)  # noqa: S101 - what Start makes
        found.setdefault(tuple(first.truths.items()), seed)
        if len(found) == wanted:
            break
    return list(found.values())


def write(folder: Path, loaded: Loaded, found: Reach) -> None:
    """Keep *found* beside the scenario in *folder*, for the debrief."""
    row = {
        "play": play_version(loaded.scenario, loaded.key), "worst": found.worst,
        "best": found.best, "states": found.states,
    }  # fmt: skip
    (folder / REACH).write_text(json.dumps(row) + "\n", encoding="utf-8")
