"""Time: cutting an interval in two changes nothing, whatever drifts, falls due or arrives in it."""

from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.exercise import events as e
from simulator.exercise.passing import advance, pass_time
from simulator.exercise.play import Play
from simulator.exercise.state import State, replay
from simulator.exercise.time import ticks
from simulator.scenario.load import Loaded
from simulator.scenario.model import Scenario
from tests.properties.playing import Watched
from tests.properties.scenarios import scenarios

QUICK = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def moments(draw) -> tuple[Loaded, State]:
    """A scenario, and an exercise of it at an open decision."""
    loaded = draw(scenarios(most=3))
    watched = Watched(loaded, is_thorough=False)
    watched.start(draw(st.integers(0, 1000)))
    states = [watched.state]
    watched.play_at_random(Random(draw(st.integers(0, 10**6))))
    log = watched.log
    states += [
        replay(log[: n + 1]) for n, event in enumerate(log) if isinstance(event, e.InquiryMade)
    ]
    states += [
        replay(log[:n])
        for n, event in enumerate(log)
        if isinstance(event, e.ResponseGiven) and event.how == "chosen"
    ]
    found = draw(st.sampled_from(states))
    assume(not found.is_over)
    return loaded, found


def with_certain_posts(scenario: Scenario, name: str) -> Scenario:
    """A late post whose condition fails at its minute is looked at again with the next command."""
    scene = scenario.scenes[name]
    certain = tuple(replace(inject, when=None) for inject in scene.injects)
    return replace(scenario, scenes={**scenario.scenes, name: replace(scene, injects=certain)})


def without_clock(events: list[e.Event]) -> list[e.Event]:
    return [event for event in events if not isinstance(event, e.TimePassed)]


@settings(QUICK)
@given(moments(), st.integers(0, 300), st.integers(0, 300))
def test_cutting_an_interval_in_two_changes_nothing(moment, first, second):
    loaded, state = moment
    scenario = with_certain_posts(loaded.scenario, state.scene)
    for passes in (pass_time, advance):
        whole, cut = Play(scenario, state), Play(scenario, state)
        passes(whole, state.clock + first + second)
        passes(cut, state.clock + first)
        passes(cut, state.clock + first + second)
        assert cut.state == whole.state
        assert without_clock(cut.events) == without_clock(whole.events)


@settings(QUICK)
@given(moments(), st.integers(0, 300), st.integers(0, 300))
def test_ticks_of_two_parts_are_the_ticks_of_the_whole(moment, first, second):
    loaded, state = moment
    middle, end = state.clock + first, state.clock + first + second
    part = Play(loaded.scenario, state)
    pass_time(part, middle)
    halves = ticks(loaded.scenario, state, middle) + ticks(loaded.scenario, part.state, end)
    whole = ticks(loaded.scenario, state, end)
    assert halves == whole
    assert [minute for minute, _ in whole] == sorted(minute for minute, _ in whole)
    assert all(state.clock < minute <= end for minute, _ in whole)
    assert ticks(loaded.scenario, state, state.clock - first) == []
