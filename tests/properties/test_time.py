"""Time: cutting an interval in two changes nothing, whatever drifts, falls due or arrives in it."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.exercise import events as e
from simulator.exercise.engine import _Play
from simulator.exercise.state import State, replay
from simulator.exercise.time import ticks
from simulator.scenario.load import Loaded
from tests.properties.playing import Watched
from tests.properties.scenarios import scenarios

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def moments(draw) -> tuple[Loaded, State]:
    """A scenario, and an exercise of it at an open decision."""
    loaded = draw(scenarios(most=3))
    watched = Watched(loaded)
    watched.start(draw(st.integers(0, 1000)))
    states = [watched.state]
    watched.play_at_random(draw(st.randoms(use_true_random=False)))
    log = watched.log
    states += [replay(log[: n + 1]) for n, event in enumerate(log) if isinstance(event, e.InquiryMade)]
    states += [
        replay(log[:n])
        for n, event in enumerate(log)
        if isinstance(event, e.ResponseGiven) and event.how == "chosen"
    ]
    found = draw(st.sampled_from(states))
    assume(not found.is_over)
    return loaded, found


def without_clock(events: list[e.Event]) -> list[e.Event]:
    return [event for event in events if not isinstance(event, e.TimePassed)]


@settings(QUICK)
@given(moments(), st.integers(0, 300), st.integers(0, 300))
def test_cutting_an_interval_in_two_changes_nothing(moment, first, second):
    loaded, state = moment
    for passes in (_Play.pass_time, _Play.advance):
        whole, cut = _Play(loaded.scenario, state), _Play(loaded.scenario, state)
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
    part = _Play(loaded.scenario, state)
    part.pass_time(middle)
    halves = ticks(loaded.scenario, state, middle) + ticks(loaded.scenario, part.state, end)
    whole = ticks(loaded.scenario, state, end)
    # A duty that does not apply at its minute is looked at once, and then never again.
    assert halves == whole
    assert [minute for minute, _ in whole] == sorted(minute for minute, _ in whole)
    assert all(state.clock < minute <= end for minute, _ in whole)


@settings(QUICK)
@given(moments(), st.integers(-500, 0))
def test_the_clock_never_goes_back(moment, back):
    loaded, state = moment
    play = _Play(loaded.scenario, state)
    play.pass_time(state.clock + back)
    assert not play.events
    assert ticks(loaded.scenario, state, state.clock + back) == []
