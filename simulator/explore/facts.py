"""What plays can show: which scenes open, what can be chosen, said, kept and broken.

A fact that one play shows is proven, so plays that look for what is new come first: they are cheap
and find nearly everything. What they did not show is settled by going through every state, as far
as the budget of CPU time allows; beyond it a fact is neither proven nor refuted.
"""

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from scoring import methods
from scoring.principles import ACKNOWLEDGEMENT
from simulator.exercise import chance
from simulator.exercise import events as e
from simulator.exercise.commands import Command, Expire, Inquire, Respond, Start
from simulator.exercise.engine import decide, inquiries, offered, prompt
from simulator.exercise.state import State, evolve
from simulator.explore.liveness import liveness, names
from simulator.explore.possible import inquiry_key, option_key
from simulator.scenario.load import Loaded
from simulator.scenario.model import Scenario

SECONDS = 5.0
"""CPU time that one scenario may take."""
SHARES = ((0.1, 0.3), (0.6, 1.0))
"""How much of it is spent when plays that look for what is new end, then when states do; twice.

A small story is gone through at once; of a large one, more plays show more.
"""
FEWEST = 12
"""Plays made in any case: the worst, the best and the chance ones say how long a play is."""
LEGAL = 400
"""Responses of one decision that a play chooses among, at most."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was shown, whether the rest is thereby refuted, and some whole plays."""

    shown: frozenset[str]
    is_complete: bool
    """Every state was gone through, or nothing was left to be shown."""
    plays: tuple[e.Log, ...] = ()

    def says(self, fact: str) -> bool | None:
        """Return whether *fact* holds in some play; None where that is not proven."""
        return True if fact in self.shown else False if self.is_complete else None


class _Table:
    """Marks of responses, for the facts that are about them."""

    def __init__(self, loaded: Loaded) -> None:
        scenario, key = loaded.scenario, loaded.key
        self.scenario = scenario
        self.keys = {
            scene.id: option_key(key[scene.id], scene.decision)
            for scene in scenario.scenes.values() if scene.decision and scene.id in key
        }  # fmt: skip
        self.looks = {
            scene.id: inquiry_key(key[scene.id], tuple(i.id for i in scene.inquiries))
            for scene in scenario.scenes.values() if scene.inquiries and scene.id in key
        }  # fmt: skip
        self.targets = dict(scenario.targets)
        self.severities = dict(scenario.signals)
        self.known: dict[object, frozenset[str]] = {}

    def response(self, state: State, picks: tuple[str, ...]) -> frozenset[str]:
        """Return the facts about what *picks* and the looks before them earn."""
        scene = self.scenario.scenes[state.scene]
        if scene.decision is None:
            return frozenset()
        here = tuple(option.id for option in offered(self.scenario, state, scene.decision))
        mark = (scene.id, picks, here, frozenset(state.inquiries))
        if mark not in self.known:
            found = set(_earned(self.keys.get(scene.id), picks, here))
            looked = tuple(inquiry.id for inquiry in scene.inquiries)
            found.update(_earned(self.looks.get(scene.id), state.inquiries, looked))
            self.known[mark] = frozenset(found)
        return self.known[mark]

    def clocked(self, state: State, event: e.Event) -> Iterable[str]:
        """Yield the facts about what the clock gives."""
        if isinstance(event, e.SignalAnswered):
            minutes = max(event.minute - state.signals[event.signal].start, 0)
            targets = self.targets[self.severities[event.signal]]
            yield f"mark {ACKNOWLEDGEMENT} {methods.acknowledge(minutes, targets, event.word)}"
        elif isinstance(event, e.PromiseKept):
            yield f"mark {ACKNOWLEDGEMENT} {methods.PROMISE_KEPT}"
            yield f"kept {event.promise}"
        elif isinstance(event, e.PromiseBroken):
            yield f"mark {ACKNOWLEDGEMENT} {methods.PROMISE_BROKEN}"
            yield f"broken {event.promise}"
        elif isinstance(event, e.ExerciseEnded) and any(
            signal.answered is None for signal in state.signals.values()
        ):
            yield f"mark {ACKNOWLEDGEMENT} {methods.LOWEST}"


def _earned(
    key: methods.Key | None, picks: tuple[str, ...], here: tuple[str, ...]
) -> Iterable[str]:
    for principle in key.principles(here) if key else ():
        yield f"mark {principle} {methods.clamp(methods.total(key, principle, picks, here))}"  # type: ignore[arg-type]


def _told(event: e.Event) -> Iterable[str]:  # noqa: C901 - one event, its facts, in a row each
    """Yield the facts that one event shows by itself."""
    match event:
        case e.SceneOpened():
            yield f"scene {event.scene}"
        case e.ResponseGiven():
            yield from (f"option {event.scene}.{pick}" for pick in event.picks)
            if event.how == "late":
                yield f"late {event.scene}"
        case e.InquiryMade():
            yield (
                f"reveal {event.reveal}"
                if event.reveal
                else (f"empty {event.scene}.{event.inquiry}")
            )
            yield f"look {event.scene}.{event.inquiry}"
        case e.InjectDelivered():
            yield f"post {event.address}"
        case e.DutyBroken():
            yield f"breach {event.duty}"
        case e.PromiseMade():
            yield f"made {event.promise}"
        case e.ExerciseEnded():
            yield f"ending {event.ending}"
            yield from (f"post {address}" for address in (*event.lines, *event.epilogue))


class CalledOff(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the answer any more."""


class _Walk:
    """Plays and states of one scenario, and the facts that they have shown so far."""

    def __init__(
        self, loaded: Loaded, wanted: frozenset[str], seconds: float, is_off: Callable[[], bool]
    ) -> None:
        self.scenario: Scenario = loaded.scenario
        self.table = _Table(loaded)
        self.wanted = wanted
        self.shown: set[str] = set()
        # Of this thread: an app that draws beside it must not use up the budget.
        self.begun = time.thread_time()
        self.seconds = seconds
        self.is_off = is_off

    def is_late(self, share: float = 1.0) -> bool:
        if self.is_off():
            raise CalledOff
        return time.thread_time() > self.begun + share * self.seconds

    @property
    def open(self) -> frozenset[str]:
        return self.wanted - self.shown

    def step(self, state: State, command: Command) -> tuple[State, e.Log]:
        """Carry out *command*, and note what it shows."""
        events = decide(self.scenario, state, command)
        for event in events:
            if isinstance(event, e.ResponseGiven):
                self.shown |= self.table.response(state, event.picks)
            self.shown.update(_told(event))
            self.shown.update(self.table.clocked(state, event))
            state = evolve(state, event)
        return state, events

    # ---- plays

    def play(
        self,
        seed: int,
        choose: Callable[[State, list[tuple[str, ...]]], Command],
        route: str = "full",
    ) -> e.Log:
        """Play once to the end, as *choose* says."""
        state, log = self.step(State(), Start(seed, route=route))
        while not state.is_over:
            now = prompt(self.scenario, state)
            legal = []
            for picks in now.legal() if now else ():
                legal.append(picks)
                if len(legal) == LEGAL:
                    break
            state, events = self.step(state, choose(state, legal))
            log = (*log, *events)
        return log

    def curious(self, dice: random.Random) -> Callable[[State, list[tuple[str, ...]]], Command]:
        """Return a way to choose that prefers what no play has shown yet."""

        def choose(state: State, legal: list[tuple[str, ...]]) -> Command:
            decision = self.scenario.scenes[state.scene].decision
            looks = inquiries(self.scenario, state)
            fresh = [i for i in looks if f"look {state.scene}.{i.id}" in self.open]
            if fresh or (looks and dice.random() < 0.5):  # noqa: PLR2004 - heads or tails
                return Inquire(dice.choice(fresh or list(looks)).id)
            if decision and decision.within is not None and dice.random() < 0.1:  # noqa: PLR2004
                return Expire()
            new = [p for p in legal if any(f"option {state.scene}.{o}" in self.open for o in p)]
            if dice.random() < 0.3:  # noqa: PLR2004 - what is new leads to the same places each time
                new = []
            return Respond(dice.choice(new or legal))

        return choose

    def greedy(
        self, principle: str, sign: int
    ) -> Callable[[State, list[tuple[str, ...]]], Command]:
        """Return a way to choose that earns most (or least) on *principle*; "" for all together."""

        def worth(state: State, picks: tuple[str, ...]) -> int:
            earned = 0
            for fact in self.table.response(state, picks):
                _, of, mark = fact.split()
                earned += int(mark) if principle in {"", of} else 0
            scene = self.scenario.scenes[state.scene]
            told = {o.id: o for o in scene.decision.options} if scene.decision else {}
            words = [word for pick in picks for _, word in told[pick].acknowledges]
            if principle in {"", ACKNOWLEDGEMENT}:
                earned += 2 * words.count("full") - 2 * words.count("untrue")
                earned += sum(bool(told[pick].keeps) for pick in picks)
            return earned

        def choose(state: State, legal: list[tuple[str, ...]]) -> Command:
            return Respond(max(legal, key=lambda picks: sign * worth(state, picks)))

        return choose

    # ---- states

    def settle(self, share: float) -> bool:
        """Go through every state; return whether it was done in time (or nothing is left open)."""
        kept = _kept(self.scenario)
        seen: set[object] = set()
        todo: list[State] = []
        drawn = seeds(self.scenario)
        if drawn is None:
            return False
        for seed, route in product(drawn, routes(self.scenario)):
            state, _ = self.step(State(), Start(seed, route=route))
            todo.append(state)
        while todo:
            if not self.open:
                return True
            if self.is_late(share):
                return False
            state = todo.pop()
            if state.is_over:
                continue
            state = _forget(state, kept[state.scene, state.waiting])
            if (mark := _mark(state)) not in seen:
                seen.add(mark)
                todo.extend(self.onward(state))
        return True

    def onward(self, opened: State) -> list[State]:
        """Return every state that the open decision leads to."""
        decision = self.scenario.scenes[opened.scene].decision
        found: list[State] = []
        todo, seen = [opened], {_mark(opened)}
        while todo and not self.is_late():
            state = todo.pop()
            now = prompt(self.scenario, state)
            answers: list[Command] = [Respond(picks) for picks in (now.legal() if now else ())]
            if decision and decision.within is not None:
                answers.append(Expire())
            found += [self.step(state, answer)[0] for answer in answers]
            for inquiry in inquiries(self.scenario, state):
                after, _ = self.step(state, Inquire(inquiry.id))
                if after.scene != state.scene or after.is_over:
                    found.append(after)
                elif _mark(after) not in seen:
                    seen.add(_mark(after))
                    todo.append(after)
        return found


def facts(
    loaded: Loaded, wanted: Iterable[str], seconds: float = SECONDS,
    is_off: Callable[[], bool] = lambda: False,
) -> Facts:  # fmt: skip
    """Look for every fact *wanted*, for *seconds* of CPU time at most; CalledOff once *is_off*."""
    walk = _Walk(loaded, frozenset(wanted), seconds, is_off)
    dice = random.Random(loaded.scenario.id)  # noqa: S311 - a dice, and the same each time
    plays = [walk.play(0, walk.greedy("", 1)), walk.play(0, walk.greedy("", -1))]
    for principle in loaded.scenario.principles:
        if f"mark {principle} 2" in walk.open:
            walk.play(0, walk.greedy(principle, 1))
    seed = 0
    for playing, settling in SHARES:
        while seed < FEWEST or (walk.open and not walk.is_late(playing)):
            # The plays that are kept tell how long the whole story is.
            ways = routes(loaded.scenario) if seed >= FEWEST else ("full",)
            log = walk.play(seed, walk.curious(dice), ways[seed % len(ways)])
            seed += 1
            if seed <= FEWEST:
                plays.append(log)
        if is_complete := not walk.open or walk.settle(settling):
            break
    return Facts(frozenset(walk.shown), is_complete, tuple(plays))


def routes(scenario: Scenario) -> tuple[str, ...]:
    """Return the routes by which a scenario can be played."""
    return ("full", "short") if scenario.short else ("full",)


MOST_DRAWS = 36
"""Combinations of hidden truths that are gone through."""


def seeds(scenario: Scenario) -> list[int] | None:
    """Return seeds that draw every combination of hidden truths, each once; None for too many."""
    found: dict[object, int] = {}
    wanted = prod(len(drawn) for _, drawn in scenario.truths)
    if wanted > MOST_DRAWS:
        return None
    for seed in range(100 * wanted):
        drawn = tuple(
            values[chance.number(seed, f"truth/{name}", len(values))]
            for name, values in scenario.truths
        )
        found.setdefault(drawn, seed)
        if len(found) == wanted:
            return list(found.values())
    return None  # pragma: no cover - so many seeds draw all of so few


def _kept(scenario: Scenario) -> dict[tuple[str, str], frozenset[str]]:
    """Return what may be read from each scene on: by the rules, or to say or show something."""
    told: set[str] = set()
    for scene in scenario.scenes.values():
        for inquiry in scene.inquiries:
            for reveal in inquiry.reveals:
                told.update(names(reveal.when))
    return {at: kept | told for at, kept in liveness(scenario, all_posts=True).at.items()}


def _forget(state: State, kept: frozenset[str]) -> State:
    """Return *state* without the values that are not *kept*, and without what is only history."""
    return replace(
        state,
        gauges={n: value if f"gauge {n}" in kept else 0 for n, value in state.gauges.items()},
        flags=frozenset(name for name in state.flags if f"flag {name}" in kept),
        moods={name: mood for name, mood in state.moods.items() if f"mood {name}" in kept},
        truths={name: value for name, value in state.truths.items() if f"truth {name}" in kept},
        published={s: ("",) for s in state.published if f"published {s}" in kept},
        responses={},
        delivered=frozenset(),
    )


def _mark(state: State) -> tuple[object, ...]:
    board = (state.gauges, state.moods, state.signals, state.promises, state.truths)
    values = tuple(frozenset(found.items()) for found in board)
    return (
        state.scene, state.route, state.clock, state.opened, state.waiting,
        frozenset(state.inquiries), state.flags, state.delivered, frozenset(state.published),
        frozenset(state.interruptions),
        frozenset(state.duties_met), frozenset(state.duties_broken), values,
    )  # fmt: skip
