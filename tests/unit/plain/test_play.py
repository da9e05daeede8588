"""A whole play in plain text, pinned: BADBUZZ_WRITE_GOLDEN=1 pytest tests/unit/plain writes it."""

import io
import os
from pathlib import Path

import pytest

from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import debrief
from simulator.debrief.record import record
from simulator.language import speak
from simulator.plain.console import Leave
from simulator.plain.debriefing import Debriefing
from simulator.plain.lines import Lines
from simulator.plain.player import Player
from simulator.scenario import library
from tests.shelf import load

GOLDEN = Path(__file__).parents[2] / "golden" / "plain"
SEED = 7
SCRIPT = (
    *("help", "plan", "who", "gauges", "nonsense", "9", "a", "hint", "1 =3", "more"),
    *("1 2 3", "1 4 7", "3 1 2 4", "2", "1", "1", "1", "1"),
)
"""Every word once, a number that is not there, a look, then the first responses that are legal."""
ASIDE = (
    *(
        "r",
        "It went fast",
        "1",
        "2",
        "4 6 2",
        "3",
        "4",
        "5",
        "5 1",
        "6",
        "7",
        "8",
        "2 1",
        "9 1",
        "n",
    ),
    *(
        "c",
        "plan / write it / Ana / 3 May",
        "e 1a",
        "e s1",
        "d 1.2 I would have called her",
        "z",
        "",
    ),
)


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(library.folder() / "late-order")
    return found


def played(loaded, code, script=SCRIPT, aside=ASIDE):
    """Play *script* and return the text, and the result as data."""
    out = io.StringIO()
    conduct = Conduct(loaded)
    lines = Lines(io.StringIO("".join(f"{line}\n" for line in (*script, *aside))))
    player = Player(conduct, speak(code), lines, out, converses=False)
    player.play(lambda: conduct.start(SEED))
    Debriefing(player).run()
    return out.getvalue(), record(debrief(conduct.loaded, conduct.log))


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_tutorial_reads_as_it_did(loaded, code):
    text, _ = played(loaded, code)
    path = GOLDEN / f"late-order.{code}.txt"
    if os.environ.get("BADBUZZ_WRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    assert text.split("\n") == path.read_text(encoding="utf-8").split("\n")


def test_the_result_is_the_same_in_both_languages(loaded):
    english, french = played(loaded, "en"), played(loaded, "fr")
    assert english[0] != french[0]
    assert english[1] == french[1]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_no_line_is_wider_than_the_page(loaded, code):
    text, _ = played(loaded, code)
    assert max(map(len, text.split("\n"))) <= 80


def test_nothing_typed_comes_back_alive(loaded):
    hostile = ("\x1b]52;c;QUJD\x07", "\u202e1", "\x9b2J", "x" * 1_000_000, "[@click=app.quit]x[/]")
    aside = ("\x1b[2J", "d 1", "\x1b]52;c;QUJD\x07 \u202e no", "")
    text, result = played(loaded, "en", (*hostile, *SCRIPT), aside)
    for char in "\x1b\x07\x9b\u202e":
        assert char not in text
        assert char not in repr(result["contested"])
    assert len(text) < 200_000


def test_the_end_of_the_input_leaves(loaded):
    out = io.StringIO()
    conduct = Conduct(loaded)
    player = Player(conduct, speak("en"), Lines(io.StringIO("1\n")), out, converses=False)
    with pytest.raises(Leave):
        player.play(lambda: conduct.start(SEED))
    assert not conduct.state.is_over
    assert len(conduct.log) > 1


def test_quit_leaves(loaded):
    conduct = Conduct(loaded)
    lines = Lines(io.StringIO("quitter\n1\n"))
    with pytest.raises(Leave):
        Player(conduct, speak("fr"), lines, io.StringIO(), converses=False).play(
            lambda: conduct.start(SEED)
        )
    assert next(lines) == "1"
