"""Anybody may press anything on any screen of a workshop: it never falls, and the rules hold."""

import asyncio
import contextlib
import random
from concurrent.futures import Future
from typing import Any

import pytest
from textual import events
from textual.geometry import Size
from textual.keys import _character_to_key

from simulator.exercise.commands import Refused
from simulator.store.faults import StoreFault
from simulator.tui.workshop import acting, steering
from simulator.tui.workshop import app as faces
from simulator.tui.workshop.catalog import joining, opened, qr, staged
from simulator.tui.workshop.console import ConsoleApp
from simulator.tui.workshop.hands import HandsApp
from simulator.tui.workshop.projector import ProjectorApp
from simulator.tui.workshop.seat import SeatApp
from simulator.workshop import commands as c
from simulator.workshop.asking import asked
from simulator.workshop.changes import replay
from simulator.workshop.host import Host
from simulator.workshop.onward import next_command
from simulator.workshop.state import VOTING
from tests.unit.tui.stage import CLICK, mouse, sample, settled

F, D = c.FACILITATOR, c.DOOR
COMMON = ["space", "space", "enter", "1", "2", "a", "b", "down", "up", "escape", "tab"]
RARE = [
    *"ocp+rgstlxnbkwdqyuvhm?[]3459jAZé-", "shift+tab", "left", "right", "shift+up", "shift+down",
    "pageup", "pagedown", "home", "end", "backspace", "delete", "ctrl+c", "ctrl+p", "ctrl+v",
    "ctrl+a", "f1", "f2", "ctrl+s",
]  # fmt: skip
SIZES = [(80, 24), (80, 24), (120, 40), (40, 12), (1, 1), (39, 11), (60, 18)]
WHOLE = 25
"""Steps between two moments when everything is left to settle."""


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Time passes much faster, so that timers fire between two keys."""
    for module, name in (
        (faces, "REST"), (faces, "TICK"), (acting, "BEAT"), (steering, "SECONDS"),
        (steering, "TWICE"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, getattr(module, name) / 100)


def send(app, chance) -> None:
    """One thing that a person may do."""
    roll, driver, size = chance.random(), app._driver, app.size
    if roll < 0.85:
        key = chance.choice(COMMON if chance.random() < 0.6 else RARE)
        name = _character_to_key(key) if len(key) == 1 else key
        character = {"space": " "}.get(key, key if len(key) == 1 else None)
        driver.send_message(events.Key(name, character))
    elif roll < 0.94:
        mouse(app, chance.randrange(size.width), chance.randrange(size.height), *CLICK)
    elif roll < 0.96:
        driver.send_message(events.Paste("\x1b[31m3 [/b] because\n" * chance.randrange(99)))
    else:
        new = Size(*chance.choice(SIZES))
        driver._size = new
        app.post_message(events.Resize(new, new))


async def elsewhere(host, chance) -> None:
    """One thing that somebody else does meanwhile."""
    seat = f"s{chance.randrange(8)}"
    team = host.now.team_of(seat)
    prompt = asked(host.loaded.scenario, team) if team else None
    legal = next(iter(prompt.legal())) if prompt else ()
    wall = host.now.wall.round if host.now.wall else 0
    new = c.Join(f"n{chance.random()}", f"x{chance.random()}", "t")
    command, by = chance.choice(
        [
            (c.Vote(team.steps if team else 0, legal, 2), seat), (c.Write(wall, "Sorry."), seat),
            (c.Favour(wall, 0), seat), (new, D), (c.Remove(seat), F), (c.Shut(), D),
            (next_command(host.now, 60) or c.Shut(), F),
        ]
    )  # fmt: skip
    with contextlib.suppress(Refused, StoreFault):
        await host.do(command, by)
    chance.choice((host.presence.arrive, host.presence.depart))(seat)


class Disk:
    """Keeps, unless it happens to be full."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.is_begun = False

    def submit(self, _rows: object) -> "Future[object]":
        future: Future[object] = Future()
        if self.is_begun and self.chance.random() < 0.05:
            future.set_exception(StoreFault("full"))
        else:
            self.is_begun = True
            future.set_result(None)
        return future


FACES: dict[str, tuple[Any, int]] = {
    "console": (lambda host, code: ConsoleApp(host, code, joining, qr), 1),
    "teams": (lambda host, code: ConsoleApp(host, code, joining, qr), 2),
    "projector": (lambda host, code: ProjectorApp(host, code, joining, qr), 1),
    "seat": (lambda host, code: SeatApp(host, "s0", code), 1),
    "hands": (HandsApp, 1),
}


async def walk(face: str, seed: int, steps: int) -> int:
    """Walk *steps* steps; return how many workshops were opened on the way."""
    chance = random.Random(seed)
    make, teams = FACES[face]
    begun = done = 0
    while done < steps:
        begun += 1
        host = Host(sample(), Disk(chance), staged(sample(), opened(teams)).log)
        await host.start()
        app = make(host, chance.choice(("en", "fr")))
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            alone = 0
            while done < steps and not app._exit and alone < 150:
                done, alone = done + 1, alone + 1
                send(app, chance)
                if chance.random() < (0.3 if face in {"seat", "projector"} else 0.1):
                    await elsewhere(host, chance)
                for _ in range(chance.choice((1, 1, 2, 5))):
                    await asyncio.sleep(0)
                if done % WHOLE == 0 and not app._exit:
                    await settled(pilot)
            if not app._exit:
                await settled(pilot)
        assert app.crash is None
        assert app.return_code in {None, 0}
        await host.stop()
        assert replay(host.log) == host.now
    return begun


@pytest.mark.parametrize("face", FACES)
async def test_three_hundred_steps(face):
    assert await walk(face, 1, 300) >= 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 22))
@pytest.mark.parametrize("face", FACES)
async def test_a_hundred_thousand_steps(face, seed):
    assert await walk(face, seed, 1000) >= 1


async def test_the_walk_reaches_votes():
    """What is walked is not the lobby alone."""
    host = Host(sample(), None, staged(sample(), opened()).log)
    await host.start()
    chance = random.Random(3)
    phases = set()
    for _ in range(400):
        await elsewhere(host, chance)
        phases |= {team.phase for team in host.now.teams.values()}
    await host.stop()
    assert VOTING in phases
    assert len(phases) >= 4
