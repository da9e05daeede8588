"""What home tells of whoever plays, and what can be opened from there."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from simulator.conduct.kept import begin
from simulator.exercise.commands import Respond
from simulator.learning.kept import practice
from simulator.learning.progress import Advice
from simulator.settings import Settings
from simulator.store.totals import cards
from simulator.tui.mine import read
from simulator.tui.opening import Opening
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.drill import DrillScreen, LessonScreen
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.screens.profile import ProfileScreen
from simulator.tui.screens.room import RoomScreen
from tests.unit.tui.stage import Stage, drawn, press, sample
from tests.unit.tui.test_keeping import answer, play, until


@pytest.fixture
def app(tmp_path):
    app = Stage(seed=3)
    app.opening = Opening(str(tmp_path / "data"))
    return app


async def home(pilot):
    """Wait until home tells of whoever plays."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.mine is not None)


async def finish(pilot, room):
    while not room.conduct.state.is_over:
        answer(room)
        await until(pilot, lambda: not room.is_keeping)
        if pilot.app.screen is room and room.waits:
            await press(pilot, "enter")


async def test_what_was_begun_is_gone_on_with_from_the_first_line(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        room = await play(pilot)
        answer(room)
        await until(pilot, lambda: not room.is_keeping)
        before = room.conduct.state
        await press(pilot, "enter", "escape", "escape")
        await until(pilot, lambda: app.mine is not None and bool(app.mine.waiting))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RoomScreen))
        assert app.screen.conduct.state == before


async def test_a_finished_play_is_read_again_and_a_disagreement_is_kept(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await finish(pilot, await play(pilot))
        for _ in range(4):
            if not isinstance(app.screen, HomeScreen):
                await press(pilot, "escape")
        await until(pilot, lambda: app.mine is not None and bool(app.mine.known.standings))
        assert "Your best" in drawn(app)
        await press(pilot, "h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await press(pilot, "d", "d", *"why", "enter")
        store = app.opening.result()
        (row,) = store.history(store.profile())
        await until(pilot, lambda: type(store.load(row.id).log[-1]).__name__ == "Contested")


async def test_the_cursor_follows_what_is_advised_once_that_changes(app):
    scenario = sample().scenario
    other = replace(sample(), scenario=replace(scenario, id="table-nine", level=3))
    app.shelf = [sample(), other]
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        titles = app.screen.query_one("#titles")
        first = titles.highlighted
        app.mine = replace(app.mine, advice=Advice("table-nine", "next"))
        app.screen.fill()
        assert titles.get_option_at_index(titles.highlighted).id == "table-nine"
        titles.highlighted = first
        app.screen.fill()
        assert titles.highlighted == first, "what the trainee looks at stays where it is"


async def test_progress_is_a_page(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await press(pilot, "p")
        assert isinstance(app.screen, LeafScreen)
        assert "Begin with" in drawn(app)


async def test_a_drill_is_asked_explained_and_comes_back_another_day(app):
    store = app.opening.result()
    conduct, keeper = begin(store, store.profile(), sample(), language="en")
    conduct.start(3)
    while (asked := conduct.prompt()) is not None:
        conduct.do(Respond(next(iter(asked.legal()))))
    keeper.close()
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await press(pilot, "r")
        room = app.screen
        assert isinstance(room, DrillScreen)
        await until(pilot, lambda: not room.late._waiting)
        await finish(pilot, room)
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        me = store.profile()
        await until(pilot, lambda: room.drill.id in cards(store, me))
        await press(pilot, "enter")
        assert isinstance(app.screen, DrillScreen)
        assert app.screen.drill != room.drill


async def test_each_profile_has_its_own(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await press(pilot, "u")
        await until(pilot, lambda: isinstance(app.screen, ProfileScreen))
        await press(pilot, "tab", *"Fern", "enter")
        await until(pilot, lambda: app.mine is not None and app.mine.profile.name == "Fern")
        assert app.settings.profile == "Fern"
        assert "Fern" in drawn(app)
        room = await play(pilot)
        answer(room)
        await until(pilot, lambda: not room.is_keeping)
        store = app.opening.result()
        assert store.history(store.profile("Fern"))
        assert not store.history(store.profile())


def test_reading_what_is_mine_asks_the_store_alone(app):
    store = app.opening.result()
    found = read(store, "", app.shelf)
    assert found.practice == practice(store, store.profile(), app.shelf, found_today())
    assert found.advice is not None
    store.close()


def found_today():
    return datetime.now().astimezone().date()


async def test_a_newcomer_who_was_cut_short_is_not_sent_to_the_beginning(tmp_path):
    first = Stage(settings=Settings(motion=False), seed=3)
    first.opening = Opening(str(tmp_path / "data"))
    async with first.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(first.screen, RoomScreen))
        room: Any = first.screen
        await until(pilot, lambda: not room.keeper._waiting)
        answer(room)
        await until(pilot, lambda: not room.is_keeping)
    first.opening.close()
    again = Stage(settings=Settings(motion=False), seed=3)
    again.opening = Opening(str(tmp_path / "data"))
    async with again.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        assert "▶ " in drawn(again)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(again.screen, RoomScreen))
        gone_on: Any = again.screen
        assert gone_on.conduct.state.responses


async def test_what_cannot_be_kept_stays_said_on_home(tmp_path):
    (tmp_path / "data").write_text("a file")
    app = Stage(seed=3)
    app.opening = Opening(str(tmp_path / "data"))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.opening.fault is not None)
        await until(pilot, lambda: "! Your plays are not kept this time." in drawn(app))
