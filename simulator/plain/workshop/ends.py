"""Both ends of a console that is read and typed in while a workshop goes on in the same loop.

No thread waits for a key: it would stay behind when the workshop is stopped. Nothing is written
before the other end takes it: a pager that nobody turns would hold up the whole room.
"""

import asyncio
import os
from collections.abc import Callable
from typing import Any, Protocol

from simulator import safe

LONGEST = 4_096
"""Bytes of a line that are looked at; the rest of a flood is read and thrown away."""
SHOWN = 1_000
"""Characters of a line that are kept: as many as the longest text that may be typed."""
PIECE = 512
"""Bytes that any end takes at once when it says that it takes something."""


class Ends(Protocol):
    """Where lines come from, and where text goes."""

    async def line(self) -> str | None:
        """Return the next line, made inert; None at the end."""

    async def write(self, text: str) -> None:
        """Write *text* once it can be taken."""


class Streams:
    """The ends of this process: a terminal, pipes, files."""

    def __init__(self, reads: int, writes: int) -> None:
        """Read from one descriptor, write to the other."""
        self._reads, self._writes = reads, writes
        self._kept = b""
        self._is_ended = False

    async def line(self) -> str | None:
        """Return the next line, made inert; None at the end."""
        while b"\n" not in self._kept and not self._is_ended:
            await self._read()
        taken, end, self._kept = self._kept.partition(b"\n")
        if not taken and not end:
            return None
        return safe.line(taken[:LONGEST].decode("utf-8", "replace"), SHOWN)

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        await _ready(self._reads, loop.add_reader, loop.remove_reader)
        try:
            found = os.read(self._reads, LONGEST)
        except BlockingIOError:
            return
        except OSError:  # The terminal is gone.
            found = b""
        self._is_ended = not found
        begun, end, rest = found.partition(b"\n")
        # What is kept has no line end yet.
        self._kept = (self._kept + begun)[:LONGEST] + end + rest

    async def write(self, text: str) -> None:
        """Write *text* once it can be taken; BrokenPipeError if nobody reads any more."""
        loop = asyncio.get_running_loop()
        left = text.encode("utf-8", "replace")
        while left:
            await _ready(self._writes, loop.add_writer, loop.remove_writer)
            try:
                left = left[os.write(self._writes, left[:PIECE]) :]
            except BlockingIOError:
                continue


async def _ready(
    number: int, add: Callable[..., Any], remove: Callable[[int], Any]
) -> None:  # fmt: skip
    """Return once descriptor *number* can be read or written, whichever *add* waits for."""
    ready = asyncio.Event()
    try:
        add(number, ready.set)
    except OSError:  # A file, or nothing: it is always ready.
        await asyncio.sleep(0)
        return
    try:
        await ready.wait()
    finally:
        remove(number)
