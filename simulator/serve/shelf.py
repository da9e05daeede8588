"""The crises that came with the program, read once for everybody."""

import asyncio
from pathlib import Path

from simulator.scenario.library import shipped
from simulator.scenario.load import Loaded, load


class Shelf:
    """The crises that came with the program, read once."""

    def __init__(self, cache: Path | None) -> None:
        """Read them through *cache*."""
        self._cache = cache
        self._found: dict[str, Loaded] = {}
        self._lock = asyncio.Lock()

    async def all(self) -> dict[str, Loaded]:
        """Return them by id, the easiest first."""
        async with self._lock:
            if not self._found:
                self._found = await asyncio.to_thread(self._read)
        return self._found

    def _read(self) -> dict[str, Loaded]:
        read = [found for folder in shipped() if (found := load(folder, cache=self._cache)[0])]
        read.sort(key=lambda one: (not one.scenario.is_tutorial, one.scenario.level))
        return {one.scenario.id: one for one in read}
