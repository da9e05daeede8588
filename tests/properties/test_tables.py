"""The tables say what the engine and the scoring say, on any play of any scenario."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.debrief.debrief import debrief
from simulator.exercise.commands import Command, Expire, Inquire, Respond, Start
from simulator.exercise.engine import decide, inquiries, prompt
from simulator.exercise.state import State, evolve
from simulator.explore.graph import Graph
from simulator.explore.optimum import words_of
from simulator.explore.plays import beginnings, follow, gained, opened, ways_from
from simulator.explore.reading import Reading, log_reads
from simulator.explore.search import explore
from simulator.explore.spending import Budget, OverBudget
from simulator.scenario.library import shipped
from simulator.scenario.load import Loaded
from simulator.scenario.model import END, Texts
from tests.properties.scenarios import scenarios
from tests.shelf import load

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
SMALL: Any = {"states": 20_000, "ways": 400_000}


def step(loaded, state, log, command):
    events = decide(loaded.scenario, state, command)
    for event in events:
        state = evolve(state, event)
    return state, (*log, *events)


def commands_of(loaded: Loaded, state: State) -> list[Command]:
    """All that the engine obeys now, as the tables write it: in the order of the file."""
    now = prompt(loaded.scenario, state)
    assert now
    scene = loaded.scenario.scenes[state.scene]
    assert scene.decision
    place = {option.id: number for number, option in enumerate(scene.decision.options)}
    found: list[Command] = []
    for picks in now.legal():
        is_set = not now.ordered and not now.parts
        found.append(Respond(tuple(sorted(picks, key=place.__getitem__)) if is_set else picks))
    found += [Inquire(inquiry.id) for inquiry in inquiries(loaded.scenario, state)]
    return [*found, *([Expire()] if scene.decision.within is not None else [])]


def draw_of(graph: Graph, state: State) -> int:
    """The number of the draw of hidden truths, as the tables count them."""
    number = 0
    for name, values in graph.rules.scenario.truths:
        if f"truth {name}" in graph.rules.live.start:
            number = number * len(values) + values.index(state.truths[name])
    return number


def look_at_play(loaded: Loaded, graph: Graph, seed: int, random) -> None:
    """Play at random in the engine, and beside it in the tables."""
    state, log = step(loaded, State(), (), Start(seed))
    draw = draw_of(graph, state)
    layer, row, told = next(
        (layer, row, gain) for d, layer, row, gain in beginnings(graph) if d == draw
    )
    done: list[Command] = []
    while not state.is_over:
        assert (layer.place.scene, layer.place.waiting) == (state.scene, state.waiting)
        assert layer.made == set(state.inquiries)
        assert layer.clock[row] == state.clock
        told = told + opened(layer, row)
        ways = {way.command: (way, number) for way, number in ways_from(layer, row)}
        possible = commands_of(loaded, state)
        assert set(ways) == set(possible)
        # Looking often: what a scene may depend on should be met.
        looks = [command for command in possible if isinstance(command, Inquire)]
        command = random.choice(looks if looks and random.random() < 0.5 else possible)
        state, log = step(loaded, state, log, command)
        way, number = ways[command]
        told = told + gained(way, number)
        layer, row = way.target, int(way.to[number])
        done.append(command)
    assert layer.place.scene == END
    found = debrief(loaded, log)
    assert told.total == found.total
    for number, score in enumerate(found.scorecard.scores):
        assert told.count[number] == len(score.opportunities)
        if score.value is not None:
            assert Fraction(100 * int(told.above[number]), int(told.span[number])) == score.value
    bits = graph.rules.codes.duties
    assert {d for d, bit in bits.items() if told.broke & bit} == set(found.scorecard.duties_broken)
    if reading := graph.rules.reading:
        read = reading.count((*reading.head, *log_reads(loaded.scenario.scenes, log)))
        assert tuple(words_of(told, number) for number in range(len(read))) == read
    again = follow(graph, draw, done)
    assert (again.gained.total, again.minutes) == (found.total, state.clock)


def worded(loaded: Loaded) -> dict[str, Texts]:
    """Texts in which no two addresses have as many words, in a second language as well."""
    [texts] = loaded.texts.values()
    addresses = sorted(texts)
    rows = [
        {a: "x " * (n + 1) for n, a in enumerate(order)} for order in (addresses, addresses[::-1])
    ]
    return {name: Texts(row) for name, row in zip(("en", "fr"), rows, strict=True)}


def explored(loaded: Loaded, **more) -> Graph:
    try:
        return explore(loaded.scenario, loaded.key, Budget(**SMALL), **more)
    except OverBudget:
        assume(condition=False)
        raise


@QUICK
@given(scenarios(), st.integers(0, 1000), st.randoms(use_true_random=False))
def test_the_tables_are_the_engine_and_the_scoring(loaded, seed, random):
    graph = explored(loaded)
    for number in range(8):
        look_at_play(loaded, graph, seed + number, random)


@settings(QUICK, max_examples=15)
@given(scenarios(), st.integers(0, 1000), st.randoms(use_true_random=False))
def test_so_they_are_where_every_post_counts(loaded, seed, random):
    graph = explored(loaded, reading=Reading(worded(loaded)))
    for number in range(4):
        look_at_play(loaded, graph, seed + number, random)


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_the_tables_of_a_shipped_scenario_are_the_engine(folder):
    import random

    loaded, _ = load(folder)
    assert loaded
    graph = explore(loaded.scenario, loaded.key)
    for seed in range(12):
        look_at_play(loaded, graph, seed, random.Random(seed))
