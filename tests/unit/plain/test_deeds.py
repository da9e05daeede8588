"""What a facilitator can type: each word once, with its meaning, and none that is refused."""

import pytest

from simulator.exercise.commands import Refused
from simulator.language import speak
from simulator.plain.workshop.words import WORDS, meaning, understood
from simulator.scenario.library import find
from simulator.scenario.load import load
from simulator.workshop import commands as c
from simulator.workshop.host import Host
from simulator.workshop.leading import Led
from simulator.workshop.rules import decide
from simulator.workshop.state import VOTING
from tests.unit.plain.leading import Script, console
from tests.workshops import Table


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    return found


def test_every_word_is_there_once_in_each_language():
    for which in (0, 1):
        spellings = [one for both in WORDS.values() for one in both[which]]
        assert len(spellings) == len(set(spellings))
    for name, both in WORDS.items():
        for one in (*both[0], *both[1]):
            assert understood(one.upper()) == (name, "")


@pytest.mark.parametrize("code", ["en", "fr"])
async def test_all_that_is_offered_has_a_word_a_meaning_and_is_done(loaded, code):
    host = Host(loaded)
    face = console(host, Script(()), code)
    done = set(face._deeds())
    offered = {name for now in states(loaded) for name in offers(now)}
    assert offered <= done <= set(WORDS)
    for name in done - {"help"}:
        assert meaning(speak(code), name)


ASIDE = (
    c.Pause(), c.Blank(is_blank=True), c.Lock(is_locked=True), c.OpenWriting(), c.CloseWriting(),
    c.EndWriting(), c.Resume(), c.CloseVote("2"),
)  # fmt: skip


def offers(now):
    return (*Led(now).deeds(), *Led(now).deeds(by_hands=True))


def states(loaded):
    """Yield a workshop at each step of a way through it, with the wall up and down."""
    table = Table(loaded, teams=2)
    table.seat("Ann", "Bob")
    yield table.now
    while not (isinstance(table.onward(), c.LookBack)):
        yield table.now
        if table.now.teams["1"].phase == VOTING:
            for command in (*ASIDE, c.Try(table.options("2")[0], "2"), c.EndTrial("2")):
                table.do(command)
                yield table.now
    yield table.now
    table.do(c.Close())
    yield table.now


OFFERED: dict[str, c.Command] = {
    "count": c.CloseVote(), "reveal": c.Reveal(), "open": c.OpenVote(), "skip": c.Skip(),
    "write": c.OpenWriting(), "hang": c.CloseWriting(), "debrief": c.LookBack(),
    "post": c.Inject("", "Who", "What"), "note": c.TakeNote("One"), "close": c.Close(),
}  # fmt: skip


def test_what_is_offered_is_obeyed_and_what_is_not_is_refused(loaded):
    for now in states(loaded):
        deeds = Led(now).deeds()
        for name, command in OFFERED.items():
            try:
                decide(loaded, now, command, c.FACILITATOR)
            except Refused:
                assert name not in deeds, (name, now.stage)
            else:
                assert name in deeds, (name, now.stage, [team.phase for team in now.teams.values()])
