"""The scorecard by example, and what the grading may import."""

import subprocess
import sys
from fractions import Fraction

import pytest

from scoring.methods import Opportunity
from scoring.principles import PRINCIPLES, TABLE
from scoring.score import BANDS, band_of, rounded, score


def row(principle, obtained, low=-2, high=2):
    return Opportunity(principle, obtained, low, high, ("response", "one"), obtained)


def test_a_principle_lies_between_its_worst_and_its_best():
    card = score([row("calm", 2), row("calm", 1, -1, 2), row("calm", 0, 0, 1)])
    # (4 + 2 + 0) of (4 + 3 + 1)
    assert card.of("calm").value == Fraction(600, 8)
    assert card.overall == 75
    assert card.of("calm").served == 2


def test_what_was_never_tested_is_not_zero():
    card = score([row("calm", -2)])
    assert card.of("calm").value == 0
    assert card.of("calm").is_assessed
    assert card.of("plan").value is None
    assert not card.of("plan").is_assessed
    assert card.of("plan").band == ""
    assert card.overall == 0
    assert score([row("calm", 2)]).overall == 100
    assert score([]).overall is None


def test_an_opportunity_without_room_is_none():
    assert score([row("calm", 1, 1, 1)]).of("calm").value is None


def test_the_overall_is_the_mean_of_what_was_assessed():
    card = score([row("calm", 2), row("calm", 2), row("plan", -2), row("venue", 0)])
    assert card.overall == Fraction(100 + 0 + 50, 3)


@pytest.mark.parametrize(("count", "band"), [(1, ""), (2, ""), (3, "mastered"), (4, "mastered")])
def test_fewer_than_three_opportunities_have_no_band(count, band):
    found = score([row("calm", 2)] * count).of("calm")
    assert found.is_indicative is (count < 3)
    assert found.band == band
    assert found.value == 100


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (0, "to-build"),
        (Fraction(3999, 100), "to-build"),
        (40, "developing"),
        (Fraction(5999, 100), "developing"),
        (60, "solid"),
        (Fraction(7999, 100), "solid"),
        (80, "mastered"),
        (100, "mastered"),
    ],
)
def test_the_bands_meet_without_gap(value, band):
    assert band_of(Fraction(value)) == band


def test_the_bands_cover_the_scale():
    lows = [band.low for band in BANDS]
    assert lows == sorted(set(lows))
    assert lows[0] == 0
    assert all(band_of(Fraction(value, 10)) for value in range(1001))


def test_halves_go_up():
    assert [rounded(Fraction(value, 2)) for value in (0, 1, 3, 199, 200)] == [0, 1, 2, 100, 100]


def test_a_breach_is_shown_whatever_the_average():
    good = [row(name, 2) for name in PRINCIPLES]
    assert score(good).is_well_played
    card = score(good, ("privacy",))
    assert card.overall == 100
    assert card.duties_broken == ("privacy",)
    assert not card.is_well_played


def test_the_weights_are_equal():
    assert {principle.weight for principle in TABLE} == {1}
    assert len(TABLE) == len(set(PRINCIPLES)) == 8


def test_the_scorecard_shows_all_principles_in_their_order():
    assert [found.principle for found in score([]).scores] == list(PRINCIPLES)


def test_grading_imports_nothing_of_the_simulator():
    code = (
        "import sys, scoring.score, scoring.methods, scoring.principles\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} & "
        "{'simulator', 'yaml', 'textual', 'rich', 'platformdirs'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
