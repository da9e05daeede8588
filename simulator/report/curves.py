"""A gauge over simulated time as one SVG drawing, with its title and its description in it."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from simulator.debrief.curves import BEST, CHANGED, SILENCE, YOURS, Curve
from simulator.present.plots import Plot

WIDTH, HEIGHT, LEFT, TOP, BELOW = 640, 200, 40, 12, 62
HIGHEST = 100
_LINES = {
    YOURS: ("#2a8aa5", 2.5, ""), CHANGED: ("#c47a1c", 2, "7 4"), BEST: ("#4c9a3a", 2, "7 4"),
    SILENCE: ("#8a8696", 1.5, "2 4"),
}  # fmt: skip
"""Colour, width and dashes: told apart without colour too, and seen on light and on dark."""
CHARACTER = 7
"""Pixels that a character of the legend takes, at most."""
APART = 18
"""Pixels between two numbers that can be told apart; nearer ones become a span."""

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
        for mark in plot.chart.curves[0].marks
    ]
    parts += [
        f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{said}</text>'
        for x, said in _numbers(plot.chart.curves[0], until)
    ]
    parts += _legend(plot.names)
    return "\n".join([*parts, "</svg>"])


def _line(curve: Curve, until: int) -> str:
    """Draw a value that holds until the next one: across, then up or down."""
    path = f"M{LEFT} {_y(curve.first)}"
    for minute, value in curve.points[1:]:
        path += f"H{_x(minute, until)}V{_y(value)}"
    return f'<path d="{path}" fill="none" {_stroke(curve.play)}/>'


def _numbers(curve: Curve, until: int) -> list[tuple[float, str]]:
    """Return where the numbers of the decisions stand; those too near each other as 1–4."""
    groups: list[list[tuple[float, int]]] = []
    for mark in curve.marks:
        x = _x(mark.minute, until)
        if groups and x - groups[-1][-1][0] < APART:
            groups[-1].append((x, mark.number))
        else:
            groups.append([(x, mark.number)])
    return [
        (
            round((group[0][0] + group[-1][0]) / 2, 1),
            "–".join(dict.fromkeys(str(number) for _, number in (group[0], group[-1]))),
        )
        for group in groups
    ]


def _legend(names: Iterable[tuple[str, str]]) -> Iterator[str]:
    x, y = LEFT, TOP + HEIGHT + 52
    for play, said in names:
        yield (
            f'<path d="M{x} {y - 4}h28" {_stroke(play)}/><text x="{x + 34}" y="{y}">'
            f"{escape(said)}</text>"
        )
        x += 34 + len(said) * CHARACTER + 14


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
