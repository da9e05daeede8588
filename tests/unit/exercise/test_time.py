"""Time: the clock, drift and silence, opening hours, promises, duties, limits."""

from dataclasses import replace

import pytest

from simulator.exercise import events as e
from simulator.exercise.commands import Expire, Inquire, Respond
from simulator.scenario.model import Drift, Duty, Gauge
from tests.unit.exercise.building import (
    OFFICE,
    TRUST,
    ask,
    decision,
    flag,
    look,
    move,
    option,
    post,
    scenario,
    scene,
    when,
)


def kinds(log, *wanted):
    return [event for event in log if isinstance(event, wanted)]


def moved(log):
    return [(event.minute, event.value, event.cause) for event in kinds(log, e.GaugeMoved)]


def drifting(**changes):
    return (replace(TRUST, **changes),)


# ---- the clock


def test_opens_waits_and_never_goes_back(play):
    played = play(
        scenario(
            scene("one", ask(), opens=30),
            scene("two", decision(option("slow", 100), option("no")), opens=40),
            scene("late", ask(), opens=60),
            scene("last", ask(), opens=500),
        )
    )
    for pick in ("yes", "slow", "yes"):
        played.do(Respond((pick,)))
    opened = [(event.scene, event.minute) for event in kinds(played.log, e.SceneOpened)]
    assert opened == [("one", 30), ("two", 40), ("late", 140), ("last", 500)]


def test_minutes_are_paid_before_the_response_acts(play):
    slow = option("slow", 20, publishes=True, effects=(move(-5),))
    played = play(scenario(scene("one", decision(slow, option("no")))))
    events = played.do(Respond(("slow",)))
    assert kinds(events, e.ResponseGiven)[0].minute == 0
    assert kinds(events, e.Published)[0].minute == 20
    assert moved(events) == [(20, 55, "one.slow")]


def test_what_is_ready_makes_it_faster(play):
    early = option("draft", effects=(flag("seen"), flag("ready")))
    late = option("write", 30, faster=(("ready", 4), ("seen", 2)))
    played = play(
        scenario(
            scene("one", decision(early, option("no"))), scene("two", decision(late, option("x")))
        )
    )
    played.do(Respond(("draft",)))
    prompt = played.conduct.prompt()
    choice = next(found for found in prompt.choices if found.id == "write")
    assert (choice.minutes, choice.usual, choice.thanks) == (4, 30, "ready")
    played.do(Respond(("write",)))
    assert played.state.clock == 4


# ---- drift and silence


def test_drift_acts_on_the_grid_since_the_start(play):
    played = play(
        scenario(
            scene("one", decision(option("a", 25), option("b", 4)), opens=7),
            scene("two", ask()),
            gauges=drifting(drift=Drift(-1, 10)),
        )
    )
    played.do(Respond(("a",)))
    assert moved(played.log) == [(10, 59, "drift"), (20, 58, "drift"), (30, 57, "drift")]


def test_drift_reads_its_condition_when_it_is_due(play):
    asked = decision(option("a", 10, effects=(flag("ready"),)), option("b"))
    played = play(
        scenario(
            scene("one", asked),
            scene("two", ask(), opens=40),
            gauges=drifting(drift=Drift(-1, 10, when("flag", "ready", "yes"))),
        )
    )
    played.do(Respond(("a",)))
    # At minute 10 the effects come after the drift, which did not apply yet.
    assert moved(played.log) == [(20, 59, "drift"), (30, 58, "drift"), (40, 57, "drift")]


def test_silence_counts_from_each_signal_until_it_is_answered(play):
    answer = option("answer", 5, acknowledges=(("s3", "full"),))
    played = play(
        scenario(
            scene(
                "one",
                decision(answer, option("no")),
                opens=3,
                injects=(post("lena", raises="s3"), post("tom", raises="s4", posted=-4)),
                inquiries=(look("thread", 20),),
            ),
            scene("two", ask(), opens=40),
            gauges=drifting(silence=Drift(-1, 10)),
        )
    )
    played.do(Inquire("thread"))
    played.do(Respond(("answer",)))
    # s3 from 3: 13, 23; answered at 28. s4 from -4: 6, 16, 26, 36.
    assert [minute for minute, _, _ in moved(played.log)] == [6, 13, 16, 23, 26, 36]


def test_at_one_minute_drift_then_silence_then_effects(play):
    played = play(
        scenario(
            scene(
                "one",
                decision(option("a", 30, effects=(move(+7),)), option("b")),
                injects=(post("lena", raises="s4"), post("tom", after=30, effects=(move(-9),))),
            ),
            gauges=(
                replace(TRUST, silence=Drift(-2, 30)),
                Gauge("energy", 50, (("any", 0),), drift=Drift(-1, 30)),
            ),
        )
    )
    events = played.do(Respond(("a",)))
    found = [(event.gauge, event.cause) for event in kinds(events, e.GaugeMoved)]
    assert found == [
        ("energy", "drift"),
        ("trust", "silence"),
        ("trust", "one.tom"),
        ("trust", "one.a"),
    ]
    assert {event.minute for event in kinds(events, e.GaugeMoved)} == {30}


def test_gauges_stay_within_their_scale(play):
    asked = decision(option("a", effects=(move(-100), move(-3), move(+250))), option("b"))
    played = play(scenario(scene("one", asked)))
    events = played.do(Respond(("a",)))
    assert [value for _, value, _ in moved(events)] == [0, 100]


# ---- opening hours

FRIDAY_17 = 4 * 1440 + 17 * 60


# Friday 19:00; the next opening is Monday 09:00, 62 hours later.
@pytest.mark.parametrize(
    ("signal", "start"), [("s1", 120 + 62 * 60), ("s2", 120), ("s3", 120), ("s4", 120)]
)
def test_only_a_single_complaint_waits_for_opening_hours(play, signal, start):
    played = play(
        scenario(
            scene("one", ask(), opens=120, injects=(post("lena", raises=signal),)),
            starts=FRIDAY_17,
            hours=OFFICE,
        )
    )
    assert played.state.signals[signal].start == start


def test_a_complaint_in_opening_hours_counts_at_once(play):
    played = play(
        scenario(
            scene("one", ask(), opens=59, injects=(post("lena", raises="s1"),)),
            starts=FRIDAY_17,
            hours=OFFICE,
        )
    )
    assert played.state.signals["s1"].start == 59


def test_without_hours_somebody_is_always_there(play):
    posts = (post("lena", raises="s1"),)
    played = play(scenario(scene("one", ask(), opens=9000, injects=posts)))
    assert played.state.signals["s1"].start == 9000


@pytest.mark.parametrize("minute", range(0, 7 * 1440, 173))
def test_the_next_opening_is_the_first_minute_when_somebody_is_there(minute):
    def is_open(of_week):
        day, of_day = divmod(of_week % (7 * 1440), 1440)
        return any(opens <= of_day < closes for opens, closes in OFFICE.days[day])

    wait = next(ahead for ahead in range(7 * 1440) if is_open(minute + ahead))
    assert OFFICE.next_opening(minute) == wait


# ---- acknowledging


def test_the_clock_of_a_signal_starts_when_the_post_was_shown(play):
    posts = (post("lena", raises="s4", posted=-5), post("tom", raises="s3", posted=99))
    played = play(scenario(scene("one", ask(), opens=10, injects=posts)))
    assert played.state.signals["s4"].start == -5
    assert played.state.signals["s3"].start == 10
    assert [event.shown for event in kinds(played.log, e.InjectDelivered)] == [-5, 10]


def test_the_first_acknowledging_response_stops_the_clock(play):
    first = option("first", 10, acknowledges=(("s4", "vague"),))
    second = option("second", 10, acknowledges=(("s4", "full"),))
    played = play(
        scenario(
            scene("one", decision(first, option("no")), injects=(post("lena", raises="s4"),)),
            scene("two", decision(second, option("no"))),
        )
    )
    played.do(Respond(("first",)))
    played.do(Respond(("second",)))
    signal = played.state.signals["s4"]
    assert (signal.answered, signal.word) == (10, "vague")


def test_answering_what_nobody_asked_is_no_answer(play):
    early = option("early", acknowledges=(("s4", "full"),))
    played = play(
        scenario(
            scene("one", decision(early, option("no"))),
            scene("two", ask(), injects=(post("lena", "two", raises="s4"),)),
        )
    )
    played.do(Respond(("early",)))
    assert played.state.signal_status("s4") == "unanswered"


# ---- promises and duties


@pytest.mark.parametrize(("minutes", "status"), [(59, "kept"), (60, "kept"), (61, "broken")])
def test_a_promise_is_kept_on_the_hour_and_broken_a_minute_later(play, minutes, status):
    made = option("made", promises=(("word", 60),))
    kept = option("kept", minutes, keeps="word")
    played = play(
        scenario(
            scene("one", decision(made, option("no"))),
            scene("two", decision(kept, option("no"))),
            scene("three", ask()),
        )
    )
    played.do(Respond(("made",)))
    played.do(Respond(("kept",)))
    assert played.state.promise_status("word") == status
    broken = kinds(played.log, e.PromiseBroken)
    assert [event.minute for event in broken] == ([61] if status == "broken" else [])


def test_a_promise_of_which_the_hour_has_not_come_stays_open(play):
    made = option("made", promises=(("word", 60),))
    played = play(
        scenario(scene("one", decision(made, option("no"))), scene("two", ask(), opens=60))
    )
    played.do(Respond(("made",)))
    assert played.state.promise_status("word") == "open"


def test_a_promise_is_made_once(play):
    made = option("made", promises=(("word", 60),))
    again = option("again", promises=(("word", 600),))
    played = play(
        scenario(
            scene("one", decision(made, option("no"))), scene("two", decision(again, option("x")))
        )
    )
    played.do(Respond(("made",)))
    played.do(Respond(("again",)))
    assert played.state.promises["word"].due == 60


@pytest.mark.parametrize(("minutes", "is_broken"), [(60, False), (61, True)])
def test_a_duty_is_broken_when_its_minute_passes_unmet(play, minutes, is_broken):
    told = option("told", minutes, meets="notify")
    played = play(
        scenario(
            scene("one", decision(told, option("no"))),
            scene("two", ask(), opens=200),
            duties=(Duty("notify", by=60),),
        )
    )
    played.do(Respond(("told",)))
    assert ("notify" in played.state.duties_broken) is is_broken
    assert [event.minute for event in kinds(played.log, e.DutyBroken)] == [61] * is_broken


def test_a_duty_that_does_not_apply_at_its_minute_is_not_broken(play):
    late = option("late", 100, effects=(flag("seen"),))
    played = play(
        scenario(
            scene("one", decision(late, option("no"))),
            scene("two", ask(), opens=300),
            duties=(
                Duty("notify", by=60, when=when("flag", "seen", "yes")),
                Duty("privacy", by=60, when=when("flag", "seen", "no")),
            ),
        )
    )
    played.do(Respond(("late",)))
    assert played.state.duties_broken == ("privacy",)


# ---- limits


def limited(**more):
    hurried = decision(
        option("left", 50, effects=(move(-10),), publishes=True),
        option("right", 3),
        within=20,
        default=("left",),
    )
    return scenario(
        scene("one", hurried, inquiries=(look("short", 20), look("long", 21)), **more),
        scene("two", ask()),
    )


def test_looking_past_the_limit_gives_the_default_at_the_limit(play):
    played = play(limited())
    events = played.do(Inquire("long"))
    given = kinds(events, e.ResponseGiven)[0]
    assert (given.picks, given.minute, given.how) == (("left",), 20, "late")
    assert not kinds(events, e.InquiryMade)
    # The default costs nothing more: the time was spent waiting.
    assert played.state.clock == 20
    assert played.state.gauges["trust"] == 50
    assert played.state.scene == "two"


def test_looking_up_to_the_limit_leaves_the_choice(play):
    played = play(limited())
    played.do(Inquire("short"))
    played.do(Respond(("right",)))
    assert played.state.clock == 23


@pytest.mark.parametrize("how", ["let-pass", "clock"])
def test_letting_the_time_pass_gives_the_default_at_the_limit(play, how):
    played = play(limited(opens=100), timed=True)
    given = kinds(played.do(Expire(how)), e.ResponseGiven)[0]
    assert (given.picks, given.minute, given.how) == (("left",), 120, how)


def test_what_has_no_limit_cannot_expire(play):
    played = play(scenario(scene("one", ask())))
    assert played.refuses(Expire()) == "untimed"


# ---- posts that arrive later


def test_late_posts_arrive_in_time_or_when_the_scene_closes(play):
    posts = (post("lena", after=40), post("tom", after=10), post("lena-2", after=500))
    played = play(scenario(scene("one", decision(option("a", 45), option("b")), injects=posts)))
    events = played.do(Respond(("a",)))
    arrived = [(event.address, event.minute) for event in kinds(events, e.InjectDelivered)]
    assert arrived == [("one.tom", 10), ("one.lena", 40), ("one.lena-2", 45)]


def test_late_posts_arrive_in_their_order_when_the_scene_closes(play):
    posts = (post("lena", after=40), post("tom", after=10))
    played = play(scenario(scene("one", ask(), injects=posts)))
    events = played.do(Respond(("yes",)))
    arrived = [event.address for event in kinds(events, e.InjectDelivered)]
    assert arrived == ["one.tom", "one.lena"]


def test_late_posts_arrive_at_once_where_nothing_is_asked(play):
    played = play(scenario(scene("one", injects=(post("lena", after=40),)), scene("two", ask())))
    assert [event.minute for event in kinds(played.log, e.InjectDelivered)] == [0]


def test_a_late_post_is_read_against_the_board_when_it_is_due(play):
    posts = (
        post("lena", after=10, when=when("flag", "seen", "no")),
        post("tom", after=10, when=when("flag", "seen", "yes")),
    )
    looks = (look("thread", 20, effects=(flag("seen"),)),)
    played = play(scenario(scene("one", ask(), injects=posts, inquiries=looks)))
    events = played.do(Inquire("thread"))
    assert [event.address for event in kinds(events, e.InjectDelivered)] == ["one.lena"]
    # What did not hold at its minute is looked at again when the scene closes.
    events = played.do(Respond(("yes",)))
    assert [event.address for event in kinds(events, e.InjectDelivered)] == ["one.tom"]
