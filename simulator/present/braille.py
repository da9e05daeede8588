"""Pictures for any terminal, without colour: blocks, and dots, two by four to a character."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

ACROSS, DOWN = 2, 4
"""Dots in one character."""
SPARKS = "▁▂▃▄▅▆▇█"
_BLANK = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot, by row and column."""
_MOST = 100
_DASH = 3
"""A spoke that was not assessed shows one dot in so many."""


def spark(value: int) -> str:
    """Return the block that stands for *value*, 0 to 100."""
    return SPARKS[min(max(value, 0) * len(SPARKS) // (_MOST + 1), len(SPARKS) - 1)]


class Canvas:
    """A sheet of dots. What lies outside is not drawn."""

    def __init__(self, columns: int, rows: int) -> None:
        """Make an empty sheet of *columns* by *rows* characters."""
        self.width, self.height = columns * ACROSS, rows * DOWN
        self._cells = [[0] * columns for _ in range(rows)]

    def dot(self, x: float, y: float) -> None:
        """Set the dot nearest to *x*, *y*; the origin is at the top left."""
        column, row = round(x), round(y)
        if 0 <= column < self.width and 0 <= row < self.height:
            bit = _DOTS[row % DOWN][column % ACROSS]
            self._cells[row // DOWN][column // ACROSS] |= bit

    def line(self, start: tuple[float, float], end: tuple[float, float], every: int = 1) -> None:
        """Draw a straight line; with *every*, one dot in so many."""
        (x0, y0), (x1, y1) = start, end
        steps = max(round(abs(x1 - x0)), round(abs(y1 - y0)), 1)
        for step in range(0, steps + 1, every):
            self.dot(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps)

    def rows(self) -> list[str]:
        """Return the characters, row by row."""
        return ["".join(chr(_BLANK | cell) for cell in row) for row in self._cells]


def radar(values: "Sequence[Fraction | None]", labels: Sequence[str], width: int) -> list[str]:
    """Draw one spoke for each of *values* (0 to 100) in *width* columns, labelled, from the top on.

    None is not assessed, which is not zero: its spoke is dotted, and the outline is open there.
    """
    margin = max(map(len, labels), default=0) + 1
    columns = max(width - 2 * margin, 8)
    rows = columns * ACROSS // DOWN
    canvas = Canvas(columns, rows)
    middle = ((canvas.width - 1) / 2, (canvas.height - 1) / 2)
    radius = min(middle)

    def at(spoke: int, share: float) -> tuple[float, float]:
        angle = 2 * pi * spoke / len(values)
        return (
            middle[0] + radius * share * sin(angle),
            middle[1] - radius * share * cos(angle),
        )

    for spoke, value in enumerate(values):
        canvas.line(middle, at(spoke, 1), _DASH if value is None else 2)
        after = values[(spoke + 1) % len(values)]
        if value is not None and after is not None:
            ends = (
                at(spoke, float(value) / _MOST),
                at((spoke + 1) % len(values), float(after) / _MOST),
            )
            canvas.line(*ends)
    drawn = [
        list(" " * margin + row.replace(chr(_BLANK), " ") + " " * margin) for row in canvas.rows()
    ]
    drawn = [list(" " * len(drawn[0])), *drawn, list(" " * len(drawn[0]))]
    for spoke, label in enumerate(labels):
        x, y = at(spoke, 1)
        _write(drawn, label, margin + x / ACROSS, 1 + y / DOWN, middle[0] / ACROSS + margin)
    return ["".join(row).rstrip() for row in drawn]


def _write(drawn: list[list[str]], label: str, x: float, y: float, centre: float) -> None:
    """Put *label* beside the end of its spoke: outside, or above and below in the middle."""
    if abs(x - centre) < 1:
        row = 0 if y < len(drawn) / 2 else len(drawn) - 1
        left = round(centre - len(label) / 2)
    else:
        row = round(y - 0.5)
        left = round(x) + 2 if x > centre else round(x) - len(label) - 1
    left = min(max(left, 0), max(len(drawn[row]) - len(label), 0))
    for place, letter in enumerate(label, start=left):
        if place < len(drawn[row]):
            drawn[row][place] = letter
