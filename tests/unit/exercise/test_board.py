"""Conditions over the board."""

import pytest

from simulator.exercise.board import holds, level
from simulator.exercise.state import Promise, Signal, State
from simulator.scenario.model import When
from tests.unit.exercise.building import TRUST, scenario, when

STATE = State(
    gauges={"trust": 40},
    flags=frozenset({"seen"}),
    moods={"lena": "heard"},
    signals={"s1": Signal(0), "s2": Signal(0, 5, "full")},
    promises={"word": Promise(60)},
    truths={"cause": "us"},
)


@pytest.mark.parametrize(
    ("value", "name"),
    [(0, "low"), (39, "low"), (40, "fair"), (69, "fair"), (70, "high"), (100, "high")],
)
def test_a_level_begins_at_its_lower_bound(value, name):
    assert level(TRUST, value) == name


@pytest.mark.parametrize(
    ("condition", "is_true"),
    [
        (None, True),
        (when("gauge", "trust", "fair"), True),
        (when("gauge", "trust", "low", "high"), False),
        (when("flag", "seen", "yes"), True),
        (when("flag", "ready", "no"), True),
        (when("flag", "ready", "yes"), False),
        (when("mood", "lena", "angry", "heard"), True),
        (when("mood", "tom", "angry"), False),
        (when("signal", "s1", "unanswered"), True),
        (when("signal", "s2", "answered"), True),
        (when("signal", "s3", "quiet"), True),
        (when("promise", "word", "open"), True),
        (when("promise", "outcome", "none"), True),
        (when("truth", "cause", "us"), True),
        (when("truth", "cause", "courier"), False),
    ],
)
def test_conditions(condition, is_true):
    assert holds(scenario(), STATE, condition) is is_true


YES, NO = when("flag", "seen", "yes"), when("flag", "seen", "no")


@pytest.mark.parametrize(
    ("op", "parts", "is_true"),
    [
        ("all", (YES, YES), True),
        ("all", (YES, NO), False),
        ("any", (NO, YES), True),
        ("any", (NO, NO), False),
        ("not", (NO,), True),
        ("not", (YES,), False),
        ("not", (YES, NO), True),
    ],
)
def test_joined_conditions(op, parts, is_true):
    assert holds(scenario(), STATE, When(op, parts=parts)) is is_true
