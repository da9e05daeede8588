"""`badbuzz host`, as a process: a room joins, votes, loses its host, and finds everything again."""

import asyncio
import os
import re
import signal
import socket
import sys
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import WSMsgType
from yarl import URL

from simulator.cli import main
from simulator.store.opening import open_store
from simulator.store.workshops import history
from simulator.workshop.keeping import kept
from simulator.workshop.state import replay

PATIENCE = 30
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Led:
    """A host that runs, and what it said."""

    def __init__(self, process, said):
        self.process, self.said = process, said
        self.url = URL(found(r"(http://127[^,\s]+)", said))
        self.code = found(r"code ([A-Z2-9-]{9})", said)
        self.facilitator = found(r"(http\S+/facilitate/\S+)", said)
        self.projector = found(r"(http\S+/projector/\S+)", said)


def found(pattern, text):
    """Return what *pattern* finds in *text*."""
    match = re.search(pattern, text)
    assert match, text
    return match[1]


@asynccontextmanager
async def led(folder, *words, port, ends=signal.SIGTERM):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--lang", "en", "host", *words, "--no-console",
        "--data", str(folder), "--web", port, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"TERM": "dumb", "XDG_STATE_HOME": str(folder)},
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(PATIENCE):
            while "Only this machine" not in said:
                line = await process.stdout.readline()
                assert line, await process.communicate()
                said += line.decode()
        yield Led(process, said)
    finally:
        process.send_signal(ends)
        async with asyncio.timeout(PATIENCE):
            out, errors = await process.communicate()
        if ends is not signal.SIGKILL:
            assert process.returncode == 0, (out, errors)
            assert errors == b""


def free():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return str(found.getsockname()[1])


def browser(url):
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        headers={"Origin": str(url.origin()), "Accept-Language": "en"},
    )


async def joined(client, host, name):
    sent = {"code": host.code, "name": name, "language": "en"}
    answer = await client.post(host.url / "join", data=sent)
    text = await answer.text()
    assert answer.url.path == "/seat", text
    return text


class Console:
    """The facilitator's console in a browser, by its line."""

    def __init__(self, line):
        self._line, self.seen = line, ""

    async def press(self, *keys):
        for key in keys:
            await self._line.send_json(["stdin", key])
            await asyncio.sleep(0.05)

    async def until(self, text):
        async with asyncio.timeout(PATIENCE):
            while text not in self.seen:
                message = await self._line.receive()
                assert message.type is WSMsgType.BINARY, message
                self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", message.data.decode())
        self.seen = ""


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


def first_option(page):
    name = found(r'<input type="radio" name="(\w+)"', page)
    value = found(rf'name="{name}" value="([\w-]+)"', page)
    return {"step": found(r'name="step" value="(\d+)"', page), name: value}


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
    assert main(["--lang", "fr", "host", "--check", "--web", free()]) == 0
    said = capsys.readouterr().out
    assert "bon" in said
    assert not list(tmp_path.iterdir())
