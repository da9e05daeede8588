"""A document as Markdown (CommonMark with GitHub's tables): words are escaped, never markup."""

import re
from collections.abc import Iterator

from simulator.report.document import (
    Block,
    Box,
    Cards,
    Document,
    Figure,
    Heading,
    Points,
    Prose,
    Quote,
    Signatures,
    Table,
)

_ACTING = re.compile(r"[\\`*_\[\]{}<>&|~$@^]|(?<=\S)(?:\.|:(?!(?<=\d:)\d\d\b))(?=\S)|://")
"""What can act anywhere in a line; with a dot or a colon inside, words could become a link.
An hour is left alone."""
_LEADING = re.compile(r"(\d{1,9}(?=[.)])|(?=[-+#=:]))([-+#=:.)]?)")
"""What can act at the beginning of a line: lists, headings, underlines."""


def markdown(document: Document) -> str:
    """Return *document* as Markdown, a paragraph at a time."""
    parts = [f"# {escape(document.title)}", escape(document.lead)]
    for block in document.blocks:
        parts += _block(block)
    return "\n\n".join(part for part in [*parts, escape(document.foot)] if part) + "\n"


def escape(text: str) -> str:
    """Return *text* as one line that Markdown shows as it is; a new line becomes a space."""
    flat = " ".join(part.strip(" \t") for part in text.split("\n") if part.strip(" \t"))
    made = _ACTING.sub(lambda found: "".join(f"\\{char}" for char in found[0]), flat)
    return _LEADING.sub(r"\1\\\2", made, count=1) if _LEADING.match(made) else made


def _block(block: Block) -> Iterator[str]:  # noqa: C901 - one line for each kind of block
    match block:
        case Heading():
            yield f"{'#' * block.level} {escape(block.text)}"
        case Prose():
            label = f"**{escape(block.label)}** " if block.label else ""
            yield label + escape(block.text)
        case Quote():
            yield f"> **{escape(block.who)}** {escape(block.about)}\\\n> {escape(block.text)}"
        case Points():
            if block.label:
                yield f"**{escape(block.label)}**"
            yield _list(block.rows)
        case Box():
            mark = f" ({escape(block.mark)})" if block.mark else ""
            yield f"{'#' * block.level} {escape(block.title)}{mark}"
            yield _list(block.rows)
        case Cards():
            for card in block.cards:
                yield from _block(card)
        case Table():
            yield _table(block.head, block.rows)
        case Figure():
            yield "" if not block.caption else _list(tuple(block.caption.split("\n")))
        case Signatures():
            yield _table(("", *block.labels), tuple((who, "", "", "") for who in block.who))


def _list(rows: tuple[str, ...]) -> str:
    return "\n".join(f"- {escape(row)}" for row in rows)


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    told = [[escape(cell) for cell in head], ["---" for _ in head]]
    told += [["<br>".join(map(escape, cell.split("\n"))) for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in told)
