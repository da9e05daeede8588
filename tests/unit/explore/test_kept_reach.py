"""What was proven of a scenario is kept beside it, and used only while it is the same."""

import json
import shutil

import pytest

from simulator.explore.reach import kept, write
from simulator.explore.survey import survey
from simulator.scenario.library import TUTORIAL, find, shipped
from tests.shelf import load


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_what_is_kept_was_proven_of_this_very_scenario(folder, tmp_path):
    loaded, _ = load(folder)
    assert loaded
    row = json.loads((folder / "reach.json").read_text(encoding="utf-8"))
    # If this fails the ratings or the rules changed: badbuzz explore FOLDER --write
    assert loaded.reach == (row["worst"], row["best"])
    found = survey(loaded, plays=0, posts=False)
    write(tmp_path, found)
    assert (tmp_path / "reach.json").read_bytes() == (folder / "reach.json").read_bytes()
    told = kept(folder, loaded)
    assert told
    assert told.plays == {"total": found.total, "overall": found.overall}


def test_a_damaged_proof_is_as_good_as_none(tmp_path):
    folder = tmp_path / "late-order"
    shutil.copytree(find(TUTORIAL), folder)
    loaded, _ = load(folder)
    assert loaded
    for text in ("", "[]", "{}", '{"play": 3}', json.dumps({"play": loaded.reach, "plays": [1]})):
        (folder / "reach.json").write_text(text, encoding="utf-8")
        assert kept(folder, loaded) is None
    row = json.loads((find(TUTORIAL) / "reach.json").read_text(encoding="utf-8"))
    damages: tuple[object, ...] = ({"best total": {}}, {"best total": {"seed": "x"}}, [])
    for damage in damages:
        (folder / "reach.json").write_text(json.dumps(row | {"plays": damage}), encoding="utf-8")
        assert kept(folder, loaded) is None


def test_a_proof_of_another_scenario_is_not_used(tmp_path):
    folder = tmp_path / "late-order"
    shutil.copytree(find(TUTORIAL), folder)
    file = folder / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    assert "calm: +2" in text
    file.write_text(text.replace("calm: +2", "calm: +1", 1), encoding="utf-8")
    other, _ = load(folder)
    assert other
    assert other.reach is None
