"""A gauge over simulated time as one SVG drawing, with its title and its description in it."""

from xml.sax.saxutils import escape

from simulator.debrief.curves import BEST, CHANGED, SILENCE, YOURS, Curve
from simulator.present.plots import Plot

WIDTH, HEIGHT, LEFT, TOP, BELOW = 640, 200, 40, 12, 62
HIGHEST = 100
_LINES = {
    YOURS: ("#0b5a6e", 2.5, ""), CHANGED: ("#a65a00", 2, "7 4"), BEST: ("#3a7d2c", 2, "7 4"),
    SILENCE: ("#5b5866", 1.5, "2 4"),
}  # fmt: skip
"""Colour, width and dashes: told apart without colour too."""

_OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
    'aria-labelledby="{name}-t {name}-d" font-family="system-ui, sans-serif" font-size="12" '
    'fill="currentColor">'
)


def svg(plot: Plot) -> str:
    """Return *plot* as SVG; every word in it is escaped, and a reader without eyes hears it all."""
    until = max(plot.chart.until, 1)
    bottom, right = TOP + HEIGHT, LEFT + WIDTH
    name = f"plot-{plot.chart.gauge}"
    parts = [
        _OPENING.format(width=right + 16, height=bottom + BELOW, name=_quoted(name)),
        f'<title id="{_quoted(name)}-t">{escape(plot.title)}</title>',
        f'<desc id="{_quoted(name)}-d">{escape(plot.description)}</desc>',
        f'<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="currentColor"/>',
        f'<text x="{LEFT - 6}" y="{TOP + 5}" text-anchor="end">{HIGHEST}</text>',
        f'<text x="{LEFT - 6}" y="{bottom}" text-anchor="end">0</text>',
        f'<text x="{LEFT}" y="{bottom + 34}">{escape(plot.begins)}</text>',
        f'<text x="{right}" y="{bottom + 34}" text-anchor="end">{escape(plot.ends)}</text>',
    ]
    parts += [_line(curve, until) for curve in plot.chart.curves]
    parts += [
        f'<circle cx="{_x(mark.minute, until)}" cy="{_y(mark.value)}" r="3.5"/>'
        f'<text x="{_x(mark.minute, until)}" y="{bottom + 16}" text-anchor="middle">'
        f"{mark.number}</text>"
        for mark in plot.chart.curves[0].marks
    ]
    parts += [_legend(play, said, number) for number, (play, said) in enumerate(plot.names)]
    return "\n".join([*parts, "</svg>"])


def _line(curve: Curve, until: int) -> str:
    """Draw a value that holds until the next one: across, then up or down."""
    path = f"M{LEFT} {_y(curve.first)}"
    for minute, value in curve.points[1:]:
        path += f"H{_x(minute, until)}V{_y(value)}"
    return f'<path d="{path}" fill="none" {_stroke(curve.play)}/>'


def _legend(play: str, said: str, number: int) -> str:
    x, y = LEFT + number * 220, TOP + HEIGHT + 52
    return (
        f'<path d="M{x} {y - 4}h28" {_stroke(play)}/><text x="{x + 34}" y="{y}">'
        f"{escape(said)}</text>"
    )


def _stroke(play: str) -> str:
    colour, width, dashes = _LINES[play]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'stroke="{colour}" stroke-width="{width}"{dashed}'


def _x(minute: int, until: int) -> float:
    return round(LEFT + WIDTH * minute / until, 1)


def _y(value: int) -> float:
    return round(TOP + HEIGHT - HEIGHT * value / HIGHEST, 1)


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
