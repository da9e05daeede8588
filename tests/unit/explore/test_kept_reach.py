"""What was proven of a scenario is kept beside it, and used only while it is the same.

That what is kept was proven of the shipped crises themselves: `tests/properties/test_reach.py`.
"""

import json
import shutil

from simulator.explore.reach import kept
from simulator.scenario.library import TUTORIAL, find
from tests.shelf import load


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
