"""What is said of an exercise afterwards is kept, and changes nothing in it."""

import pytest

from simulator.exercise import events as e
from simulator.exercise.commands import AssessSelf, Commit, Contest, React, Respond
from simulator.safe import MARK
from tests.unit.exercise.building import ask, post, scenario, scene


@pytest.fixture
def played(play):
    first = scene("one", ask(), injects=(post("hello", raises="s1"),))
    found = play(scenario(first, scene("two", ask())))
    found.do(Respond(("yes",)))
    return found


def test_a_mark_of_a_decision_or_of_the_clock_can_be_contested(played):
    assert played.do(Contest("one", "yes", " no\x1b[31m ", "calm")) == (
        e.Contested("one", "yes", f"no{MARK}[31m", "calm"),
    )
    assert played.do(Contest("signals", "s1", "sooner")) == (
        e.Contested("signals", "s1", "sooner"),
    )


@pytest.mark.parametrize(
    "command",
    [
        Contest("two", "yes", "not answered yet"),
        Contest("signals", "s2", "never raised"),
        Contest("promises", "word", "never made"),
        Contest("one", "yes", "  "),
        Contest("one", "yes", "no", "beauty"),
    ],
)
def test_what_was_not_there_cannot_be(played, command):
    assert played.refuses(command) == "unknown"


@pytest.mark.parametrize("command", [React("hard"), AssessSelf("calm"), Commit("calm")])
def test_nothing_else_is_said_before_the_end(played, command):
    assert played.refuses(command) == "open"


def test_at_the_end_everything_is_kept_as_inert_lines(played):
    played.do(Respond(("no",)))
    before = played.state
    played.do(React("hard\n\x07 but fair"))
    played.do(AssessSelf("calm", "plan", "two"))
    played.do(Commit("", "plan", "write it", "Ana", "3 May"))
    assert played.state == before
    assert played.log[-3:] == (
        e.Reacted(f"hard {MARK} but fair"),
        e.SelfAssessed("calm", "plan", "two"),
        e.Committed("", "plan", "write it", "Ana", "3 May"),
    )


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (React(" \n "), "few"),
        (AssessSelf(), "few"),
        (AssessSelf("calm", "calm"), "twice"),
        (AssessSelf("beauty"), "unknown"),
        (AssessSelf(take_back="three"), "unknown"),
        (Commit(owner="Ana", date="3 May"), "few"),
    ],
)
def test_what_says_nothing_is_refused(played, command, reason):
    played.do(Respond(("no",)))
    assert played.refuses(command) == reason


def test_logs_without_what_came_later_are_read():
    old = '{"event":"Contested","scene":"one","item":"a","line":"no"}'
    assert e.decode(old) == e.Contested("one", "a", "no")
    began = '{"event":"ExerciseStarted","scenario":"x","digest":"","key_version":"","seed":1,'
    began += '"mode":"learning","timed":false,"route":"full"}'
    started = e.decode(began)
    assert isinstance(started, e.ExerciseStarted)
    assert not started.replays_from
