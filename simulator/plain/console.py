"""The two ends of plain mode: lines printed, wrapped to what reads well, and lines typed."""

from typing import TextIO

from simulator.language import Language
from simulator.plain.lines import Lines
from simulator.plain.reading import WORDS
from simulator.plain.telling import Teller

FOREVER = 1e9
"""Seconds from which waiting has no end: a stopped countdown is infinite."""


class Leave(Exception):  # noqa: N818 - the trainee's wish, not a fault
    """The trainee stopped before the end: end of input, or quit."""


class Unkept(Leave):
    """The play stops because it cannot be kept."""


class Console(Teller):
    """Prints lines and reads them. Knows nothing of exercises."""

    def __init__(self, language: Language, read: Lines, out: TextIO, *, converses: bool) -> None:
        """Speak *language*; *converses* when a person is there to press Enter between two steps."""
        super().__init__(language, out, converses=converses)
        self._read = read

    def listen(self, prompt: str) -> str:
        """Return the next line; Leave at the end of the input."""
        self._out.write(prompt + " ")
        self._out.flush()
        line = next(self._read, None)
        if line is None:
            self._out.write("\n")
            raise Leave
        if not self.converses:
            self._out.write("\n")
        return line

    def listen_within(self, prompt: str, seconds: float) -> str:
        """Return the next line; TimeUp when none came in *seconds*, Leave at the end."""
        self._out.write(prompt + " ")
        self._out.flush()
        try:
            return self._read.within(seconds) if seconds < FOREVER else next(self._read)
        except StopIteration:
            raise Leave from None

    def pause(self, more: str = "") -> None:
        """Wait for Enter where a person is reading; `more` tells *more*, `quit` stops."""
        while self.converses:
            typed = self.listen(self.language._("[Enter to go on]")).strip().casefold()
            if typed in WORDS["more"] and more:
                self.say(more)
                continue
            self.leave_if(typed)
            return

    def leave_if(self, typed: str) -> None:
        """Leave if that is what was typed."""
        if typed in WORDS["quit"]:
            raise Leave
