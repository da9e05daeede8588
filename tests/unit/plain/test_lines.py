"""Lines that people or scripts give, one at a time and inert."""

import io
import os

import pytest

from simulator.plain.lines import Lines, TimeUp


def test_lines_come_one_at_a_time():
    assert list(Lines(io.StringIO("1\n 2 3 \r\nlast"))) == ["1", "2 3", "last"]


def test_an_empty_line_is_a_line():
    assert list(Lines(io.StringIO("\n\n"))) == ["", ""]


def test_a_flood_without_an_end_is_one_short_line():
    lines = Lines(io.StringIO("x" * 3_000_000 + "\n1\n"))
    assert len(next(lines)) <= 500
    assert next(lines) == "1"


def test_what_acts_is_made_inert():
    assert next(Lines(io.StringIO("a\x1b[2J\u202eb\n"))).isprintable()


def test_a_countdown_ends():
    reading, _writing = os.pipe()
    with os.fdopen(reading) as source, pytest.raises(TimeUp):
        Lines(source).within(0.01)


def test_a_line_in_time_is_taken():
    reading, writing = os.pipe()
    os.write(writing, b"2\n")
    with os.fdopen(reading) as source:
        assert Lines(source).within(5) == "2"


def test_a_source_that_cannot_be_waited_for_has_no_countdown():
    assert Lines(io.StringIO("4\n")).within(0.01) == "4"
