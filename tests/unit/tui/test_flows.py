"""What a person does from the first launch on, and what comes of it."""

import random
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from textual import events
from textual.dom import NoScreen
from textual.widgets._toast import Toast

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.commands import Inquire, Respond
from simulator.present import pages
from simulator.scenario.library import find, shipped
from simulator.settings import Settings, read, write
from simulator.tui.screens import arriving, deciding
from simulator.tui.screens.catalog import SCREENS
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.front_page import FrontPageScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.leaf import BriefingScreen, LeafScreen
from simulator.tui.screens.palette import Palette
from simulator.tui.screens.room import RoomScreen
from simulator.tui.screens.send import ConfidenceScreen, SendScreen
from simulator.tui.widgets.bars import Keys
from simulator.tui.widgets.channels import Channels
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.feed import Feed
from simulator.tui.widgets.rows import Row
from tests.shelf import load
from tests.unit.tui.stage import Stage, click, drawn, press, resized, sample, settled, show

ROWS = {row.name: row for row in SCREENS}
SEED = 7


def _refuse(error: Exception, *_: object) -> None:
    raise error


def front(app) -> Any:
    """The screen in front; it changes with every key."""
    return app.screen


def opened_room(app) -> Any:
    return next(screen for screen in app.screen_stack if isinstance(screen, RoomScreen))


def plan_of_play(loaded, seed: int):
    """Commands that play a crisis from start to end, and the log they give."""
    chance = random.Random(seed)
    conduct: Any = Conduct(loaded)
    conduct.start(SEED)
    given: list[Inquire | Respond] = []
    while (asked := conduct.prompt()) is not None:
        if looks := conduct.inquiries():
            given.append(Inquire(chance.choice(looks).id))
            conduct.do(given[-1])
            asked = conduct.prompt()
        picks = chance.choice(list(asked.legal()))
        given.append(Respond(picks, 2 if conduct.scene.asks_confidence else None))
        conduct.do(given[-1])
    return given, conduct.log


class Hands:
    """Gives commands by the keyboard alone, or by the mouse alone."""

    def __init__(self, pilot, *, mouse: bool) -> None:
        self.pilot = pilot
        self.mouse = mouse

    @property
    def screen(self):
        return front(self.pilot.app)

    async def on(self, widget) -> None:
        widget.scroll_visible(animate=False)
        await settled(self.pilot)
        spot = widget.region.offset
        await click(self.pilot, spot.x + 3, spot.y)

    async def key(self, sign: str) -> None:
        """Press a key, or click on its name in the bar."""
        if not self.mouse:
            await press(self.pilot, sign.lower())
            return
        bar, (line, first, _, _) = next(
            (bar, place) for bar in self.screen.query(Keys) for place in bar.places
            if place[3] == sign
        )  # fmt: skip
        bar.scroll_visible(animate=False)
        await settled(self.pilot)
        where = bar.content_region.offset
        await click(self.pilot, where.x + first, where.y + line)

    async def take(self, item: str) -> None:
        rows = self.screen.query_one(Choices).rows
        row = next(row for row in rows if row.choice.id == item)
        if self.mouse:
            await self.on(row)
        else:
            await press(self.pilot, "0" if row.sign == "10" else row.sign)

    async def respond(self, command: Respond) -> None:
        choices = self.screen.query_one(Choices)
        for pick in command.picks:
            await self.take(pick)
        if not choices.is_single:
            if not command.picks:
                await press(self.pilot, "0")
            await self.key("Enter")
        await self.confirm()
        if isinstance(self.screen, RoomScreen) and self.screen.waits:
            await self.key("Enter")

    async def confirm(self) -> None:
        if isinstance(self.screen, SendScreen):
            if self.mouse:
                await self.on(self.screen.query_one("#preview"))
            else:
                await press(self.pilot, "enter")
        if isinstance(self.screen, ConfidenceScreen):
            if self.mouse:
                await self.on(self.screen.query_one("#sure-2"))
            else:
                await press(self.pilot, "2")

    async def play(self, commands) -> None:
        for command in commands:
            assert isinstance(self.screen, RoomScreen), self.screen
            if isinstance(command, Inquire):
                await self.take(command.inquiry)
            else:
                await self.respond(command)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("mouse", [False, True], ids=["keyboard", "mouse"])
async def test_the_tutorial_from_the_first_launch_to_home(mouse, size, tmp_path):
    """Straight into the play; the same picks give the same log as the engine; then home."""
    given, log = plan_of_play(sample(), 3 + mouse)
    settings = Settings(motion=False)
    app = Stage("en", settings, tmp_path, seed=SEED)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert isinstance(front(app), RoomScreen)
        assert "TODAY at 4" in drawn(app) or front(app).query_one(Feed).items
        conduct = front(app).conduct
        hands = Hands(pilot, mouse=mouse)
        await hands.play(given)
        assert e.dump(conduct.log) == e.dump(log)
        assert isinstance(front(app), FrontPageScreen)
        await hands.key("Enter")
        assert isinstance(front(app), DebriefScreen)
        assert settings.played == ("late-order",)
        await hands.key("2")
        assert isinstance(front(app), LeafScreen)
        await hands.key("Esc" if mouse else "escape")
        await hands.key("Esc" if mouse else "escape")
        assert isinstance(front(app), HomeScreen)
    assert read(tmp_path).played == ("late-order",)
    assert (tmp_path / "settings.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
async def test_every_shipped_crisis_is_played_to_its_end(path):
    loaded, _ = load(path)
    assert loaded is not None
    given, log = plan_of_play(loaded, 5)
    app = Stage("fr", shelf=[loaded], scenario=loaded.scenario.id, seed=SEED)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        if isinstance(front(app), BriefingScreen):
            await press(pilot, "enter")
        conduct = opened_room(app).conduct
        await Hands(pilot, mouse=False).play(given)
        assert e.dump(conduct.log) == e.dump(log)
        assert isinstance(front(app), FrontPageScreen)


async def test_motion_shows_posts_one_by_one_and_a_key_the_rest(monkeypatch):
    monkeypatch.setattr(arriving, "BEAT", 1_000)
    app = Stage("en", Settings(), seed=SEED)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        room = opened_room(app)
        waiting = len(room.queue)
        assert waiting
        assert not room.query(Choices)
        await resized(pilot, 1, 1)
        await resized(pilot, 120, 40)
        room.arrive()
        assert len(room.queue) == waiting - 1
        await press(pilot, "z")
        assert room.queue == []
        assert room.query(Choices)
        assert room.query_one(Feed).scroll_y == room.query_one(Feed).max_scroll_y


async def test_the_feed_stays_at_its_end_or_where_one_reads():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["room-order"])
        feed = front(app).query_one(Feed)
        for size in ((120, 40), (60, 18), (1, 1), (80, 24), (200, 60), (41, 13)):
            await resized(pilot, *size)
            assert feed.scroll_y == feed.max_scroll_y, size
        await press(pilot, "pageup", "pageup")
        await resized(pilot, 80, 24)
        assert 0 < feed.scroll_y < feed.max_scroll_y
        await press(pilot, *["pagedown"] * 40)
        await resized(pilot, 60, 20)
        assert feed.scroll_y == feed.max_scroll_y


async def test_an_order_by_arrows_and_by_numbers_in_turn():
    """Whatever was pressed, the rows stand in the order that would be taken."""
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, replace(ROWS["room-order"], keys=()))
        choices = front(app).query_one(Choices)
        first, second, third, fourth = choices.picking.picks

        def stands() -> list[str]:
            shown = [row.choice.id for row in choices.rows if not row.is_look]
            assert shown == choices.picking.picks
            return shown

        await press(pilot, "enter")
        assert isinstance(front(app), RoomScreen)
        assert front(app).choices is choices
        await press(pilot, "down", "down", "shift+up")
        assert stands() == [second, first, third, fourth]
        await press(pilot, "4")
        assert stands() == [second, fourth, first, third]
        await press(pilot, "2")
        assert stands() == [fourth, first, third, second]
        await press(pilot, "1", "shift+down")
        assert stands() == [fourth, third, first, second]
        conduct = front(app).conduct
        scene = conduct.state.scene
        await press(pilot, "enter")
        assert conduct.state.responses[scene] == (fourth, third, first, second)


async def test_an_order_with_lines_that_have_no_place_is_shown_before_it_is_taken():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, replace(ROWS["room-order"], keys=()))
        room = front(app)
        scene = room.conduct.state.scene
        await press(pilot, "3", "enter")
        assert scene not in room.conduct.state.responses
        assert "[4]" in drawn(app)
        assert not any(room.choices.picking.mark(c) == "[ ]" for c in room.choices.ask.choices)
        await press(pilot, "enter")
        assert room.conduct.state.responses[scene][0] == room.last.ask.choices[2].id


async def test_a_message_is_composed_part_by_part_previewed_and_taken_back():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, replace(ROWS["room-compose"], keys=()))
        room = front(app)
        page = room.choices.ask
        assert "[Opening] [Substance] [Close]" in drawn(app)
        await press(pilot, "2")
        preview = drawn(app).split("Substance ○")[1]
        assert page.choices[1].text[:30] in preview
        assert page.choices[3].text[:30] in preview
        await press(pilot, "right", "enter")
        assert app.screen is room
        assert "Still to be picked: Substance" in " ".join(drawn(app).split())
        await press(pilot, "1", "left", "left", "3", "right", "right", "1", "enter")
        assert isinstance(front(app), SendScreen)
        await press(pilot, "escape")
        assert app.screen is room
        assert page.scene not in room.conduct.state.responses
        await press(pilot, "enter", "enter")
        assert room.conduct.state.responses[page.scene] == tuple(
            page.choices[n].id for n in (2, 3, 6)
        )


async def test_the_post_to_answer_and_what_was_found_stand_at_the_decision():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, replace(ROWS["room-one"], keys=()))
        room = front(app)
        asked = room.choices.ask
        assert f"{asked.about.who}: {asked.about.text[:30]}" in drawn(app)
        await press(pilot, "a")
        assert "f reads it again" in drawn(app)
        await press(pilot, "f")
        assert asked.looks[0].text in drawn(app)
        await press(pilot, "escape")
        assert front(app) is room
        assert room.choices.has_focus


async def test_an_empty_channel_says_so_until_something_comes():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, replace(ROWS["room-one"], keys=()))
        room = front(app)
        names = list(room.names)
        await press(pilot, *["]"] * (len(names) - 1))
        assert room.channel == names[-1]
        assert "Nothing has come here yet." in drawn(app)
        post = pages.Post("Ada", names[-1], "09:20", "Hello, is it you?", "phone")
        room.receive([post])
        await settled(pilot)
        assert "Nothing has come here yet." not in drawn(app)
        assert "Hello, is it you?" in drawn(app)


async def test_a_click_on_a_channel_opens_it():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, replace(ROWS["room-one"], keys=()))
        tabs = front(app).query_one(Channels)
        _line, first, _last, name = tabs.places[2]
        where = tabs.content_region.offset
        await click(pilot, where.x + first + 1, where.y)
        assert front(app).channel == name != ""


async def test_looking_closer_keeps_what_was_chosen():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["room-one"])
        room = front(app)
        before = room.conduct.state.clock
        looks = len(room.choices.ask.looks)
        await press(pilot, "a")
        assert room.conduct.state.clock > before
        assert len(room.choices.ask.looks) == looks - 1
        assert room.choices.has_focus
        await press(pilot, "a")
        assert len(room.choices.ask.looks) == looks - 1


async def test_enter_alone_chooses_nothing():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        for name in ("room-one", "room-several", "room-order", "room-compose"):
            await show(pilot, replace(ROWS[name], keys=()))
            kept = front(app).conduct.log
            await press(pilot, "enter", "enter", "space", "enter")
            assert isinstance(front(app), RoomScreen)
            assert front(app).conduct.log == kept


async def test_page_up_reads_the_feed_at_every_decision():
    app = Stage("fr")
    async with app.run_test(size=(80, 24)) as pilot:
        for name in ("room-one", "room-several", "room-order", "room-compose"):
            await show(pilot, replace(ROWS[name], keys=()))
            feed = front(app).query_one(Feed)
            end = feed.scroll_y
            await press(pilot, "pageup", "pageup")
            assert feed.scroll_y < end, name
            await press(pilot, "pagedown", "pagedown", "pagedown")
            assert feed.scroll_y == feed.max_scroll_y, name


async def test_the_post_that_is_answered_is_in_sight_or_named_and_read_whole():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, replace(ROWS["room-one"], keys=()))
        asked = front(app).choices.ask
        assert "Lena Ortiz: My sister" in drawn(app)
        await press(pilot, "v")
        assert asked.about.text.split()[-1] in drawn(app)
        await press(pilot, "escape")
        await resized(pilot, 120, 60)
        assert "Lena Ortiz: My sister" not in drawn(app)
        assert front(app).query_one(Feed).shows(asked.about.address)


async def test_what_a_response_did_is_read_from_its_beginning():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, replace(ROWS["room-one"], keys=()))
        room = front(app)
        await press(pilot, "pageup", "pageup", "pageup", "]", "1", "enter", "1")
        assert room.waits
        assert room.channel == ""
        assert "(you)" in drawn(app)


async def planning(pilot, *, wrecks=False):
    """Open a crisis that begins with minutes to spend, or with nothing."""
    found, _problems = load(find("table-nine"))
    assert found is not None
    room = RoomScreen(Conduct(found), wrecks=wrecks, seed=3)
    await pilot.app.push_screen(room)
    await settled(pilot)
    await press(pilot, "enter")
    return room


async def test_nothing_is_never_sent_by_enter_alone_and_a_pick_takes_the_question_back():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        room = await planning(pilot)
        kept = room.conduct.log
        taken = room.choices.ask.choices[0].takes
        await press(pilot, *["enter"] * 4)
        assert "0 means none of these" in drawn(app)
        assert room.conduct.log == kept
        await press(pilot, "0")
        assert "None of these? Enter confirms it" in drawn(app)
        await press(pilot, "1")
        assert "None of these?" not in drawn(app)
        assert f"{taken} of 30 min" in drawn(app)
        await press(pilot, "1", "enter")
        spot = room.choices.rows[0].region.offset
        for _ in range(2):
            await click(pilot, spot.x + 3, spot.y)
        await press(pilot, "enter", "enter")
        assert room.conduct.log == kept
        await press(pilot, "0", "enter")
        assert len(room.conduct.log) > len(kept)


async def test_a_wreck_says_what_it_is_for_and_what_it_is():
    app = Stage("en")
    async with app.run_test(size=(120, 40)) as pilot:
        await planning(pilot, wrecks=True)
        assert "WRECK: nothing is graded" in drawn(app)
        assert "Choose as badly as you can" in drawn(app)


async def test_confidence_may_be_left_unsaid():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["room-one"])
        room = front(app)
        await press(pilot, "1", "enter")
        assert isinstance(front(app), ConfidenceScreen)
        await press(pilot, "enter", "space", "enter")
        assert isinstance(front(app), ConfidenceScreen)
        assert "Press 1, 2 or 3" in drawn(app)
        await press(pilot, "escape")
        given = next(x for x in room.conduct.log if isinstance(x, e.ResponseGiven))
        assert given.confidence is None


async def test_leaving_asks_twice_and_says_that_nothing_is_kept(tmp_path):
    app = Stage("en", Settings(motion=False), tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "escape")
        assert isinstance(front(app), RoomScreen)
        assert "It is not kept" in " ".join(drawn(app).split())
        assert not app._notifications
        await press(pilot, "escape")
        assert isinstance(front(app), HomeScreen)
        await press(pilot, "escape", "escape")
        assert isinstance(front(app), HomeScreen)
        assert app.settings.played == ()
    assert not (tmp_path / "settings.toml").exists()


async def test_assessment_keeps_the_mentor_and_the_hint_for_later():
    for mode in ("learning", "assessment"):
        app = Stage("en", Settings(motion=False, mode=mode), seed=SEED)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            room = front(app)
            await press(pilot, "h")
            has_hint = any(isinstance(x, e.HintTaken) for x in room.conduct.log)
            assert has_hint is (mode == "learning")
            await press(pilot, "1", "enter", "2")
            assert room.waits
            assert ("Mentor" in drawn(app)) is (mode == "learning")


async def timed(pilot):
    """Play until a decision with a countdown is open."""
    room = front(pilot.app)
    while room.seconds is None:
        page = room.choices.ask
        picks = next(iter(room.conduct.prompt().legal()))
        room.respond(page, picks, None)
        await settled(pilot)
        await press(pilot, "enter")
    return room


async def test_the_countdown_ends_in_the_ungraded_default_unless_it_is_stopped(monkeypatch):
    monkeypatch.setattr(deciding, "TICK", 1_000)
    for stops in (False, True):
        app = Stage("en", Settings(motion=False, timed=True), seed=SEED)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            room = await timed(pilot)
            scene = room.conduct.state.scene
            default = room.conduct.scene.decision.default
            await press(pilot, "p")
            room.count_down()
            assert room.seconds is not None
            await press(pilot, "escape")
            if stops:
                await press(pilot, "s")
            room.count_down()
            await settled(pilot)
            if stops:
                assert "stopped" in drawn(app)
                assert scene not in room.conduct.state.responses
            else:
                assert room.conduct.state.responses[scene] == default
                given = [x for x in room.conduct.log if isinstance(x, e.ResponseGiven)][-1]
                assert given.how == "clock"
                assert "it is not graded" in " ".join(drawn(app).split())


async def test_settings_persist_and_a_damaged_file_is_nothing(tmp_path):
    app = Stage("en", None, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l", "t", "a", "c", "o")
    kept = read(tmp_path)
    assert (kept.language, kept.theme) == ("fr", "badbuzz-light")
    assert (kept.mode, kept.timed, kept.motion) == ("assessment", True, True)
    for damage in (b"\xff\xfe", b"theme = [", b'theme = "no-such"\nplayed = 3\nmode = "x"\n', b""):
        (tmp_path / "settings.toml").write_bytes(damage)
        app = Stage("en", read(tmp_path), tmp_path)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert isinstance(front(app), RoomScreen)
            assert app.theme == "badbuzz-dark"


async def test_no_motion_is_for_this_time_only(tmp_path):
    write(tmp_path, Settings(played=("late-order",)))
    app = Stage("en", read(tmp_path), tmp_path, motion=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not app.moves
        await press(pilot, "c")
    assert read(tmp_path).motion is True


async def test_wreck_it_hangs_cards_and_stores_nothing_else(tmp_path):
    app = Stage("en", None, tmp_path, seed=SEED)
    before = replace(app.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "x")
        assert isinstance(front(app), RoomScreen)
        conduct = front(app).conduct
        key = sample().key
        while not conduct.state.is_over:
            room = front(app)
            page = room.choices.ask
            legal = room.conduct.prompt().legal()
            items = key[page.scene].items if page.scene in key else {}
            worst = max(
                legal, key=lambda picks: sum(len(items[p].errors) for p in picks if p in items)
            )
            room.respond(page, worst, None)
            await settled(pilot)
            if isinstance(front(app), RoomScreen):
                await press(pilot, "enter")
        assert isinstance(front(app), FrontPageScreen)
        assert "What this wreck teaches" in [section.title for section in front(app).lesson]
        await press(pilot, "m")
        assert isinstance(front(app), LeafScreen)
        await press(pilot, "escape", "enter")
        assert isinstance(front(app), HomeScreen)
        await press(pilot, "m")
        hung = [s.id for s in front(app).leaves[0].sections if s.id != "empty"]
        assert sorted(hung) == sorted(app.settings.museum) != []
    kept = read(tmp_path)
    assert kept.museum == app.settings.museum
    assert replace(kept, museum=(), language=before.language) == replace(before, museum=())
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


async def test_the_parts_of_a_debrief_open_from_one_another_by_number():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["debrief"])
        first = front(app)
        for key, title in (("1", "The facts"), ("6", "How soon"), ("5", "1. "), ("4", "The eight")):
            await press(pilot, key)
            await settled(pilot)
            assert front(app).leaves[0].title.startswith(title)
            assert front(app).part == key
        await press(pilot, "escape")
        assert front(app) is first


async def test_any_mark_is_asked_about_and_contested_under_the_cursor():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["debrief"])
        conduct = front(app).conduct
        await press(pilot, "e", "2", "e")
        await settled(pilot)
        assert drawn(app).strip().startswith("Why: 2a")
        assert "Source: the domain reference" in " ".join(drawn(app).split())
        await press(pilot, "escape", "s", "d", *"too strict", "enter")
        await settled(pilot)
        said = conduct.log[-1]
        assert isinstance(said, e.Contested)
        assert (said.scene, said.line, said.principle) == (
            "signals", "too strict", "acknowledgement",
        )  # fmt: skip
        await press(pilot, "escape")
        assert isinstance(front(app), DebriefScreen)


async def test_five_keys_stand_below_the_debrief_and_the_others_behind_one():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["debrief"])
        first = front(app).keys()
        assert [first[0][0], first[-1][0]] == ["Esc", "?"]
        assert len(first) == 1 + 5 + 1
        menu = front(app).parts.menu()
        await press(pilot, "?")
        every = " ".join(drawn(app).split())
        assert [name for key, name in menu if f"{key} {name}" not in every] == []
        await press(pilot, "4")
        await settled(pilot)
        assert "The eight principles" in drawn(app)
        await press(pilot, "?", "escape")
        assert isinstance(front(app), DebriefScreen)


async def test_inside_a_part_e_begins_at_what_is_shown():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["debrief"])
        await press(pilot, "5", "right", "right", "d")
        await settled(pilot)
        assert front(app).chosen().label == "3a"
        await press(pilot, "escape", "6", "e")
        await settled(pilot)
        assert front(app).chosen().label == "s1"


async def test_what_is_typed_below_a_part_is_kept_or_shown():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["debrief"])
        conduct = front(app).conduct
        await press(pilot, "2", *"4", "space", *"6", "space", *"1", "enter")
        await settled(pilot)
        assert isinstance(conduct.log[-1], e.SelfAssessed)
        assert "Strongest, you said" in drawn(app)
        await press(pilot, "escape", "8", *"1", "space", *"2", "enter")
        await settled(pilot)
        assert "The same crisis with the same chance" in drawn(app)
        await press(pilot, "escape", "c", *"hour", "enter")
        await settled(pilot)
        assert "Keep: hour" in drawn(app)


async def test_w_saves_the_debrief_as_a_page_and_says_where(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    app = Stage("fr")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["debrief"])
        for name in ("badbuzz-late-order.html", "badbuzz-late-order-2.html"):
            await press(pilot, "w")
            await app.workers.wait_for_complete()
            page = (tmp_path / name).read_text(encoding="utf-8")
            assert '<html lang="fr">' in page
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", "/proc/nothing")
    monkeypatch.chdir("/proc")
    app = Stage("fr")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["debrief"])
        assert (await app.save(front(app).conduct)).startswith("impossible d’écrire")


async def test_p_takes_the_costliest_decision_up_again():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["debrief"])
        pivotal = front(app).parts.pivotal
        await press(pilot, "p")
        await settled(pilot)
        assert isinstance(front(app), RoomScreen)
        assert front(app).conduct.state.scene == pivotal
        began = front(app).conduct.log[0]
        assert isinstance(began, e.ExerciseStarted)
        assert began.replays_from == pivotal


async def test_home_looks_back_on_what_was_finished_while_the_app_is_open():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d")
        assert isinstance(front(app), HomeScreen)
        await show(pilot, ROWS["front-page"])
        played = front(app).conduct
        await press(pilot, "escape")
        assert "look back" in drawn(app)
        await press(pilot, "d")
        assert isinstance(front(app), DebriefScreen)
        assert front(app).conduct is played


async def test_ctrl_c_speaks_the_language_of_the_player():
    app = Stage("fr")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+c")
        assert "Ctrl+Q quitte Bad Buzz" in " ".join(drawn(app).split())


async def test_escape_goes_back_from_everywhere():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        for row in SCREENS:
            if row.name == "home":
                continue
            await show(pilot, row)
            await press(pilot, *["escape"] * 4)
            assert isinstance(front(app), HomeScreen), row.name
        for key, kind in (
            ("b", LeafScreen),
            ("m", LeafScreen),
            ("?", LeafScreen),
            ("ctrl+p", Palette),
        ):
            await press(pilot, key)
            assert isinstance(front(app), kind)
            await press(pilot, "escape")
            assert isinstance(front(app), HomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (120, 40)])
async def test_the_message_that_is_composed_hides_no_choice_under_the_cursor(size):
    loaded = sample()
    conduct = Conduct(loaded)
    conduct.start(3, at="the-reply")
    async with Stage(seed=3).run_test(size=size) as pilot:
        pilot.app.push_screen(RoomScreen(conduct))
        await settled(pilot)
        for part in pilot.app.screen.choices.ask.parts:
            await press(pilot, "down")
            for _ in range(6):
                choices = pilot.app.screen.choices
                row = choices.rows[choices.cursor]
                composed = choices.query_one("#composed")
                assert choices.region.y <= row.region.y, part
                assert row.region.bottom <= composed.region.y, part
                await press(pilot, "down")
            await press(pilot, "1")


async def test_the_summary_on_home_is_read_to_its_end_with_the_keyboard():
    async with Stage(seed=3).run_test(size=(50, 14)) as pilot:
        await settled(pilot)
        card = pilot.app.screen.query_one("#card")
        assert card.max_scroll_y > 0
        highlighted = pilot.app.screen.query_one("#titles").highlighted
        await press(pilot, "pagedown", "pagedown", "pagedown", "pagedown")
        assert card.scroll_y == card.max_scroll_y
        await press(pilot, "pageup", "pageup", "pageup", "pageup")
        assert card.scroll_y == 0
        assert pilot.app.screen.query_one("#titles").highlighted == highlighted


async def test_the_briefing_comes_first_and_escape_there_goes_home():
    loaded = replace(sample(), scenario=replace(sample().scenario, is_tutorial=False))
    app = Stage("en", shelf=[loaded], scenario="late-order")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(front(app), BriefingScreen)
        await press(pilot, "escape")
        assert isinstance(front(app), HomeScreen)
        await press(pilot, "enter", "enter")
        assert isinstance(front(app), RoomScreen)
        assert front(app).conduct.state.is_started


async def test_the_palette_finds_by_a_few_letters_and_does_it():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+p", *"angua", "enter")
        assert app.language.code == "fr"
        await press(pilot, "ctrl+p", *"zzz", "enter", "escape")
        assert isinstance(front(app), HomeScreen)


async def test_focus_is_on_the_decision_again_after_a_page():
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, ROWS["room-one"])
        for key in ("p", "w", "i", "?", "ctrl+p"):
            await press(pilot, key, "escape")
            assert front(app).choices.has_focus, key
        row = front(app).query(Row).last()
        await press(pilot, "up")
        for _ in range(10):
            await press(pilot, "down")
        assert front(app).choices.region.contains_region(row.region)


async def test_a_notice_that_leaves_under_the_pointer_is_not_a_fault(monkeypatch):
    app = Stage("en")
    async with app.run_test(size=(80, 24)) as pilot:
        app.notify("said", markup=False)
        await settled(pilot)
        notice = next(iter(app.screen.query(Toast)))
        x, y = notice.content_region.bottom_right_inclusive
        down = events.MouseDown(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False)
        with monkeypatch.context() as gone:  # As seen between its removal and the next drawing.
            gone.setattr(notice, "render_line", partial(_refuse, NoScreen("no screen")))
            await app.on_event(down)
        await press(pilot, "l")
        assert app.language.code == "fr"
    assert app.crash is None
