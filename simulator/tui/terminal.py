"""The terminal that the app is drawn on: the sizes we draw, and whether it is still there."""

import os
import select
import sys
import threading

from textual.geometry import Size

LEAST, MOST = Size(20, 5), Size(300, 120)
"""The sizes that are drawn: a smaller or larger terminal is treated as one of these."""


def clamped(size: Size) -> Size:
    """Return *size* within what can be drawn."""
    return Size(
        max(LEAST.width, min(size.width, MOST.width)),
        max(LEAST.height, min(size.height, MOST.height)),
    )


def is_gone() -> bool:
    """Whether nobody can see or press anything any more."""
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno(), select.POLLHUP)  # type: ignore[union-attr] # it has a tty
        return any(what & select.POLLHUP for _, what in poll.poll(0))
    except (OSError, ValueError, AttributeError):
        return False  # Not a terminal of this kind: nothing is known.


def end_in_any_case(seconds: float) -> None:
    """End the process after *seconds*, unless it has ended by then."""
    last = threading.Timer(seconds, os._exit, (0,))
    last.daemon = True
    last.start()
