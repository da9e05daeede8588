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
from simulator.workshop.state import CLOSED, COUNTED, EXERCISE, READING, REVEALED, VOTING
from tests.disks import Disk
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


# ---- what comes next


def closes(host, line=""):
    """What happens while a line is typed: the bell."""

    async def typed():
        await host.do(c.CloseVote(), D)
        return line

    return typed


async def seated(host, *names):
    for name in names:
        await host.do(c.Join(name, name, f"token of {name}"), D)
        host.presence.arrive(name)


async def voted(host, **picks):
    for seat, pick in picks.items():
        await host.do(c.Vote(host.now.team_of(seat).steps, (pick,), 3), seat)


async def said(host, *lines, code="en", by_hands=False):
    """Type *lines* into a console on *host*; return what it said."""
    script = Script(lines)
    async with asyncio.timeout(30):
        await console(host, script, code, by_hands=by_hands).run()
    return script.text


async def test_enter_does_what_was_announced_and_nothing_else(loaded):
    async with hosted(loaded) as host:
        await seated(host, "Ann")
        text = await said(host, "", "y", "open", "4", closes(host), "state")
        assert "What comes next has changed meanwhile: nothing was done." in text
        assert host.now.teams["1"].phase == COUNTED
        assert "From another console: the vote is closed." in text


async def test_the_bell_is_told_and_a_yes_given_after_it_does_nothing(loaded, monkeypatch):
    async with hosted(loaded) as host:
        await seated(host, "Ann", "Bob")
        await host.do(c.Begin(), F)
        await host.do(c.OpenVote(60), F)
        monkeypatch.setattr(type(host), "left", lambda *_: 3)  # Seconds, as they are told.
        text = await said(host, "state", "count", closes(host, "y"))
        assert "2 people here have not answered." in text
        assert "It has moved on meanwhile, so nothing was done." in text
        assert "The bell: the vote is closed." in text


async def test_a_vote_that_nobody_answered_is_not_closed_by_enter_alone(loaded):
    async with hosted(loaded) as host:
        # Seated, and not there: as after a host was started again.
        await host.do(c.Join("Ann", "Ann", "token of Ann"), D)
        await host.do(c.Begin(), F)
        await host.do(c.OpenVote(0), F)
        text = await said(host, "", "")
        assert "Nobody has answered." in text
        assert host.now.teams["1"].phase == VOTING
        text = await said(host, "", "y", "reveal")
        assert "Too few answered for the room to see how" in text
        assert host.now.teams["1"].phase == REVEALED


async def test_only_what_matters_is_told_by_itself_and_once(loaded):
    async with hosted(loaded) as host:
        await seated(host, "Ann", "Bob")

        async def ann():
            await voted(host, Ann="private")
            return "nonsense"

        async def bob():
            await voted(host, Bob="courier")
            return "nonsense"

        async def cleo():
            await seated(host, "Cleo")
            await voted(host, Cleo="courier")
            return "people"

        text = await said(host, "", "y", "open", "4", ann, bob, cleo)
        before, _here, after = text.partition("Everybody who is here has answered.")
        assert before.count("<nonsense>") == 2
        assert "Ann" not in before
        assert "Everybody" not in after
        assert "Cleo: here, has answered" in after


async def test_what_cannot_be_kept_did_not_happen_and_can_be_asked_again(loaded):
    disk = Disk()
    async with hosted(loaded, keeper=disk) as host:
        await seated(host, "Ann")

        async def full():
            disk.is_full = True
            return "yes"

        async def room():
            disk.is_full = False
            return "again"

        text = await said(host, "again", "", full, "state", room, "again")
        assert "There is nothing to try again." in text
        assert "Nothing was changed. “again” tries once more." in text
        assert host.now.stage == EXERCISE
        assert text.count("There is nothing to try again.") == 2


async def test_hands_are_counted_where_a_vote_would_be_closed(loaded):
    async with hosted(loaded) as host:
        lines = (
            "",
            "y",
            "",
            "",
            "x",
            "3",
            "2",
            "back",
            "",
            "3",
            "2",
            "",
            "1",
            "",
            "",
            "y",
            "leave",
            "y",
        )
        text = await said(host, *lines, by_hands=True)
        assert "[Enter: Count the hands." in text
        assert "6 hands counted." in text
        assert host.now.teams["1"].decided
        assert "Code:" not in text


async def test_a_team_can_be_led_alone(loaded):
    async with hosted(loaded, teams=2) as host:
        await seated(host, "Ann", "Bob")
        lines = ("", "y", "team", "2", "", "move", "1", "2", "team", "1", "state")
        text = await said(host, *lines)
        assert host.now.teams["1"].phase == VOTING
        assert host.now.teams["2"].phase == READING
        assert "Team 1: Reading" in text
        assert host.now.seats["Ann"].team == "2"


async def test_a_hostile_name_and_text_stay_inert(loaded):
    hostile = "\x1b]52;c;QUJD\x07\u202eevil\x9b2J"
    async with hosted(loaded) as host:
        await seated(host, "Ann")
        text = await said(
            host, "rename", "1", hostile, "", "y", f"note {hostile}", "post", "3", hostile, hostile,
            "people", "notes", "posts", hostile,
        )  # fmt: skip
        assert len(host.now.notes) == 1
        for char in "\x1b\x07\x9b\u202e":
            assert char not in text
