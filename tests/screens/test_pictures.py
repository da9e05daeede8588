"""Every screen, drawn as text and compared with the picture kept beside this file.

BADBUZZ_WRITE_SCREENS=1 draws the pictures again: look at the difference before keeping it.
"""

import os
import re
from pathlib import Path

import pytest

from simulator.tui.screens.catalog import SCREENS
from tests.unit.tui.stage import Stage, drawn, opened, resized, show

HERE = Path(__file__).parent
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
ROWS = {row.name: row for row in SCREENS}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_pictures(language, size):
    app, different = Stage(language), []
    async with app.run_test(size=SIZES[size]) as pilot:
        for name, row in ROWS.items():
            await show(pilot, row)
            path = HERE / f"{name}.{language}.{size}.txt"
            shown = drawn(app)
            if os.environ.get("BADBUZZ_WRITE_SCREENS") == "1":
                path.write_text(shown, encoding="utf-8")
            elif shown != path.read_text(encoding="utf-8"):
                print(f"{path.name} is now:\n{shown}")  # noqa: T201 - pytest shows it
                different.append(path.name)
    assert different == []


def test_no_picture_is_of_nothing():
    kept = {path.name for path in HERE.glob("*.txt")}
    assert kept == {f"{n}.{code}.{s}.txt" for n in ROWS for code in ("en", "fr") for s in SIZES}


@pytest.mark.parametrize("path", sorted(HERE.glob("*.fr.*.txt")), ids=lambda path: path.name)
def test_no_french_sign_begins_a_line(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"[ │▌█]*[;:!?»]( |$)", line)] == []


@pytest.mark.parametrize("size", [(40, 12), (200, 60)], ids=str)
async def test_every_screen_shows_how_to_go_on(size):
    """Whatever the size: a key to press is in sight, and something to read above it."""
    app = Stage()
    async with app.run_test(size=size) as pilot:
        for row in SCREENS:
            await show(pilot, row)
            shown = drawn(app)
            lines = [line for line in shown.splitlines() if line.strip()]
            assert len(lines) >= 5, row.name
            assert re.search(r"Enter|Esc|1-\d", shown), row.name


async def test_below_the_smallest_size_one_sentence_stands_there():
    async with opened(ROWS["room-one"], (80, 24)) as pilot:
        before = drawn(pilot.app)
        for size in ((39, 12), (40, 11), (20, 5), (2, 2), (1, 1), (0, 0)):
            await resized(pilot, *size)
            assert "make this window" in " ".join(drawn(pilot.app).split()), size
            await resized(pilot, 80, 24)
            assert drawn(pilot.app) == before, size
