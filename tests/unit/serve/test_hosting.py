"""`badbuzz host`, as a process: a room joins, votes, loses its host, and finds everything again."""

import asyncio
import signal
import socket
import time
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp import WSMsgType
from yarl import URL

from simulator.cli import main
from simulator.commands.leading_words import after
from simulator.language import speak
from simulator.scenario.library import find
from simulator.scenario.load import load
from simulator.serve.hosting import Hosting, Lead
from simulator.serve.ports import Wish
from simulator.store import closing
from simulator.store.erasing import Left
from simulator.store.faults import StoreFault
from simulator.store.opening import open_store
from simulator.store.workshops import history
from simulator.store.workshops import load as load_workshop
from simulator.workshop import commands as c
from simulator.workshop.changes import replay
from simulator.workshop.keeping import kept, open_host, resume_host
from tests.workshop.room import PATIENCE, Console, browser, first_option, free, led

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def joined(client, host, name):
    sent = {"code": host.code, "name": name, "language": "en"}
    answer = await client.post(host.url / "join", data=sent)
    text = await answer.text()
    assert answer.url.path == "/seat", text
    return text


async def console(client, host):
    await client.get(host.facilitator)
    return Console(await client.ws_connect((host.url / "console/line").with_query(width=120)))


async def seat_until(client, host, text):
    async with asyncio.timeout(PATIENCE):
        while True:
            page = await (await client.get(host.url / "seat")).text()
            if text in page:
                return page
            await asyncio.sleep(0.05)


async def test_a_room_votes_loses_its_host_and_goes_on_to_the_end(tmp_path):
    port = free()
    async with browser(URL(f"http://127.0.0.1:{port}")) as ann, browser(
        URL(f"http://127.0.0.1:{port}")
    ) as lead:  # fmt: skip
        async with led(tmp_path, "late-order", port=port, ends=signal.SIGKILL) as host:
            await joined(ann, host, "Ann")
            keys = await console(lead, host)
            await keys.until("Begin the crisis")
            await keys.press(" ", " ")
            await keys.until("Open the vote")
            await keys.press("o", "\r")
            page = await seat_until(ann, host, 'action="/seat/vote"')
            await ann.post(host.url / "seat/vote", data=first_option(page))
            await seat_until(ann, host, "Your answer is noted")
        # Killed: nothing was said to anybody. The same address, the same seat, the same step.
        async with led(tmp_path, port=port) as host:
            assert "Going on with the workshop" in host.said
            page = await seat_until(ann, host, "Your answer is noted")
            assert first_option(page)["step"] == "1"
            keys = await console(lead, host)
            await keys.until("Close the vote")
            await keys.press(" ")
            await seat_until(ann, host, "The answers are counted")
            projected = await (await ann.get(host.projector)).text()
            assert "Ann" not in projected
    store = open_store(tmp_path)
    [row] = history(store)
    now = replay(kept(store, row.id).log)
    store.close()
    assert now.teams["1"].tallies[0].voters == 1


async def test_a_stranger_leads_nothing(tmp_path):
    port = free()
    async with led(tmp_path, "late-order", port=port) as host, browser(host.url) as client:
        for path in ("facilitate/AAAAAAAAAAAAAAAAAAAAAA", "projector/AAAAAAAAAAAAAAAAAAAAAA"):
            assert (await client.get(host.url / path)).status == 404
        await joined(client, host, "Mallory")
        line = await client.ws_connect(host.url / "console/line")
        assert (await line.receive()).type is WSMsgType.CLOSE
        assert (await client.get(host.url / "console", allow_redirects=False)).status == 303
        client.cookie_jar.update_cookies({"badbuzz_facilitator": "A" * 22}, host.url)
        assert (await client.get(host.url / "console", allow_redirects=False)).status == 303


def failing(capsys, *words):
    code = main(["--lang", "en", "host", *words])
    return code, capsys.readouterr().err


def test_what_cannot_be_is_said_in_a_sentence(tmp_path, capsys):
    here = ("--data", str(tmp_path), "--no-console")
    assert "Which crisis?" in failing(capsys, *here)[1]
    assert "from 1 to 12" in failing(capsys, "late-order", "--teams", "40", *here)[1]
    assert "no crisis is called" in failing(capsys, "no-such-crisis", *here)[1]
    assert "this terminal" in failing(capsys, "late-order", "--hands", *here)[1]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = str(taken.getsockname()[1])
        code, said = failing(capsys, "late-order", "--web", where, *here)
    assert (code, "in use" in said) == (2, True)


def test_the_check_opens_nothing_and_says_what_it_found(tmp_path, capsys):
    assert main(["--lang", "fr", "host", "--check", "--web", str(free())]) == 0
    said = capsys.readouterr().out
    assert "bon" in said
    assert not list(tmp_path.iterdir())


@asynccontextmanager
async def closed_but_not_cleared(folder):
    """Give a hosting whose host was killed when the close was kept, before anything was deleted."""
    loaded, _ = load(find("late-order"))
    assert loaded is not None
    store = open_store(folder)
    try:
        held = open_host(store, loaded, "en")
        await held.host.start()
        await held.host.do(c.Open(7), c.FACILITATOR)
        await held.host.do(c.Join("a", "Ann", "t"), c.DOOR)
        await held.host.do(c.Close(), c.FACILITATOR)
        await held.leave()
        again = resume_host(store, held.id)
        lead = Lead(speak("en"), c.Open(7), has_terminal=False)
        yield Hosting(Wish(web=None, ssh=None), lead, again.host, again), store, held.id
    finally:
        store.close()


async def test_a_host_killed_while_it_closed_closes_at_its_next_start(tmp_path):
    async with closed_but_not_cleared(tmp_path) as (hosting, store, name):
        async with asyncio.timeout(PATIENCE):
            assert await hosting.run(lambda: None) == 0
        assert hosting.fault is None
        assert load_workshop(store, name).workshop.ended is not None
        assert not any(row.is_private for row in load_workshop(store, name).rows)


async def test_what_the_disk_does_not_delete_is_said_and_tried_again(tmp_path, monkeypatch):
    real, faults = closing.close_privately, [StoreFault("full")]

    def failing_once(*given):
        if faults:
            raise faults.pop()
        done = real(*given)
        done.left.append(Left("server"))
        return done

    monkeypatch.setattr(closing, "close_privately", failing_once)
    monkeypatch.setattr("simulator.serve.hosting.AGAIN", 0.01)
    async with closed_but_not_cleared(tmp_path) as (hosting, store, name):
        told = []
        hosting.host.listen(lambda: told.append(hosting.host.fault))
        hosting.lead = replace(hosting.lead, has_terminal=True)
        async with asyncio.timeout(PATIENCE):
            await hosting._clear_when_closed()
        assert [one and one.reason for one in told] == ["full", None]
        assert load_workshop(store, name).workshop.ended is not None
        said = "\n".join(after(hosting, speak("en")))
        assert "forgotten" in said
        assert "backups of the database server" in said


async def test_what_is_private_is_deleted_once_though_the_host_is_left_meanwhile(
    tmp_path, monkeypatch
):
    began: list[int] = []
    ended: list[int] = []
    real = closing.close_privately

    def slow(*given):
        began.append(1)
        time.sleep(0.3)
        assert len(began) == len(ended) + 1
        done = real(*given)
        ended.append(1)
        return done

    monkeypatch.setattr(closing, "close_privately", slow)
    async with closed_but_not_cleared(tmp_path) as (hosting, store, name):
        clearing = asyncio.create_task(hosting._clear())
        while not began:  # noqa: ASYNC110 - a thread tells nobody
            await asyncio.sleep(0.01)
        clearing.cancel()  # left while the disk is still at it
        await hosting._clear()
        assert ended == [1]
        assert hosting.fault is None
        assert load_workshop(store, name).workshop.ended is not None
