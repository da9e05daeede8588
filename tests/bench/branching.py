"""One branching graph, written for us, for ink and for SPIN.

N steps of four choices. Each moves one or two of four numbers and leads one or two steps on; some
are there only while a number is high enough. Numbers stay between 0 and 100.
"""

import random
from dataclasses import dataclass, replace

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator.scenario.load import Loaded
from simulator.scenario.model import (
    END,
    Cost,
    Decision,
    Effect,
    Gauge,
    Inject,
    ItemKey,
    Option,
    Scenario,
    Scene,
    SceneKey,
    When,
)
from tests.unit.exercise import building

NUMBERS = ("one", "two", "three", "four")
RATED = tuple(name for name in PRINCIPLES if name != ACKNOWLEDGEMENT)


@dataclass(frozen=True)
class Choice:
    """One choice: what it needs, what it moves, where it leads, and its marks."""

    needs: tuple[int, int] | None
    moves: tuple[tuple[int, int], ...]
    to: int
    marks: tuple[int, ...]


Steps = list[list[Choice]]


def graph(steps: int, seed: int, unit: int, rated: int) -> Steps:
    """Return a graph whose numbers start at 50 and move by one or two times *unit*."""
    chance = random.Random(seed)

    def choice(step: int, number: int) -> Choice:
        is_closed = number > 0 and chance.random() < 0.35
        needs = (chance.randrange(4), 50 + unit * chance.randint(-2, 1)) if is_closed else None
        moved = chance.sample(range(4), chance.choice((1, 2, 2)))
        moves = tuple((which, unit * chance.choice((-2, -1, 1, 2))) for which in moved)
        to = min(steps, step + (1 if chance.random() < 0.8 else 2))
        return Choice(needs, moves, to, tuple(chance.randint(-2, 2) for _ in range(rated)))

    return [[choice(step, number) for number in range(4)] for step in range(steps)]


def loaded(steps: Steps, *, signals: int = 0) -> Loaded:
    """Return the graph as a scenario with its key; every so often a *signal* wants a first word."""
    levels = sorted({choice.needs[1] for row in steps for choice in row if choice.needs} | {0})
    words = tuple((f"from-{low}", low) for low in levels)
    names = [f"signal-{number}" for number in range(signals)]

    def option(number: int, choice: Choice) -> Option:
        when = None
        if choice.needs:
            which, least = choice.needs
            high = tuple(word for word, low in words if low >= least)
            when = When("gauge", NUMBERS[which], high)
        effects = tuple(Effect("gauge", NUMBERS[which], by=by) for which, by in choice.moves)
        said = tuple((name, "full") for name in names) if number == 1 else ()
        onward = f"step-{choice.to}" if choice.to < len(steps) else END
        minutes = Cost(5 if signals else 0)
        return Option(
            f"choice-{number}", cost=minutes, when=when, effects=effects, next=onward,
            acknowledges=said,
        )  # fmt: skip

    scenes, key = {}, {}
    for step, row in enumerate(steps):
        name = f"step-{step}"
        posts: tuple[Inject, ...] = ()
        if names and step % 5 == 0 and step // 5 < len(names):
            posts = (Inject("lena", "page", f"{name}.lena", raises=names[step // 5]),)
        options = tuple(option(number, choice) for number, choice in enumerate(row))
        scenes[name] = Scene(name, injects=posts, decision=Decision("one", options))
        items = {
            f"choice-{number}": ItemKey(tuple(zip(RATED, choice.marks, strict=False)))
            for number, choice in enumerate(row)
        }
        key[name] = SceneKey(items)
    plain: Scenario = building.scenario()
    played = replace(
        plain, gauges=tuple(Gauge(name, 50, words) for name in NUMBERS), scenes=scenes, hours=None,
        truths=(), duties=(), signals=tuple((name, "S3") for name in names),
        targets=(("S3", (30, 60, 180)),), prologue=(), epilogue=(),
    )  # fmt: skip
    return building.loaded(played, key)


def ink(steps: Steps) -> str:
    """Return the graph in ink. It is played where no number can leave 0 to 100."""
    lines = [f"VAR {name} = 50" for name in NUMBERS] + ["-> step_0"]
    for step, row in enumerate(steps):
        lines += [f"=== step_{step} ===", "Somebody writes, and others read it."]
        for number, choice in enumerate(row):
            guard = f"{{{NUMBERS[choice.needs[0]]} >= {choice.needs[1]}}} " if choice.needs else ""
            lines.append(f"+ {guard}[Answer {number}]")
            lines += [f"  ~ {NUMBERS[n]} = {NUMBERS[n]} + ({by})" for n, by in choice.moves]
            lines.append(f"  -> {f'step_{choice.to}' if choice.to < len(steps) else 'fin'}")
    return "\n".join([*lines, "=== fin ===", "The end.", "-> END", ""])


def promela(steps: Steps) -> str:
    """Return the graph for SPIN, without the score; a state is a step and four numbers."""
    lines = [f"byte {name} = 50;" for name in NUMBERS] + ["active proctype story() {"]
    for step, row in enumerate(steps):
        lines += [f"step_{step}:", "  if"]
        for choice in row:
            guard = f"{NUMBERS[choice.needs[0]]} >= {choice.needs[1]}" if choice.needs else "true"
            moves = "; ".join(_moved(NUMBERS[which], by) for which, by in choice.moves)
            onward = f"step_{choice.to}" if choice.to < len(steps) else "fin"
            lines.append(f"  :: d_step {{ {guard} -> {moves} }} goto {onward}")
        lines.append("  fi;")
    return "\n".join([*lines, "fin: skip", "}", ""])


def _moved(name: str, by: int) -> str:
    if by > 0:
        return f"{name} = ({name} + {by} > 100 -> 100 : {name} + {by})"
    return f"{name} = ({name} < {-by} -> 0 : {name} - {-by})"
