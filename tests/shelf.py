"""The crises that are kept here, read once: for tests of what is done with them.

Tests of the reading itself take `load` from where it is written.
"""

from functools import cache
from pathlib import Path

from simulator.scenario import load as door
from simulator.scenario.library import shipped
from simulator.scenario.load import Loaded
from simulator.scenario.problems import Problem

__all__ = ["crises", "load"]

KEPT = Path(__file__).parents[1]
"""What stands in the repository is written by nobody while the tests run."""


def load(path: Path) -> tuple[Loaded | None, list[Problem]]:
    """Return what reading the scenario at *path* gives; the same again where it cannot change."""
    if not path.is_absolute() or KEPT not in path.parents:
        return door.load(path)
    found, problems = _read(path)
    return found, list(problems)


@cache
def crises() -> tuple[Loaded, ...]:
    """Return every crisis that ships."""
    return tuple(found for path in shipped() if (found := load(path)[0]) is not None)


@cache
def _read(path: Path) -> tuple[Loaded | None, tuple[Problem, ...]]:
    found, problems = door.load(path)
    return found, tuple(problems)
