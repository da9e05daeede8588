"""A play read from a file that anybody may have written: told only if the engine tells it too."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from simulator.debrief.turns import play, start_of, turns
from simulator.exercise import events as e
from simulator.exercise.afterwords import afterword
from simulator.exercise.commands import Afterword, AssessSelf, Commit, Contest, React, Refused
from simulator.exercise.state import replay
from simulator.scenario.model import Scenario
from simulator.scenario.problems import Findings
from simulator.scenario.source import read_bytes

LARGEST = 64 << 20
_SAID: dict[type, Callable[[Any], Afterword]] = {
    e.Reacted: lambda said: React(said.line),
    e.SelfAssessed: lambda said: AssessSelf(said.strongest, said.weakest, said.take_back),
    e.Contested: lambda said: Contest(said.scene, said.item, said.line, said.principle),
    e.Committed: lambda said: Commit(
        said.strength, said.area, said.action, said.owner, said.date
    ),
}  # fmt: skip
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration, Refused)
"""What reading or telling something that is no play may end in."""


def read(path: Path) -> tuple[e.ExerciseStarted, e.Log] | None:
    """Return how the play in the file at *path* began, and its log; None if it holds none."""
    data = read_bytes(path, Findings(str(path)), LARGEST)
    try:
        log = tuple(e.parse((data or b"").decode()))
    except _BROKEN:
        return None
    began = log[0] if log else None
    return (began, log) if isinstance(began, e.ExerciseStarted) else None


def is_played(scenario: Scenario, log: e.Log) -> bool:
    """Say whether *log* is a finished play of *scenario*, to the last event.

    It is, when the engine makes the very same events of its commands.
    """
    played = tuple(event for event in log if type(event) not in _SAID)
    said = [event for event in log if type(event) in _SAID]
    try:
        told = play(scenario, start_of(scenario, played), turns(played))
        is_same = not told.assumed and told.log == played
        return is_same and _is_said(played, said)
    except _BROKEN:
        return False


def _is_said(played: e.Log, said: Iterable[e.Event]) -> bool:
    """Say whether what was said afterwards could be said of *played*."""
    state = replay(played)
    return all(afterword(state, _SAID[type(event)](event)) == event for event in said)
