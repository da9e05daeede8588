"""What must hold whenever a play is told again, over made-up and shipped scenarios."""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from simulator.debrief.curves import YOURS, charts, curves, silence
from simulator.debrief.debrief import debrief
from simulator.debrief.difference import compare
from simulator.debrief.record import record
from simulator.debrief.travel import rewound, stops
from simulator.debrief.turns import play, start_of, turns
from simulator.debrief.whatif import Change, plain, what_if
from simulator.exercise import events as e
from simulator.exercise.commands import Contest, Inquire
from simulator.exercise.engine import decide, prompt
from simulator.exercise.state import State, evolve, replay
from simulator.scenario.library import shipped as folders
from simulator.scenario.load import Loaded
from tests.properties.playing import Watched
from tests.properties.scenarios import scenarios
from tests.shelf import load

QUICK = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
randoms = st.integers(0, 10**6).map(Random)


@lru_cache
def shipped() -> tuple[Loaded, ...]:
    found = [load(folder)[0] for folder in folders()]
    return tuple(loaded for loaded in found if loaded is not None)


@st.composite
def played(draw) -> tuple[Loaded, e.Log]:
    """A play of a made-up scenario, or of one that is shipped."""
    is_shipped = draw(st.integers(0, 3)) == 0
    loaded = draw(st.sampled_from(shipped()) if is_shipped else scenarios(most=4))
    watched = Watched(loaded, is_thorough=False)
    watched.start(draw(st.integers(0, 1000)), timed=draw(st.booleans()))
    watched.play_at_random(draw(randoms))
    assume(turns(watched.log))
    return loaded, watched.log


@st.composite
def changed(draw) -> tuple[Loaded, e.Log, Change]:
    """A play, and another way to have taken one of its decisions."""
    loaded, log = draw(played())
    told = turns(log)
    turn = draw(st.sampled_from(told))
    scene = loaded.scenario.scenes[turn.scene]
    names = [option.id for option in scene.decision.options] if scene.decision else []
    legal: list[tuple[str, ...]] = [turn.picks]
    state = State()
    for happened in log:
        if isinstance(happened, e.ResponseGiven) and happened.scene == turn.scene:
            now = prompt(loaded.scenario, state)
            legal = list(now.legal()) if now else legal
            break
        state = evolve(state, happened)
    looks = st.none() | st.lists(
        st.sampled_from([look.id for look in scene.inquiries] or ["none"]), unique=True
    ).map(tuple)
    change = Change(
        turn.scene,
        draw(st.none() | st.sampled_from(legal or [tuple(names[:1])])),
        draw(looks),
        draw(st.sampled_from((0, 0, 1, 45))),
        draw(st.integers(0, 5)) == 0,
    )
    return loaded, log, change


# ---- telling a play again


@settings(QUICK, max_examples=60)
@given(played())
def test_a_play_told_again_from_its_turns_is_the_same_play(both):
    loaded, log = both
    again = play(loaded.scenario, start_of(loaded.scenario, log), turns(log))
    assert again.log == log
    assert again.assumed == ()


@settings(QUICK)
@given(played(), randoms)
def test_the_same_response_changes_nothing(both, random):
    loaded, log = both
    turn = random.choice(turns(log))
    same = Change(turn.scene, turn.picks if turn.how == "chosen" else None)
    found = what_if(loaded, log, [same, Change(turns(log)[0].scene)])
    assert found.log == log
    assert found.assumed == ()
    assert found.difference.causes == ()
    assert found.difference.total == 0
    assert found.difference.overall in {None, 0}
    assert record(found.after) == record(found.before)


@settings(QUICK)
@given(changed())
def test_what_if_plays_the_same_exercise_to_an_end(given_change):
    loaded, log, change = given_change
    found = what_if(loaded, log, [change])
    state = replay(found.log)
    assert state.is_over
    assert state.seed == replay(log).seed
    assert state.truths == replay(log).truths
    # Whatever differs from what was done is the change, or is said.
    was = {turn.scene: turn for turn in turns(log)}
    now = {turn.scene: turn for turn in turns(found.log)}
    told = {row.scene for row in found.assumed}
    for name in {*was, *now} - {change.scene}:
        same = name in was and name in now and was[name].picks == now[name].picks
        assert same or name in told, name
    event(f"assumed: {len(found.assumed) > 0}")


# ---- why two plays differ


@settings(QUICK, max_examples=60)
@given(changed())
def test_the_difference_of_two_scorecards_is_wholly_explained(given_change):
    loaded, log, change = given_change
    found = what_if(loaded, log, [change])
    explained(found.difference, found.before, found.after)


@settings(QUICK)
@given(played(), st.integers(0, 1000), randoms)
def test_so_is_that_of_any_two_plays(both, seed, random):
    loaded, log = both
    other = Watched(loaded, is_thorough=False)
    other.start(seed)
    other.play_at_random(random)
    before, after = debrief(loaded, log), debrief(loaded, other.log)
    explained(compare(before, after), before, after)


def bare(row):
    """All of an opportunity that a score is made of."""
    return replace(row, unclamped=0)


def explained(difference, before, after):
    for shift in difference.shifts:
        was, now = shift.before.value, shift.after.value
        assert sum(cause.points for cause in shift.causes) == (now or 0) - (was or 0)
        assert (was != now) <= bool(shift.causes)
        rows = {row.source: bare(row) for row in shift.before.opportunities}
        for cause in shift.causes:
            assert cause.principle == shift.principle
            assert (cause.before and bare(cause.before)) == rows.get(cause.source)
            rows.pop(cause.source, None)
            if cause.after is not None:
                rows[cause.source] = bare(cause.after)
        assert set(rows.values()) == {bare(row) for row in shift.after.opportunities}
    assert sum(cause.marks for cause in difference.causes) == difference.total
    if difference.overall is not None:
        assert sum(shift.share for shift in difference.shifts) == difference.overall
    was_broken, is_broken = (set(x.scorecard.duties_broken) for x in (before, after))
    assert (was_broken - set(difference.duties_spared)) | set(difference.duties_broken) == is_broken


# ---- a function of scenario, log and nothing else


@settings(QUICK, max_examples=15)
@given(changed())
def test_looking_back_twice_says_the_same(given_change):
    loaded, log, change = given_change
    copy = replace(loaded, texts=dict(loaded.texts))
    read = tuple(e.parse(e.dump(log)))
    assert what_if(loaded, log, [change]) == what_if(copy, read, [change])
    assert charts(loaded.scenario, log) == charts(copy.scenario, read)


@settings(QUICK)
@given(played())
def test_what_is_said_afterwards_changes_no_play(both):
    loaded, log = both
    watched = Watched(loaded, is_thorough=False)
    for x in [log]:
        watched.conduct.log, watched.conduct.state = x, replay(x)
    watched.conduct.do(Contest(turns(log)[0].scene, "a", "no"))
    assert plain(watched.log) == log
    assert charts(loaded.scenario, watched.log) == charts(loaded.scenario, log)


# ---- curves


@settings(QUICK)
@given(played())
def test_a_curve_has_the_gauge_of_every_minute(both):
    loaded, log = both
    found = curves(log)
    assert set(found) == {gauge.id for gauge in loaded.scenario.gauges}
    state = State()
    at: dict[int, dict[str, int]] = {}
    for happened in log:
        state = evolve(state, happened)
        at[state.clock] = dict(state.gauges)
    for name, curve in found.items():
        assert curve.play == YOURS
        assert all(a < b for (a, _), (b, _) in pairwise(curve.points))
        assert curve.until == state.clock
        for minute, values in at.items():
            assert curve.at(minute) == values[name]
        assert [mark.scene for mark in curve.marks] == [turn.scene for turn in turns(log)]
        assert curve.lowest[1] == min(value for _, value in curve.points)


@settings(QUICK)
@given(played())
def test_silence_is_a_play_that_says_as_little_as_it_can(both):
    loaded, log = both
    told = silence(loaded.scenario, log)
    state = replay(told)
    assert state.is_over
    assert state.truths == replay(log).truths
    assert not any(isinstance(x, (e.InquiryMade, e.HintTaken)) for x in told)
    for turn in turns(told):
        decision = loaded.scenario.scenes[turn.scene].decision
        assert decision is not None
        marked = [option.id for option in decision.options if option.silent]
        if decision.within is not None:
            assert turn.how == "let-pass"
            assert set(turn.picks) == set(decision.default)
        elif decision.kind == "one" and marked and not any(o.when for o in decision.options):
            assert turn.picks[0] in marked


# ---- time travel, and taking a play up again


@settings(QUICK)
@given(played())
def test_the_room_as_it_was_is_what_the_log_had_shown_by_then(both):
    loaded, log = both
    found = list(stops(loaded.scenario, log))
    assert [stop.scene for stop in found] == [turn.scene for turn in turns(log)]
    assert [stop.number for stop in found] == list(range(1, len(found) + 1))
    for stop, turn in zip(found, turns(log), strict=True):
        assert stop.given == log[stop.cut]
        assert replay(log[: stop.cut]) == stop.state
        assert tuple(made.inquiry for made in stop.seen) == turn.looks
        then = {x.address for x in log[: stop.cut] if isinstance(x, e.InjectDelivered)}
        assert not then & {x.address for x in stop.later}
        for unseen in stop.unseen:
            assert unseen.inquiry not in turn.looks
            events = decide(loaded.scenario, stop.state, Inquire(unseen.inquiry))
            shown = [x.reveal for x in events if isinstance(x, e.InquiryMade)]
            assert shown in ([], [unseen.reveal])


@settings(QUICK)
@given(played(), randoms)
def test_a_play_taken_up_again_stands_where_it_stood(both, random):
    loaded, log = both
    turn = random.choice(turns(log))
    first = rewound(log, turn.scene)
    began = first[0]
    assert isinstance(began, e.ExerciseStarted)
    assert began.replays_from == turn.scene
    assert first[1:] == log[1 : len(first)]
    watched = Watched(loaded, is_thorough=False)
    watched.conduct.log, watched.conduct.state = first, replay(first)
    assert watched.state.scene == turn.scene
    assert turn.scene not in watched.state.responses
    watched.play_at_random(random)
    assert watched.state.is_over
    # A replay is an exercise like any other: the same can be asked of it.
    again = play(loaded.scenario, start_of(loaded.scenario, watched.log), turns(watched.log))
    assert again.log == watched.log
