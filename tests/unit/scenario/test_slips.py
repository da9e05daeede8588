"""What an author reads after a typical slip: its own sentence, what was written, what to do."""

import pytest
import yaml

from simulator.language import speak
from simulator.scenario import source
from simulator.scenario.load import load
from tests.unit.scenario.expecting import FOLDER, found, good


def first(name):
    problem = load(FOLDER / f"{name}.yaml")[1][0]
    return speak("en").problem(problem)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "Y101-colon-in-sentence",
            "the colon cuts this sentence in two: Lena asks again: what now?",
        ),
        ("Y102-tab", "a tab indents this line: - lena: Hello?"),
        ("Y103-at-name", "a value cannot begin with @: @lena is waiting"),
        ("Y104-hash-word", "what follows the # would be lost: #latebook now?"),
        ("Y105-bold", "a value cannot begin with *: *What* now?"),
        ("Y106-important", "a value cannot begin with !: !important what now?"),
        ("Y107-percent", "a value cannot begin with %: %name%, what now?"),
        (
            "Y108-apostrophe",
            "an apostrophe or a quotation mark ends this text too early: 'It's late, what now?'",
        ),
        (
            "Y109-curly-quotes",
            "curly quotes do not protect the colon in this sentence: “Lena asks: what now?”",
        ),
        ("Y110-no-break-space", "a no-break space indents this line: ask: What now?"),
        ("Y121-no-break-space-after-colon", "a space is missing after the colon: ask: What now?"),
        ("Y122-list-never-closed", "a bracket opens here and does not close: [calm"),
    ],
)
def test_each_slip_has_its_sentence(name, sentence):
    said, hint = first(name)
    assert " ".join(said.split()) == sentence
    assert hint


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("S101-unknown-key", "title"),
        ("S101-inside-flow", "headline"),
        ("S104-unknown-next", "first"),
        ("S104-unknown-speaker", "lena"),
        ("S104-unknown-board-name", "lena"),
        ("S104-unknown-channel", "page"),
        ("S104-unknown-scene-in-short", "first"),
        ("S110-unknown-kind", "one"),
        ("S110-unknown-principle", "calm"),
        ("S118-unknown-variable", "shop"),
        ("S121-unknown-mood", "heard"),
    ],
)
def test_the_right_word_is_offered_when_it_is_close(name, word):
    assert first(name)[1] == f"did you mean '{word}'?"


def test_nothing_is_guessed_when_no_word_is_close():
    assert "did you mean" not in first("S104-unknown-flag-in-faster")[1]


def test_slips_do_not_hide_the_rest():
    codes = sorted(row[3] for row in found(FOLDER / "Y101-three-slips-and-a-reference.yaml"))
    assert codes == ["S104", "Y101", "Y103", "Y108"]


@pytest.mark.parametrize("loader", [source._Loader, yaml.SafeLoader])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  ask: What now?", "  ask:\tWhat now?\t"),
        ("    - lena: Hello?", "    -\tlena: Hello?"),
        ("  ask: What now?", "  ask\u00a0: What now?"),
        ("scene first:", "scene\u00a0first\u202f:"),
    ],
)
def test_a_tab_or_a_no_break_space_that_nobody_sees_is_a_space(
    loader, old, new, tmp_path, monkeypatch
):
    monkeypatch.setattr(source, "_Loader", loader)
    path = tmp_path / "scenario.yaml"
    text = (FOLDER / "good-minimal.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert good(path).scenario == good(FOLDER / "good-minimal.yaml").scenario


def test_echoed_text_is_short_and_inert(tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text('badbuzz: 1\n"\\e]52;c;x\\u202e' + "a" * 500 + '": x\n', encoding="utf-8")
    said = "\n".join(speak("en").problem(problem)[0] for problem in load(path)[1])
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "a" * 101 not in said
