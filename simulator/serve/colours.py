"""Colours for terminals that know 256 of them: SSH does not say what a terminal can draw.

A terminal that is sent 16 million colours and knows 256 draws nonsense; the other way round, it
draws something a little plainer.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_FULL = re.compile(rb"([34])8;2;(\d{1,3});(\d{1,3});(\d{1,3})(?=[;m])")
_STEPS = (0, 95, 135, 175, 215, 255)
"""The levels of xterm's cube of six times six times six."""
KNOWN = ("direct", "kitty", "ghostty", "alacritty", "foot", "wezterm", "iterm")
"""In the TERM of terminals that draw every colour."""


def draws_all(terminal: str, environment: Mapping[str, str]) -> bool:
    """Say whether a terminal says of itself that it draws every colour."""
    said = environment.get("COLORTERM", "").lower()
    return said in {"truecolor", "24bit"} or any(name in terminal.lower() for name in KNOWN)


def plainer(data: bytes) -> bytes:
    """Return what is drawn by *data*, in 256 colours."""
    return _FULL.sub(_nearest, data)


def _nearest(found: re.Match[bytes]) -> bytes:
    number = nearest(int(found[2]), int(found[3]), int(found[4]))
    return b"%s8;5;%d" % (found[1], number)


@lru_cache(maxsize=4096)
def nearest(red: int, green: int, blue: int) -> int:
    """Return the number of the colour that is nearest, out of the cube and the greys."""
    cube = [min(range(6), key=lambda at: abs(_STEPS[at] - level)) for level in (red, green, blue)]
    grey = max(0, min(23, round(((red + green + blue) / 3 - 8) / 10)))
    ours = (red, green, blue)
    of_cube = tuple(_STEPS[at] for at in cube)
    of_grey = (8 + 10 * grey,) * 3
    if _far(ours, of_grey) < _far(ours, of_cube):
        return 232 + grey
    return 16 + 36 * cube[0] + 6 * cube[1] + cube[2]


def _far(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
