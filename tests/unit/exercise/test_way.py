"""The way through: what responses do, interruptions, routes, quotes, truths, endings, refusals."""

from collections import Counter

import pytest

from simulator.exercise import chance
from simulator.exercise import events as e
from simulator.exercise.commands import Contest, Expire, Inquire, Respond, Start, TakeHint
from simulator.scenario.model import END, Drift, Ending, Gauge, Inject, Reveal
from tests.properties.playing import Watched
from tests.unit.exercise import building
from tests.unit.exercise.building import (
    ask,
    decision,
    flag,
    look,
    mood,
    move,
    option,
    post,
    scenario,
    scene,
    when,
)


def kinds(log, *wanted):
    return [event for event in log if isinstance(event, wanted)]


def scenes(log):
    return [event.scene for event in kinds(log, e.SceneOpened)]


# ---- the four kinds of decision


def busy(name, minutes, **more):
    return option(name, minutes, publishes=True, then=(post(f"{name}.lena"),), **more)


def test_several_are_carried_out_in_the_order_of_the_file(play):
    asked = decision(busy("a", 5), busy("b", 10), busy("c", 20), kind="several")
    played = play(scenario(scene("one", asked)))
    events = played.do(Respond(("c", "a")))
    told = [(event.minute, event.addresses[0]) for event in kinds(events, e.Published)]
    assert told == [(5, "one.a.publishes"), (25, "one.c.publishes")]
    assert kinds(events, e.ResponseGiven)[0].picks == ("a", "c")


def test_an_order_is_carried_out_as_given_so_that_the_last_pays_time(play):
    asked = decision(
        busy("a", 5), busy("b", 10, acknowledges=(("s4", "full"),)), busy("c", 20), kind="order"
    )
    played = play(scenario(scene("one", asked, injects=(post("lena", raises="s4"),))))
    events = played.do(Respond(("c", "a", "b")))
    told = [(event.minute, event.addresses[0]) for event in kinds(events, e.Published)]
    assert told == [(20, "one.c.publishes"), (25, "one.a.publishes"), (35, "one.b.publishes")]
    assert played.state.signals["s4"].answered == 35


def test_what_an_earlier_pick_prepares_makes_a_later_one_faster(play):
    asked = decision(
        option("draft", 5, effects=(flag("ready"),)),
        option("write", 60, faster=(("ready", 4),)),
        kind="order",
    )
    played = play(scenario(scene("one", asked), scene("two", ask())))
    played.do(Respond(("draft", "write")))
    assert played.state.clock == 9


def test_several_take_a_default_in_the_order_of_the_file(play):
    asked = decision(busy("a", 5), busy("b", 9), kind="several", within=10, default=("b", "a"))
    played = play(scenario(scene("one", asked)))
    events = played.do(Expire())
    assert [event.addresses[0] for event in kinds(events, e.Published)] == [
        "one.a.publishes",
        "one.b.publishes",
    ]


def message(**more):
    parts = (
        option("hello", 1, part="opening", acknowledges=(("s4", "full"),)),
        option("hey", part="opening", acknowledges=(("s4", "untrue"),)),
        option("fact", 2, part="substance", acknowledges=(("s4", "vague"), ("s3", "full"))),
        option("guess", part="substance", quotable=True, acknowledges=(("s4", "untrue"),)),
        option("bye", 3, part="close", acknowledges=(("s3", "private"),)),
        option("soon", part="close", promises=(("word", 60),)),
    )
    asked = decision(*parts, kind="compose", minutes=10, channel="page", **more)
    raised = (post("lena", raises="s4"), post("tom", raises="s3"))
    return scenario(scene("one", asked, injects=raised), scene("two", ask()))


def test_a_message_is_written_first_and_then_published_once(play):
    played = play(message())
    events = played.do(Respond(("fact", "bye", "hello")))
    published = kinds(events, e.Published)
    assert [(event.minute, event.addresses) for event in published] == [
        (16, ("one.hello.text", "one.fact.text", "one.bye.text"))
    ]
    assert published[0].quotable == published[0].addresses


@pytest.mark.parametrize(
    ("picks", "s4", "s3"),
    [
        (("hello", "fact", "soon"), "vague", "full"),
        (("hello", "fact", "bye"), "vague", "private"),
        (("hey", "fact", "soon"), "untrue", "full"),
        (("hello", "guess", "bye"), "untrue", "private"),
    ],
)
def test_the_lowest_word_of_a_message_counts(play, picks, s4, s3):
    played = play(message())
    played.do(Respond(picks))
    assert played.state.signals["s4"].word == s4
    assert played.state.signals["s3"].word == s3


def test_only_the_marked_piece_of_a_message_is_quoted(play):
    played = play(message())
    played.do(Respond(("hello", "guess", "bye")))
    assert played.state.published["one"] == ("one.guess.quotable",)


def test_a_message_that_time_published_costs_no_writing(play):
    played = play(message(within=30, default=("hello", "fact", "soon")))
    played.do(Expire())
    assert played.state.clock == 30


# ---- what a response does


def test_a_response_acts_signals_then_promises_then_effects_then_answers(play):
    whole = option(
        "whole",
        5,
        publishes=True,
        acknowledges=(("s4", "full"),),
        raises="s3",
        promises=(("word", 90),),
        breaks="privacy",
        effects=(move(+5), mood("heard"), flag("seen")),
        then=(post("whole.lena", when=when("mood", "lena", "heard")),),
    )
    played = play(
        scenario(scene("one", decision(whole, option("no")), injects=(post("lena", raises="s4"),)))
    )
    events = played.do(Respond(("whole",)))
    order = [type(event).__name__ for event in events]
    assert order[: order.index("InjectDelivered") + 1] == [
        "ResponseGiven",
        "TimePassed",
        "Published",
        "SignalAnswered",
        "SignalRaised",
        "PromiseMade",
        "DutyBroken",
        "GaugeMoved",
        "MoodChanged",
        "FlagSet",
        "InjectDelivered",
    ]


def test_looking_shows_the_first_reveal_that_holds(play):
    reveals = (
        Reveal("one.look.reveals", when("flag", "seen", "yes")),
        Reveal("one.look.reveals-2"),
    )
    first = look("look", 5)
    told = type(first)("look", first.cost, reveals, effects=(flag("ready"),))
    played = play(scenario(scene("one", ask(), inquiries=(told,))))
    events = played.do(Inquire("look"))
    made = kinds(events, e.InquiryMade)[0]
    assert (made.minute, made.reveal) == (5, "one.look.reveals-2")
    assert played.state.flags == {"ready"}
    assert played.refuses(Inquire("look")) == "twice"


def test_an_option_with_a_condition_is_offered_only_where_it_holds(play):
    asked = decision(option("a"), option("b"), option("c", when=when("flag", "ready", "yes")))
    looks = (look("desk", effects=(flag("ready"),)),)
    played = play(scenario(scene("one", asked, inquiries=looks)))
    assert played.refuses(Respond(("c",))) == "unknown"
    played.do(Inquire("desk"))
    played.do(Respond(("c",)))
    assert played.state.is_over


# ---- quotes


def quoting(*options):
    later = (post("lena", "two", quotes="one"), post("tom", "two"))
    return scenario(scene("one", decision(*options)), scene("two", ask(), injects=later))


def test_your_words_come_back(play):
    played = play(quoting(option("a", publishes=True), option("b", publishes=True, quotable=True)))
    events = played.do(Respond(("b",)))
    assert kinds(events, e.InjectDelivered)[0].quotes == ("one.b.quotable",)


def test_a_quote_is_dropped_when_nothing_was_published(play):
    played = play(quoting(option("a", publishes=True), option("b")))
    events = played.do(Respond(("b",)))
    assert [event.address for event in kinds(events, e.InjectDelivered)] == ["two.tom"]


# ---- interruptions


def breaking(name, **more):
    return scene(name, ask(), interrupts=True, **more)


def test_an_interruption_holds_a_scene_up_and_the_story_goes_on(play):
    played = play(
        scenario(
            scene("one", decision(option("a", effects=(flag("seen"),)), option("b"))),
            breaking("call", when=when("flag", "seen", "yes")),
            scene("two", ask(), opens=50),
            scene("three", ask()),
        )
    )
    events = played.do(Respond(("a",)))
    assert kinds(events, e.InterruptionBegan) == [e.InterruptionBegan("call", "two")]
    assert played.state.waiting == "two"
    # It breaks in when the scene it holds up was to open.
    assert played.state.clock == 50
    played.do(Respond(("yes",)))
    assert played.state.waiting == ""
    played.do(Respond(("yes",)))
    played.do(Respond(("yes",)))
    assert scenes(played.log) == ["one", "call", "two", "three"]


def test_an_interruption_breaks_in_only_before_the_scenes_it_names(play):
    played = play(
        scenario(
            scene("one", ask()),
            breaking("call", when=when("flag", "seen", "no"), before=("three",)),
            scene("two", ask()),
            scene("three", ask()),
        )
    )
    played.finish()
    assert scenes(played.log) == ["one", "two", "call", "three"]


def test_interruptions_come_one_after_the_other_and_are_never_nested(play):
    always = when("flag", "seen", "no")
    played = play(
        scenario(
            breaking("first", when=always),
            scene("one", ask()),
            breaking("second", when=always),
            scene("two", ask()),
        )
    )
    played.finish()
    assert scenes(played.log) == ["first", "second", "one", "two"]
    assert [event.waiting for event in kinds(played.log, e.InterruptionBegan)] == ["one", "one"]


def test_an_interruption_that_asks_nothing_passes(play):
    told = scene("call", interrupts=True, when=when("flag", "seen", "no"), injects=(post("tom"),))
    played = play(scenario(scene("one", ask()), told, scene("two", ask())))
    assert scenes(played.log) == ["call", "one"]


# ---- routes and endings


def test_the_short_route_skips_what_is_not_on_it(play):
    always = when("flag", "seen", "no")
    told = scenario(
        scene("one", ask()),
        scene("two", ask()),
        breaking("call", when=always),
        breaking("knock", when=always),
        scene("three", ask()),
        scene("four", ask()),
        short=("one", "three", "knock"),
    )
    played = play(told, route="short")
    played.finish()
    assert scenes(played.log) == ["knock", "one", "three"]
    whole = play(told)
    whole.finish()
    assert scenes(whole.log) == ["call", "knock", "one", "two", "three", "four"]


def test_the_short_route_of_a_scenario_without_one_is_the_whole(play):
    played = play(scenario(scene("one", ask()), scene("two", ask())), route="short")
    played.finish()
    assert scenes(played.log) == ["one", "two"]


def test_an_option_may_lead_elsewhere(play):
    asked = decision(option("on"), option("jump", next="three"), option("stop", next=END))
    told = scenario(scene("one", asked), scene("two", ask()), scene("three", ask()))
    for pick, way in (
        ("on", ["one", "two", "three"]),
        ("jump", ["one", "three"]),
        ("stop", ["one"]),
    ):
        played = play(told)
        played.do(Respond((pick,)))
        played.finish()
        assert scenes(played.log) == way


def test_the_first_ending_that_holds_is_the_one(play):
    asked = decision(
        option("a", effects=(flag("seen"), flag("ready"))), option("b", effects=(flag("ready"),))
    )
    told = scenario(
        scene("one", asked),
        endings=(
            Ending("best", when("flag", "seen", "yes"), lines=(post("lena", "best"),)),
            Ending("quoting", when("flag", "ready", "yes"), quotes="one"),
            Ending("good", when("flag", "ready", "yes")),
            Ending("last"),
        ),
        epilogue=(
            post("tom", "epilogue"),
            post("lena", "epilogue", when=when("flag", "seen", "no")),
        ),
    )
    first, second = play(told), play(told)
    first.do(Respond(("a",)))
    second.do(Respond(("b",)))
    assert first.log[-1] == e.ExerciseEnded("best", 0, ("best.lena",), ("epilogue.tom",))
    # Nothing was published in scene one: an ending that quotes it has nothing to say.
    assert second.log[-1] == e.ExerciseEnded("good", 0, (), ("epilogue.tom", "epilogue.lena"))


def test_the_prologue_comes_first(play):
    prologue = (Inject("lena", "page", "prologue.lena", effects=(flag("ready"),)),)
    played = play(scenario(scene("one", ask()), prologue=prologue))
    assert [type(event).__name__ for event in played.log[:4]] == [
        "ExerciseStarted",
        "InjectDelivered",
        "FlagSet",
        "SceneOpened",
    ]


# ---- chance


def test_the_truth_is_drawn_by_the_seed_and_every_value_comes(play):
    told = scenario(scene("one", ask()), truths=(("cause", ("us", "courier", "nobody")),))
    drawn = Counter(
        ("us", "courier", "nobody")[chance.number(seed, "truth/cause", 3)] for seed in range(300)
    )
    assert set(drawn) == {"us", "courier", "nobody"}
    assert all(70 <= count <= 130 for count in drawn.values())
    for seed in range(10):
        wanted = ("us", "courier", "nobody")[chance.number(seed, "truth/cause", 3)]
        assert play(told, seed).state.truths == {"cause": wanted}


def test_two_truths_are_drawn_apart():
    pairs = {
        (chance.number(seed, "truth/cause", 2), chance.number(seed, "truth/who", 2))
        for seed in range(50)
    }
    assert len(pairs) == 4


def test_chance_is_the_same_for_ever():
    assert [chance.number(seed, "truth/cause", 100) for seed in (0, 1, 2**53 - 1)] == [19, 43, 76]
    assert chance.shuffled(7, "one", "abcdef") == ("b", "c", "d", "f", "a", "e")


def test_every_option_comes_first_about_as_often():
    firsts = Counter(chance.shuffled(seed, "one", "abcd")[0] for seed in range(400))
    assert set(firsts) == set("abcd")
    assert all(70 <= count <= 130 for count in firsts.values())


def test_the_order_shown_depends_on_the_seed_and_the_scene_alone(play):
    told = scenario(scene("one", ask(*"abcd")), scene("two", ask(*"abcd")))
    shown = {}
    for seed in range(6):
        played = play(told, seed, mode="learning" if seed % 2 else "assessment")
        first = [choice.id for choice in played.conduct.prompt().choices]
        played.do(TakeHint())
        assert [choice.id for choice in played.conduct.prompt().choices] == first
        played.do(Respond(("b",)))
        shown[seed] = (first, [choice.id for choice in played.conduct.prompt().choices])
    assert len({str(found) for found in shown.values()}) == 6
    assert all(sorted(first) == sorted(second) == [*"abcd"] for first, second in shown.values())


# ---- refusals


def test_a_response_must_be_one_that_is_offered(play):
    played = play(scenario(scene("one", ask("a", "b"))))
    for picks, reason in (
        (("c",), "unknown"),
        ((), "few"),
        (("a", "b"), "many"),
        (("a", "a"), "twice"),
    ):
        assert played.refuses(Respond(picks)) == reason
    assert played.refuses(Respond(("a",), confidence=2)) == "confidence"


def test_several_keep_to_their_number_and_their_budget(play):
    asked = decision(
        option("a", 10), option("b", 10), option("c", 11), kind="several", low=1, high=2, budget=20
    )
    played = play(scenario(scene("one", asked)))
    for picks, reason in (
        ((), "few"),
        (("a", "b", "c"), "many"),
        (("a", "c"), "budget"),
    ):
        assert played.refuses(Respond(picks)) == reason
    played.do(Respond(("a", "b")))


def test_an_order_needs_every_option(play):
    played = play(scenario(scene("one", ask(*"abc", kind="order"))))
    assert played.refuses(Respond(("a", "b"))) == "few"
    assert played.refuses(Respond(("a", "b", "b"))) == "twice"


def test_a_message_needs_one_of_each_part(play):
    played = play(message())
    assert played.refuses(Respond(("hello", "hey", "fact"))) == "parts"
    assert played.refuses(Respond(("hello", "fact"))) == "few"


def test_confidence_is_said_only_where_it_is_asked(play):
    played = play(scenario(scene("one", ask(), asks_confidence=True), scene("two", ask())))
    assert played.refuses(Respond(("yes",), 4)) == "confidence"
    events = played.do(Respond(("yes",), 3))
    assert kinds(events, e.ResponseGiven)[0].confidence == 3
    assert played.refuses(Respond(("yes",), 3)) == "confidence"


def test_an_exercise_starts_once_and_ends_for_good(play):
    played = play(scenario(scene("one", ask())))
    assert played.refuses(Start(1)) == "started"
    played.do(Respond(("yes",)))
    for command in (Respond(("yes",)), Inquire("x"), Expire(), TakeHint()):
        assert played.refuses(command) == "closed"
    assert played.conduct.prompt() is None
    assert played.conduct.inquiries() == ()


def test_disagreeing_is_possible_after_the_end_with_what_was_decided(play):
    played = play(scenario(scene("one", ask())))
    assert played.refuses(Contest("one", "yes", "too early")) == "unknown"
    played.do(Respond(("yes",)))
    events = played.do(Contest("one", "yes", "  it was\nMonday \x1b[2J "))
    assert events == (e.Contested("one", "yes", "it was Monday \ufffd[2J"),)
    assert played.refuses(Contest("one", "yes", " \n")) == "unknown"


# ---- one decision alone


def middle(**more):
    first = scene("one", decision(option("a"), option("b")))
    second = scene(
        "two", decision(option("c", 5), option("d")), opens=90, injects=(post("lena", raises="s4"),)
    )
    return scenario(first, second, scene("three", decision(option("x"), option("y"))), **more)


def test_a_drill_is_one_decision_at_its_own_hour(play):
    played = play(middle(), route="drill", at="two")
    assert (played.state.scene, played.state.clock) == ("two", 90)
    assert scenes(played.log) == ["two"]
    assert played.state.signals["s4"].start == 90
    played.do(Respond(("c",)))
    assert played.state.is_over
    assert kinds(played.log, e.ExerciseEnded)[0] == e.ExerciseEnded(END, 95)


def test_nothing_drifted_before_the_scene_that_was_begun_at(play):
    drifting = Gauge("trust", 50, (("low", 0),), drift=Drift(-5, 10))
    played = play(middle(gauges=(drifting,)), at="two")
    assert played.state.gauges["trust"] == 50
    played.do(Respond(("c",)))
    assert played.state.scene == "three"


def test_a_drill_needs_a_scene_that_decides(play):
    calm = scenario(scene("one", decision(option("a"), option("b"))), scene("quiet"))
    fresh = Watched(building.loaded(calm))
    for route, at in (("drill", ""), ("full", "none"), ("drill", "quiet")):
        assert fresh.refuses(Start(0, route=route, at=at)) == "unknown"
