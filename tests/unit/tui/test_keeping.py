"""The app with a store: a decision is on disk before its effect is on screen, or does not count."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.conduct.late import LateKeeper
from simulator.store.opening import open_store
from simulator.tui.opening import Opening
from simulator.tui.screens.keeping import FaultScreen
from simulator.tui.screens.room import RoomScreen
from tests.unit.tui.stage import Stage, drawn, press, settled

ROOT = Path(__file__).parents[3]


@pytest.fixture
def app(tmp_path):
    app = Stage(seed=3)
    app.opening = Opening(str(tmp_path / "data"))
    return app


async def until(pilot, is_so):
    """Settle until *is_so*: what is kept is kept by another thread."""
    for _ in range(2000):
        await settled(pilot)
        if is_so():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("it never was so")


async def play(pilot):
    """Open the room on the tutorial; return it once the beginning is kept."""
    pilot.app.play("late-order")
    await settled(pilot)
    room: Any = pilot.app.screen
    assert isinstance(room, RoomScreen)
    keeper: Any = room.keeper
    await until(pilot, lambda: not keeper._waiting)
    return room


def answer(room):
    page = room.choices.ask
    room.respond(page, next(iter(room.conduct.prompt().legal())), None)


def log_kept(app):
    store = app.opening.result()
    (row,) = store.history(store.profile())
    return store.load(row.id).log


async def test_a_decision_is_kept_before_it_is_shown(app, monkeypatch):
    watched = []
    append = LateKeeper.append

    def watching(keeper, events):
        room = app.screen
        before = room.seen, room.conduct.log
        append(keeper, events)
        watched.append((before, (room.seen, room.conduct.log)))

    monkeypatch.setattr(LateKeeper, "append", watching)
    async with app.run_test(size=(80, 24)) as pilot:
        room = await play(pilot)
        assert log_kept(app) == room.conduct.log
        while not room.conduct.state.is_over:
            answer(room)
            await until(pilot, lambda: not room.is_keeping)
            assert log_kept(app) == room.conduct.log
            if app.screen is room and room.waits:
                await press(pilot, "enter")
    assert len(watched) > 3
    assert all(before == after for before, after in watched)
    app.opening.close()


async def test_a_decision_that_cannot_be_kept_does_not_count(app):
    async with app.run_test(size=(80, 24)) as pilot:
        room = await play(pilot)
        store = app.opening.result()
        store.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1").scalar())
        log, state = room.conduct.log, room.conduct.state
        answer(room)
        await until(pilot, lambda: isinstance(app.screen, FaultScreen))
        assert "The disk is full" in drawn(app)
        assert (room.conduct.log, room.conduct.state) == (log, state) == (log_kept(app), state)
        await press(pilot, "escape")
        assert app.screen is room
        assert not room.is_keeping
        answer(room)
        await until(pilot, lambda: isinstance(app.screen, FaultScreen))
        store.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count=100000").scalar())
        await press(pilot, "enter")
        await until(pilot, lambda: not room.is_keeping)
        assert len(room.conduct.log) > len(log)
        assert log_kept(app) == room.conduct.log
    app.opening.close()


async def test_a_play_goes_on_where_it_stopped(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        room = await play(pilot)
        answer(room)
        await until(pilot, lambda: not room.is_keeping)
        await press(pilot, "escape", "escape")
        assert app.screen is not room
        app.go_on()
        await until(pilot, lambda: isinstance(app.screen, RoomScreen))
        assert app.screen.conduct.state == room.conduct.state
        # The mentor's sentence may not have been read: it is said again.
        assert app.screen.waits
        assert "Mentor" in drawn(app)
        await press(pilot, "enter")
        answer(app.screen)
        await until(pilot, lambda: not app.screen.is_keeping)
        assert log_kept(app) == app.screen.conduct.log
    app.opening.close()


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_store_that_cannot_be_opened_is_said_and_stops_nobody(tmp_path, language):
    (tmp_path / "data").write_text("not a folder")
    app = Stage(language, seed=3)
    app.opening = Opening(str(tmp_path / "data"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app._notifications)
        said = " ".join(note.message for note in app._notifications)
        assert str(tmp_path) in said
        assert {"en": "not kept", "fr": "pas gardées"}[language] in said
        room = await play(pilot)
        answer(room)
        await until(pilot, lambda: not room.is_keeping)
        assert len(room.conduct.state.responses) == 1


async def test_for_fun_nothing_is_kept(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        app.play("late-order", wrecks=True)
        await settled(pilot)
        assert not app.screen.conduct.is_kept
    app.opening.close()
    with_nothing = open_store(tmp_path / "data")
    assert with_nothing.history(with_nothing.profile()) == []
    with_nothing.close()


FIRST_FRAME = """
import sys
from simulator.settings import Settings
from simulator.tui import app, opening
from simulator.tui.screens.home import HomeScreen

def drawn(self):
    print(sorted({"sqlalchemy", "alembic"} & set(sys.modules)), self.screen.size.width > 0)
    self.exit()

app.BadBuzz.open_store = lambda self: self.call_later(drawn, self)
one = app.BadBuzz("en", Settings(played=PLAYED), None, opening=opening.Opening('NOWHERE'))
one.run(headless=True)
"""


@pytest.mark.parametrize("played", ["()", "('late-order',)"])
def test_what_keeps_is_not_imported_before_the_first_frame(played, tmp_path):
    code = FIRST_FRAME.replace("PLAYED", played).replace("'NOWHERE'", repr(str(tmp_path)))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "[] True\n"
