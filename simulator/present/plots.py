"""Curves of the gauges over simulated time: as dots for a terminal, and always in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.debrief.curves import BEST, CHANGED, SILENCE, YOURS, Chart, Curve, charts
from simulator.exercise import events as e
from simulator.exercise.board import level
from simulator.present import pages
from simulator.present.braille import ACROSS, DOWN, Canvas
from simulator.present.debriefed import Debriefed

WIDTH, HEIGHT = 64, 7
"""Characters of a drawing: it stays within 80 columns."""
HIGHEST = 100
EVERY = {YOURS: 1, CHANGED: 3, BEST: 3, SILENCE: 6}
"""One dot in so many: the plays are told apart by their line, never by colour alone."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One gauge as it is to be drawn: names and a description, in the reader's language."""

    title: str
    description: str
    chart: Chart
    names: tuple[tuple[str, str], ...]
    """Play -> its name."""
    begins: str
    ends: str


class Plots(Debriefed):
    """Each gauge: yours, the best play's, silence's."""

    def curves(self, best: e.Log | None = None) -> pages.Leaf:
        """Return one section for each gauge: sentences, and a drawing of the same."""
        _ = self.language._
        plots = self.plots(charts(self.room.scenario, self.debrief.log, best))
        lead = _(
            "Simulated time runs from left to right; the numbers under the line are your decisions."
        )
        return pages.Leaf(_("How things moved"), self.plotted(plots), lead)

    def plotted(self, plots: Sequence[Plot]) -> tuple[pages.Section, ...]:
        """Return *plots* as sections."""
        return tuple(
            pages.Section(
                plot.title, (*plot.description.split("\n"),), plot.chart.gauge, tuple(drawn(plot))
            )
            for plot in plots
        )

    def plots(self, found: Sequence[Chart]) -> tuple[Plot, ...]:
        """Return *found* with everything that is said of it."""
        return tuple(self._plot(chart) for chart in found)

    def _plot(self, chart: Chart) -> Plot:
        return Plot(
            self.texts.of("gauges", chart.gauge, "name"), "\n".join(self._said(chart)), chart,
            tuple((curve.play, self._name(curve.play)) for curve in chart.curves),
            self.room.when(0), self.room.when(chart.until),
        )  # fmt: skip

    def _name(self, play: str) -> str:
        _ = self.language._
        return {
            YOURS: _("your play"), BEST: _("the best play there is"),
            SILENCE: _("if nobody had answered"), CHANGED: _("as it would have been"),
        }[play]  # fmt: skip

    def _said(self, chart: Chart) -> list[str]:
        """Return the chart in sentences: what a reader of the drawing would take from it."""
        _ = self.language._
        said = [self._curve(curve) for curve in chart.curves]
        if BEST in chart.missing:
            said.append(_("The best play of this crisis has not been worked out yet."))
        return said

    def _curve(self, curve: Curve) -> str:
        minute, lowest = curve.lowest
        return self.language._(
            "{play}: from {first} to {last} ({level}), lowest {lowest}, {when}.",
            play=self._name(curve.play).capitalize(), first=curve.first, last=curve.last,
            level=self._level(curve.gauge, curve.last), lowest=lowest, when=self.room.when(minute),
        )  # fmt: skip

    def _level(self, gauge: str, value: int) -> str:
        name = level(self.room.scenario.gauge(gauge), value)
        return self.texts.of("gauges", gauge, name) or name


def drawn(plot: Plot, width: int = WIDTH, height: int = HEIGHT) -> list[str]:
    """Return *plot* as rows of dots, with the scale, the decisions and the hours around it."""
    canvas = Canvas(width, height)
    until = max(plot.chart.until, 1)
    across, down = width * ACROSS - 1, height * DOWN - 1
    for curve in plot.chart.curves:
        _trace(canvas, curve, until, across, down)
    rows = [row.replace("\u2800", " ") for row in canvas.rows()]
    edge = {0: "100", height - 1: "  0"}
    lines = [f"{edge.get(number, '   ')}│{row}".rstrip() for number, row in enumerate(rows)]
    lines.append("   └" + "─" * width)
    lines.append("    " + _numbers(plot.chart.curves[0], until, width))
    gap = width - len(plot.begins) - len(plot.ends)
    lines.append("    " + plot.begins + " " * max(gap, 1) + plot.ends)
    return [*lines, *(f"    {_KEYS[EVERY[play]]} {name}" for play, name in plot.names)]


_KEYS = {1: "───", 3: "─ ─", 6: "· ·"}


def _trace(canvas: Canvas, curve: Curve, until: int, across: int, down: int) -> None:
    every = EVERY[curve.play]
    before: float | None = None
    for x in range(round(across * curve.until / until) + 1):
        y = down - down * curve.at(x * until // across) / HIGHEST
        if x % every == 0:
            if before is not None and every == 1:
                canvas.line((x, before), (x, y))
            canvas.dot(x, y)
        before = y


def _numbers(curve: Curve, until: int, width: int) -> str:
    """Return the numbers of the decisions, each under its minute, as far as there is room."""
    row = ""
    for mark in curve.marks:
        place = round((width - 1) * mark.minute / until)
        if not row or place > len(row):
            row = row.ljust(place) + str(mark.number)
    return row
