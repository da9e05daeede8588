"""A real `badbuzz host` process with a room of people, for tests that kill it, storm it, lie to it.

`async with led(folder, "late-order") as host:`; who comes is a Guest: a page, a terminal or ssh.
"""

import asyncio
import json
import os
import random
import re
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import WSMsgType
from yarl import URL

from tests.openssh import Client

needs_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="/proc says what is left, and all of 127/8 is this machine"
)
PATIENCE = 120.0
"""Seconds: the machine may be shared, and nothing here is about speed except being back."""
BACK = 10.0
"""Seconds within which everybody is back once the host listens again."""
BACK_HERE = 40.0
"""The same for the short tests, which run beside others on whatever machine there is."""
ORPHAN = 5.0
NOTED = "Your answer is noted"
_SIGNS = re.compile(
    r"\x1b\[[0-9;?<>=$ ]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]"
)


def found(pattern: str, text: str) -> str:
    """Return what the first group of *pattern* finds in *text*."""
    match = re.search(pattern, text)
    assert match, text
    return match[1]


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


# ---- the host


class Led:
    """A host that runs, and what it said."""

    def __init__(self, process: asyncio.subprocess.Process, said: str, began: float) -> None:
        self.process, self.said, self.began = process, said, began
        self.url = URL(found(r"(http://127[^,\s]+)", said))
        self.code = found(r"code ([A-Z2-9-]{9})", said)
        self.facilitator = found(r"(http\S+/facilitate/\S+)", said)
        self.projector = found(r"(http\S+/projector/\S+)", said)
        asked = re.search(r"ssh -p (\d+)", said)
        self.ssh = int(asked[1]) if asked else 0

    async def kill(self) -> None:
        """Kill it as nothing can be caught, and see that nothing of it stays."""
        port, group = self.url.port or 0, self.process.pid
        assert living(group)
        assert port in listening()
        self.process.kill()
        await self.process.wait()
        at = time.monotonic()
        while left := living(group):
            assert time.monotonic() - at < ORPHAN, left
            await asyncio.sleep(0.1)
        assert not {port, self.ssh} & listening(), "a socket stayed"


def living(group: int) -> list[str]:
    """Return the processes of a group of processes, or of its session, that still live."""
    left = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parts = stat.read_text().rpartition(")")[2].split()
            if parts[0] != "Z" and str(group) in parts[2:4]:
                left.append(stat.parent.joinpath("cmdline").read_text())
    return left


def listening() -> set[int]:
    """Return the ports of this machine that somebody listens on."""
    ports = set()
    for name in ("tcp", "tcp6"):
        with suppress(OSError):
            rows = Path("/proc/net", name).read_text().splitlines()[1:]
            ports |= {
                int(r.split()[1].rpartition(":")[2], 16) for r in rows if r.split()[3] == "0A"
            }
    return ports


@asynccontextmanager
async def led(
    folder: Path, *words: str, port: int, ssh: int = 0, ends: int = signal.SIGTERM
) -> AsyncIterator[Led]:
    """Run the real program; it is stopped as people stop it, unless it was killed."""
    more = ("--ssh", str(ssh)) if ssh else ()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--lang", "en", "host", *words, "--no-console",
        "--data", str(folder), "--web", str(port), *more, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, start_new_session=True,
        env=os.environ | {"TERM": "dumb", "XDG_STATE_HOME": str(folder / "state")},
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            began = await first_listening(port)
            said = await _said(process)
        yield Led(process, said, began)
    finally:
        was_killed = process.returncode is not None
        if not was_killed:
            process.send_signal(ends)
        async with asyncio.timeout(PATIENCE):
            out, errors = await process.communicate()
        if not was_killed and ends is not signal.SIGKILL:
            assert process.returncode == 0, (out, errors)
            assert errors == b""


async def first_listening(port: int) -> float:
    """Return when somebody listened on *port* first."""
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return time.monotonic()
        await asyncio.sleep(0.02)


async def _said(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    said = ""
    while "Only this machine" not in said:
        line = await process.stdout.readline()
        assert line, (said, await process.communicate())
        said += line.decode()
    return said


_ROWS = "select kind, body from workshop_event order by seq"


def events(folder: Path, database: str = "") -> list[tuple[str, str]]:
    """Return the kind and the body of everything that is kept of the workshop so far."""
    if database:
        import psycopg

        with psycopg.connect(database) as server:
            return server.execute(_ROWS).fetchall()
    line = sqlite3.connect(f"file:{folder / 'badbuzz.db'}?mode=ro", uri=True)
    try:
        return list(line.execute(_ROWS))
    finally:
        line.close()


# ---- those who lead

OFFERS = {
    "reading": "Open the vote",
    "voting": "Close the vote",
    "counted": "Show how they answered",
    "revealed": "Carry out the answer",
    "trial": "Come back from what was tried",
    "writing": "Put the posts on the wall",
    "wall": "Take the wall down",
    "debrief": "Turn the page",
}
"""What the console says that the space bar does next."""


class Console:
    """The facilitator's console in a browser, by its line, which a browser reads all the time."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line, self.seen, self.raw = line, "", b""
        # Who does not read does not answer the host's heartbeat either, and is cut off.
        self._reading = asyncio.create_task(self._read())

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self._line.send_json(["stdin", key])
            await asyncio.sleep(0.05)

    async def until(self, text: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while text not in self.seen:
                    assert not self._reading.done(), "the line was cut"
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"no {text!r} in {self.seen[-3000:]}") from None
        self.seen = ""

    async def stands(self, phase: str) -> None:
        """Wait until it has drawn *phase* and rests: participants' pages show it sooner."""
        await self.until(OFFERS[phase])
        drawn = -1
        while drawn != len(self.raw):
            drawn = len(self.raw)
            await asyncio.sleep(0.3)

    async def drain(self, seconds: float = 0.3) -> None:
        """Take what it draws, for a while."""
        await asyncio.sleep(seconds)

    async def close(self) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError, aiohttp.ClientError):
            await self._reading

    async def _read(self) -> None:
        async for message in self._line:
            assert message.type is WSMsgType.BINARY, message
            self.raw += message.data
            self.seen += _SIGNS.sub("", message.data.decode(errors="replace"))


def browser(url: URL, **headers: str) -> aiohttp.ClientSession:
    given = {"Origin": str(url.origin()), "Accept-Language": "en", **headers}
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), headers=given)


@asynccontextmanager
async def console(host: Led) -> AsyncIterator[Console]:
    """Lead *host* from a browser, as its own link lets one."""
    async with browser(host.url) as client:
        async with client.get(host.facilitator) as answer:
            assert answer.status == 200
        address = (host.url / "console/line").with_query(width=120, height=40)
        async with client.ws_connect(address, max_msg_size=0) as line:
            keys = Console(line)
            try:
                await keys.until("?")
                yield keys
            finally:
                await keys.close()


# ---- those who take part


class Guest:
    """Somebody on a plain page, whose script follows the workshop and comes back by itself."""

    def __init__(self, name: str, url: URL, **headers: str) -> None:
        self.name, self.url = name, url
        self.client = browser(url, **headers)
        self.text, self.path, self.status = "", "", 0
        self.seen_at = 0.0
        self._following: asyncio.Task[None] | None = None

    async def get(self, path: str = "/seat", **how: Any) -> str:
        async with self.client.get(self.url.join(URL(path)), **how) as answer:
            return await self._took(answer)

    async def post(self, path: str, **fields: Any) -> str:
        data = {name.replace("__", "-"): value for name, value in fields.items()}
        async with self.client.post(self.url.join(URL(path)), data=data) as answer:
            return await self._took(answer)

    async def _took(self, answer: aiohttp.ClientResponse) -> str:
        self.status, self.path = answer.status, answer.url.path
        self.text = await answer.text(errors="replace")
        return self.text

    async def join(self, code: str, **more: str) -> str:
        return await self.post("/join", code=code, name=self.name, language="en", **more)

    async def until(self, *wanted: str) -> str:
        """Ask for the page until it shows one of *wanted*."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    page = await self.get()
                    if any(one in page for one in wanted):
                        return page
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"no {wanted} in {self.text}") from None

    async def stands(self, stage: str, phase: str = "") -> str:
        return await self.until(f'class="seat {stage} {phase}')

    async def vote(self) -> None:
        said = first_option(await self.stands("exercise", "voting"))
        assert NOTED in await self.post("/seat/vote", **said), self.text

    # ---- what its script does

    def follow(self) -> None:
        """Do what live.js does: wait for news, and come back by itself."""
        self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        failed, since = 0, found(r'data-version="([^"]*)"', await self.get())
        while True:
            try:
                async with self.client.get(
                    (self.url / "seat/state").with_query(since="" if failed else since),
                    timeout=aiohttp.ClientTimeout(40),
                ) as answer:
                    text, failed = await answer.text(), 0
                if answer.status == 200:
                    since = found(r'data-version="([^"]*)"', text)
                    self.text = text
                self.seen_at = time.monotonic()
            except (aiohttp.ClientError, OSError, TimeoutError):
                failed += 1
                await asyncio.sleep(min(5, failed) * (0.5 + random.random() / 2))

    async def back(self, since: float) -> float:
        """Return how long after *since* its own script had seen the host again."""
        async with asyncio.timeout(PATIENCE):
            while self.seen_at < since:  # noqa: ASYNC110 - tasks of its own write it
                await asyncio.sleep(0.02)
        return self.seen_at - since

    async def close(self) -> None:
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following
        await self.client.close()


def first_option(page: str) -> dict[str, str]:
    name = found(r'<input type="radio" name="(\w+)"', page)
    value = found(rf'name="{name}" value="([\w-]+)"', page)
    return {"step": found(r'name="step" value="(\d+)"', page), name: value}


class TerminalGuest(Guest):
    """Somebody with the full terminal page open beside, which comes back as terminal.js does."""

    shown = ""
    line: aiohttp.ClientWebSocketResponse | None = None

    async def _follow(self) -> None:
        tries = 0
        while True:
            with suppress(aiohttp.ClientError, OSError):
                address = (self.url / "ws").with_query(width=100, height=30)
                async with self.client.ws_connect(address, max_msg_size=0) as self.line:
                    self.shown = ""
                    async for message in self.line:
                        if message.type is WSMsgType.BINARY:
                            tries, self.seen_at = 0, time.monotonic()
                            self.shown += _SIGNS.sub("", message.data.decode(errors="replace"))
            self.line = None
            await asyncio.sleep(min(10, 0.5 * 2**tries) * (0.5 + random.random()))
            tries += 1

    async def sees(self, text: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while text not in self.shown:  # noqa: ASYNC110 - the same
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"no {text!r} in {self.shown[-3000:]}") from None

    async def back(self, since: float) -> float:
        took = await super().back(since)
        await self.sees(self.name)
        return max(took, self.seen_at - since)

    async def vote(self) -> None:
        await self.sees("choose")
        assert self.line is not None
        await self.line.send_json(["stdin", "a"])
        await self.sees("guessing")
        await self.line.send_json(["stdin", "3"])
        await self.sees("Your answer counts.")


class SshGuest:
    """Somebody with the OpenSSH client, who dials again with their four words when it ends."""

    def __init__(self, name: str, folder: Path, port: int) -> None:
        self.name, self.folder, self.port = name, folder, port
        self.words = ""
        self.client = Client(folder, port, size=(30, 100))

    async def join(self, code: str) -> None:
        await self.client.until("Join the workshop")
        await self.types(f"{code}\r")
        await self.types(f"{self.name}\r")
        await self.client.until("not shown again")
        text = re.sub(r"[\s│┃▕▏]+", " ", self.client.text)
        self.words = found(r"from any machine: ((?:[a-z]+ ){3}[a-z]+)", text)
        self.client.type("\r")
        await self.client.until("leave")

    async def types(self, text: str) -> None:
        """Type, and go on once it was drawn: people look before they type on."""
        self.client.type(text)
        drawn = 0
        async with asyncio.timeout(PATIENCE):
            while not drawn or len(self.client.seen) != drawn:
                drawn = len(self.client.seen)
                await asyncio.sleep(0.7)

    async def vote(self) -> None:
        await self.client.until("choose")
        self.client.type("a")
        await self.client.until("guessing")
        self.client.type("3")
        await self.client.until("Your answer counts.")

    def follow(self) -> None:
        """Nothing follows: the client shows what is sent."""

    async def back(self, since: float) -> float:
        """Dial again, as ssh itself never does, and give the four words."""
        await self.client.ended()
        await self.client.close()
        self.client = Client(self.folder, self.port, size=(30, 100))
        await self.client.until("Join the workshop")
        await self.types(f"{self.words}\r")
        self.client.type("\r")
        await self.client.until(self.name)
        return time.monotonic() - since

    async def close(self) -> None:
        await self.client.close()


def body(event: tuple[str, str]) -> Any:
    return json.loads(event[1])
