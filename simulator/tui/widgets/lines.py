"""Text cut to cells: how wide it is on a screen, which is not how many characters it has."""

import re
from textwrap import wrap

from rich import _wrap
from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"
_WORD = re.compile(r"[^\S\u00a0\u202f]*[\S\u00a0\u202f]+[^\S\u00a0\u202f]*")


def keep_no_break_spaces() -> None:
    """Let Textual wrap where a line may break, and nowhere else.

    It takes a no-break space for a space: French signs would begin lines. The pattern is a private
    name of rich's; a test sees to it that it is still the one that counts.
    """
    _wrap.re_word = _WORD


def cut(text: str, width: int) -> str:
    """Return *text* cut to *width* cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + ELLIPSIS if width > 0 else ""


def wrapped(text: str, width: int) -> list[str]:
    """Wrap *text* to *width* cells, long words cut."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        for line in wrap(paragraph, max(width, 4), break_on_hyphens=False) or [""]:
            lines += pieces(line, width)
    return lines


def pieces(line: str, width: int) -> list[str]:
    """Cut *line* by cells: wide characters take two."""
    found: list[str] = []
    while cell_len(line) > width > 1:
        end = len(line)
        while end > 1 and cell_len(line[:end]) > width:
            end -= 1
        found.append(line[:end])
        line = line[end:]
    return [*found, line]
