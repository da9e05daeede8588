"""The room's screen: what it shows, that it follows, and what it never shows."""

import asyncio
import re

from simulator.language import speak
from simulator.present.pages import Heading, Leaf
from simulator.present.workshop.pages import Joining
from simulator.present.workshop.question import listed
from simulator.present.workshop.show import Show
from simulator.serve.projecting import moments
from simulator.workshop import commands as c
from simulator.workshop.naming import new_token
from tests.unit.serve.meeting import CODE, D, first, met

NOWHERE = Joining("", "", "")


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


async def played(room, pick=0):
    """Answer the open question, show the split and go on."""
    await room.do(c.OpenVote(60))
    steps = room.host.now.teams["1"].steps
    for n in range(6):
        await room.do(c.Vote(steps, room.legal()[pick]), f"seat{n}")
    for command in (c.CloseVote(), c.Reveal(), c.GoOn()):
        await room.do(command)


def debriefed(_language):
    return tuple(Leaf(f"Leaf number {n}") for n in range(3))


async def test_the_debrief_is_one_page_at_a_time_and_the_host_turns_it():
    async with met(leaves=debriefed) as room:
        await seated(room, 6)
        await room.do(c.Begin())
        await room.do(c.LookBack())
        screen = room.visit()
        page = await screen.get(f"/projector/{room.key}")
        assert "Leaf number 0" in page
        assert "Leaf number 1" not in page
        state = first(r'data-state="([^"]+)"', page)
        waiting = asyncio.create_task(screen.get(f"{state}?since={screen.mark}"))
        await asyncio.sleep(0.05)
        room.host.turn(1)
        page = await asyncio.wait_for(waiting, 3)
        assert "Leaf number 1" in page
        assert "Leaf number 0" not in page
        assert "page 2 of 3" in page
        room.host.turn(99)
        assert "Leaf number 2" in await screen.get(f"/projector/{room.key}")


async def test_after_the_close_it_says_farewell_to_whoever_has_its_key():
    async with met(leaves=debriefed) as room:
        await seated(room, 6)
        await room.do(c.Begin())
        await room.do(c.LookBack())
        screen = room.visit()
        await screen.get(f"/projector/{room.key}")
        state = first(r'data-state="([^"]+)"', screen.text)
        waiting = asyncio.create_task(screen.get(f"{state}?since={screen.mark}"))
        await asyncio.sleep(0.05)
        await room.do(c.Close())
        for page in (
            await asyncio.wait_for(waiting, 3), await screen.get(f"/projector/{room.key}")
        ):  # fmt: skip
            assert screen.status == 200
            assert "The workshop is over" in page
            assert "data-end" in page
            assert "Leaf number" not in page
        await screen.get(f"/projector/{new_token()}")
        assert screen.status == 404


async def test_it_speaks_the_hosts_language_and_not_the_browsers():
    async with met(spoken=speak("fr")) as room:
        screen = room.visit("en")
        assert 'lang="fr"' in await screen.get(f"/projector/{room.key}")
        assert 'lang="en"' in await screen.get(f"/projector/{room.key}?language=en")
        assert 'lang="en"' in await screen.get(f"/projector/{room.key}")
        assert 'lang="fr"' in await room.visit("en").get(f"/projector/{room.key}")


async def test_what_was_published_and_what_it_set_off_come_before_the_next_scene():
    async with met() as room:
        await seated(room, 6)
        await room.do(c.Begin())
        await played(room)
        page = await room.visit().get(f"/projector/{room.key}")
        told, mine, scene = (page.index(one) for one in ("The majority decided", " mine", 'scene"'))
        assert told < mine < scene
        team = Show(room.host.loaded, speak("en")).projector(room.host.now, NOWHERE).teams[0]
        reaction, after = moments(team)
        assert isinstance(after[0], Heading)
        assert (*reaction, *after) == team.feed.items


async def test_while_people_write_the_room_sees_what_is_answered():
    async with met() as room:
        await seated(room, 2)
        await room.do(c.Begin())
        show = Show(room.host.loaded, speak("en"))
        await room.do(c.OpenWriting(60))
        wall = show.projector(room.host.now, NOWHERE).wall
        assert wall is not None
        assert wall.subject
        assert wall.about is not None
        assert 'class="subject"' in await room.visit().get(f"/projector/{room.key}")
        seat = show.seat(room.host.now, "seat0").wall
        assert seat is not None
        assert seat.subject == wall.subject
        await room.do(c.CloseWriting())
        assert 'class="subject"' not in await room.visit().get(f"/projector/{room.key}")


def test_several_answers_in_one_line_end_in_one_full_stop():
    said = listed(speak("en"), ["A. Note it.", "C. Pin it."])
    assert ".;" not in said
    assert said.endswith("C. Pin it.")
    assert listed(speak("en"), ["A. Note it."]) == "A. Note it."
