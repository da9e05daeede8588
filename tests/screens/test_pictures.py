"""Every screen, drawn as text and compared with the picture kept beside this file.

BADBUZZ_WRITE_SCREENS=1 draws the pictures again: look at the difference before keeping it.
"""

import os
import re
from pathlib import Path

import pytest

from simulator.tui.screens.catalog import SCREENS
from tests.unit.tui.stage import Stage, drawn, opened

HERE = Path(__file__).parent
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
ROWS = {row.name: row for row in SCREENS}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ROWS)
async def test_picture(name, language, size):
    async with opened(ROWS[name], SIZES[size], Stage(language)) as pilot:
        shown = drawn(pilot.app)
    path = HERE / f"{name}.{language}.{size}.txt"
    if os.environ.get("BADBUZZ_WRITE_SCREENS") == "1":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_no_picture_is_of_nothing():
    kept = {path.name for path in HERE.glob("*.txt")}
    assert kept == {f"{n}.{code}.{s}.txt" for n in ROWS for code in ("en", "fr") for s in SIZES}


@pytest.mark.parametrize("path", sorted(HERE.glob("*.fr.*.txt")), ids=lambda path: path.name)
def test_no_french_sign_begins_a_line(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"[ │▌█]*[;:!?»]( |$)", line)] == []


@pytest.mark.parametrize("size", [(40, 12), (60, 18), (200, 60), (300, 120)], ids=str)
@pytest.mark.parametrize("name", ROWS)
async def test_every_screen_shows_how_to_go_on(name, size):
    """Whatever the size: a key to press is in sight, and something to read above it."""
    async with opened(ROWS[name], size) as pilot:
        shown = drawn(pilot.app)
    lines = [line for line in shown.splitlines() if line.strip()]
    assert len(lines) >= 5
    assert re.search(r"Enter|Esc|1-\d", shown)


@pytest.mark.parametrize("size", [(39, 12), (40, 11), (20, 5), (2, 2), (1, 1)], ids=str)
async def test_below_the_smallest_size_one_sentence_stands_there(size):
    async with opened(ROWS["room-one"], (80, 24)) as pilot:
        before = drawn(pilot.app)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        if size[0] > 25:
            assert "Please make this window larger." in drawn(pilot.app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.pause()
        assert drawn(pilot.app) == before
