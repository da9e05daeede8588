"""Today's key against every blind sheet kept in `tests/key`: the table of its README.

`python -m tests.key_table` writes it; a test keeps it current.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from scoring.principles import PRINCIPLES
from simulator.author.agreement import Marks, compare, grouped, marks
from simulator.author.sheets import legend, read_sheet
from simulator.report.course import library
from simulator.scenario.load import Loaded

FOLDER = Path(__file__).parent / "key"
PAGE = FOLDER / "README.md"
BEGIN, END = "<!-- written by python -m tests.key_table -->\n", "<!-- end -->\n"
Pair = tuple[Marks, Marks]


def sheets(loaded: Loaded) -> list[Marks]:
    """Return what each reader of a crisis gave."""
    paths = sorted((FOLDER / loaded.scenario.id).glob("rater-*.csv"))
    return [read_sheet(path.read_text("utf-8"), loaded.key, legend(loaded))[0] for path in paths]


def table() -> str:
    """Return both tables: by crisis, and by principle."""
    shelf = library()
    pairs = {one.scenario.id: [(marks(one.key), sheet) for sheet in sheets(one)] for one in shelf}
    every = [pair for found in pairs.values() for pair in found]
    lines = [
        "| Crisis | Readers | Marks by both | Mean difference | Within one mark | Opposite signs |",
        "|---|---|---|---|---|---|",
        *(f"| [{name}]({name}/) | {len(found)} | {_row(found)} |" for name, found in pairs.items()),
        f"| all | | {_row(every)} |",
        "",
        "| Principle | Marks by both | Mean difference | Within one mark | Opposite signs |",
        "|---|---|---|---|---|",
        *_by_principle(every),
    ]
    return "\n".join(lines) + "\n"


def _by_principle(every: Iterable[Pair]) -> Iterator[str]:
    split = [(grouped(ours, 2), grouped(theirs, 2)) for ours, theirs in every]
    for name in PRINCIPLES:
        pairs = [(ours.get(name, {}), theirs.get(name, {})) for ours, theirs in split]
        if any(compare(*pair).pairs for pair in pairs):
            yield f"| {name} | {_row(pairs)} |"


def _row(pairs: Iterable[Pair]) -> str:
    found = [compare(*pair) for pair in pairs]
    count = sum(one.pairs for one in found)
    difference = sum(one.pairs * one.difference for one in found) / count
    near = sum(one.pairs * one.near for one in found) / count
    conflicts = sum(one.conflicts for one in found)
    return f"{count:,} | {difference:.2f} | {near:.0%} | {conflicts}"


def written(page: str) -> str:
    """Return *page* with the table of now."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + "\n" + table() + "\n" + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
