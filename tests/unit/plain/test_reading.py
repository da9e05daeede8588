"""What a person types, understood: numbers, letters, words of either language, confidence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.plain.reading import WORDS, Typed, understand
from simulator.present.pages import Ask, Choice


def asked(*, low=1, high=4, asks_confidence=False, looks="ab"):
    return Ask(
        "scene",
        "Saturday 09:15",
        "What now?",
        "Pick one.",
        tuple(Choice(name, name.title()) for name in ("first", "second", "third", "fourth")),
        tuple(Choice(f"look-{letter}", "Look", letter=letter) for letter in looks),
        (),
        low,
        high,
        ordered=False,
        budget=None,
        limit="",
        hint="",
        asks_confidence=asks_confidence,
        is_pass_possible=False,
    )


@pytest.mark.parametrize(
    ("line", "picks"),
    [
        ("1", ("first",)),
        (" 4 \n", ("fourth",)),
        ("1 3", ("first", "third")),
        ("3,1", ("third", "first")),
        ("3 > 1 > 2", ("third", "first", "second")),
        ("2; 4", ("second", "fourth")),
        ("2.", ("second",)),
        ("1 1", ("first", "first")),
        ("5", ("",)),
        ("0", ("",)),
        ("1 9", ("first", "")),
        ("9" * 400, ("",)),
        ("٢", ("second",)),
    ],
)
def test_numbers_are_picks_in_the_order_typed(line, picks):
    assert understand(line, asked()) == Typed("picks", picks)


@pytest.mark.parametrize("line", ["0", "-", "none", "rien", "Aucune", " aucun "])
def test_none_is_a_pick_where_none_is_allowed(line):
    assert understand(line, asked(low=0)) == Typed("picks", ())
    assert understand(line, asked(low=1)) != Typed("picks", ())


@pytest.mark.parametrize("line", ["a", "A", " b "])
def test_letters_look_closer(line):
    typed = understand(line, asked())
    assert typed == Typed("look", (f"look-{line.strip().lower()}",))


def test_a_letter_on_the_screen_comes_before_a_word():
    assert understand("b", asked(looks="")) == Typed("word", word="briefing")
    assert understand("b", asked(looks="ab")).kind == "look"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("plan", "plan"),
        ("again", "again"),
        ("relire", "again"),
        ("who", "people"),
        ("qui", "people"),
        ("gauges", "gauges"),
        ("jauges", "gauges"),
        ("hint", "hint"),
        ("indice", "hint"),
        ("pass", "pass"),
        ("laisser", "pass"),
        ("more", "more"),
        ("plus", "more"),
        ("help", "help"),
        ("aide", "help"),
        ("?", "help"),
        ("briefing", "briefing"),
        ("quit", "quit"),
        ("QUITTER", "quit"),
    ],
)
def test_words_of_both_languages_work_in_both(line, word):
    assert understand(line, asked()) == Typed("word", word=word)


def test_no_spelling_stands_for_two_words():
    spellings = [spelling for known in WORDS.values() for spelling in known]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("line", "picks", "sure"),
    [
        ("2 =3", ("second",), 3),
        ("1 2 =1", ("first", "second"), 1),
        ("2=2", ("second",), 2),
        ("2 = 1", ("second",), 1),
    ],
)
def test_confidence_comes_after_the_picks(line, picks, sure):
    assert understand(line, asked(asks_confidence=True)) == Typed("picks", picks, "", sure)


def test_confidence_is_no_pick_where_it_is_not_asked():
    assert understand("2 =3", asked()).kind == "nothing"


@pytest.mark.parametrize("line", ["2 =4", "2 =0", "=2"])
def test_half_a_confidence_is_nothing(line):
    typed = understand(line, asked(asks_confidence=True))
    assert typed.kind == "nothing"


@pytest.mark.parametrize("line", ["", " ", "c", "first", "1 or 2", "1a", "one", "\x1b[A", "½", "²"])
def test_the_rest_is_nothing(line):
    assert understand(line, asked()) == Typed("nothing")


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_any_line_is_understood_as_something(line):
    typed = understand(line, asked(low=0, asks_confidence=True))
    assert typed.kind in {"picks", "look", "word", "nothing"}
