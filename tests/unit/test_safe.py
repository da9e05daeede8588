"""Untrusted text made inert, and people's own text left as it is."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.safe import MARK, MAX_COMBINING, clean, line


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, two\nlines",
        "« Là où ? », dit-elle ; voilà l’été\u202f!",
        "Grüße, señor, Łódź, Ελλάδα, 日本語, עברית, العربية, हिन्दी",
        "👍 ❤️ 👩‍👩‍👧 👩🏽‍💻 ❤️‍🔥 🇫🇷 1️⃣ #️⃣",
        "[@click=app.quit]not markup here[/]",
        "",
    ],
)
def test_what_people_write_stays(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "char",
    [
        *("\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9b", "\x9d"),
        *("\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"),
        *("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e"),
        *("\u2028", "\u2029", "\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\ue000"),
        *("\U000e0041", "\U000e0100", "\ufe00", "\ufe0f", "\U0010ffff", "\u3164", "\uffa0"),
    ],
    ids=ascii,
)
def test_what_acts_or_hides_becomes_a_mark(char):
    assert clean(f"a{char}b") == f"a{MARK}b"


def test_line_ends_become_newlines_and_tabs_spaces():
    assert clean("a\r\nb\rc\td") == "a\nb\nc d"


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0489"], ids=ascii)
def test_marks_do_not_pile_up(mark):
    assert len(clean("x" + mark * 500)) == 1 + MAX_COMBINING


def test_two_spellings_of_one_letter_are_one():
    assert clean("e\u0301te\u0301") == "été"


def test_a_line_is_short_and_one_line():
    assert line("one\ntwo\r\n\tthree ") == "one two three"
    assert line("x" * 500) == "x" * 99 + "…"
    assert line("« oui\u202f»") == "« oui\u202f»"


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(), st.integers(1, 40))
@example("\u0958" * 30, 20)
@example("a\u200d\u0301", 40)
def test_any_text_becomes_inert(text, limit):
    safe = clean(text, limit)
    assert len(safe) <= limit
    assert safe.encode().decode() == safe
    for char in safe:
        assert char == "\n" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b"
    assert clean(safe, limit) == safe
    assert "\n" not in line(text)
