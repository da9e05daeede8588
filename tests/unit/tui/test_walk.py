"""Anybody may press anything, anywhere, at any size: the app never falls, and always answers."""

import asyncio
import random

import pytest
from textual import events
from textual.keys import _character_to_key

from simulator.scenario.library import shipped
from simulator.settings import Settings
from simulator.tui.screens import arriving, deciding, reacting
from simulator.tui.screens.home import HomeScreen
from tests.shelf import load
from tests.unit.tui.stage import CLICK, Stage, mouse, press, settled

COMMON = ["enter", "enter", "enter", "1", "2", "3", "4", "5", "down", "up", "space", "escape"]
RARE = [
    *"pwihmyskabcdlxotq?[]67890+-j'é", "f1", "tab", "shift+tab", "left", "right", "shift+up",
    "shift+down", "pageup", "pagedown", "home", "end", "backspace", "delete", "ctrl+p", "ctrl+c",
    "ctrl+q", "ctrl+a", "ctrl+v", "ctrl+z", "f5",
]  # fmt: skip
SIZES = [(80, 24), (80, 24), (120, 40), (40, 12), (1, 1), (39, 11), (60, 18), (0, 0)]
WHOLE = 25
"""Steps between two moments when everything is left to settle."""


@pytest.fixture(scope="module")
def shelf():
    return [found for path in shipped() if (found := load(path)[0])]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Time passes a hundred times faster, so that timers fire between two keys."""
    for module, name in ((arriving, "BEAT"), (reacting, "QUIET"), (deciding, "TICK")):
        monkeypatch.setattr(module, name, getattr(module, name) / 100)


def send(app, chance) -> None:
    """One thing that a person may do."""
    roll = chance.random()
    driver = app._driver
    size = app.size
    x, y = chance.randrange(size.width), chance.randrange(size.height)
    if roll < 0.8:
        key = chance.choice(COMMON if chance.random() < 0.7 else RARE)
        name = _character_to_key(key) if len(key) == 1 else key
        driver.send_message(events.Key(name, key if len(key) == 1 else None))
    elif roll < 0.93:
        wheel = chance.choice((events.MouseScrollUp, events.MouseScrollDown))
        mouse(app, x, y, *((wheel,) if chance.random() < 0.3 else CLICK))
    elif roll < 0.96:
        driver.send_message(events.Paste("\x1b[31m3 [/b] because\n" * chance.randrange(200)))
    else:
        from textual.geometry import Size

        new = Size(*chance.choice(SIZES))
        driver._size = new
        app.post_message(events.Resize(new, new))


async def walk(shelf, seed: int, steps: int, place) -> int:
    """Walk *steps* steps; return how many apps were opened on the way."""
    chance = random.Random(seed)
    begun = done = 0
    while done < steps:
        begun += 1
        settings = Settings(
            motion=chance.random() < 0.4, timed=chance.random() < 0.5, bell=True,
            played=("late-order",) if chance.random() < 0.8 else (),
            mode=chance.choice(("learning", "assessment")),
        )  # fmt: skip
        app = Stage(chance.choice(("en", "fr")), settings, place, shelf=shelf, seed=seed)
        async with app.run_test(size=(80, 24)) as pilot:
            while done < steps and not app._exit:
                done += 1
                send(app, chance)
                for _ in range(chance.choice((1, 1, 2, 5))):
                    await asyncio.sleep(0)
                if done % WHOLE == 0 and not app._exit:
                    await settled(pilot)
            if not app._exit:
                await answers(pilot)
        assert app.return_code in {None, 0}
        assert app.crash is None
    return begun


async def answers(pilot) -> None:
    """Escape leads home from anywhere, and there a key still does what it says."""
    app = pilot.app
    await pilot.resize_terminal(80, 24)
    for _ in range(30):
        await settled(pilot)
        if isinstance(app.screen, HomeScreen) and not app._exit:
            break
        await press(pilot, "escape")
    assert isinstance(app.screen, HomeScreen)
    code = app.language.code
    await press(pilot, "l")
    assert app.language.code != code


@pytest.mark.parametrize("seed", range(10))
async def test_two_thousand_steps(shelf, seed, tmp_path):
    assert await walk(shelf, seed, 200, tmp_path) >= 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
async def test_a_hundred_thousand_steps(shelf, seed, tmp_path):
    assert await walk(shelf, seed, 2_000, tmp_path) >= 1
