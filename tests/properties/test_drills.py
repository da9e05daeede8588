"""Any decision of any shipped crisis can be played alone, and looked back on."""

from random import Random

import pytest

from simulator.debrief.debrief import debrief
from simulator.exercise.commands import DRILL
from tests.properties.playing import Watched
from tests.shelf import crises

SHELF = crises()
ALONE = [
    pytest.param(loaded, scene.id, id=f"{loaded.scenario.id}/{scene.id}")
    for loaded in SHELF
    for scene in loaded.scenario.scenes.values()
    if scene.decision
]


@pytest.mark.parametrize(("loaded", "scene"), ALONE)
def test_a_decision_alone_asks_once_and_ends(loaded, scene, tmp_path):
    watched = Watched(loaded, tmp_path / "live.jsonl")
    watched.start(3, route=DRILL, at=scene)
    watched.play_at_random(Random(scene))
    watched.close()
    watched.look_at_whole(tmp_path)
    found = debrief(loaded, watched.log)
    assert [moment.scene for moment in found.moments] == [scene]
    assert found.share is None
