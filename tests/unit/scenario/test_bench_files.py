"""What `make bench` measures loading with is a file without a problem, or it measures nothing."""

import pytest

from simulator.scenario.load import load
from tests.bench import generate


@pytest.mark.parametrize("kind", ["several", "compose", "one"])
def test_a_generated_scenario_has_nothing_wrong(kind, tmp_path):
    text = generate.scenario(1, 4, kind=kind)
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    loaded, problems = load(tmp_path)
    assert problems == []
    assert loaded
    assert len(loaded.scenario.scenes) == 4
