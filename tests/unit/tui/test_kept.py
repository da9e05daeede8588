"""What is kept between two frames is what would be drawn anew."""

import random

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.widgets import Static

from simulator.present import pages
from simulator.tui.widgets.feed import Feed
from simulator.tui.widgets.scroll import KeptScrollBar
from simulator.tui.widgets.steady import Steady
from tests.unit.tui.stage import Stage, press, resized, settled

STEPS = 25


def post(chance: random.Random) -> pages.Item:
    words = " ".join("wörd" * chance.randint(1, 4) for _ in range(chance.randint(1, 30)))
    if chance.random() < 0.2:
        return pages.Note(words)
    return pages.Post("Lena", chance.choice(("Page", "Phone")), "09:20", words)


def lines(feed: Feed) -> list[str]:
    strips = feed.render_lines(Region(0, 0, *feed.size))
    return [repr(list(strip)) for strip in strips]


@pytest.mark.parametrize("seed", range(3))
async def test_a_feed_shows_what_it_would_show_if_it_kept_nothing(seed):
    chance = random.Random(seed)
    app = Stage(seed=1)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "enter", "enter")
        feed = app.screen.query_one(Feed)
        for _ in range(STEPS):
            match chance.randrange(5):
                case 0 | 1:
                    feed.add([post(chance) for _ in range(chance.randint(1, 9))])
                case 2:
                    feed.scroll_to(y=chance.randint(0, 60), animate=False)
                case 3:
                    app.change_theme()
                case _:
                    size = chance.choice(((80, 24), (120, 40), (60, 18)))
                    await resized(pilot, *size)
            await settled(pilot)
            kept = lines(feed)
            assert feed.virtual_size.height == len(feed._lines)
            feed._strips.clear()
            feed._looks.clear()
            assert kept == lines(feed)


class Bars(App[None]):
    def compose(self) -> ComposeResult:
        yield KeptScrollBar()
        yield ScrollBar(vertical=True)


async def test_our_scroll_bar_is_drawn_as_textuals():
    async with Bars().run_test(size=(2, 40)) as pilot:
        ours, theirs = pilot.app.query(ScrollBar)
        for bar in (ours, theirs):
            bar.styles.height, bar.styles.width = 18, 1
        for total, place in ((0, 0), (18, 0), (30, 5), (4000, 0), (4000, 2001.4), (4000, 3982)):
            for bar in (ours, theirs):
                bar.window_virtual_size, bar.window_size, bar.position = total, 18, place
            await pilot.pause()
            whole = Region(0, 0, *ours.size)
            drawn = [repr(list(strip)) for strip in ours.render_lines(whole)]
            assert drawn == [repr(list(strip)) for strip in theirs.render_lines(whole)]
            part = Region(0, 7, 1, 4)
            assert drawn[7:11] == [repr(list(strip)) for strip in ours.render_lines(part)]


class Texts(App[None]):
    CSS = "Vertical { width: 20; height: 30; } .auto { width: auto; }"

    def compose(self) -> ComposeResult:
        for kind in (Steady, Static):
            with Vertical():
                for classes in ("", "auto"):
                    yield kind(classes=classes)


@pytest.mark.parametrize("seed", range(3))
async def test_a_steady_text_takes_the_room_that_it_needs(seed):
    chance = random.Random(seed)
    async with Texts().run_test(size=(40, 60)) as pilot:
        steady = list(pilot.app.query(Steady))
        plain = [one for one in pilot.app.query(Static) if not isinstance(one, Steady)]
        for _ in range(STEPS):
            text = Content(
                "\n".join("word " * chance.randint(0, 7) for _ in range(chance.choice((1, 2))))
            )
            for ours, theirs in zip(steady, plain, strict=True):
                ours.show(text)
                theirs.update(text)
            await pilot.pause()
            await settled(pilot)
            assert [one.size for one in steady] == [one.size for one in plain]
