"""The bad scenarios, and what their first line says is wrong with them."""

import re
from collections import Counter
from pathlib import Path

from simulator.scenario import library
from simulator.scenario.load import Loaded, load
from simulator.scenario.problems import Problem

FOLDER = Path(__file__).parents[2] / "bad_scenarios"
_EXPECT = re.compile(rb"# expect:(.*)")

Row = tuple[str, int, int, str]
"""File, line, column, code."""


def cases() -> list[Path]:
    """Every file and folder, the good ones too."""
    return sorted(FOLDER.iterdir())


def expected(path: Path) -> Counter[Row]:
    """What is written on the first line of each file."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    rows: Counter[Row] = Counter()
    for file in files:
        first = _EXPECT.match(file.read_bytes().split(b"\n", 1)[0])
        for part in first[1].decode().split(",") if first else ():
            if part.strip():
                place, code = part.split()
                line, column = place.split(":")
                rows[file.name, int(line), int(column), code] += 1
    return rows


def rows(problems: list[Problem]) -> Counter[Row]:
    """The same of what was found."""
    return Counter(
        (Path(p.place.file).name, p.place.line, p.place.column, p.code) for p in problems
    )


def good(path: Path) -> Loaded:
    """Load *path*, in which nothing is wrong."""
    loaded, problems = load(path)
    assert not problems
    assert loaded is not None
    return loaded


def alone(name: str, folder: Path) -> Path:
    """Copy a shipped scenario to *folder* without its translations."""
    path = folder / name / "scenario.yaml"
    path.parent.mkdir()
    path.write_bytes((library.folder() / name / "scenario.yaml").read_bytes())
    return path


def found(path: Path) -> Counter[Row]:
    """What loading *path* finds."""
    return rows(load(path)[1])
