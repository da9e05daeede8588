"""The room's screen: what it shows, that it follows, and what it never shows."""

import asyncio
import re

from simulator.workshop import commands as c
from simulator.workshop.naming import new_token
from tests.unit.serve.meeting import CODE, D, first, met


async def seated(room, count):
    for n in range(count):
        await room.do(c.Join(f"seat{n}", f"Person {n}", f"token{n}"), D)


async def test_without_its_key_nothing_is_shown():
    async with met() as room:
        somebody = room.visit()
        for key in ("", "x", new_token(), CODE, room.key[:-1]):
            for path in (f"/projector/{key}", f"/projector/{key}/state"):
                await somebody.get(path)
                assert somebody.status == 404


async def test_the_room_is_shown_how_to_join():
    async with met() as room:
        page = await room.visit().get(f"/projector/{room.key}")
        assert "ABCD-EFGH" in page
        assert "http://127.0.0.1:8710" in page
        assert '<svg class="qr"' in page
        await room.do(c.Lock(is_locked=True))
        page = await room.visit().get(f"/projector/{room.key}")
        assert "ABCD-EFGH" not in page
        assert '<svg class="qr"' not in page


async def test_no_name_no_secret_and_no_vote_before_the_reveal():
    async with met() as room:
        await seated(room, 6)
        await room.do(c.Begin())
        await room.do(c.OpenVote(60))
        screen = room.visit()
        before = await screen.get(f"/projector/{room.key}")
        assert "0 of 6 have answered" in before
        for n in range(6):
            await room.do(c.Vote(1, room.legal()[0]), f"seat{n}")
        after = await screen.get(f"/projector/{room.key}")
        assert "6 of 6 have answered" in after
        for page in (before, after):
            assert not re.search(r"Person \d|seat\d|token\d", page)
            assert 'class="split"' not in page
        await room.do(c.CloseVote())
        assert 'class="split"' not in await screen.get(f"/projector/{room.key}")
        await room.do(c.Reveal())
        assert 'class="split"' in await screen.get(f"/projector/{room.key}")


async def test_it_follows_by_itself_and_rests_between_two_pictures():
    async with met() as room:
        await seated(room, 6)
        await room.do(c.Begin())
        await room.do(c.OpenVote(60))
        screen = room.visit()
        await screen.get(f"/projector/{room.key}")
        state = first(r'data-state="([^"]+)"', screen.text)
        waiting = asyncio.create_task(screen.get(f"{state}?since={screen.mark}"))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        for n in range(6):
            await room.do(c.Vote(1, room.legal()[0]), f"seat{n}")
        page = await asyncio.wait_for(waiting, 3)
        assert "6 of 6 have answered" in page


async def test_blank_shows_nothing_of_the_crisis():
    async with met() as room:
        await seated(room, 1)
        await room.do(c.Begin())
        await room.do(c.Blank(is_blank=True))
        page = await room.visit().get(f"/projector/{room.key}")
        assert "Look up from the screen" in page
        assert "<article" not in page


async def test_the_wall_hangs_without_names_and_unescaped_by_nobody():
    async with met() as room:
        await seated(room, 2)
        await room.do(c.Begin())
        await room.do(c.OpenWriting(60))
        await room.do(c.Write(1, "<script>alert(1)</script>"), "seat0")
        await room.do(c.CloseWriting())
        page = await room.visit().get(f"/projector/{room.key}")
        assert "&lt;script&gt;alert" in page
        assert "Person 0" not in page


async def test_teams_stand_side_by_side():
    async with met(teams=3) as room:
        await seated(room, 6)
        await room.do(c.Begin())
        page = await room.visit().get(f"/projector/{room.key}")
        assert page.count('class="side-team') == 3


async def test_its_language_may_be_another():
    async with met() as room:
        page = await room.visit("en").get(f"/projector/{room.key}?language=fr")
        assert 'lang="fr"' in page
