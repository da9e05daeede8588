"""Grading by example: bands and their edges, words, promises, sums held to the scale, pairs."""

import pytest

from scoring import methods
from scoring.methods import Item, Key, Opportunity, Pair

# Domain reference, section 2: the last minute of each band, +2 first.
TARGETS = {
    "S4": (15, 30, 60, 180),
    "S3": (30, 60, 180, 720),
    "S2": (30, 60, 240, 720),
    "S1": (60, 240, 1440),
}
EDGES = [
    (severity, minute, mark)
    for severity, limits in TARGETS.items()
    for number, limit in enumerate(limits)
    for minute, mark in ((limit, 2 - number), (limit + 1, 1 - number))
]


@pytest.mark.parametrize(("severity", "minutes", "mark"), EDGES)
def test_every_edge_of_every_band(severity, minutes, mark):
    assert methods.acknowledge(minutes, TARGETS[severity], "full") == mark


@pytest.mark.parametrize("severity", TARGETS)
def test_at_once_is_best_and_never_is_worst(severity):
    assert methods.acknowledge(0, TARGETS[severity], "full") == 2
    assert methods.acknowledge(None, TARGETS[severity], "") == -2


def test_a_late_answer_to_a_single_complaint_is_better_than_none():
    assert methods.acknowledge(10**6, TARGETS["S1"], "full") == -1
    assert methods.acknowledge(10**6, TARGETS["S2"], "full") == -2


@pytest.mark.parametrize(
    ("word", "marks"),
    [
        ("full", [2, 1, 0, -1, -2]),
        ("vague", [1, 1, 0, -1, -2]),
        ("private", [0, 0, 0, -1, -2]),
        ("untrue", [-2, -2, -2, -2, -2]),
    ],
)
def test_the_mark_is_the_lower_of_the_band_and_of_what_the_words_deserve(word, marks):
    found = [
        methods.acknowledge(minutes, TARGETS["S4"], word) for minutes in (15, 30, 60, 180, 181)
    ]
    assert found == marks


def test_a_signal_is_measured_on_the_whole_scale():
    row = methods.signal(20, TARGETS["S4"], "full", "acknowledgement", ("signal", "fire"))
    assert (row.obtained, row.low, row.high) == (1, -2, 2)


def test_a_promise_is_measured_against_itself():
    kept = methods.promise(is_kept=True, principle="acknowledgement", source=("promise", "word"))
    broken = methods.promise(is_kept=False, principle="acknowledgement", source=("promise", "word"))
    assert (kept.obtained, kept.low, kept.high) == (2, -1, 2)
    assert (broken.obtained, broken.low, broken.high) == (-1, -1, 2)


# ---- responses


def grade(key, picks, possible, offered=("a", "b", "c")):
    """Opportunities by principle, each as (obtained, low, high)."""
    listed = [(tuple(other), offered) for other in possible]
    rows = methods.respond(key, tuple(picks), offered, listed, ("response", "one"))
    return {row.principle: (row.obtained, row.low, row.high) for row in rows}


ONE = [("a",), ("b",), ("c",)]


def test_one_response_between_the_worst_and_the_best_offered():
    key = Key({"a": Item({"calm": 2}), "b": Item({"calm": -1}), "c": Item({"calm": 1})})
    assert grade(key, "c", ONE) == {"calm": (1, -1, 2)}


def test_an_option_without_a_mark_counts_nothing_where_the_principle_is_in_play():
    key = Key({"a": Item({"calm": 2}), "b": Item({"plan": -1})})
    assert grade(key, "c", ONE) == {"calm": (0, 0, 2), "plan": (0, -1, 0)}


def test_where_all_are_worth_the_same_there_is_no_opportunity():
    key = Key({"a": Item({"calm": 1}), "b": Item({"calm": 1}), "c": Item({"calm": 1})})
    assert grade(key, "a", ONE) == {}


def test_a_mark_that_raters_are_divided_on_is_not_scored():
    key = Key({"a": Item({"calm": None}), "b": Item({"calm": None}), "c": Item()})
    assert grade(key, "a", ONE) == {}
    mixed = Key({"a": Item({"calm": None}), "b": Item({"calm": -2}), "c": Item({"calm": 1})})
    assert grade(mixed, "a", ONE) == {"calm": (0, -2, 1)}


def test_several_add_up_and_are_held_to_the_scale():
    key = Key({name: Item({"calm": 2}, {"plan": -1}) for name in "abc"})
    rows = methods.respond(
        key,
        ("a", "b", "c"),
        ("a", "b", "c"),
        [((), ("a", "b", "c")), (("a", "b", "c"), ("a", "b", "c"))],
        ("response", "one"),
    )
    found = {row.principle: row for row in rows}
    assert (found["calm"].obtained, found["calm"].unclamped, found["calm"].low) == (2, 6, 0)
    # Leaving all three out is worth -3, held to -2.
    assert (found["plan"].obtained, found["plan"].low, found["plan"].high) == (0, -2, 0)


def test_what_is_left_out_counts_only_if_it_was_offered():
    key = Key({"a": Item(left={"plan": -1}), "b": Item(left={"plan": -1})})
    possible = [((), ("a",)), (("a",), ("a",))]
    rows = methods.respond(key, (), ("a",), possible, ("response", "one"))
    assert [(row.obtained, row.low, row.high) for row in rows] == [(-1, -1, 0)]


def test_a_pair_counts_in_the_order_it_names():
    key = Key({}, [Pair("a", "before", "c", {"plan": 2})])
    orders = [("a", "b", "c"), ("c", "b", "a")]
    assert grade(key, ("a", "b", "c"), orders) == {"plan": (2, 0, 2)}
    assert grade(key, ("c", "b", "a"), orders) == {"plan": (0, 0, 2)}


def test_a_pair_counts_when_both_are_in():
    key = Key({}, [Pair("a", "with", "c", {"plan": -2})])
    several = [("a",), ("a", "c"), ("c",)]
    assert grade(key, ("a", "c"), several) == {"plan": (-2, -2, 0)}
    assert grade(key, ("a",), several) == {"plan": (0, -2, 0)}


def test_a_pair_with_something_not_offered_is_not_in_play():
    key = Key({}, [Pair("a", "with", "z", {"plan": -2})])
    assert grade(key, ("a",), [("a",), ("b",)]) == {}


@pytest.mark.parametrize(("total", "mark"), [(-9, -2), (-2, -2), (0, 0), (2, 2), (3, 2)])
def test_the_scale(total, mark):
    assert methods.clamp(total) == mark


@pytest.mark.parametrize(
    ("obtained", "high", "is_served"), [(1, 2, True), (0, 2, False), (0, 0, True), (-1, 0, False)]
)
def test_served_is_a_merit_or_the_best_that_was_possible(obtained, high, is_served):
    assert Opportunity("calm", obtained, -2, high, ("response", "one")).is_served is is_served
