"""Four words for those who come, made before they do: what is kept of words is slow to make.

While a room fills, whoever joins does not wait for it; only of many who come in one moment do the
last ones.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable

from aiohttp import web

from simulator.preference import LANGUAGES
from simulator.serve import phrases

PAUSE = 0.2
"""Seconds between two that nobody waits for: a machine that hosts has other things to do."""


class Ready:
    """Keeps some words ready in each language, in memory alone."""

    def __init__(self, most: int, is_quiet: Callable[[], bool] = lambda: True) -> None:
        """Keep up to *most* in each language; make them only while it *is_quiet*."""
        self._most = most
        self._is_quiet = is_quiet
        self._made: dict[str, deque[tuple[str, str]]] = {code: deque() for code in LANGUAGES}
        self._one = asyncio.Semaphore(1)
        """One after the other: those who play have the other core."""

    async def take(self, code: str) -> tuple[str, str]:
        """Return four words of a language, and what is kept of them; never the same twice."""
        kept = self._made.get(code)
        return kept.popleft() if kept else await self._make(code)

    async def digest(self, typed: str) -> str:
        """Return what is kept of words that somebody typed."""
        async with self._one:
            return await asyncio.to_thread(phrases.digest, typed)

    async def _make(self, code: str) -> tuple[str, str]:
        words = phrases.new(code)
        return words, await self.digest(words)

    async def run(self, _application: web.Application) -> AsyncIterator[None]:
        """Make words as long as an application runs; aiohttp calls it at its start and end."""
        task = asyncio.create_task(self._fill())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def _fill(self) -> None:
        while True:
            await asyncio.sleep(PAUSE)
            code, kept = min(self._made.items(), key=lambda item: len(item[1]))
            if len(kept) < self._most and self._is_quiet():
                kept.append(await self._make(code))
