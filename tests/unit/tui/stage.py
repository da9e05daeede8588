"""The app on a sample crisis that never changes, and what it draws, as text."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.widgets import Input

from simulator.language import Language, speak
from simulator.scenario.load import Loaded
from simulator.scenario.model import Texts
from simulator.settings import Settings
from simulator.tui.app import BadBuzz
from simulator.tui.screens.catalog import Row
from simulator.tui.wishes import Wishes
from tests.shelf import load

SAMPLE = Path(__file__).parents[2] / "golden" / "scenarios" / "late-order"
MOST_TURNS = 200
CALM = 5
"""Turns of the loop in which nothing happened, after which nothing will."""


@lru_cache(maxsize=1)
def sample() -> Loaded:
    """The tutorial as it was when the app was first drawn."""
    found, _problems = load(SAMPLE)
    assert found is not None
    return found


def still(**more: Any) -> Settings:
    """Preferences without motion, of somebody who has played once."""
    given: dict[str, Any] = {"motion": False, "played": ("late-order",)}
    return Settings(**given | more)


def retold(loaded: Loaded, texts: Mapping[str, Texts]) -> Loaded:
    return replace(loaded, texts=texts)


class Stage(BadBuzz):
    """The app, over crises of our choice."""

    def __init__(
        self,
        language: Language | str = "en",
        settings: Settings | None = None,
        place: Path | None = None,
        *,
        shelf: Iterable[Loaded] = (),
        **more: Any,
    ) -> None:
        code = language if isinstance(language, str) else language.code
        super().__init__(code, settings or still(), place, wishes=Wishes(**more))
        self.language = speak(language) if isinstance(language, str) else language
        self.shelf = list(shelf) or [sample()]

    def run_test(self, **more: Any) -> Any:
        """As Textual's, with the notices that it leaves out."""
        return super().run_test(**{"notifications": True, "tooltips": True} | more)

    def loaded(self, name: str) -> Loaded | None:
        return next((one for one in self.shelf if one.scenario.id == name), None)

    def library(self) -> list[Loaded]:
        return self.shelf


def drawn(app: App[Any]) -> str:
    """What is on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(s.text for s in strip).rstrip() for strip in strips) + "\n"


async def settled(pilot: Any) -> None:
    """Wait until every message is dealt with and nothing more comes, without a clock."""
    app, calm = pilot.app, 0
    for _ in range(MOST_TURNS):
        for _ in range(3):
            await asyncio.sleep(0)
        if app._exit:
            return
        app.screen._on_timer_update()
        pumps = [app, *app.screen.walk_children(with_self=True)]
        is_calm = all(pump._message_queue.empty() and not pump._next_callbacks for pump in pumps)
        calm = calm + 1 if is_calm else 0
        if calm == CALM:
            return


async def press(pilot: Any, *keys: str) -> None:
    """Press *keys*, and settle after each; the pilot's own waits by the clock."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        char = {"space": " "}.get(key, key if len(key) == 1 else None)
        pilot.app._driver.send_message(events.Key(name, char))
        await settled(pilot)


CLICK: tuple[type[events.MouseEvent], ...] = (
    events.MouseMove, events.MouseDown, events.MouseUp
)  # fmt: skip


def mouse(app: App[Any], x: int, y: int, *kinds: type[events.MouseEvent]) -> None:
    """Send what the terminal sends of a mouse at *x*, *y*."""
    for kind in kinds:
        event = kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False)
        app._driver.send_message(event)  # type: ignore[union-attr] # it runs


async def click(pilot: Any, x: int, y: int) -> None:
    """Press and let go of the mouse at *x*, *y*."""
    for kind in CLICK:
        mouse(pilot.app, x, y, kind)
        await settled(pilot)


async def resized(pilot: Any, width: int, height: int) -> None:
    await pilot.resize_terminal(width, height)
    await pilot.pause()
    await settled(pilot)


async def show(pilot: Any, row: Row) -> None:
    """Open the screen of *row* over home, alone, and settle."""
    app = pilot.app
    while len(app.screen_stack) > 2:
        await app.pop_screen()
    if row.name != "home":
        await app.push_screen(row.build(app.shelf[0], app.language))
    await settled(pilot)
    await press(pilot, *row.keys)
    for field in app.screen.query(Input):
        field.cursor_blink = False
    await settled(pilot)


@asynccontextmanager
async def opened(row: Row, size: tuple[int, int], app: Stage | None = None):
    """The app with the screen of *row* open, settled."""
    app = app or Stage()
    async with app.run_test(size=size) as pilot:
        await show(pilot, row)
        yield pilot
