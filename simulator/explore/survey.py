"""The door to exploring: what can be proven of a scenario, within a budget."""

from importlib.util import find_spec

from scoring.principles import PRINCIPLES
from simulator.explore.proven import BotScore, Extremes, PrincipleReach, ProvenPlay, Survey
from simulator.scenario.load import Loaded
from simulator.scenario.model import Scenario

__all__ = [
    "BotScore", "Extremes", "PrincipleReach", "ProvenPlay", "Survey", "assessed", "can_explore",
    "survey",
]  # fmt: skip


def can_explore() -> bool:
    """Say whether what exploring needs is installed (numpy, of the `author` extra)."""
    return find_spec("numpy") is not None


def assessed(scenario: Scenario) -> tuple[str, ...]:
    """Return the principles that *scenario* says it assesses, in their order."""
    return tuple(p for p in PRINCIPLES if p in scenario.principles)


def survey(
    loaded: Loaded, *, seconds: float | None = None, plays: int = 2000, posts: bool = True
) -> Survey:
    """Return what can be proven of *loaded* within *seconds* of CPU (no limit when None).

    *plays* is how often each bot plays; 0 leaves the bots out. Without *posts*, which posts and
    endings are shown and how much there is to read is left out, which takes most of the time.
    ModuleNotFoundError where numpy is not installed: ask `can_explore` first.
    """
    from simulator.explore.surveying import run

    return run(loaded, seconds, plays, with_posts=posts)
