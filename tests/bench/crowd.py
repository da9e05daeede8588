"""Participants, in a process of their own: what they cost is not the host's.

Told what to do on standard input, one line of JSON each time; answers in the same way, with the
seconds that each took. The line of a terminal is the one of textual-serve's script, which both
sides speak.

    {"do": "join", "count": 30, "ready": "..."}     open the terminal page, until this is drawn
    {"do": "press", "decisions": ..., "every": 20.0, "seconds": 20.0}
    {"do": "sit", "count": 100, "code": "..."}      join on the plain pages
    {"do": "vote", "within": 2.0}                   answer, until the page says that it is noted
"""

import asyncio
import json
import random
import re
import sys
import time
from collections.abc import Sequence
from typing import Any

import aiohttp

THOUGHT = 0.5
"""Seconds from one key of a decision to the next, at most."""
SIZE = "width=80&height=24"
LONGEST = 60.0
"""Seconds after which somebody will not be ready, or a key not be answered."""
_ASKED, _SAID = b"\x1b[?2026$p", "\x1b[?2026;2$y"
"""Whether a frame can be shown at once: it can."""
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")

_MARK = re.compile(r'data-version="([^"]*)"')
_STEP = re.compile(r'name="step" value="(\d+)"')
_PICK = re.compile(r'name="pick" value="([^"]+)"')
NOTED = "Your answer is noted"
OK = 200


class Participant:
    """A browser at the terminal page."""

    def __init__(self, number: int, url: str, page: str) -> None:
        """Be somebody else than those of other numbers."""
        self._http = aiohttp.ClientSession(
            url, cookies={"seat": f"{number}"}, headers={"Origin": url},
            cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(LONGEST),
        )  # fmt: skip
        self._page = page
        self._chance = random.Random(number)
        self._count = 0
        self._seen = b""
        self._awaited: bytes | None = None
        self._came = asyncio.Event()

    async def join(self, ready: str) -> float:
        """Open the page and its line; return the seconds until *ready* was drawn."""
        start = time.perf_counter()
        async with self._http.get(self._page) as answer:
            await answer.read()
        self._line = await self._http.ws_connect(f"/ws?{SIZE}", max_msg_size=0)
        seen = b""
        while ready.encode() not in _ESCAPES.sub(b"", seen):
            seen += await self._frame()
        taken = time.perf_counter() - start
        self._reading = asyncio.create_task(self._read())
        return taken

    async def _frame(self) -> bytes:
        message = await self._line.receive(LONGEST)
        if message.type is aiohttp.WSMsgType.TEXT:
            return b""
        if message.type is not aiohttp.WSMsgType.BINARY:
            raise ConnectionError(message)
        if _ASKED in message.data:
            await self._line.send_json(["stdin", _SAID])
        return bytes(message.data)

    async def _read(self) -> None:
        """Take whatever comes between keys, as a browser does."""
        while True:
            self._seen += await self._frame()
            if self._awaited is not None and self._awaited in _ESCAPES.sub(b"", self._seen):
                self._awaited = None
                self._came.set()

    async def press(
        self, decisions: Sequence[Sequence[tuple[str, str]]], every: float, seconds: float
    ) -> list[float]:
        """Decide at some moment of *every* so many seconds; return how long each key took."""
        end, taken = time.perf_counter() + seconds, []
        while (turn := time.perf_counter()) + every <= end + every / 2:
            await asyncio.sleep(self._chance.uniform(0, 0.9) * every)
            for key, draws in decisions[self._count % len(decisions)]:
                taken.append(await self._press(key, draws))
                await asyncio.sleep(min(THOUGHT, every / 4))
            self._count += 1
            await asyncio.sleep(max(0.0, turn + every - time.perf_counter()))
        return taken

    async def _press(self, key: str, draws: str) -> float:
        """Press *key*; return the seconds until *draws* was drawn."""
        self._seen, self._awaited = b"", draws.encode()
        self._came.clear()
        start = time.perf_counter()
        await self._line.send_json(["stdin", key])
        async with asyncio.timeout(LONGEST):
            await self._came.wait()
        return time.perf_counter() - start

    async def leave(self) -> None:
        """Go, without a word."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._http.close()


class Voter:
    """A browser at the plain pages; its script waits for news all the while."""

    def __init__(self, number: int, url: str) -> None:
        """Be somebody else than those of other numbers."""
        self._http = aiohttp.ClientSession(
            url, headers={"Origin": url, "Accept-Language": "en"},
            cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(LONGEST),
        )  # fmt: skip
        self._number = number
        self._chance = random.Random(number)
        self._page = ""
        self._votes = 0
        self._following: asyncio.Task[None] | None = None

    async def sit(self, code: str) -> float:
        """Join; return the seconds until the page of the seat was there."""
        start = time.perf_counter()
        await self._ask("/join", code=code, name=f"Participant {self._number}", once="")
        taken = time.perf_counter() - start
        assert _MARK.search(self._page), "somebody was not seated"
        self._following = asyncio.create_task(self._follow())
        return taken

    async def _look_away(self) -> None:
        """Wait for news no more: the page is being left."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)

    async def _ask(self, path: str, **fields: str) -> None:
        async with self._http.post(path, data=fields) as answer:
            self._page = await answer.text()

    async def _follow(self) -> None:
        """Ask for news, as the script of the page does, and take what is new."""
        while True:
            found = _MARK.search(self._page)
            since = {"since": found[1] if found else ""}
            async with self._http.get("/seat/state", params=since) as answer:
                await answer.read()
            if answer.status == OK:
                async with self._http.get("/seat") as answer:
                    self._page = await answer.text()

    async def vote(self, within: float) -> float:
        """Answer at some moment *within* so many seconds; return how long until it was noted."""
        while not (picks := _PICK.findall(self._page)):  # noqa: ASYNC110 - a page, no event
            await asyncio.sleep(0.1)  # `_follow` gives the page.
        self._votes += 1  # Another answer each time: the same one again changes nothing.
        step = _STEP.findall(self._page)[0]
        pick = picks[(self._number + self._votes) % len(picks)]
        await asyncio.sleep(self._chance.uniform(0, within))
        start = time.perf_counter()
        await self._look_away()
        await self._ask("/seat/vote", step=step, pick=pick)
        taken = time.perf_counter() - start
        assert NOTED in self._page, "an answer was not acknowledged"
        self._following = asyncio.create_task(self._follow())
        return taken

    async def leave(self) -> None:
        """Go, without a word."""
        await self._look_away()
        await self._http.close()


async def main(url: str, page: str) -> None:
    """Do what is asked until nothing more is."""
    people: list[Any] = []
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked: dict[str, Any] = json.loads(line)
        do = asked.pop("do")
        if do == "join":
            people = [Participant(number, url, page) for number in range(asked.pop("count"))]
        elif do == "sit":
            people = [Voter(number, url) for number in range(asked.pop("count"))]
        found = await asyncio.gather(*(getattr(one, do)(**asked) for one in people))
        each = [one if isinstance(one, list) else [one] for one in found]
        print(json.dumps([seconds for one in each for seconds in one]), flush=True)
    await asyncio.gather(*(one.leave() for one in people))


if __name__ == "__main__":
    try:
        asyncio.run(main(*sys.argv[1:]))
    except (TimeoutError, AssertionError, aiohttp.ClientError) as error:
        sys.exit(f"the participants gave up: {error!r}")
