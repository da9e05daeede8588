"""A report as data for machines: the debrief in numbers, and everything it tells in words.

`docs/report.schema.json` says what is in it. The version changes with what a reader could trip
over.
"""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from simulator.debrief.record import record as numbers
from simulator.debrief.reflection import commitments
from simulator.present import pages
from simulator.present.plots import Plot
from simulator.report.parts import Told, parts

FORMAT, VERSION = "badbuzz-report", 1


def record(told: Told) -> dict[str, Any]:
    """Return the report of *told* as data that JSON can hold."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": told.language.code,
        "exercise": _exercise(told),
        "scenario": {
            "id": told.loaded.scenario.id, "title": told.title, "digest": told.loaded.digest,
        },
        "result": numbers(told.debrief),
        "parts": [
            {"id": part.id, "pages": [_page(leaf) for leaf in part.leaves]} for part in parts(told)
        ],
        "curves": [_curve(plot) for plot in told.plots],
        "commitments": [asdict(row) for row in commitments(told.debrief)],
    }  # fmt: skip


def _exercise(told: Told) -> dict[str, Any] | None:
    row = told.exercise
    if row is None:
        return None
    return {
        "id": row.id, "number": row.number, "profile": told.who or None, "kind": row.kind,
        "started": _moment(row.started), "ended": _moment(row.ended), "seconds": row.seconds,
    }  # fmt: skip


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _page(leaf: pages.Leaf) -> dict[str, Any]:
    return {
        "title": leaf.title,
        "lead": leaf.lead,
        "sections": [
            {"id": section.id, "title": section.title, "lines": list(section.lines)}
            for section in leaf.sections
        ],
    }


def _curve(plot: Plot) -> dict[str, Any]:
    return {
        "gauge": plot.chart.gauge,
        "title": plot.title,
        "plays": [
            {"play": curve.play, "points": [list(point) for point in curve.points]}
            for curve in plot.chart.curves
        ],
        "decisions": [
            {"number": mark.number, "scene": mark.scene, "minute": mark.minute, "value": mark.value}
            for mark in plot.chart.curves[0].marks
        ],
    }
