"""The door to exploring: what can be proven of a scenario, within a budget."""

from importlib.util import find_spec
from pathlib import Path

from scoring.principles import PRINCIPLES
from simulator.explore.bots import PLAYS
from simulator.explore.proven import (
    BotScore,
    Extremes,
    PrincipleReach,
    ProvenPlay,
    Survey,
    WordReach,
)
from simulator.scenario.load import Loaded
from simulator.scenario.model import Scenario

__all__ = [
    "BotScore", "Extremes", "PrincipleReach", "ProvenPlay", "Survey", "WordReach", "assessed",
    "can_explore", "survey",
]  # fmt: skip


def can_explore() -> bool:
    """Say whether what exploring needs is installed (numpy, of the `author` extra)."""
    return find_spec("numpy") is not None


def assessed(scenario: Scenario) -> tuple[str, ...]:
    """Return the principles that *scenario* says it assesses, in their order."""
    return tuple(p for p in PRINCIPLES if p in scenario.principles)


def survey(  # noqa: PLR0913 - each is one thing that may be left out
    loaded: Loaded, *, seconds: float | None = None, plays: int = PLAYS, posts: bool = True,
    cache: Path | None = None, route: str = "full",
) -> Survey:  # fmt: skip
    """Return what can be proven of *loaded* within *seconds* of CPU (no limit when None).

    *plays* is how often each bot plays; 0 leaves the bots out. Without *posts*, which posts and
    endings are shown and how many words there are to read is left out, which takes most of the
    time. *route* is "full" or "short". With *cache*, a folder, unchanged content is not gone
    through again. ModuleNotFoundError where numpy is not installed: ask `can_explore` first.
    """
    from simulator.explore import record
    from simulator.explore.surveying import run

    wanted = f"{plays} {posts} {route}"
    if cache and (found := record.cached(cache, loaded, wanted, seconds)):
        return found
    found = run(loaded, seconds, plays, with_posts=posts, route=route)
    if cache:
        record.keep(cache, loaded, wanted, seconds, found)
    return found
