"""What plays can show, and whether the rest is thereby refuted.

A fact that one play shows is proven, so plays that look for what is new come first: they are cheap
and find nearly everything. What they did not show is settled by going through every state, as far
as the budget of CPU time allows; beyond it a fact is neither proven nor refuted.
"""

import random
from collections.abc import Callable, Iterable
from itertools import product
from math import prod

from scoring.principles import ACKNOWLEDGEMENT
from simulator.exercise import chance
from simulator.exercise import events as e
from simulator.exercise.commands import Command, Expire, Inquire, Respond, Start
from simulator.exercise.engine import decide, inquiries, prompt
from simulator.exercise.state import State, evolve
from simulator.explore.facts import Facts, Table, told
from simulator.explore.liveness import liveness
from simulator.explore.spending import Budget, never
from simulator.scenario.load import Loaded
from simulator.scenario.model import Scenario

SECONDS = 5.0
"""CPU time that one scenario may take."""
FRUITLESS = 100
"""Plays in a row that show nothing new, after which states are gone through; then three times more.

A small story is gone through at once; of a large one, more plays show more. Neither may wait long
for the other, whatever the machine and the time allowed.
"""
SETTLING = 3
"""Going through states ends when it took twice what was spent before: more plays come first."""
PLAYING = 0.6
"""The share of the time after which no more plays are made."""
FEWEST = 12
"""Plays made in any case: the worst, the best and the chance ones say how long a play is."""
LEGAL = 400
"""Responses of one decision that a play chooses among, at most."""


class _Walk:
    """Plays and states of one scenario, and the facts that they have shown so far."""

    def __init__(
        self, loaded: Loaded, wanted: frozenset[str], seconds: float, is_off: Callable[[], bool]
    ) -> None:
        self.scenario: Scenario = loaded.scenario
        self.table = Table(loaded)
        self.wanted = wanted
        self.shown: set[str] = set()
        self.budget = Budget(is_off=is_off)
        self.seconds = seconds

    def is_late(self, limit: float | None = None) -> bool:
        self.budget.spend()
        return self.budget.spent > min(self.seconds, self.seconds if limit is None else limit)

    def may_play(self) -> bool:
        """Say whether there is time for one more play."""
        return not self.is_late(PLAYING * self.seconds)

    @property
    def open(self) -> frozenset[str]:
        return self.wanted - self.shown

    def step(self, state: State, command: Command) -> tuple[State, e.Log]:
        """Carry out *command*, and note what it shows."""
        events = decide(self.scenario, state, command)
        for event in events:
            if isinstance(event, e.ResponseGiven):
                self.shown |= self.table.response(state, event.picks)
            self.shown.update(told(event))
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

    def look_on(self, dice: random.Random, seed: int, patience: int, plays: list[e.Log]) -> int:
        """Play from *seed* on until *patience* plays in a row show nothing new; keep the first."""
        fruitless = 0
        while seed < FEWEST or (self.open and fruitless < patience and self.may_play()):
            # The plays that are kept tell how long the whole story is.
            ways = routes(self.scenario) if seed >= FEWEST else ("full",)
            left = len(self.open)
            log = self.play(seed, self.curious(dice), ways[seed % len(ways)])
            fruitless = 0 if len(self.open) < left else fruitless + 1
            seed += 1
            if seed <= FEWEST:
                plays.append(log)
        return seed

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

    def settle(self, limit: float) -> bool:
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
            if self.is_late(limit):
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
    is_off: Callable[[], bool] = never,
) -> Facts:  # fmt: skip
    """Look for every fact *wanted*, for *seconds* of CPU time at most; CalledOff once *is_off*."""
    walk = _Walk(loaded, frozenset(wanted), seconds, is_off)
    dice = random.Random(loaded.scenario.id)  # noqa: S311 - a dice, and the same each time
    plays = [walk.play(0, walk.greedy("", 1)), walk.play(0, walk.greedy("", -1))]
    for principle in loaded.scenario.principles:
        if f"mark {principle} 2" in walk.open:
            walk.play(0, walk.greedy(principle, 1))
    patience, played = FRUITLESS, 0
    while True:
        played = walk.look_on(dice, played, patience, plays)
        is_complete = not walk.open or walk.settle(SETTLING * walk.budget.spent)
        if is_complete or not walk.may_play():
            break
        patience *= 3
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
    return liveness(scenario, all_posts=True).at


def _forget(state: State, kept: frozenset[str]) -> State:
    """Return *state* without the values that are not *kept*, and without what is only history."""
    return state._replace(
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
