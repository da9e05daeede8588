"""Every problem code is explained in both languages, with a short slip and its repair."""

import re

import pytest

from simulator import reference
from simulator.author.explanations import explanation
from simulator.language import speak
from simulator.scenario.codes import CODES
from simulator.scenario.problems import Findings
from simulator.scenario.source import read

MOST_LINES = 4
WIDTH = 78
SHOWN_BY_A_SIGN = {"Y102", "Y110", "Y115", "Y116", "Y117"}
"""Slips that cannot be seen, or are too long to be shown whole."""

codes = pytest.mark.parametrize("code", CODES)
languages = pytest.mark.parametrize("language", ["en", "fr"])


def noted(example: str) -> set[str]:
    findings = Findings("example")
    read(example.encode(), findings)
    # A list alone is an example, though it is not a file.
    return {problem.code for problem in findings.problems} - {"S103"}


def test_every_code_is_explained_and_nothing_else():
    assert list(reference.book("problems", "en")) == list(CODES)


@codes
def test_examples_are_short(code):
    entry = reference.book("problems", "en")[code]
    for example in (entry["wrong"], entry["right"]):
        assert 1 <= len(example.splitlines()) <= MOST_LINES
        assert max(map(len, example.splitlines())) <= WIDTH - 4
    assert entry["wrong"] != entry["right"]


@pytest.mark.parametrize("code", [c for c in CODES if c[0] == "Y" and c not in SHOWN_BY_A_SIGN])
def test_a_slip_of_yaml_is_what_it_is_said_to_be(code):
    assert noted(reference.book("problems", "en")[code]["wrong"]) == {code}


@codes
def test_a_repair_can_be_read(code):
    example = reference.book("problems", "en")[code]["right"]
    assert example.startswith("badbuzz ") or not noted(example)


@codes
def test_the_reason_takes_two_to_four_sentences(code):
    for language in ("en", "fr"):
        why = reference.book("problems", language)[code]["why"]
        assert 2 <= len(re.findall(r"[.?!](?:\s|$)", why)) <= 4


@codes
@languages
def test_an_explanation_has_all_its_parts(code, language):
    text = explanation(code, speak(language))
    first, *rest = text.split("\n")
    assert first.startswith(f"{code} ")
    assert len(re.split(r"\n\n", text)) == 4
    assert "{" not in first + rest[0] or code == "S134"
    assert not re.search("<<|>>", text)
    assert max(map(len, rest[2:])) <= WIDTH


def test_a_placeholder_becomes_a_word_in_angle_brackets():
    assert explanation("S104", speak("en")).startswith("S104 no <kind> is called '<name>'\n")
    assert "<nom>" in explanation("S118", speak("fr")).split("\n")[0]


def test_french_reasons_have_french_spaces():
    for entry in reference.book("problems", "fr").values():
        why = re.sub("«\u202f.*?\u202f»", "", entry["why"])
        assert not re.search(r"[^\u202f][;:!?](?=\s|$)| [;:!?»]|« |\w'\w", why)
