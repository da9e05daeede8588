"""Anybody may type anything into the console in text: it never falls, and no slip acts for good."""

import asyncio
import random

import pytest

from simulator.plain.workshop.words import WORDS, YES, understood
from simulator.scenario.library import find
from simulator.scenario.load import load
from simulator.workshop import events as w
from simulator.workshop import private_events as p
from simulator.workshop.changes import replay
from simulator.workshop.rehearsal import Pace, Rehearsal
from tests.unit.plain.leading import Script, console, hosted

FINAL = (
    w.Begun, w.Decided, p.SeatLeft, w.WritingOpened, w.WritingClosed, w.LookedBack,
    w.WorkshopClosed,
)  # fmt: skip
"""What nothing brings back."""
COMMON = ["", "", "", "", "y", "y", "1", "2", "A", "b", "A B C D E", "?", "count", "answer", "open"]
ODD = [
    "n", "0", "-1", "99999999999999999999", "²", "٣", "A A", "none", "rien", "note x", "oui", "=3",
    "\x1b[A", "\u202e", "{}", "{word}", "%s", "[b]x[/b]", "é" * 3000, "close", "close", "fermer",
]  # fmt: skip


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    return found


class Walk:
    """Types at random, and remembers what was typed before each thing that happened."""

    def __init__(self, host, seed: int, steps: int) -> None:
        self.host, self.chance, self.steps = host, random.Random(seed), steps
        self.typed: list[str] = []
        self.at: list[tuple[int, str, str]] = []
        """How long the log was when a line was typed, that line and the one before."""

    def lines(self):
        names = [one for both in WORDS.values() for half in both for one in half]
        rest = [name for name in names if understood(name)[0] not in {"close", "leave", "debrief"}]
        for _ in range(self.steps):
            roll = self.chance.random()
            pool = COMMON if roll < 0.55 else rest if roll < 0.85 else ODD if roll < 0.98 else names
            line = self.chance.choice(pool)
            self.at.append((len(self.host.log), line, self.typed[-1] if self.typed else ""))
            self.typed.append(line)
            yield line

    def before(self, number: int) -> tuple[str, str]:
        """Return the line after which event *number* happened, and the one before."""
        return next((line, last) for at, line, last in reversed(self.at) if at <= number)


def is_meant(event, line, last):
    """Say whether *line*, after *last*, may have made *event* happen."""
    if isinstance(event, w.WorkshopClosed):
        return understood(line)[0] == understood(last)[0] == "close"
    return line.casefold() in YES


async def walked(loaded, seed, steps, teams, *, by_hands):
    """Walk through one workshop; return what final things happened in it."""
    async with hosted(loaded, teams=teams) as host:
        room = asyncio.create_task(Rehearsal(host, 5, seed=seed, pace=Pace(0, 0)).run())
        walk = Walk(host, seed, steps)
        script = Script(walk.lines())
        async with asyncio.timeout(120):
            await console(host, script, ("en", "fr")[seed % 2], by_hands=by_hands).run()
        room.cancel()
        await asyncio.gather(room, return_exceptions=True)
        assert replay(host.log) == host.now
        assert "\x1b" not in script.text
        final = [(n, one) for n, one in enumerate(host.log) if isinstance(one, FINAL)]
        for number, event in final:
            if isinstance(event, w.LookedBack):
                continue  # Where every exercise is over, nothing is ended by it.
            assert is_meant(event, *walk.before(number)), (event, walk.before(number))
        return {type(one) for _number, one in final}


@pytest.mark.parametrize(("teams", "by_hands"), [(1, False), (2, False), (1, True)])
async def test_no_slip_acts_for_good(loaded, teams, by_hands):
    met = set()
    for seed in range(8):
        met |= await walked(loaded, seed, 120, teams, by_hands=by_hands)
    assert {w.Begun, w.Decided} <= met


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 140))
async def test_no_slip_acts_for_good_at_length(loaded, seed):
    await walked(loaded, seed, 2000, 1 + seed % 3, by_hands=False)


def test_the_walk_types_every_word():
    class Nobody:
        log = ()

    typed = set(Walk(Nobody(), 1, 4000).lines())
    assert {understood(line)[0] for line in typed} >= set(WORDS)
