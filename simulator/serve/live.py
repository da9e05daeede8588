"""Pages that follow what happens: a number that grows with every change, and waiting for it."""

import asyncio

from aiohttp import web

from simulator.serve.guard import HOUSE

LONGEST = 25.0
"""Seconds that a page waits for news before it asks again."""


class Live:
    """Something that changes, and those who wait for it to change."""

    def __init__(self, version: int = 0) -> None:
        """Begin at *version*."""
        self.version = version
        self._changed = asyncio.Event()

    def change(self) -> None:
        """Tell everybody who waits that there is something new."""
        self.version += 1
        waiting, self._changed = self._changed, asyncio.Event()
        waiting.set()

    async def beyond(self, since: int, stopping: asyncio.Event, seconds: float = LONGEST) -> bool:
        """Wait until there is something newer than *since*; False when there was not.

        A number from the future, from before a restart, is news at once.
        """
        if self.version != since:
            return True
        waits = [asyncio.ensure_future(event.wait()) for event in (self._changed, stopping)]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return self.version != since


def since(request: web.Request) -> int:
    """Return the version that a page already shows; -1 where it says none."""
    said = request.query.get("since", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else -1  # noqa: PLR2004 - digits


async def news(request: web.Request, live: Live, seconds: float = LONGEST) -> bool:
    """Wait for what a page does not show yet; the host's stopping ends the wait."""
    return await live.beyond(since(request), request.app[HOUSE].stopping, seconds)
