"""A scenario as its author's tools look at it: what was read, and where everything stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.scenario.load import Files, Loaded, finish, parse_files, read_files
from simulator.scenario.parse import Parsed
from simulator.scenario.problems import Findings, Problem
from simulator.scenario.text import Translation


@dataclass(frozen=True)
class Study:
    """A scenario that can be played, with the places of all that is in it."""

    loaded: Loaded
    parsed: Parsed
    translations: Mapping[str, Translation]
    files: Files


def study(path: Path) -> tuple[Study | None, list[Problem]]:
    """Read the scenario at *path* with all its places; None if an error makes it unplayable."""
    findings = Findings(str(path))
    files = read_files(path, findings)
    if files is None:
        return None, findings.problems
    found = parse_files(files)
    if found.parts is None or found.parsed is None:
        return None, found.problems
    loaded, problems = finish(found.parts, files, None, found.problems)
    if loaded is None:  # pragma: no cover - only an organisation file could make it so
        return None, problems
    return Study(loaded, found.parsed, found.translations, files), problems
