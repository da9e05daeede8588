"""Every screen of a workshop, drawn as text and compared with the picture kept beside this file.

BADBUZZ_WRITE_SCREENS=1 draws the pictures again: look at the difference before keeping it.
"""

import asyncio
import os
import re
from pathlib import Path

import pytest

from simulator.language import speak
from simulator.tui.workshop.app import Live
from simulator.tui.workshop.catalog import SCREENS
from tests.unit.tui.stage import drawn, press, sample, settled

HERE = Path(__file__).parent / "workshop"
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


async def shown(row, language, size, wanted="") -> str:
    """What the screen of *row* looks like, once it is as *wanted* or has had a second to be."""
    app = row.build(sample(), language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for _ in range(1000):
            if not getattr(app, "is_looking_back", False):
                break
            await asyncio.sleep(0.01)
        await settled(pilot)
        await press(pilot, *row.keys)
        await settled(pilot)
        found = drawn(app)
        for _ in range(50 if wanted else 0):
            if found == wanted:
                break
            # What came late is drawn with everything else, from what is true now.
            if isinstance(app.screen, Live):
                app.screen.show()
            app.screen.refresh(layout=True)
            await asyncio.sleep(0.02)
            await settled(pilot)
            found = drawn(app)
    assert app.crash is None
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "fr"])
async def test_pictures(code, size):
    different = []
    for row in SCREENS:
        path = HERE / f"{row.name}.{code}.{size}.txt"
        wanted = path.read_text(encoding="utf-8") if path.exists() else ""
        found = await shown(row, speak(code), SIZES[size], wanted)
        if os.environ.get("BADBUZZ_WRITE_SCREENS") == "1":
            path.write_text(found, encoding="utf-8")
        elif found != wanted:
            print(f"{path.name} is now:\n{found}")  # noqa: T201 - pytest shows it
            different.append(path.name)
    assert different == []


def test_no_picture_is_of_nothing():
    kept = {path.name for path in HERE.glob("*.txt")}
    rows = [row.name for row in SCREENS]
    assert len(set(rows)) == len(rows)
    assert kept == {f"{n}.{code}.{s}.txt" for n in rows for code in ("en", "fr") for s in SIZES}


@pytest.mark.parametrize("path", sorted(HERE.glob("*.fr.*.txt")), ids=lambda path: path.name)
def test_no_french_sign_begins_a_line(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"[ │▌█]*[;:!?»]( |$)", line)] == []


@pytest.mark.parametrize("size", [(40, 12)], ids=str)
async def test_every_screen_shows_how_to_go_on(size):
    """Whatever the size: a key to press is in sight, and something to read above it."""
    for row in SCREENS:
        found = await shown(row, speak("en"), size)
        lines = [line for line in found.splitlines() if line.strip()]
        assert len(lines) >= (2 if row.name == "projector-blank" else 4), row.name
        assert re.search(r"Enter|Esc|Space|A-\w|1-\d|leave|F2|PgUp", found), row.name
