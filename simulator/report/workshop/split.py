"""How a room split, as one SVG drawing: bars with their words, told apart without colour."""

import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import escape

WIDTH, LINE, BAR, GAP, NUMBERS = 640, 16, 14, 12, 110
CHARACTERS = 100
"""What fits above a bar at 12 pixels."""
MOST = 2
"""Lines of an option's words: the table below has them whole."""
COLOURS = ("#8a8696", "#2a8aa5")
"""Of a bar, and of what was decided, which has a sign and bold words too."""

Row = tuple[str, str, int, int, bool]
"""Letter, words, count, percent, and whether it was decided."""


def svg(name: str, title: str, told: str, rows: tuple[Row, ...]) -> str:
    """Return *rows* as bars; *told* says the same to who cannot see them. All words are escaped."""
    parts: list[str] = []
    y = 4
    for row in rows:
        lines = _wrapped(row)
        parts += _texts(lines, y, is_bold=row[-1])
        y += LINE * len(lines)
        parts += _bar(row, y)
        y += BAR + GAP
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" '
        f'aria-labelledby="{name}-t {name}-d" font-family="system-ui, sans-serif" font-size="12" '
        'fill="currentColor">'
    )
    head = [
        f'<title id="{name}-t">{escape(title)}</title>',
        f'<desc id="{name}-d">{escape(told)}</desc>',
    ]
    return "\n".join([opening, *head, *parts, "</svg>"])


def _wrapped(row: Row) -> list[str]:
    letter, words, _count, _percent, is_decided = row
    sign = "\u25b6 " if is_decided else ""
    lines = textwrap.wrap(f"{sign}{letter}. {words}", CHARACTERS) or [letter]
    return lines if len(lines) <= MOST else [*lines[: MOST - 1], lines[MOST - 1] + "…"]


def _texts(lines: list[str], y: int, *, is_bold: bool) -> Iterator[str]:
    weight = ' font-weight="bold"' if is_bold else ""
    for number, line in enumerate(lines, 1):
        yield f'<text x="0" y="{y + LINE * number - 4}"{weight}>{escape(line)}</text>'


def _bar(row: Row, y: int) -> Iterator[str]:
    _letter, _words, count, percent, is_decided = row
    full = WIDTH - NUMBERS
    wide = round(full * min(percent, 100) / 100)
    colour = COLOURS[is_decided]
    yield f'<rect x="0.5" y="{y}" width="{full}" height="{BAR}" fill="none" stroke="{COLOURS[0]}"/>'
    if wide:
        yield f'<rect x="0.5" y="{y}" width="{wide}" height="{BAR}" fill="{colour}"/>'
    said = f"{percent}\u202f%  ({count})"
    yield f'<text x="{full + 8}" y="{y + BAR - 2}">{escape(said)}</text>'
