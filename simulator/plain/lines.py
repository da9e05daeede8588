"""Lines that people or scripts give, one at a time, with a countdown where one is asked for."""

import select
from collections.abc import Iterator
from typing import TextIO

from simulator import safe


class TimeUp(Exception):  # noqa: N818 - a countdown that ends is not a fault
    """Nothing was typed before the countdown ended."""


class Lines(Iterator[str]):
    """The lines of *source*, made inert; StopIteration at its end."""

    def __init__(self, source: TextIO) -> None:
        """Read from *source*."""
        self._source = source

    def __next__(self) -> str:
        """Return the next line."""
        line = self._source.readline(4_096)
        if not line:
            raise StopIteration
        rest = line
        while rest and not rest.endswith("\n"):
            # A flood without a line end is read and thrown away, not kept.
            rest = self._source.readline(65_536)
        return safe.line(line, 500)

    def within(self, seconds: float) -> str:
        """Return the next line, or raise TimeUp after *seconds* without one."""
        try:
            ready, _, _ = select.select([self._source], [], [], seconds)
        except (OSError, ValueError):
            # Not every source can be waited for; then the countdown does not run.
            return next(self)
        if not ready:
            raise TimeUp
        return next(self)
