"""The language of the keys changes nothing else: same scenario, same ratings, same texts."""

from pathlib import Path

import pytest

from simulator.scenario import library, source
from simulator.scenario.load import load
from simulator.scenario.problems import Findings
from simulator.scenario.shapes import BLOCKS, SHAPES
from simulator.scenario.words import FRENCH, Vocabulary, bare
from tests.unit.scenario.expecting import FOLDER, alone, good
from tests.unit.scenario.in_french import french


def turned(name, folder):
    original = library.folder() / name / "scenario.yaml"
    tree = source.read(original.read_bytes(), Findings(str(original)))
    path = folder / "scenario.yaml"
    assert tree is not None
    path.write_text(french(tree), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["late-order", "cracked-cup"])
def test_a_scenario_with_french_keys_is_the_same(name, tmp_path):
    path = turned(name, tmp_path)
    assert "\ntitre: " in path.read_text(encoding="utf-8")
    theirs, ours = good(path), good(alone(name, tmp_path))
    assert theirs.scenario == ours.scenario
    assert theirs.key == ours.key
    assert theirs.texts["en"] == ours.texts["en"]


def test_accents_may_be_left_out(tmp_path):
    text = (FOLDER / "good-french.yaml").read_text(encoding="utf-8")
    path = tmp_path / "scenario.yaml"
    path.write_text("\n".join(map(_without_accents, text.split("\n"))), encoding="utf-8")
    assert good(path).scenario == good(FOLDER / "good-french.yaml").scenario


def _without_accents(line):
    key, colon, rest = line.partition(":")
    return bare(key) + colon + rest


def test_every_word_of_the_language_has_its_french_spelling():
    keys = {key for shape in SHAPES.values() for key in shape}
    blocks = {kind for kinds in BLOCKS.values() for kind in kinds}
    assert keys | blocks <= FRENCH.keys()


@pytest.mark.parametrize("shape", SHAPES)
def test_no_two_words_of_one_place_share_a_spelling(shape):
    words = Vocabulary("fr")
    known = (*SHAPES[shape], *BLOCKS.get(shape, ()))
    for word in known:
        assert words.word(words.spell(word), known) == word


def test_a_real_french_author_is_understood():
    shipped = Path(library.folder() / "table-nine" / "scenario.yaml")
    loaded, problems = load(shipped)
    assert loaded is not None
    assert not [p for p in problems if p.place.file.endswith("scenario.yaml")]
