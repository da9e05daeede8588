"""What was proven of the tutorial is kept beside it, and only while it is the same tutorial."""

import json
import shutil

from simulator.scenario.library import TUTORIAL, find
from simulator.scenario.load import load


def test_the_tutorials_best_and_worst_were_proven_of_this_very_tutorial():
    loaded, _ = load(find(TUTORIAL))
    assert loaded
    kept = json.loads((find(TUTORIAL) / "reach.json").read_text(encoding="utf-8"))
    # If this fails the ratings or the rules changed: badbuzz explore late-order --write
    assert loaded.reach == (kept["worst"], kept["best"])


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
