"""What is offered while an author types, in a file that is never quite finished."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.author.completing import Completer
from simulator.scenario.library import find
from simulator.scenario.problems import Findings
from simulator.scenario.source import read
from tests.unit.scenario.in_french import french

ENGLISH = (find("late-order") / "scenario.yaml").read_text(encoding="utf-8")
TREE = read(ENGLISH.encode(), Findings(""))
assert TREE
FRENCH = french(TREE)


def offered(text, line):
    """Return what is offered at the end of *line*, put in *text* in place of |."""
    lines = text.split("\n")
    at = next(n for n, row in enumerate(lines) if row.startswith(("scene ", "scène ")))
    lines.insert(at, line)
    whole = "\n".join(lines)
    rows = whole.split("\n")
    end = at + line.count("\n")
    found = Completer(whole, end).suggest(end, len(rows[end]))
    return [suggestion.word.strip() for suggestion in found]


SCENE = "scene new-one:\n  title: New\n  decision: one\n"
POST = SCENE + "  posts:\n    - lena: >\n        Hm.\n      "
CASES = {
    "top": ("sc", {"scene", "title:", "persona"}, {"text:"}),
    "scene": (SCENE + "  ne", {"next:", "option", "posts:"}, {"persona", "feedback:"}),
    "option": (SCENE + "  option a:\n    ", {"publishes:", "ratings:"}, {"title:", "option"}),
    "next": (SCENE + "  next: ", {"four-at-once", "end", "new-one"}, {"yes", "page"}),
    "channel": (SCENE + "  on: ", {"page", "reviews"}, {"end"}),
    "kind": (SCENE + "  decision: ", {"one", "compose"}, {"un"}),
    "speaker": (SCENE + "  posts:\n    - ", {"lena: >", "us: >"}, {"when:"}),
    "post": (POST + "wh", {"when:", "raises:"}, {"lena: >"}),
    "second post": (SCENE + "  posts:\n  - lena: >\n      Hm.\n  - ", {"hanna: >"}, {"when:"}),
    "condition": (POST + "when: {", {"trust:", "any:"}, {"yes"}),
    "level": (POST + "when: {trust: ", {"shaken"}, {"trust:"}),
    "two": (POST + "when: {trust: [shaken, ", {"shaken"}, set()),
    "effects": (SCENE + "  option a:\n    effects: {", {"trust:", "paused:"}, {"any:"}),
    "lines": (SCENE + "  option a:\n    effects:\n      ", {"trust:", "paused:"}, {"text:"}),
    "ratings": (SCENE + "  option a:\n    ratings:\n      ", {"calm:"}, {"acknowledgement:"}),
    "errors": (SCENE + "  option a:\n    error: ", {"E01", "E25"}, set()),
    "flag": (SCENE + "  option a:\n    effects: {paused: ", {"yes", "no"}, set()),
    "word": (SCENE + "  option a:\n    acknowledges: {lena-post: ", {"full", "untrue"}, set()),
    "severity": ("signal new:\n  severity: ", {"S1", "S4"}, set()),
    "prose": (SCENE + "  brief: >\n    So", set(), {"title:", "trust:"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_may_stand_here_is_offered(case):
    line, wanted, unwanted = case
    found = set(offered(ENGLISH, line))
    assert wanted <= found, found
    assert not unwanted & found


def test_french_files_are_offered_french_words():
    scene = "scène nouvelle:\n  titre: Neuve\n"
    assert {"suite:", "option", "publications:"} <= set(offered(FRENCH, scene + "  su"))
    assert {"un", "composer"} <= set(offered(FRENCH, scene + "  décision: "))
    assert "nous: >" in offered(FRENCH, scene + "  publications:\n    - ")
    assert "fin" in offered(FRENCH, scene + "  suite: ")


def test_a_key_is_explained_in_the_language_of_the_file():
    for text, word in ((ENGLISH, "heading"), (FRENCH, "titre de la scène")):
        completer = Completer(text)
        lines = [
            n for n, row in enumerate(completer.lines) if row.startswith(("  title:", "  titre:"))
        ]
        assert any(word in completer.explain(line).casefold() for line in lines)
    assert not Completer(ENGLISH).explain(10**6)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
@settings(max_examples=100, deadline=None)
def test_any_text_is_completed_without_a_fault(text, line, column):
    completer = Completer(text)
    completer.suggest(line, column)
    completer.explain(line)


@given(st.integers(0, len(ENGLISH) - 1), st.data())
@settings(max_examples=25, deadline=None)
def test_a_file_cut_anywhere_is_completed_without_a_fault(cut, data):
    text = ENGLISH[:cut]
    line = data.draw(st.integers(0, text.count("\n")))
    for suggestion in Completer(text).suggest(line, data.draw(st.integers(0, 80))):
        assert suggestion.word.strip()
