"""Pictures made of dots."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from simulator.present.braille import Canvas, radar

NAMES = ["Plan", "Listen", "Understand", "Early", "Venue", "Calm", "Information", "Repair"]


def dots(rows: list[str]) -> int:
    return sum((ord(c) - 0x2800).bit_count() for row in rows for c in row if ord(c) >= 0x2800)


def test_a_line_from_corner_to_corner():
    canvas = Canvas(2, 1)
    canvas.line((0, 0), (3, 3))
    assert canvas.rows() == ["⠑⢄"]


def test_the_best_of_all_is_an_octagon_and_nothing_assessed_only_dotted_spokes():
    full = radar([Fraction(100)] * 8, NAMES, 44)
    none = radar([None] * 8, NAMES, 44)
    assert len(full) == len(none)
    assert dots(full) > 2 * dots(none) > 0


def test_not_assessed_is_drawn_otherwise_than_zero():
    known = [Fraction(50)] * 7
    assert radar([*known, None], NAMES, 44) != radar([*known, Fraction(0)], NAMES, 44)


values = st.lists(st.none() | st.fractions(0, 100), min_size=8, max_size=8)


@given(values, st.integers(20, 130))
def test_every_label_is_whole_and_every_row_fits(found, width):
    rows = radar(found, NAMES, width)
    room = max(width, 2 * (max(map(len, NAMES)) + 1) + 8)
    assert all(len(row) <= room for row in rows)
    if width >= 50:
        assert all(any(name in row for row in rows) for name in NAMES)


@given(st.integers(1, 9), st.integers(1, 9), st.floats(-99, 99), st.floats(-99, 99))
def test_nothing_is_drawn_outside(columns, rows, x, y):
    canvas = Canvas(columns, rows)
    canvas.line((0, 0), (x, y))
    assert [len(row) for row in canvas.rows()] == [columns] * rows
