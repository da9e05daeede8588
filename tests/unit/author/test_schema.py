"""The schema of the language: current, explained in both languages, right about real files."""

import copy
import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from simulator.author.schema import LANGUAGES, about, schema
from simulator.cli import main
from simulator.scenario.library import find, shipped
from simulator.scenario.problems import Findings
from simulator.scenario.shapes import BLOCKS, SHAPES
from simulator.scenario.source import read
from simulator.scenario.words import FRENCH
from tests.unit.scenario.expecting import FOLDER
from tests.unit.scenario.in_french import french

ROOT = Path(__file__).parents[3]
VALIDATOR = Draft7Validator(schema())
LOADERS = {"as text": yaml.BaseLoader, "as an older YAML guesses": yaml.SafeLoader}


def in_french(text):
    tree = read(text.encode(), Findings("here"))
    assert tree
    return french(tree)


def plain(value):
    """Return *value* as JSON has it; an older YAML reads the key `on` as true, editors do not."""
    if isinstance(value, dict):
        return {"on" if key is True else str(key): plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def problems(text, loader=yaml.BaseLoader):
    found = VALIDATOR.iter_errors(plain(yaml.load(text, loader)))  # noqa: S506 - our own files
    return [f"{'/'.join(map(str, error.path))}: {error.message[:120]}" for error in found]


def test_the_committed_schema_is_current():
    kept = json.loads((ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8"))
    assert kept == schema(), "badbuzz schema -o docs/scenario.schema.json"
    Draft7Validator.check_schema(kept)


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_every_shipped_scenario_fits_in_english_and_in_french(folder, loader):
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    assert problems(text, loader) == []
    if loader is yaml.BaseLoader:
        assert problems(in_french(text), loader) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_and_every_block_is_explained(language):
    for shape, keys in SHAPES.items():
        for key in (*keys, *BLOCKS.get(shape, ())):
            assert about(shape, key, language), (shape, key)


BROKEN = ("S101-unknown-key", "S102-missing-key", "S103-list-for-text", "S110-unknown-kind",
          "S110-unknown-principle", "S112-french-key", "S114-mark-out-of-scale")  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_it_refuses_what_the_check_refuses_by_shape(name):
    assert problems((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def test_it_refuses_words_of_the_other_language():
    text = (find("cracked-cup") / "scenario.yaml").read_text(encoding="utf-8")
    assert problems(text.replace("\nstarts:", "\ndébut:"))
    assert problems(in_french(text).replace("\ndébut:", "\nstarts:"))


def test_french_words_may_lose_their_accents():
    text = in_french((find("cracked-cup") / "scenario.yaml").read_text(encoding="utf-8"))
    assert problems(text.replace("\ndébut:", "\ndebut:").replace("\nscène ", "\nscene ")) == []


def test_every_french_word_of_a_key_is_in_it():
    words = json.dumps(schema(), ensure_ascii=False)
    for shape in SHAPES.values():
        for key in shape:
            assert f'"{FRENCH[key]}": {{' in words


def test_the_command_says_the_line_that_editors_know(tmp_path, capsys):
    assert main(["schema", "-o", str(tmp_path / "badbuzz.schema.json"), "--lang", "fr"]) == 0
    assert re.search(r"# yaml-language-server: \$schema=\S+", capsys.readouterr().out)
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


def test_a_broken_schema_would_be_seen():
    broken = copy.deepcopy(schema())
    del broken["definitions"]["en-scene"]["properties"]["title"]
    text = (find("cracked-cup") / "scenario.yaml").read_text(encoding="utf-8")
    tree = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - our own file
    assert list(Draft7Validator(broken).iter_errors(tree))
