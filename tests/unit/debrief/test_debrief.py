"""Looking back by example: what was possible, what is graded, what is shown."""

import json
from dataclasses import replace

import pytest

from simulator.debrief.debrief import debrief
from simulator.debrief.moments import unscored
from simulator.debrief.record import record
from simulator.exercise.commands import Contest, Expire, Inquire, Respond, TakeHint
from simulator.explore.possible import possible
from simulator.scenario.model import Drift, ItemKey, Pair, SceneKey, When
from tests.unit.exercise.building import (
    OFFICE,
    TRUST,
    ask,
    decision,
    flag,
    key,
    look,
    mood,
    option,
    post,
    scenario,
    scene,
    when,
)


def back(played):
    return debrief(played.loaded, played.log)


def rows(found):
    """(principle, where from, obtained, worst, best) of every opportunity."""
    return [
        (row.principle, row.source[0], row.obtained, row.low, row.high)
        for row in found.opportunities
    ]


# ---- what was possible


def test_looking_and_responding_are_two_opportunities(play):
    told = scenario(scene("one", ask(), inquiries=(look("thread"), look("desk"))))
    marks = key(one={"thread": {"calm": 2}, "desk": {"calm": 1}, "yes": {"calm": 1}})
    played = play(told, ratings=marks)
    played.do(Inquire("desk"))
    played.do(Respond(("no",)))
    assert rows(back(played)) == [("calm", "inquiry", 1, 0, 2), ("calm", "response", 0, 0, 1)]


def test_not_looking_is_not_marked_down(play):
    told = scenario(scene("one", ask(), inquiries=(look("thread"),)))
    played = play(told, ratings=key(one={"yes": {"calm": 1}}))
    played.do(Respond(("yes",)))
    assert rows(back(played)) == [("calm", "response", 1, 0, 1)]


def test_what_there_is_no_time_to_look_at_is_not_counted_as_possible(play):
    timed = decision(option("a"), option("b"), within=10, default=("a",))
    looks = (look("short", 5), look("long", 8), look("never", 11))
    played = play(scenario(scene("one", timed, inquiries=looks)))
    made, _ = possible(played.loaded.scenario, played.state)
    assert {names for names, _ in made} == {(), ("short",), ("long",)}
    played.do(Respond(("a",)))


def test_what_only_looking_offers_counts_among_what_was_possible(play):
    asked = decision(option("a"), option("b"), option("c", when=when("flag", "seen", "yes")))
    told = scenario(scene("one", asked, inquiries=(look("desk", effects=(flag("seen"),)),)))
    played = play(told, ratings=key(one={"c": {"plan": 2}, "a": {"plan": -1}}))
    played.do(Respond(("b",)))
    assert rows(back(played)) == [("plan", "response", 0, -1, 2)]


@pytest.mark.parametrize("looks", [("first", "second"), ("second", "first")])
def test_what_only_one_order_of_looking_offers_counts_too(play, looks):
    last = When("all", parts=(when("mood", "lena", looks[1]), when("flag", "seen", "yes")))
    asked = decision(option("a"), option("b"), option("c", when=last))
    told = scenario(
        scene(
            "one",
            asked,
            inquiries=tuple(
                look(name, effects=(mood(name), *((flag("seen"),) if name == looks[0] else ())))
                for name in ("first", "second")
            ),
        )
    )
    played = play(told, ratings=key(one={"c": {"plan": 2}, "a": {"plan": 1}}))
    for name in looks:
        played.do(Inquire(name))
    played.do(Respond(("c",)))
    assert rows(back(played)) == [("plan", "response", 2, 0, 2)]


def test_a_default_is_within_its_bounds_though_waiting_changed_what_is_offered(play):
    asked = decision(
        option("a"),
        option("b"),
        option("c", when=when("gauge", "trust", "low")),
        kind="several",
        within=20,
        default=("b",),
    )
    told = scenario(scene("one", asked), gauges=(replace(TRUST, drift=Drift(-30, 10)),))
    marks = {
        "one": SceneKey(
            {
                "a": ItemKey((("calm", 1),)),
                "b": ItemKey((("calm", -1),)),
                "c": ItemKey(left=(("calm", -2),)),
            }
        )
    }
    played = play(told, ratings=marks)
    played.do(Expire())
    # -1 for b and -2 for leaving c out, which waiting brought up: held to -2.
    assert rows(back(played)) == [("calm", "response", -2, -2, 1)]
    chosen = play(told, ratings=marks)
    chosen.do(Respond(("a",)))
    assert rows(back(chosen)) == [("calm", "response", 1, -2, 1)]


def test_an_order_is_graded_by_its_pairs(play):
    asked = ask(*"abc", kind="order")
    marks = {"one": SceneKey({}, (Pair("a", "before", "c", (("plan", 2), ("calm", None))),))}
    for picks, mark in (("abc", 2), ("cba", 0)):
        played = play(scenario(scene("one", asked)), ratings=marks)
        played.do(Respond(tuple(picks)))
        assert rows(back(played)) == [("plan", "response", mark, 0, 2)]


def test_a_disputed_mark_is_discussed_and_never_scored(play):
    played = play(scenario(scene("one", ask())), ratings=key(one={"yes": {"calm": None}}))
    played.do(Respond(("yes",)))
    assert rows(back(played)) == []
    assert unscored((("calm", None), ("plan", 0))) == ("calm",)


def test_looking_may_cost_the_best_response(play):
    """The two opportunities have their own bounds: where looking closes a door, none has both."""
    asked = decision(option("a"), option("b"), option("c", when=when("flag", "seen", "no")))
    told = scenario(scene("one", asked, inquiries=(look("desk", effects=(flag("seen"),)),)))
    marks = key(one={"desk": {"plan": 2}, "c": {"plan": 2}})
    looked, quick = play(told, ratings=marks), play(told, ratings=marks)
    looked.do(Inquire("desk"))
    looked.do(Respond(("a",)))
    quick.do(Respond(("c",)))
    assert back(looked).scorecard.of("plan").value == back(quick).scorecard.of("plan").value == 50


# ---- time that grades, and time that does not


def hurried():
    asked = decision(option("a"), option("b"), within=10, default=("a",))
    return scenario(scene("one", asked, inquiries=(look("desk", 5),)), scene("two", ask()))


MARKS = key(
    one={"a": {"calm": -2}, "b": {"calm": 2}, "desk": {"plan": 1}}, two={"yes": {"plan": 1}}
)


@pytest.mark.parametrize("how", ["let-pass", "clock"])
def test_only_the_real_clock_leaves_the_response_out(play, how):
    played = play(hurried(), ratings=MARKS, timed=True)
    played.do(Inquire("desk"))
    played.do(Expire(how))
    found = back(played)
    graded = [("calm", "response", -2, -2, 2)] if how == "let-pass" else []
    assert rows(found) == [("plan", "inquiry", 1, 0, 1), *graded]
    assert found.moments[0].is_graded is (how == "let-pass")
    assert record(found)["decisions"][0]["graded"] is (how == "let-pass")


def test_a_default_that_looking_brought_about_is_graded(play):
    told = hurried()
    long = replace(told.scenes["one"], inquiries=(look("desk", 11),))
    played = play(replace(told, scenes={**told.scenes, "one": long}), ratings=MARKS)
    played.do(Inquire("desk"))
    found = back(played)
    assert found.moments[0].how == "late"
    assert found.moments[0].inquiries == ()
    assert rows(found) == [("calm", "response", -2, -2, 2)]


def test_a_moment_knows_when_it_opened_was_taken_and_was_done(play):
    slow = decision(option("a", 20, effects=(flag("seen"),)), option("b"))
    played = play(
        scenario(
            scene("one", slow, opens=10, inquiries=(look("desk", 5),)),
            scene("two", ask(), opens=3000),
        )
    )
    played.do(TakeHint())
    played.do(Inquire("desk"))
    played.do(Respond(("a",)))
    moment = back(played).moments[0]
    assert (moment.opened, moment.minute, moment.done) == (10, 15, 35)
    assert moment.hinted
    assert moment.inquiries == ("desk",)
    assert moment.offered == ("a", "b")
    played.do(Respond(("yes",)))
    assert not back(played).moments[1].hinted
    assert back(played).hints == 1


def test_what_the_first_posts_change_counts_before_the_decision(play):
    posts = (post("lena", effects=(flag("seen"),)),)
    asked = decision(option("a"), option("b"), option("c", when=when("flag", "seen", "yes")))
    played = play(
        scenario(scene("one", asked, injects=posts, inquiries=(look("desk"),))),
        ratings=key(one={"c": {"plan": 2}}),
    )
    played.do(Respond(("a",)))
    assert rows(back(played)) == [("plan", "response", 0, 0, 2)]


# ---- signals, promises, duties


def answering(**more):
    asked = decision(
        option("full", 15, acknowledges=(("s4", "full"),), promises=(("word", 100),)),
        option("slow", 16, acknowledges=(("s4", "full"),)),
        option("private", acknowledges=(("s4", "private"),)),
        option("nothing"),
    )
    later = decision(option("kept", keeps="word"), option("not"))
    return scenario(
        scene("one", asked, injects=(post("lena", raises="s4"),)),
        scene("two", later, **more),
        scene("three", ask(), opens=300),
    )


@pytest.mark.parametrize(
    ("pick", "mark", "minutes"),
    [("full", 2, 15), ("slow", 1, 16), ("private", 0, 0), ("nothing", -2, None)],
)
def test_a_signal_is_marked_by_its_minutes_and_its_words(play, pick, mark, minutes):
    played = play(answering())
    played.do(Respond((pick,)))
    # While the exercise goes on, what is not answered yet may still be.
    assert len(back(played).signals) == (pick != "nothing")
    played.finish()
    outcome = back(played).signals[0]
    assert (outcome.opportunity.obtained, outcome.minutes) == (mark, minutes)
    assert (outcome.opportunity.low, outcome.opportunity.high) == (-2, 2)


@pytest.mark.parametrize(("pick", "row"), [("kept", (True, 2)), ("not", (False, -1))])
def test_a_promise_is_an_opportunity_because_it_was_made(play, pick, row):
    played = play(answering())
    played.do(Respond(("full",)))
    played.do(Respond((pick,)))
    played.finish()
    found = [(outcome.is_kept, outcome.opportunity.obtained) for outcome in back(played).promises]
    assert found == [row]
    without = play(answering())
    without.do(Respond(("slow",)))
    without.finish()
    assert back(without).promises == ()


def test_a_complaint_answered_before_opening_hours_took_no_time(play):
    asked = decision(option("answer", 30, acknowledges=(("s1", "full"),)), option("no"))
    told = scenario(
        scene("one", asked, injects=(post("lena", raises="s1"),)), starts=5 * 1440, hours=OFFICE
    )
    played = play(told)
    played.do(Respond(("answer",)))
    assert back(played).signals[0].minutes == 0


def test_a_breach_is_shown_whatever_the_average(play):
    asked = decision(option("a", breaks="privacy"), option("b"))
    played = play(scenario(scene("one", asked)), ratings=key(one={"a": {"calm": 2}}))
    played.do(Respond(("a",)))
    found = back(played)
    assert found.scorecard.overall == 100
    assert record(found)["duties_broken"] == ["privacy"]


# ---- what stands out


def test_the_best_the_costliest_and_what_to_work_on(play):
    told = scenario(*(scene(name, ask()) for name in ("one", "two", "three")))
    marks = key(
        one={"yes": {"calm": 1}, "no": {"calm": 0}},
        two={"yes": {"plan": 2}, "no": {"plan": -2}},
        three={"yes": {"venue": 2, "calm": 1}},
    )
    played = play(told, ratings=marks)
    for pick in ("no", "no", "yes"):
        played.do(Respond((pick,)))
    found = back(played)
    assert found.best.scene == "three"
    assert found.costliest.scene == "two"
    assert found.monday == "plan"


def test_what_a_look_earned_is_no_merit_of_the_answer_after_it(play):
    told = scenario(scene("one", ask(), inquiries=(look("thread"),)), scene("two", ask()))
    marks = key(
        one={"thread": {"calm": 2}, "yes": {"calm": -1}, "no": {"calm": 1, "venue": -1}},
        two={"yes": {"plan": 1}, "no": {"plan": 0}},
    )
    played = play(told, ratings=marks)
    for command in (Inquire("thread"), Respond(("no",)), Respond(("yes",))):
        played.do(command)
    found = back(played)
    assert (found.best.scene, found.best_look.scene, found.best_look.looked) == ("two", "one", 2)


def test_what_the_best_answer_holds_too_has_cost_nothing(play):
    several = decision(option("yes"), option("no"), option("later"), kind="several", low=2, high=2)
    marks = key(one={"yes": {"calm": 2, "venue": -1}, "no": {"plan": 0}, "later": {"plan": 1}})
    played = play(scenario(scene("one", several)), ratings=marks)
    played.do(Respond(("yes", "no")))
    (moment,) = back(played).moments
    assert moment.best == ("yes", "later")
    assert (moment.regret, moment.harm, moment.worst_pick) == (1, 0, "")


def test_nothing_missed_is_nothing_costly(play):
    played = play(scenario(scene("one", ask())), ratings=key(one={"yes": {"calm": 1}}))
    played.do(Respond(("yes",)))
    found = back(played)
    assert (found.costliest, found.monday, found.best.scene) == (None, "", "one")


def test_a_play_without_ratings_is_not_assessed(play):
    played = play(scenario(scene("one", ask())))
    played.finish()
    found = back(played)
    assert (found.best, found.costliest, found.monday, found.scorecard.overall) == (
        None,
        None,
        "",
        None,
    )
    told = record(found)
    assert told["overall"] is None
    assert all(row["score"] is None and row["band"] is None for row in told["principles"].values())


def test_disagreements_are_kept_with_the_record(play):
    played = play(scenario(scene("one", ask())))
    played.finish()
    played.do(Contest("one", "yes", "Le délai était tenu"))
    told = record(back(played))
    assert told["contested"] == [{"scene": "one", "item": "yes", "line": "Le délai était tenu"}]
    json.dumps(told)


def test_the_record_says_which_rules_the_exercise_was_played_by(play):
    played = play(scenario(scene("one", ask())))
    older = (replace(played.log[0], engine=0), *played.log[1:])
    assert record(debrief(played.loaded, older))["engine"] == 0
