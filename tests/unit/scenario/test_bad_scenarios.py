"""A bad file is a test: its first line lists everything that is wrong with it."""

import os
from pathlib import Path

import pytest
import yaml

from simulator.language import speak
from simulator.scenario import source
from simulator.scenario.codes import CODES
from simulator.scenario.load import load
from tests.unit.scenario.expecting import FOLDER, cases, expected, found

GOOD = (FOLDER / "good-minimal.yaml").read_text(encoding="utf-8")


def too_many_values(folder: Path) -> tuple[Path, tuple[int, int]]:
    # Before the list come 3 starts (stream, document, mapping), a key and a value on each of the
    # lines 2 to 11, and the list's own key and bracket. 100,000 events are read, not one more.
    path = _with_line(folder, "authors: [" + "a," * 120_000 + "a]\n")
    before = 3 + 2 * 10 + 2
    return path, (12, len("authors: [") + 2 * (100_000 - before) + 1)


def _with_line(folder: Path, line: str) -> Path:
    lines = GOOD.split("\n")
    path = folder / "scenario.yaml"
    path.write_text("\n".join([*lines[:11], line.rstrip("\n"), *lines[11:]]), encoding="utf-8")
    return path


def too_long(folder: Path) -> tuple[Path, tuple[int, int]]:
    return _with_line(folder, "authors: " + "a" * 20_001), (12, 10)


def too_large(folder: Path) -> tuple[Path, tuple[int, int]]:
    return _with_line(folder, "# " + "a" * (3 << 20)), (0, 0)


def missing(folder: Path) -> tuple[Path, tuple[int, int]]:
    return folder / "nowhere" / "scenario.yaml", (0, 0)


def pipe(folder: Path) -> tuple[Path, tuple[int, int]]:
    os.mkfifo(folder / "scenario.yaml")
    return folder / "scenario.yaml", (0, 0)


def no_scenario(folder: Path) -> tuple[Path, tuple[int, int]]:
    return folder, (0, 0)


BUILT = {
    "F101": missing,
    "F102": pipe,
    "F103": too_large,
    "F107": no_scenario,
    "Y116": too_many_values,
    "Y117": too_long,
}
"""What is too large for a file here, or is no file."""


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.name)
def test_every_problem_and_no_other(path):
    assert found(path) == expected(path)


@pytest.mark.parametrize("code", BUILT)
def test_problems_that_no_small_file_has(code, tmp_path):
    path, place = BUILT[code](tmp_path)
    _, problems = load(path)
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [(code, *place)]


def test_every_code_has_a_bad_file_and_every_file_a_code():
    named = {path.name.split("-")[0] for path in cases()} - {"good"}
    listed = {row[3] for path in cases() for row in expected(path)}
    assert named <= listed, "a file expects the code it is named after"
    # What playing and counting find has its files in tests/bad_crises.
    wanted = {code for code in CODES if code[0] in "FYST"} - {"S158"}
    assert named | set(BUILT) == wanted, "each code has a file of its own"
    assert listed | set(BUILT) == wanted


@pytest.mark.parametrize("path", [p for p in cases() if p.name.startswith("good")], ids=str)
def test_the_good_ones_are_good(path):
    assert not expected(path)
    loaded, problems = load(path)
    assert loaded is not None
    assert not problems


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.name)
def test_the_same_without_libyaml(path, monkeypatch):
    with_it = load(path)[1]
    monkeypatch.setattr(source, "_Loader", yaml.SafeLoader)
    assert load(path)[1] == with_it


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", cases(), ids=lambda path: path.name)
def test_every_sentence_and_hint_can_be_said(path, language):
    for problem in load(path)[1]:
        sentence, hint = speak(language).problem(problem)
        assert sentence
        assert hint or not CODES[problem.code].hint
        assert "{" not in sentence.replace(problem.words.get("quoted", "{"), "")


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.name)
def test_a_place_is_inside_the_file(path):
    for problem in load(path)[1]:
        if problem.place.line:
            text = Path(problem.place.file).read_bytes().decode("utf-8", "replace")
            lines = text.split("\n")
            assert problem.place.line <= len(lines)
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
