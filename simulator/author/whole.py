"""The whole check of a folder, for those who look while it is written: editors, the preview."""

from pathlib import Path

from simulator.scenario.load import Loaded, load
from simulator.scenario.problems import Problem


def whole(folder: Path) -> tuple[Loaded | None, list[Problem]]:
    """Return the scenario in *folder*, None if it cannot be played, and everything wrong with it.

    The one place where editor and preview ask: what `badbuzz check` learns, they learn here.
    """
    return load(folder)
