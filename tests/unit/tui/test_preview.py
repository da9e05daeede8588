"""The preview: what an author saves is what they see, where they were, problems beside it."""

import re
import threading
import time
from typing import Any

import pytest
from textual.widgets import Static

from simulator.author import checking
from simulator.cli import main
from simulator.scenario.library import find
from simulator.settings import Settings
from simulator.tui import preview
from simulator.tui.preview import Preview, PreviewRoom, Proofs, Waiting, signature
from simulator.tui.screens.palette import Palette

PATIENCE = 20


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "late-order"
    place.mkdir()
    for path in find("late-order").iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    return place


def change(folder, old, new, name="scenario.yaml"):
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def beside(app):
    return str(app.screen.query_one(Proofs).query_one(Static).render())


async def until(pilot, holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        await pilot.pause(0.02)
    await pilot.pause()


async def reloaded(pilot, count):
    await until(pilot, lambda: pilot.app.reloads >= count and not pilot.app.is_loading)
    await until(pilot, lambda: bool(pilot.app.told))


async def test_a_save_shows_at_the_same_scene_with_its_problems_beside_it(folder):
    app: Any = Preview("en", Settings(), folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await reloaded(pilot, 1)
        assert isinstance(app.screen, PreviewRoom)
        await until(pilot, lambda: "nothing wrong" in beside(app))
        scenes = list(app.conduct.loaded.scenario.scenes)
        await app.enter(app.conduct.loaded, scenes[4])
        await until(pilot, lambda: scenes[4] in beside(app))
        change(folder, f"scene {scenes[4]}:\n  title: ", f"scene {scenes[4]}:\n  title: NEW [red] ")
        await reloaded(pilot, 2)
        assert app.scene == scenes[4]
        assert app.conduct.loaded.texts["en"].of(scenes[4], "title").startswith("NEW [red]")
        assert "T102" in beside(app)
        change(folder, "NEW [red] ", "")
        await reloaded(pilot, 3)
        await until(pilot, lambda: "nothing wrong" in beside(app))


async def test_reading_is_told_at_once_and_playing_when_it_is_done(folder, monkeypatch):
    held, given = threading.Event(), []

    def check(place, proofs, is_off):
        given.append(is_off)
        assert held.wait(PATIENCE)
        return whole(place, proofs, is_off=is_off)

    whole = checking.check
    monkeypatch.setattr(preview, "check", check)
    app: Any = Preview("en", Settings(), folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await reloaded(pilot, 1)
        assert "being played" in beside(app)
        assert "nothing wrong" not in beside(app)
        await until(pilot, lambda: given)
        scene = next(iter(app.conduct.loaded.scenario.scenes))
        change(folder, "\nscene ", "\nscene alone:\n  title: Never opened\n\nscene ")
        await reloaded(pilot, 2)
        assert app.conduct.loaded.scenario.scenes.keys() >= {"alone", scene}
        assert given[0]()
        held.set()
        await until(pilot, lambda: "being played" not in beside(app))
        assert "P1" in beside(app)
    assert given[-1]()


async def test_a_broken_file_leaves_the_room_open_and_says_where(folder):
    app: Any = Preview("fr", Settings(), folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await reloaded(pilot, 1)
        room = app.screen
        change(folder, "\nscene ", "\nflotsam: 1\nscene ")
        await reloaded(pilot, 2)
        assert app.screen is room
        assert re.search(r"scenario\.yaml:\d+:1:\s+S101", beside(app))
        change(folder, "flotsam: 1\n", "")
        await reloaded(pilot, 3)
        assert app.screen is not room


async def test_a_scene_that_is_gone_gives_way_to_the_first(folder):
    app: Any = Preview("en", Settings(), folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await reloaded(pilot, 1)
        scenes = list(app.conduct.loaded.scenario.scenes)
        name = scenes[-1]
        await app.enter(app.conduct.loaded, name)
        text = (folder / "scenario.yaml").read_text(encoding="utf-8")
        (folder / "scenario.yaml").write_text(text.replace(name, "renamed"), encoding="utf-8")
        await reloaded(pilot, 2)
        assert app.conduct.loaded.scenario.scenes.keys() >= {"renamed"}
        assert app.scene == scenes[0]


async def test_any_scene_is_a_jump_away_and_play_goes_on_from_there(folder):
    app: Any = Preview("en", Settings(), folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await reloaded(pilot, 1)
        for name in app.conduct.loaded.scenario.scenes:
            await app.enter(app.conduct.loaded, name)
            assert app.scene == name
            assert app.conduct.prompt() is not None
        await pilot.press("f2")
        assert isinstance(app.screen, Palette)
        await pilot.press(*"four at once", "enter")
        await until(pilot, lambda: app.scene == "four-at-once")
        before = len(app.conduct.log)
        await until(pilot, lambda: isinstance(app.screen, PreviewRoom))
        await pilot.press("1", "2", "3", "4", "enter", "enter")
        await until(pilot, lambda: len(app.conduct.log) > before)
        await pilot.press("f3")
        assert app.screen.query_one(Proofs).has_class("away")


async def test_a_scenario_that_cannot_be_played_yet_waits_for_its_author(folder):
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "scenario.yaml").write_text("badbuzz: 1\n", encoding="utf-8")
    app: Any = Preview("en", Settings(), folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await reloaded(pilot, 1)
        assert isinstance(app.screen, Waiting)
        assert "S102" in beside(app)
        await pilot.press("f2")
        (folder / "scenario.yaml").write_text(text, encoding="utf-8")
        await reloaded(pilot, 2)
        assert isinstance(app.screen, PreviewRoom)


def test_every_kind_of_save_is_seen(folder):
    before = signature(folder)
    other = folder / "scenario.yaml.tmp"
    other.write_bytes((folder / "scenario.yaml").read_bytes())
    assert signature(folder) == before
    other.replace(folder / "scenario.yaml")
    assert signature(folder) != before
    (folder / "text.fr.yaml").unlink()
    assert "text.fr.yaml" not in str(signature(folder))


def test_without_a_terminal_or_a_folder_there_is_a_sentence(capsys, monkeypatch):
    assert main(["preview", "late-order"]) == 2
    assert "terminal" in capsys.readouterr().err
    assert main(["preview", "there-is-none", "--lang", "fr"]) == 2
    assert "there-is-none" in capsys.readouterr().err


async def test_a_save_leaves_the_list_of_scenes_open(folder):
    app: Any = Preview("en", Settings(), folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await reloaded(pilot, 1)
        await pilot.press("f2")
        assert app.screen.query_one("Input").placeholder == "Search for a scene"
        change(folder, "  title: ", "  title: NEW ")
        await pilot.pause(5 * preview.LOOK)
        assert isinstance(app.screen, Palette)
        await pilot.press("escape")
        await reloaded(pilot, 2)
        assert isinstance(app.screen, PreviewRoom)


async def test_hundreds_of_one_code_are_one_line(folder):
    (folder / "text.fr.yaml").write_text("badbuzz: 1\nof: late-order\nlanguage: fr\n", "utf-8")
    app: Any = Preview("en", Settings(), folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await reloaded(pilot, 1)
        assert beside(app).count("is not translated") == 1
        assert re.search(r"and\s+\d{2,}\s+more\s+T101\s+in\s+this\s+file", beside(app))
