"""One row a decision, for spreadsheets; no cell can act as a formula (hazards, 4.4)."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime

from scoring.principles import PRINCIPLES
from simulator.debrief.moments import Moment
from simulator.export.gather import Gathering, Played
from simulator.safe import cell

Cell = str | int | None
HEADS = (
    "profile", "exercise", "number", "kind", "scenario", "mode", "started_utc", "ended_utc",
    "decision", "scene", "minute", "done_minute", "picks", "inquiries", "how", "confidence",
    "graded", *PRINCIPLES, "overall_of_exercise",
)  # fmt: skip
"""Names of the columns: the same in every language, for formulas that are handed on."""


def table(gathering: Gathering) -> str:
    """Return the decisions of all exercises as CSV."""
    rows = (
        _row(gathering.profile.name, played, number, moment)
        for played in gathering
        for number, moment in enumerate(played.debrief.moments, 1)
    )
    return written(HEADS, rows)


def written(heads: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return *rows* under *heads* as CSV; text that a spreadsheet would compute is made text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in rows:
        # A number is ours: -2 is a mark, and no formula.
        writer.writerow([cell(value) if isinstance(value, str) else value for value in row])
    return out.getvalue()


def _row(name: str, played: Played, number: int, moment: Moment) -> list[Cell]:
    row = played.exercise
    marks: dict[str, int] = {}
    for given in moment.opportunities:
        marks[given.principle] = marks.get(given.principle, 0) + given.obtained
    return [
        name, row.id, row.number, row.kind, row.scenario, row.mode, _moment(row.started),
        _moment(row.ended), number, moment.scene, moment.minute, moment.done,
        " ".join(moment.picks), " ".join(moment.inquiries), moment.how, moment.confidence,
        int(moment.is_graded), *(marks.get(principle) for principle in PRINCIPLES), row.overall,
    ]  # fmt: skip


def _moment(value: datetime | None) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if value else ""
