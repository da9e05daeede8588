"""A workshop led in plain text, pinned: BADBUZZ_WRITE_GOLDEN=1 and this test write it anew."""

import asyncio
import os
import unicodedata
from pathlib import Path

import pytest

from simulator.language import speak
from simulator.plain.workshop.words import spelling, understood
from simulator.scenario.library import find
from simulator.scenario.load import load
from simulator.workshop import commands as c
from simulator.workshop import rehearsal
from simulator.workshop.rehearsal import Pace, Rehearsal
from simulator.workshop.state import CLOSED
from tests.unit.plain.leading import Script, console, hosted

GOLDEN = Path(__file__).parents[2] / "golden" / "plain"
F, D = c.FACILITATOR, c.DOOR
SCRIPT = (
    *("?", "people", "briefing", "", "", "", "yes", "state", "notes", "look", "1", ""),
    *("people", "pause", "resume", "extend", "", "try", "B", "back", "", "", "no", "", "y"),
    *("open", "7", "4", "", "", "answer", "A B", "A", "yes"),
    *("write", "y", "hang", "y", "", "2", "note They asked who may speak.", "post", "1"),
    *("blank", "show", "lock", "unlock", "rename", "2", "Bo's deputy", "remove", "3", "n"),
    *("spokesperson", "1", "skip", "y", "posts", "nonsense", "999", "debrief", "y"),
    *("", "page back", "", "", "", "", "", "", "", "close", "no", "close", "close", "?", ""),
)
"""Every word once on the way: asked, taken back, done. What is typed is French in French."""
FRENCH = {"yes": "oui", "no": "non", "close": "fermer"}


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    return found


@pytest.fixture(autouse=True)
def eager(monkeypatch):
    """Nobody in the room is silent: each line is typed when all have answered."""
    monkeypatch.setattr(rehearsal, "SILENT", 0.0)


def spoken(line, code):
    """Return *line* as it is typed in a language."""
    if code == "en":
        return line
    name, text = understood(line)
    if text:
        return f"{spelling(speak(code), name)} {text}"
    return FRENCH.get(line) or (spelling(speak(code), name) if name not in {"", "next"} else line)


async def led(loaded, lines, code="en", *, bots=6, **opening):
    """Lead a rehearsal by *lines*; return what was said, and the workshop as it then was."""
    async with hosted(loaded, **opening) as host:
        room = asyncio.create_task(Rehearsal(host, bots, seed=7, pace=Pace(0, 0)).run())
        script = Script(lines)
        try:
            async with asyncio.timeout(60):
                await console(host, script, code).run()
        finally:
            room.cancel()
            await asyncio.gather(room, return_exceptions=True)
        return script.text, host


@pytest.mark.parametrize("code", ["en", "fr"])
async def test_a_rehearsal_reads_as_it_did(loaded, code, monkeypatch):
    monkeypatch.setattr("simulator.present.workshop.show.pace", lambda *_: "")  # The wall's clock.
    monkeypatch.setattr("simulator.workshop.host.Host.left", lambda *_: None)
    text, host = await led(loaded, [spoken(line, code) for line in SCRIPT], code)
    assert host.now.stage == CLOSED
    path = GOLDEN / f"workshop.{code}.txt"
    if os.environ.get("BADBUZZ_WRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    assert text.split("\n") == path.read_text(encoding="utf-8").split("\n")
    assert max(map(len, text.split("\n"))) <= 80 + len("<note They asked who may speak.>")
    assert not any(unicodedata.category(char) in {"Cc", "Cf"} for char in text.replace("\n", ""))
