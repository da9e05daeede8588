"""Hours are written one way in each language: by the program, and by everybody in its crises."""

import re
from pathlib import Path

import pytest

from simulator.language import speak
from simulator.scenario.library import shipped
from tests.shelf import load

ODD = {
    "en": re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b\d{1,2}\.\d\d\b|(?<![\d:])\d:\d\d"),
    "fr": re.compile(r"\b\d{1,2}:\d\d\b|\b\d{1,2}h\d{0,2}\b|\b\d{1,2} h\b"),
}
"""What does not look like an hour of the program's: 09:20 in English, 9 h 20 in French."""


@pytest.mark.parametrize("code", ODD)
def test_the_program_writes_none_of_the_odd_ones(code):
    written = [speak(code).clock(0, minute) for minute in range(0, 24 * 60, 5)]
    assert [hour for hour in written if ODD[code].search(hour)] == []


@pytest.mark.parametrize("code", ODD)
@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_crises_write_hours_as_the_program_does(path: Path, code):
    loaded, _problems = load(path)
    assert loaded is not None
    people = {persona.id for persona in loaded.scenario.personas}

    def is_free(address: str) -> bool:
        """Say whether it is a notation that the program draws, or people's own way of typing."""
        who = re.sub(r"-\d+$", "", address.rpartition(".")[2])
        return address == "organisation.hours" or who in people

    found = [
        (address, hour.group())
        for address, text in loaded.texts[code].items()
        if not is_free(address) and (hour := ODD[code].search(text))
    ]
    assert found == []


@pytest.mark.parametrize("code", ODD)
def test_no_two_moments_of_a_fortnight_are_called_the_same(code):
    called = [speak(code).moment(4 * 1440 + 990, minute) for minute in range(0, 14 * 1440, 60)]
    assert len(set(called)) == len(called)


def test_the_eighth_day_is_numbered():
    assert speak("en").moment(0, 7 * 1440 + 900) == "Monday 15:00 (day 8)"
    assert speak("fr").moment(0, 7 * 1440 + 900) == "lundi 15\u00a0h (jour 8)"
    assert speak("en").moment(0, 6 * 1440 + 900) == "Sunday 15:00"
