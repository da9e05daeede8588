"""The crises that came with the program, read once for everybody."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from simulator.scenario.load import Loaded
from simulator.tui.house import House


class Shelf:
    """The crises that came with the program, read once."""

    def __init__(self, cache: Path | None, read: Callable[[], list[Loaded]] | None = None) -> None:
        """Read them through *cache*; *read* gives those that the terminals have read already."""
        self._library = read or House(cache=cache).library
        self._found: dict[str, Loaded] = {}
        self._lock = asyncio.Lock()

    async def all(self) -> dict[str, Loaded]:
        """Return them by id, the easiest first."""
        async with self._lock:
            if not self._found:
                self._found = await asyncio.to_thread(self._read)
        return self._found

    def _read(self) -> dict[str, Loaded]:
        read = self._library()
        read.sort(key=lambda one: (not one.scenario.is_tutorial, one.scenario.level))
        return {one.scenario.id: one for one in read}
