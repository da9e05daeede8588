"""Participants' plain pages over a real port: join, answer, see the split, write, leave."""

import asyncio
import re
import time

import pytest

from simulator.serve import phrases
from simulator.serve.door import Door, Limits
from simulator.serve.guard import SEAT_COOKIE
from simulator.serve.joining import Joining
from simulator.serve.places import Places
from simulator.serve.terminals import SeatTerminals
from simulator.store.faults import StoreFault
from simulator.tui.workshop.joining import Turned
from simulator.workshop import commands as c
from simulator.workshop import private_events as p
from simulator.workshop.host import Host
from simulator.workshop.state import SHUT
from tests.disks import Disk
from tests.unit.serve.meeting import CODE, D, F, crisis, first, met


async def seated(room, count, *, begin=True):
    for n in range(count):
        await room.do(c.Join(f"s{n}", f"Person {n}", f"t{n}"), D)
    if begin:
        await room.do(c.Begin())


# ---- joining


async def test_what_is_recorded_is_said_before_anybody_joins():
    async with met() as room:
        ana = room.visit()
        page = await ana.get("/")
        assert "What is recorded" in page
        assert page.index("Until the workshop closes") < page.index("Come in")
        assert not room.host.now.seats


@pytest.mark.parametrize("code", [CODE, "abcd-efgh", " ABCD efgh ", "abcd–efgh"])
async def test_a_code_is_read_as_people_type_it(code):
    async with met() as room:
        ana = room.visit()
        page = await ana.join("Ana", code, language="fr")
        assert (ana.status, ana.path) == (200, "/seat")
        assert "Ana" in page
        assert 'lang="fr"' in page
        cookie = next(one for one in ana.client.cookie_jar if one.key == SEAT_COOKIE)
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        (seat,) = room.host.now.seats.values()
        assert seat.token != cookie.value
        assert seat.language == "fr"


async def test_a_code_in_the_link_is_filled_in_and_nowhere_else():
    async with met() as room:
        page = await room.visit().get("/j/abcdefgh")
        assert page.count('value="abcdefgh"') == 1
        for code in ("fr", "en"):
            assert f'type="radio" name="language" value="{code}"' in page


async def test_whoever_returns_has_the_same_seat_at_once():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        for path in ("/", "/j/ABCDEFGH", "/seat"):
            await ana.get(path)
            assert ana.path == "/seat"
        await ana.join("Bob")
        assert [seat.name for seat in room.host.now.seats.values()] == ["Ana"]


async def test_a_wrong_code_and_a_closed_door_sound_alike():
    async with met() as room:
        await room.do(c.Lock(is_locked=True))
        locked = await room.visit().join("Ana")
        wrong = await room.visit().join("Ana", "ZZZZZZZZ")
        texts = [first(r'role="alert"[^>]*>(.*?)</p>', page) for page in (locked, wrong)]
        assert texts[0] == texts[1]
        assert not room.host.now.seats


async def test_after_too_many_wrong_codes_joining_is_shut_until_it_is_opened_again():
    limits = Limits(wrong_a_minute=1000, wrong_in_all=5)
    async with met(limits=limits) as room:
        ana, bob = room.visit(), room.visit()
        await ana.join("Ana")
        for n in range(5):
            await bob.join("Bob", f"ZZZZZZZ{n}")
        assert room.host.now.door == SHUT
        await bob.join("Bob")
        assert bob.status == 403
        assert "Ana" in await ana.get("/seat")
        await room.do(c.Lock(is_locked=False))
        await bob.join("Bob")
        assert bob.path == "/seat"


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "ANA", "a" * 3 + "\u200b"])
async def test_a_refused_name_says_why_and_keeps_what_was_typed(name):
    async with met() as room:
        await room.visit().join("ana")
        await room.visit().join("aaa")
        bob = room.visit()
        page = await bob.join(name)
        if name.startswith("aaa") and bob.status == 200:
            return  # The mark in place of what is not seen makes it another name.
        assert bob.status == 422
        assert 'role="alert"' in page
        assert f'value="{CODE}"' in page
        assert 'aria-invalid="true"' in page
        assert len(room.host.now.seats) == 2


async def test_a_form_that_is_sent_twice_seats_one_person():
    async with met() as room:
        ana, again = room.visit(), room.visit()
        once = first(r'name="once" value="([^"]+)"', await ana.get("/"))
        await asyncio.gather(ana.join("Ana", once=once), again.join("Ana", once=once))
        assert (ana.path, again.path) == ("/seat", "/seat")
        assert len(room.host.now.seats) == 1


async def test_of_many_at_once_exactly_the_limit_is_seated():
    async with met(capacity=10, limits=Limits(seats=10)) as room:
        people = [room.visit() for _ in range(30)]
        await asyncio.gather(*(one.join(f"P{n}") for n, one in enumerate(people)))
        assert len(room.host.now.seats) == 10
        assert sorted(one.status for one in people) == [200] * 10 + [503] * 20
        told = next(one.text for one in people if one.status == 503)
        assert "Every seat is taken" in told


async def test_with_teams_one_is_chosen():
    async with met(teams=3) as room:
        ana = room.visit()
        assert "Team 3" in await ana.get("/")
        page = await ana.join("Ana", team="3")
        assert room.host.now.seats[room.seat("Ana")].team == "3"
        assert "Team 3" in page


async def test_four_words_bring_somebody_back_from_another_device():
    async with met() as room:
        ana, tablet, stranger = room.visit(), room.visit(), room.visit()
        words = first(r"<code>([^<]+)</code>", await ana.join("Ana"))
        assert len(words.split()) == 4
        (seat,) = room.host.now.seats.values()
        assert words not in repr(room.host.log)
        await tablet.post("/return", words=f" {words.upper().replace(' ', ', ')} ")
        assert tablet.path == "/seat"
        assert "Ana" in tablet.text
        assert set(room.host.now.seats) == {seat.id}
        for _ in range(12):
            await stranger.post("/return", words="one two three four")
            assert stranger.status == 403
        await stranger.post("/return", words=words)
        assert stranger.status == 403  # Too many were wrong from there.
        await room.do(c.Remove(seat.id))
        assert "Your seat is gone" in await tablet.get("/seat")


async def test_words_do_not_survive_the_seat_they_are_for():
    async with met() as room:
        ana, other = room.visit(), room.visit()
        words = first(r"<code>([^<]+)</code>", await ana.join("Ana"))
        await ana.post("/seat/leave")
        await other.post("/return", words=words)
        assert other.status == 403


async def test_nobody_makes_us_work_who_has_no_code_or_tries_too_often(monkeypatch):
    made: list[str] = []

    def looked_at(words):
        made.append(words)
        return ""

    monkeypatch.setattr(phrases, "digest", looked_at)
    host = Host(crisis())
    await host.start()
    await host.do(c.Open(7), F)
    await host.do(c.Key("code", CODE), F)
    door = Door()
    joining = Joining(host, door, Places(host))
    over_ssh = SeatTerminals(host, joining, lambda _language: ())
    found = await over_ssh._join("192.0.2.1", "WRONGONE", "Eve", "", "en")
    assert isinstance(found, Turned)
    assert not made
    tries = [over_ssh._join("192.0.2.2", "one two three four", "", "", "en") for _ in range(30)]
    assert all(isinstance(one, Turned) for one in await asyncio.gather(*tries))
    assert len(made) == door.limits.wrong_a_minute
    assert door.wrong == 1 + len(made)
    await host.stop()


# ---- answering


async def test_a_vote_is_noted_changed_counted_and_shown():
    async with met() as room:
        await seated(room, 5, begin=False)
        ana = room.visit()
        await ana.join("Ana")
        await room.do(c.Begin())
        await room.do(c.OpenVote(60))
        page = await ana.get("/seat")
        assert 'name="step" value="1"' in page
        first, second = room.legal()[:2]
        page = await ana.post("/seat/vote", step="1", pick=first, confidence="3")
        assert "Your answer is noted" in page
        await ana.post("/seat/vote", step="1", pick=second)
        answers = room.answers()
        assert answers[room.seat("Ana")].picks == second
        for n in range(5):
            await room.do(c.Vote(1, second), f"s{n}")
        page = await ana.get("/seat")
        assert 'class="split"' not in page
        await room.do(c.CloseVote())
        assert "Your answer was:" in await ana.get("/seat")
        await room.do(c.Reveal())
        page = await ana.get("/seat")
        assert 'class="split"' in page
        assert "6 of 6, 100%" in page


async def test_late_replayed_and_foreign_votes_have_no_effect_and_say_so():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await seated(room, 1)
        await room.do(c.OpenVote())
        first, second = room.legal()[:2]
        await ana.post("/seat/vote", step="1", pick=first)
        before = room.host.log
        for fields in ({"step": "2"}, {"step": "0"}, {"step": ""}, {"step": "x"}):
            page = await ana.post("/seat/vote", pick=second, **fields)
            assert ana.status == 409
            assert "Too late" in page
        await room.do(c.CloseVote())
        closed = room.host.log
        await ana.post("/seat/vote", step="1", pick=second)
        assert ana.status == 409
        stranger = room.visit()
        await stranger.post("/seat/vote", step="1", pick=second)
        assert room.host.log == closed
        assert not any(isinstance(event, p.VoteCast) for event in closed[len(before) :])


async def test_a_form_that_names_another_seat_changes_nothing_for_them():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await seated(room, 1)
        await room.do(c.OpenVote())
        pick = room.legal()[0]
        await ana.post("/seat/vote", step="1", pick=pick, seat="s0", by="s0", id="s0")
        await ana.post("/seat/rename", name="Zed", seat="s0", by="facilitator")
        await ana.post("/seat/leave", seat="s0", by="facilitator")
        assert set(room.answers()) == set()
        assert [seat.name for seat in room.host.now.seats.values()] == ["Person 0"]


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
async def test_another_site_cannot_answer_for_somebody(headers):
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await room.do(c.Begin())
        await room.do(c.OpenVote())
        before = room.host.log
        for path in ("/seat/vote", "/seat/leave", "/seat/rename", "/seat/agree"):
            fields = {"step": "1", "pick": room.legal()[0][0], "name": "Zed", "agree": "yes"}
            async with ana.client.post(path, data=fields, headers=headers) as answer:
                assert answer.status == 403
        assert room.host.log == before


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=x>', "{{ 7 * 7 }}", "\u202eevil\u2066",
    "\x1b[31mred\x07", "a\x00b", "&lt;b&gt;", "' or 1=1 --", "Z" + "\u0301" * 60, "\ud83d",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_shown_and_does_nothing(name):
    async with met(teams=2) as room:
        ana = room.visit()
        await ana.join(name.encode("utf-8", "replace").decode())
        pages = [ana.text]
        if ana.path != "/seat":
            assert ana.status == 422
        else:
            pages += [await ana.get("/seat"), await ana.get("/seat/state?since=x")]
            (seat,) = room.host.now.seats.values()
            assert len(seat.name) <= 24
            await room.do(c.Begin())
            pages.append(await room.visit().get(f"/projector/{room.key}"))
        for page in pages:
            assert "<script>alert" not in page
            assert "<img" not in page
            assert not re.search("[\u202e\u2066\x1b\x07\x00]", page)
            assert "\u0301" * 9 not in page


@pytest.mark.parametrize(
    "path", ["/seat/begin", "/seat/open", "/seat/close", "/seat/reveal", "/console", "/seat/lock"]
)
async def test_there_is_no_way_to_ask_for_what_a_facilitator_may(path):
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await ana.post(path, by="facilitator")
        assert ana.status == 404


@pytest.mark.parametrize("name", ["late-order", "cold-chain", "warm-side"])
async def test_every_kind_of_question_can_be_answered_to_the_end(name):
    async with met(name) as room:
        ana = room.visit()
        await ana.join("Ana")
        await room.do(c.Begin())
        shapes = set()
        for _ in range(40):
            if room.host.now.teams["1"].phase == "over":
                break
            await room.do(c.OpenVote())
            page = await ana.get("/seat")
            step = first(r'name="step" value="(\d+)"', page)
            shape = first(r'class="choices (\w+)"', page)
            shapes.add(shape)
            picks = room.legal()[-1]
            if shape == "order":
                places = {f"place__{pick}": str(n) for n, pick in enumerate(picks, 1)}
                await ana.post("/seat/vote", step=step, **places)
            elif shape == "parts":
                names = re.findall(r'name="(pick-\w+)"', page)
                parts = dict(zip(dict.fromkeys(names), picks, strict=True))
                named = {part.replace("-", "__"): pick for part, pick in parts.items()}
                await ana.post("/seat/vote", step=step, **named)
            else:
                await ana.post("/seat/vote", step=step, pick=picks)
            assert ana.status == 200, ana.text
            assert room.answers()[room.seat("Ana")].picks == picks
            await go_on(room)
        assert shapes


async def test_two_places_alike_are_refused_and_what_was_filled_in_stays():
    async with met("cold-chain") as room:
        ana = room.visit()
        await ana.join("Ana")
        await room.do(c.Begin())
        for _ in range(40):
            await room.do(c.OpenVote())
            page = await ana.get("/seat")
            if 'class="choices order"' in page:
                break
            await go_on(room)
        else:
            pytest.skip("no order in this crisis")
        step = first(r'name="step" value="(\d+)"', page)
        names = re.findall(r'name="(place-[^"]+)"', page)
        fields = {name.replace("-", "__"): "1" for name in names}
        page = await ana.post("/seat/vote", step=step, **fields)
        assert ana.status == 409
        assert "same place" in page


async def go_on(room):
    """Let the team answer as the first who sits there would, if nobody has."""
    seat = next(iter(room.host.now.seats))
    if seat not in room.answers():
        await room.do(c.Vote(room.host.now.teams["1"].steps, room.legal()[-1]), seat)
    await room.do(c.CloseVote())
    await room.do(c.Reveal())
    await room.do(c.GoOn())


# ---- what else they do


async def test_a_wish_is_counted_and_taken_back():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await seated(room, 0)
        page = await ana.get("/seat")
        inquiry = first(r'name="inquiry" value="([^"]+)"', page)
        page = await ana.post("/seat/wish", inquiry=inquiry)
        assert 'aria-pressed="true"' in page
        page = await ana.post("/seat/wish", inquiry=inquiry)
        assert 'aria-pressed="true"' not in page
        await ana.post("/seat/wish", inquiry="<b>")
        assert ana.status == 409


async def test_a_post_is_written_hung_and_picked():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await seated(room, 2)
        await room.do(c.OpenWriting(60))
        page = await ana.get("/seat")
        assert 'maxlength="1000"' in page
        hostile = '<script>alert(1)</script>\r\n\u202egnp.exe "&amp;'
        page = await ana.post("/seat/write", round="1", text=hostile)
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert "&lt;script&gt;" in page
        await room.do(c.Write(1, "Hello"), "s0")
        await room.do(c.CloseWriting())
        page = await ana.get("/seat")
        assert page.count('name="number"') == 2
        page = await ana.post("/seat/favour", round="1", number="1")
        assert "your pick" in page
        wall = room.host.now.wall
        assert wall is not None
        assert wall.favours == {room.seat("Ana"): 1}
        await ana.post("/seat/favour", round="1", number="7")
        assert ana.status == 409
        await ana.post("/seat/write", round="1", text="late")
        assert ana.status == 409


async def test_a_name_is_changed_an_agreement_given_a_seat_left():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        assert "<title>" in await ana.post("/seat/rename", name="<b>Zoé</b>")
        assert room.seat("<b>Zoé</b>")
        assert "<b>Zoé" not in ana.text
        await ana.post("/seat/rename", name="")
        assert ana.status == 409
        await ana.post("/seat/agree", agree="yes")
        assert next(iter(room.host.now.seats.values())).is_agreed
        await ana.post("/seat/leave")
        assert ana.path == "/"
        assert not room.host.now.seats
        assert not [one for one in ana.client.cookie_jar if one.key == SEAT_COOKIE]


async def test_what_the_disk_does_not_take_is_said():
    disk = Disk()
    async with met(keeper=disk) as room:
        ana, bob = room.visit(), room.visit()
        await ana.join("Ana")
        disk.is_full = True
        page = await ana.post("/seat/rename", name="Zed")
        assert ana.status == 503
        assert "could not be kept" in page
        await bob.join("Bob")
        assert bob.status == 503
        assert "Ana" in await ana.get("/seat")


# ---- the end


async def test_somebody_removed_is_told_and_may_come_again():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await room.do(c.Remove(room.seat("Ana")))
        page = await ana.get("/seat")
        assert "Your seat is gone" in page
        assert 'data-go="/seat"' in await ana.get("/seat/state?since=x")
        await ana.join("Ana")
        assert ana.path == "/seat"


async def test_a_closed_workshop_says_what_was_forgotten():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await room.do(c.Begin())
        await room.do(c.LookBack())
        await room.do(c.Close())
        for path in ("/seat", "/"):
            page = await ana.get(path)
            assert "Deleted: who answered what" in page
        assert not room.host.now.seats
        room.host.fail(StoreFault("full"))  # Of the deleting itself.
        for path in ("/seat", f"/projector/{room.key}"):
            page = await ana.get(path)
            assert "Deleted: who answered what" not in page
            assert "could not be deleted yet" in page


async def test_a_stranger_is_shown_the_door():
    async with met() as room:
        ana = room.visit()
        for path in ("/seat", "/seat/plan", "/seat/people"):
            await ana.get(path)
            assert ana.path == "/"


async def test_plan_and_people_can_be_read_again():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await room.do(c.Begin())
        assert "<h1>" in await ana.get("/seat/plan")
        assert "Who is who" in await ana.get("/seat/people")


# ---- following


async def test_news_is_given_at_once_and_silence_costs_nothing():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        await seated(room, 2)
        await ana.get("/seat")
        waiting = asyncio.create_task(ana.get(f"/seat/state?since={ana.mark}"))
        await asyncio.sleep(0.05)
        assert room.host.presence.has(room.seat("Ana"))
        assert not waiting.done()
        await room.do(c.OpenVote())
        page = await asyncio.wait_for(waiting, 15)
        assert 'id="seat-asked"' in page
        assert "<html" not in page
        seen = ana.mark
        waiting = asyncio.create_task(ana.get(f"/seat/state?since={seen}"))
        await asyncio.sleep(0.05)
        await room.do(c.Vote(1, room.legal()[0]), "s0")
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await room.do(c.CloseVote())
        await asyncio.wait_for(waiting, 15)


async def test_whoever_waits_is_answered_when_the_host_stops():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        waiting = asyncio.create_task(ana.get(f"/seat/state?since={ana.mark}"))
        await asyncio.sleep(0.05)
        began = time.monotonic()
    await asyncio.gather(waiting, return_exceptions=True)
    assert time.monotonic() - began < 20


async def test_without_a_script_a_page_asks_again_only_while_nothing_is_filled_in():
    async with met() as room:
        ana = room.visit()
        await ana.join("Ana")
        assert 'http-equiv="refresh"' in ana.text
        await room.do(c.Begin())
        await room.do(c.OpenVote())
        page = await ana.get("/seat")
        assert 'http-equiv="refresh"' not in page
        assert 'href="/seat">Update' in page


async def test_all_is_said_in_french():
    async with met() as room:
        ana = room.visit("fr")
        page = await ana.get("/")
        assert "Rejoindre l’atelier" in page
        page = await ana.join("Ana", "XXXXXXXX")
        assert "Ce code n’est pas celui de l’atelier" in page


def test_the_crises_of_these_tests_are_there():
    assert crisis("cold-chain").scenario.id == "cold-chain"
    assert F == "facilitator"
