"""Participants at a terminal page, in a process of their own: what they cost is not the host's.

Told what to do on standard input, one line of JSON each time; answers in the same way. The line is
the one of textual-serve's script, which both sides speak.

    {"do": "join", "count": 30, "ready": "..."}  -> [seconds until each was ready]
    {"do": "press", "keys": ["..."], "every": 20.0, "seconds": 40.0} -> [seconds for each key]
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

SIZE = "width=80&height=24"
LONGEST = 90.0
"""Seconds after which somebody will not be ready, or a key not be answered."""
_ASKED, _SAID = b"\x1b[?2026$p", "\x1b[?2026;2$y"
"""Whether a frame can be shown at once: it can."""
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


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
        self._came = asyncio.Event()
        while True:
            await self._frame()
            self._came.set()

    async def press(self, keys: Sequence[str], every: float, seconds: float) -> list[float]:
        """Press a key at some moment of *every* so many seconds; return how long each took."""
        end, taken = time.perf_counter() + seconds, []
        while (turn := time.perf_counter()) + every <= end + every / 2:
            await asyncio.sleep(self._chance.uniform(0.05, 0.95) * every)
            taken.append(await self._press(keys[self._count % len(keys)]))
            self._count += 1
            await asyncio.sleep(max(0.0, turn + every - time.perf_counter()))
        return taken

    async def _press(self, key: str) -> float:
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


async def main(url: str, page: str) -> None:
    """Do what is asked until nothing more is."""
    people: list[Participant] = []
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked: dict[str, Any] = json.loads(line)
        if asked.pop("do") == "join":
            people = [Participant(number, url, page) for number in range(asked.pop("count"))]
            taken = await asyncio.gather(*(one.join(**asked) for one in people))
            found = list(taken)
        else:
            each = await asyncio.gather(*(one.press(**asked) for one in people))
            found = [seconds for one in each for seconds in one]
        print(json.dumps(found), flush=True)
    for one in people:
        await one.leave()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
