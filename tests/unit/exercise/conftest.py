"""Every exercise of an example is watched, and then played again from its commands and its file."""

import pytest

from tests.properties.playing import Watched
from tests.unit.exercise import building


@pytest.fixture
def play(tmp_path):
    """Start an exercise of a scenario: play(scenario, seed=3)."""
    begun: list[Watched] = []

    def begin(scenario, seed=0, ratings=None, **more) -> Watched:
        folder = tmp_path / str(len(begun))
        folder.mkdir()
        watched = Watched(building.loaded(scenario, ratings), folder / "live.jsonl")
        begun.append(watched)
        watched.start(seed, **more)
        return watched

    yield begin
    for number, watched in enumerate(begun):
        watched.close()
        watched.look_at_whole(tmp_path / str(number))
