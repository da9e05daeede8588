"""A document as plain data: blocks in order, which HTML and PDF draw with one look.

Whatever is handed out on paper or as a file is built from these blocks: the book of a scenario, a
graph, a report. A builder decides what is said, `html.py` and `pdf.py` how it is drawn.
"""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of a part; `id` is what a link in the document leads to."""

    text: str
    level: int = 2
    id: str = ""
    kind: Literal["heading"] = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, each line of it on its own; `label` stands before it in bold."""

    text: str
    label: str = ""
    kind: Literal["prose"] = field(default="prose", init=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody says somewhere."""

    text: str
    who: str
    about: str = ""
    """Where, when, and on what condition."""
    is_ours: bool = False
    kind: Literal["quote"] = field(default="quote", init=False)


@dataclass(frozen=True, slots=True)
class Points:
    """A list, under a label."""

    rows: tuple[str, ...]
    label: str = ""
    kind: Literal["points"] = field(default="points", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their heads; `title` says what the table holds to who cannot see it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["table"] = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of our own, as SVG, with the words that replace it for who cannot see it."""

    svg: str
    alt: str
    kind: Literal["figure"] = field(default="figure", init=False)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Where those who agree write their name."""

    who: tuple[str, ...]
    labels: tuple[str, str, str]
    """The words for name, date and signature."""
    kind: Literal["signatures"] = field(default="signatures", init=False)


Block = Heading | Prose | Quote | Points | Table | Figure | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """Something to read away from the program."""

    title: str
    language: str
    """fr or en: written into the file, so that it is read aloud right."""
    lead: str
    blocks: tuple[Block, ...]
    contents: str = ""
    """The title of the table of contents; "" for none."""
    foot: str = ""
    """A line under everything: what this was made from."""
