"""The smallest change is one that lifts, and nothing smaller does: tried again by replaying all."""

from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from scoring.principles import PRINCIPLES
from scoring.score import BANDS
from simulator.debrief.debrief import debrief
from simulator.debrief.smallest import smallest_change, smallest_changes
from simulator.debrief.turns import turns
from simulator.debrief.ways import ways
from simulator.debrief.whatif import what_if
from simulator.exercise import events as e
from simulator.exercise.state import State, evolve
from simulator.scenario.library import TUTORIAL, find
from tests.properties.playing import Watched
from tests.properties.scenarios import scenarios
from tests.shelf import load

QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
RANK = [band.id for band in BANDS]


def spent(log, scene):
    opened = next(x.minute for x in log if isinstance(x, e.SceneOpened) and x.scene == scene)
    closed = next(x.minute for x in log if isinstance(x, e.SceneClosed) and x.scene == scene)
    return closed - opened


def opened_states(log):
    """Where each decision began to ask."""
    found: dict[str, State] = {}
    state, open_scene = State(), ""
    for happened in log:
        if isinstance(
            happened, (e.TimePassed, e.InquiryMade, e.HintTaken, e.ResponseGiven, e.SceneOpened)
        ):
            found.setdefault(open_scene, state)
        state = evolve(state, happened)
        if isinstance(happened, e.SceneOpened):
            open_scene = happened.scene
    return found


def singles(loaded, found, principle):
    """The sizes of all single changes that lift, by replaying each one whole."""
    before = RANK.index(found.scorecard.of(principle).band)
    begun = opened_states(found.log)
    for turn in turns(found.log):
        for change in ways(loaded.scenario, begun[turn.scene]):
            other = what_if(loaded, found.log, [change])
            band = other.after.scorecard.of(principle).band
            if (
                other.log != found.log
                and band
                and RANK.index(band) > before
                and not other.difference.duties_broken
            ):
                minutes = abs(spent(other.log, turn.scene) - spent(found.log, turn.scene))
                yield minutes, -other.after.total


def looked_at(loaded, log, principle):
    found = debrief(loaded, log)
    band = found.scorecard.of(principle).band
    answer = smallest_change(loaded, found, principle, budget=300)
    assert answer.band == band
    if band in {"", RANK[-1]}:
        assert (answer.changes, answer.is_proven, answer.tried) == ((), True, 0)
        return
    sizes = list(singles(loaded, found, principle))
    event(f"lifted by: {len(answer.changes)}")
    if answer.is_proven:
        assert (len(answer.changes) == 1) is bool(sizes)
    if answer.changes:
        again = what_if(loaded, log, answer.changes)
        assert again.after == answer.after
        assert RANK.index(again.after.scorecard.of(principle).band) > RANK.index(band)
        assert not again.difference.duties_broken
    if len(answer.changes) == 1 and answer.is_proven:
        assert answer.after is not None
        assert (answer.minutes, -answer.after.total) == min(sizes)


@settings(QUICK)
@given(scenarios(most=3), st.integers(0, 10**6), st.sampled_from(PRINCIPLES))
def test_nothing_smaller_lifts_a_made_up_play(loaded, seed, principle):
    watched = Watched(loaded, is_thorough=False)
    watched.start(seed % 1000)
    watched.play_at_random(Random(seed))
    assume(debrief(loaded, watched.log).scorecard.of(principle).band)
    looked_at(loaded, watched.log, principle)


@settings(QUICK, max_examples=2)
@given(st.integers(0, 10**6), st.sampled_from(PRINCIPLES))
def test_nothing_smaller_lifts_a_play_of_the_tutorial(seed, principle):
    loaded, _ = load(find(TUTORIAL))
    assert loaded is not None
    watched = Watched(loaded, is_thorough=False)
    watched.start(seed % 1000)
    watched.play_at_random(Random(seed))
    looked_at(loaded, watched.log, principle)


def test_all_principles_at_once_are_each_one_alone():
    loaded, _ = load(find(TUTORIAL))
    assert loaded is not None
    watched = Watched(loaded, is_thorough=False)
    watched.start(3)
    watched.play_at_random(Random(4))
    found = debrief(loaded, watched.log)
    every = smallest_changes(loaded, found)
    assert set(every) == set(PRINCIPLES)
    for name in PRINCIPLES[:2]:
        alone = smallest_change(loaded, found, name)
        assert (alone.changes, alone.minutes) == (every[name].changes, every[name].minutes)


def test_a_small_budget_says_that_nothing_is_proven():
    loaded, _ = load(find(TUTORIAL))
    assert loaded is not None
    watched = Watched(loaded, is_thorough=False)
    watched.start(3)
    watched.play_at_random(Random(4))
    found = smallest_change(loaded, debrief(loaded, watched.log), "plan", budget=5)
    assert not found.is_proven
    assert found.tried > 5
