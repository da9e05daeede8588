"""A question with its answers, and how a room split, as text: words are shortened to fit."""

from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content

from simulator.present.workshop import pages as w
from simulator.tui.widgets import lines
from simulator.tui.workshop.drawing import Lines, items, title, wrapped

FULL, EMPTY = "█", "░"
SHORTEST, LONGEST = 8, 40
"""Cells of a bar."""
INDENT = "   "
WHOLE = 1000
SHORTER = (WHOLE, 8, 6, 5, 4, 3, 2, 1)
"""Lines of an answer's words, from all to as few as still say what it is about."""


def fitted(drawn: Callable[[int], Lines], height: int, least: int = 1) -> list[Content]:
    """Return what is *drawn* with so many lines of words, *least* at least, that *height* holds it.

    With no *height* nothing is shortened. What is too long even so is left to be scrolled.
    """
    found: list[Content] = []
    for most in (*SHORTER, *range(least, 1)):
        found = list(drawn(most))
        if not height or len(found) <= height:
            break
    return found


def question(team: w.TeamView, width: int, height: int = 0) -> Lines:
    """Yield what a team is asked, with a letter for each option, in *height* lines."""
    if team.question:
        found = list(items(team.found, width))
        yield from found
        left = max(height - len(found), 1) if height else 0
        yield from asked(team.question, team.options, team.how, width, left)


def asked(
    text: str, options: tuple[w.Lettered, ...], how: str, width: int, height: int = 0
) -> Lines:
    """Yield the question *text* with its *options*, and *how* to answer, in *height* lines."""
    yield from fitted(lambda most: _asked(text, options, how, width, most), height)


def _asked(text: str, options: tuple[w.Lettered, ...], how: str, width: int, most: int) -> Lines:
    yield from wrapped(text, width, "bold")
    if how:
        yield from wrapped(how, width, "$muted")
    yield Content("")
    yield from _options(options, width, most)


def offered(options: tuple[w.Lettered, ...], width: int, height: int = 0) -> Lines:
    """Yield *options* with their words, in *height* lines."""
    yield from fitted(lambda most: _options(options, width, most), height)


def _options(options: tuple[w.Lettered, ...], width: int, most: int) -> Lines:
    part = ""
    for one in options:
        if one.part != part:
            part = one.part
            yield Content(part).stylize("bold $secondary")
        minutes = one.choice.minutes.replace(" ", "\u00a0")
        text = f"{one.choice.text}  {minutes}" if minutes else one.choice.text
        yield from wrapped(text, width, first=f"{one.letter}  ")
        yield from _words(one.words, width, most)


def _words(text: str, width: int, most: int) -> Lines:
    """Yield what an answer would publish, in so many lines at *most*: shorter, it says so."""
    if not text:
        return
    room = max(width - len(INDENT), 10)
    rows = lines.wrapped(text, room)
    if len(rows) > most:
        last = lines.cut(rows[most - 1], room - 1).rstrip(" .,;:" + lines.ELLIPSIS)
        rows = [*rows[: most - 1], last + lines.ELLIPSIS]
    for row in rows:
        yield Content.assemble(INDENT, (row, "italic $secondary"))


def split(found: w.Split, width: int, height: int = 0, *, has_words: bool = False) -> Lines:
    """Yield a split: each option, its bar, and the same in words; *has_words*, with its words.

    Bars come first: where there is no room for both, they are seen and the words are not.
    """

    def drawn(most: int) -> Lines:
        return _split(found, width, most if has_words else 0)

    yield from fitted(drawn, height, 0)


def counted(team: w.TeamView, width: int, height: int = 0) -> Lines:
    """Yield how a team answered, with every answer's words; too few for a split, those alone."""
    if team.split is None:
        return
    if team.split.bars:
        yield from split(team.split, width, height, has_words=True)
        return
    above = [*split(team.split, width), Content("")]
    yield from above
    yield from offered(team.options, width, max(height - len(above), 1) if height else 0)


def _split(found: w.Split, width: int, most: int) -> Lines:
    yield title(found.title)
    part = ""
    for bar in found.bars:
        if bar.part != part:
            part = bar.part
            yield Content(part).stylize("bold")
        yield from _bar(bar, width, most)
    for line in found.lines:
        yield from wrapped(line, width)
    if found.outcome:
        yield from wrapped(found.outcome, width, "bold")


def _bar(bar: w.Bar, width: int, most: int) -> Lines:
    mark = "▸" if bar.is_winner else " "
    look = "bold" if bar.is_winner else ""
    colour = "$accent" if bar.is_winner else "$secondary"
    yield from wrapped(bar.text, width, look, f"{mark}{bar.letter} ")
    if most:
        yield from _words(bar.words, width, most)
    beside = width - len(INDENT) - cell_len(bar.told) - 2
    room = min(LONGEST, beside if beside >= SHORTEST else width - len(INDENT))
    full = min(round(room * bar.share / 100), room)
    cells = FULL * full + EMPTY * (room - full)
    if beside >= SHORTEST:
        yield Content.assemble(INDENT, (cells, colour), "  ", (bar.told, look))
    else:
        yield Content.assemble(INDENT, (cells, colour))
        yield from wrapped(bar.told, width, look, INDENT)
