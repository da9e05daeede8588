"""Short values: numbers, yes and no, times, opening hours, ratings, ids."""

import pytest

from simulator.scenario import values
from simulator.scenario.fields import ID

SATURDAY = 5 * 1440
NINE = 9 * 60


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("+4", 4), ("-4", -4), ("−4", -4), ("010", 10), ("999999", 999_999)],
)
def test_numbers(text, number):
    assert values.number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "1_000", "1e3", "0x10", "nan", "inf", "1.0", "1:30", "1234567", "9" * 5_000, "++1", "½"],
)
def test_what_is_no_number(text):
    assert values.number(text) is None


@pytest.mark.parametrize("text", ["yes", "Yes", "oui", "OUI", "true"])
def test_yes(text):
    assert values.yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "Non", "false", "NO"])
def test_no(text):
    assert values.yes_no(text) is False


@pytest.mark.parametrize("text", ["", "y", "on", "off", "1", "~", "null"])
def test_neither_yes_nor_no(text):
    assert values.yes_no(text) is None


@pytest.mark.parametrize(
    ("word", "day"),
    [("Monday", 0), ("lundi", 0), ("MARDI", 1), ("wednesday", 2), ("Samedi", 5), ("dimanche", 6)],
)
def test_weekdays_in_both_languages(word, day):
    assert values.weekday(word) == day


def test_a_weekday_is_written_out():
    assert values.weekday("Mon") is None


@pytest.mark.parametrize(
    "text", ["Saturday 09:10", "samedi 09:10", "samedi 9h10", "Saturday 9:10", "samedi 9 h 10"]
)
def test_a_start(text):
    assert values.start(text) == SATURDAY + 9 * 60 + 10


def test_a_full_hour_without_minutes():
    assert values.start("samedi 9h") == SATURDAY + NINE


@pytest.mark.parametrize("text", ["09:10", "Caturday 09:10", "Saturday", "Saturday 24:00", "9"])
def test_what_is_no_start(text):
    assert values.start(text) is None


@pytest.mark.parametrize(
    ("text", "anchor", "minute"),
    [
        ("09:20", 0, 20),
        ("08:00", 0, -60),
        ("Saturday 10:00", 0, 60),
        ("Sunday 09:00", 0, 1440),
        ("Monday 09:00", 0, 2 * 1440),
        ("lundi 09:00", 0, 2 * 1440),
        ("Friday 09:00", 0, 6 * 1440),
        ("day 1 09:00", 0, 0),
        ("day 3 09:00", 0, 2 * 1440),
        ("jour 3 09:00", 0, 2 * 1440),
        ("10:00", 2 * 1440, 2 * 1440 + 60),
        ("Saturday 09:00", 2 * 1440, 7 * 1440),
        ("day 2 09:00", 2 * 1440, 1440),
    ],
)
def test_a_time_counts_from_the_start_of_the_exercise(text, anchor, minute):
    assert values.minute(text, SATURDAY + NINE, anchor) == minute


@pytest.mark.parametrize(
    ("text", "minute"),
    [("Thursday 09:00", -2 * 1440), ("Saturday 08:00", -60), ("Sunday 09:00", -6 * 1440)],
)
def test_a_past_time_is_the_last_one_so_called(text, minute):
    assert values.minute(text, SATURDAY + NINE, 0, past=True) == minute


@pytest.mark.parametrize("text", ["", "9.20", "25:00", "09:60", "noon", "day x 9:00", "2024-02-30"])
def test_what_is_no_time(text):
    assert values.minute(text, SATURDAY, 0) is None


def opening(text):
    """Read opening hours that are not "always"."""
    understood, hours = values.hours(text)
    assert understood
    assert hours is not None
    return hours


@pytest.mark.parametrize("text", ["always", "toujours", "24/7"])
def test_somebody_is_always_there(text):
    assert values.hours(text) == (True, None)


@pytest.mark.parametrize(
    "text",
    [
        "Monday-Friday 09:00-18:00, Saturday 10:00-12:00",
        "lundi-vendredi 9h-18h, samedi 10h-12h",
        "Monday – Friday 09:00 – 18:00, Saturday 10:00–12:00",
    ],
)
def test_opening_hours(text):
    hours = opening(text)
    week = ((NINE, 18 * 60),)
    assert hours.days == (week, week, week, week, week, ((600, 720),), ())


def test_hours_around_the_weekend_and_twice_a_day():
    hours = opening("Saturday-Monday 14:00-18:00, Saturday 09:00-12:00")
    assert hours.days[5] == ((540, 720), (840, 1080))
    assert hours.days[0] == ((840, 1080),)
    assert hours.days[1] == ()


@pytest.mark.parametrize(
    "text",
    ["nine to five", "Monday", "Monday 18:00-09:00", "Monday 09:00", "Someday 9:00-18:00", ""],
)
def test_hours_that_cannot_be_read(text):
    assert values.hours(text) == (False, None)


@pytest.mark.parametrize(
    ("day", "minute", "wait"),
    [
        (0, NINE, 0),
        (0, 17 * 60 + 59, 0),
        (0, 8 * 60, 60),
        (0, 18 * 60, 15 * 60),
        (4, 20 * 60, 14 * 60),
        (5, 11 * 60, 0),
        (5, 12 * 60, 45 * 60),
        (6, 0, 33 * 60),
    ],
)
def test_how_long_until_somebody_is_there(day, minute, wait):
    hours = opening("Monday-Friday 09:00-18:00, Saturday 10:00-12:00")
    assert hours.next_opening(day * 1440 + minute) == wait


def test_the_same_day_next_week():
    hours = opening("Monday 09:00-10:00")
    assert hours.next_opening(10 * 60) == 7 * 1440 - 60


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("+2 Kind", (2, "Kind")),
        ("2 Kind", (2, "Kind")),
        ("-1 Cold", (-1, "Cold")),
        ("−1 Cold", (-1, "Cold")),
        ("0 Neither", (0, "Neither")),
        ("? Raters differ", (None, "Raters differ")),
        ("+1  two\nlines ", (1, "two\nlines")),
    ],
)
def test_ratings(text, read):
    assert values.rating(text) == read


@pytest.mark.parametrize("text", ["", "+1", "Kind", "+3 Kind", "-3 Cold", "+1Kind", "1.5 Kind"])
def test_what_is_no_rating(text):
    assert values.rating(text) is None


@pytest.mark.parametrize("word", ["a", "first-word", "s4-alarm", "2nd"])
def test_ids(word):
    assert ID.fullmatch(word)


@pytest.mark.parametrize("word", ["", "A", "é", "a_b", "a--b", "-a", "a-", "a b", "../a", "a\n"])
def test_what_is_no_id(word):
    assert not ID.fullmatch(word)
