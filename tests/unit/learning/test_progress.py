"""What exercises show together, and what to play next."""

from datetime import UTC, datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.principles import PRINCIPLES
from simulator.learning.progress import Advice, Evidence, Point, advise, progress

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def evidence(principle="calm", obtained=2, opportunities=4):
    return Evidence(principle, obtained, -8, 8, opportunities, 2)


def crisis(name, level=1, principles=PRINCIPLES, **more):
    kinds = {"is_tutorial": False, "is_draft": False} | more
    return SimpleNamespace(id=name, level=level, principles=principles, **kinds)


SHELF = [
    crisis("c", 2, ("calm",)), crisis("a", 1, is_tutorial=True), crisis("b", 2, ("plan",)),
    crisis("d", 3, ("plan",)), crisis("e", 1, is_draft=True),
]  # fmt: skip


def test_a_principle_never_met_is_not_assessed_and_few_chances_have_no_band():
    found = progress([evidence(), evidence("plan", opportunities=2)], [], [], 1)
    rows = {row.principle: row for row in found.first}
    assert tuple(rows) == PRINCIPLES
    assert rows["venue"].value is None
    assert (rows["plan"].value, rows["plan"].band) == (Fraction(125, 2), "")
    assert rows["calm"].band == "solid"


def test_replays_stay_apart():
    found = progress([evidence(obtained=-8)], [evidence(obtained=8)], [], 1)
    calm = PRINCIPLES.index("calm")
    assert [rows[calm].value for rows in (found.first, found.again)] == [0, 100]
    assert found.weakest == ("calm",)


@pytest.mark.parametrize(("crises", "shown"), [(0, False), (2, False), (3, True)])
def test_the_profile_needs_three_crises(crises, shown):
    assert progress([], [], [], crises).has_profile is shown


@given(st.lists(st.tuples(st.sampled_from(PRINCIPLES), st.integers(-8, 8))))
def test_adding_up_in_any_order_gives_the_same(pairs):
    rows = [evidence(*pair) for pair in pairs]
    points = [
        Point(NOW.replace(day=1 + place % 28), is_first=True, evidence=row)
        for place, row in enumerate(rows)
    ]
    one, other = (progress(r, [], p, 3) for r, p in ((rows, points), (rows[::-1], points[::-1])))
    assert one.first == other.first
    assert one.weakest == other.weakest
    assert [point.ended for point in one.points] == sorted(point.ended for point in points)
    assert all(0 <= row.value <= 100 for row in one.first if row.value is not None)


def test_everybody_begins_with_the_tutorial():
    assert advise(SHELF, {}, ()) == Advice("a", "first")
    assert advise([], {}, ()) is None


def test_the_weakest_principle_says_which_crisis_is_next():
    assert advise(SHELF, {"a": 70}, ("plan", "calm")) == Advice("b", "weakest", "plan")
    assert advise(SHELF, {"a": 70}, ()) == Advice("c", "next")


def test_one_difficulty_at_a_time():
    assert advise(SHELF, {"a": 70}, ("plan",)) == Advice("b", "weakest", "plan")
    assert advise(SHELF, {"a": 30}, ()) == Advice("c", "next")
    assert advise(SHELF, {"d": 90}, ()) == Advice("a", "fresh")
    assert advise(SHELF, {"a": 70, "b": 60, "c": 30}, ("plan",)) == Advice("d", "weakest", "plan")


def test_when_all_was_played_the_least_well_played_again_and_then_nothing():
    done = {"a": 90, "b": 90, "c": 70, "d": 85}
    assert advise(SHELF, done, ()) == Advice("c", "again")
    assert advise(SHELF, done, ("calm",)) == Advice("c", "again", "calm")
    assert advise(SHELF, done | {"c": 80}, ()) is None


@given(st.dictionaries(st.sampled_from("abcd"), st.none() | st.integers(0, 100)))
def test_never_a_draft_and_never_two_levels_at_once(best):
    found = advise(SHELF, best, PRINCIPLES)
    if found is not None and found.scenario not in best:
        levels = {one.id: one.level for one in SHELF}
        reached = max(
            (levels[name] for name, value in best.items() if (value or 0) >= 60), default=0
        )
        fresh = [one.level for one in SHELF if one.id not in best and not one.is_draft]
        assert levels[found.scenario] <= max(reached + 1, min(fresh))
        assert found.scenario != "e"
