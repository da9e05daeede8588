"""A document as plain data: blocks in order, which HTML and PDF draw with one look.

Whatever is handed out on paper or as a file is built from these blocks: the book of a scenario, a
graph, a report. A builder decides what is said, `html.py` and `pdf.py` how it is drawn.
"""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal

from simulator import safe


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of a part; `id` is what a link in the document leads to."""

    text: str
    level: int = 2
    id: str = ""
    is_new_page: bool = True
    """Whether a part begins on a page of its own, on paper."""
    kind: Literal["heading"] = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, each line of it on its own; `label` stands before it in bold."""

    text: str
    label: str = ""
    is_lead: bool = False
    """Whether it leads to what follows: never alone at the foot of a page."""
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
class Box:
    """Something that stands for itself: a title, what is said of it, and marks of it."""

    title: str
    rows: tuple[str, ...]
    mark: str = ""
    """A few words above the title: what sets this one apart; "" for one like the others."""
    level: int = 4
    kind: Literal["box"] = field(default="box", init=False)


@dataclass(frozen=True, slots=True)
class Cards:
    """Boxes side by side, to be cut out."""

    cards: tuple[Box, ...]
    kind: Literal["cards"] = field(default="cards", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their heads; `title` says what the table holds to who cannot see it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    """Shares of the width on paper; 0 for as much as the words take, () for all of them so."""
    is_titled: bool = True
    """Whether the title is seen; not where a heading above says the same."""
    is_form: bool = False
    """Whether somebody writes in it: high rows, with edges."""
    room: int = 17
    """How high a row of a form is, in millimetres."""
    bars: tuple[tuple[int | None, ...], ...] = ()
    """For each cell a bar of so many percent under its words, or None; () for no bar at all."""
    bold: tuple[int, ...] = ()
    """Rows that stand out; their words say why too."""
    kind: Literal["table"] = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of our own, as SVG, with the words that replace it for who cannot see it."""

    svg: str
    alt: str
    caption: str = ""
    """What stands under it; a drawing with one fits the column and says in itself what it is."""
    kind: Literal["figure"] = field(default="figure", init=False)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Where those who agree write their name."""

    who: tuple[str, ...]
    labels: tuple[str, str, str]
    """The words for name, date and signature."""
    kind: Literal["signatures"] = field(default="signatures", init=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, where it does not stand before everything."""

    title: str
    kind: Literal["contents"] = field(default="contents", init=False)


Block = Contents | Heading | Prose | Quote | Points | Box | Cards | Table | Figure | Signatures


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


def inert(document: Document) -> Document:
    """Return *document* with every word in it made safe; drawings of ours stay as they are."""
    made: Document = _inert(document)
    return made


def _inert(found: Any) -> Any:
    if isinstance(found, str):
        return safe.clean(found)
    if isinstance(found, tuple):
        return tuple(_inert(one) for one in found)
    if is_dataclass(found) and not isinstance(found, type):
        words = {
            part.name: _inert(getattr(found, part.name))
            for part in fields(found)
            if part.init and part.name not in {"svg", "id"}
        }
        return replace(found, **words)
    return found
