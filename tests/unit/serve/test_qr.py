"""The code in a room: what is drawn is the code, dark on light, with its quiet zone."""

import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from simulator.serve.qr import QUIET, blocks, modules, printed, svg

URL = "http://192.168.1.5:8710/j/ABCD2345"


def test_the_modules_are_the_codes_with_a_quiet_zone():
    rows = modules(URL)
    theirs = [
        [bool(x) for x in row] for row in segno.make(URL, error="m", boost_error=False).matrix
    ]
    size = len(theirs)
    assert len(rows) == size + 2 * QUIET
    assert [list(row[QUIET:-QUIET]) for row in rows[QUIET:-QUIET]] == theirs
    edge = [*rows[:QUIET], *rows[-QUIET:]]
    assert not any(any(row) for row in edge)
    assert not any(any(row[:QUIET] + row[-QUIET:]) for row in rows)


@given(
    st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=80)
)
def test_half_blocks_say_the_same(text):
    rows = modules(text)
    drawn = blocks(text)
    read = []
    for line in drawn:
        read.append(tuple(sign in "▀█" for sign in line))
        read.append(tuple(sign in "▄█" for sign in line))
    assert tuple(read[: len(rows)]) == rows
    assert len({len(line) for line in drawn}) == 1


def test_colours_are_always_said():
    assert all(line.startswith("\x1b[38;5;16;48;5;231m") for line in printed(URL).split("\n"))
    drawing = str(svg(URL, "Join <now>"))
    assert 'fill="#ffffff"' in drawing
    assert "style" not in drawing
    assert "Join &lt;now&gt;" in drawing
    assert len(re.findall(r"M\d+ \d+h1v1h-1z", drawing)) == sum(map(sum, modules(URL)))
