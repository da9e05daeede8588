"""A document as lines of text, for a terminal: what a picture shows is in the table under it."""

from collections.abc import Iterator

from simulator.report.document import Block, Box, Document, Heading, Points, Prose, Quote, Table


def text(document: Document) -> str:
    """Return *document* as text."""
    lines = [document.title, "", document.lead]
    for block in document.blocks:
        lines += _lines(block)
    return "\n".join([*lines, "", document.foot]).rstrip() + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from ("", block.text, "-" * len(block.text))
        case Prose():
            yield f"{block.label} {block.text}".strip()
        case Quote():
            yield f"{block.who} {block.about}: {block.text}"
        case Points():
            yield from (f"- {row}" for row in block.rows)
        case Box():
            yield from ("", f"{block.mark} {block.title}".strip(), *block.rows)
        case Table():
            yield from _table(block)
        case _:
            pass


def _table(table: Table) -> Iterator[str]:
    rows = [table.head, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.head))]
    for row in rows:
        first = row[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join([first, *rest]).rstrip()
