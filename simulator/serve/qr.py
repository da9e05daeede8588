"""The address of a host as a QR code: for pages as SVG, for terminals as half blocks.

A code is dark on light, with four modules of light around it: some readers find no other. So the
colours are always said, whatever those of the page or the terminal are.
"""

from functools import lru_cache

import segno
from markupsafe import Markup

QUIET = 4
"""Light modules around it. Source: ISO/IEC 18004, the quiet zone."""
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_BLACK_ON_WHITE, _RESET = "\x1b[38;5;16;48;5;231m", "\x1b[0m"


@lru_cache(maxsize=16)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of the code of *text*, its quiet zone included; True is dark."""
    # Medium: still read when a seventh of it is behind somebody's head.
    made = segno.make(text, error="m", boost_error=False, micro=False)
    return tuple(
        tuple(bool(module) for module in row)
        for row in made.matrix_iter(border=QUIET)
    )  # fmt: skip


def svg(text: str, title: str) -> Markup:
    """Return the code of *text* as a drawing for a page; *title* is read aloud in its place."""
    rows = modules(text)
    size = len(rows)
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{title}" '
        'shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#ffffff"/>'
        '<path d="{path}" fill="#000000"/></svg>'
    ).format(size=size, title=title, path=path)


def blocks(text: str) -> tuple[str, ...]:
    """Return the code of *text* in half blocks, all rows as wide: to be drawn black on white."""
    rows = modules(text)
    if len(rows) % 2:
        rows = (*rows, (False,) * len(rows[0]))
    return tuple(
        "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def printed(text: str) -> str:
    """Return the code of *text* to be printed on a terminal, dark or light."""
    return "\n".join(f"{_BLACK_ON_WHITE}{row}{_RESET}" for row in blocks(text))
