"""When a drill comes back."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.score import BANDS
from simulator.learning.schedule import FAR_AHEAD, due, reviewed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
IDS = [band.id for band in BANDS]


def days(band, sure=None, card=""):
    return (due(reviewed(card, band, sure, NOW), UTC) - NOW.date()).days


def test_a_better_answer_comes_back_later():
    found = [days(band) for band in IDS]
    assert found == sorted(found)
    assert found[0] >= 1
    assert found[0] < found[-1]


def test_a_lucky_guess_is_not_easy():
    assert days("mastered", 1) == days("solid", 3)
    assert days("mastered", 2) > days("solid", 3)


@given(st.lists(st.sampled_from(IDS), min_size=1, max_size=20))
def test_never_the_same_day_nor_after_half_a_year(bands):
    card, now = "", NOW
    for band in bands:
        card = reviewed(card, band, None, now)
        assert 1 <= (due(card, UTC) - now.date()).days <= FAR_AHEAD + 1
        assert card == json.dumps(json.loads(card), sort_keys=True)
        now += timedelta(days=FAR_AHEAD)


def test_a_day_is_local():
    card = reviewed("", "solid", None, datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    east = timezone(timedelta(hours=9))
    assert due(card, east) == due(card, UTC) + timedelta(days=1)


@pytest.mark.parametrize("damaged", ["", "{", "[]", "{}", '{"due": 3}', "null"])
def test_a_damaged_card_begins_anew_and_is_said_to_be_one(damaged):
    assert due(reviewed(damaged, "solid", None, NOW), UTC) > NOW.date()
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        due(damaged)
