"""The sheets that raters fill in: what stands on them for what, written and read.

An id may give an answer away ("template", "too-late"): on a sheet decisions are D1, D2, options
have letters and looks L1, L2. That is the scenario's own order, and needs no file to be read again;
the head carries a mark of it, so that a sheet made before the scenario changed is not misread.
"""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator import safe
from simulator.author.agreement import Address, Marks
from simulator.exercise.chance import shuffled
from simulator.scenario.load import Loaded
from simulator.scenario.model import Key, Scene, SceneKey
from simulator.scenario.words import Vocabulary

SEED = 20_261_122
"""Fixes the order in which options stand on every sheet: not the author's."""
COLUMNS = ("scene", "item", "principle", "mark")
HEADS = {COLUMNS[0], "scène"}
STAMP = "sheet-"
BEST = "best"
"""Raters may name the best answer of a decision on a line of its own: it is no mark."""
MAX_ROWS = 20_000
_SIGNS = {"+2": 2, "2": 2, "+1": 1, "1": 1, "0": 0, "-1": -1, "-2": -2, "?": None}


@dataclass(frozen=True)
class Legend:
    """What stands on a sheet, and what it means; no id has a capital."""

    scenes: Mapping[str, str] = field(default_factory=dict)
    """By number: the scene."""
    items: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By scene and letter: the item."""

    @property
    def stamp(self) -> str:
        """A mark that changes when a number or a letter comes to mean something else."""
        rows = repr((list(self.scenes.items()), [list(row.items()) for row in self.items.values()]))
        return STAMP + hashlib.sha256(rows.encode()).hexdigest()[:8]

    def number(self, scene: str) -> str:
        """Return what stands for *scene*."""
        return next(number for number, name in self.scenes.items() if name == scene)

    def heads(self, language: str) -> tuple[str, ...]:
        """Return the names of a sheet's columns; the last holds nothing but the stamp."""
        spoken = ("scène", "item", "principe", "note") if language == "fr" else COLUMNS
        return (*spoken, self.stamp)


def legend(loaded: Loaded) -> Legend:
    """Return what stands on the sheets of *loaded*."""
    asked = [scene for scene in loaded.scenario.scenes.values() if scene.decision]
    return Legend(
        {f"D{number}": scene.id for number, scene in enumerate(asked, 1)},
        {scene.id: _letters(scene) for scene in asked},
    )


def _letters(scene: Scene) -> dict[str, str]:
    """Return what stands for the options and looks of *scene*, options in the order of a sheet."""
    options = shuffled(SEED, scene.id, scene.decision.options) if scene.decision else ()
    named = {letter: o.id for letter, o in zip(ascii_uppercase, options, strict=False)}
    return named | {f"L{n}": inquiry.id for n, inquiry in enumerate(scene.inquiries, 1)}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of a sheet that cannot be used, and which word of it."""

    line: int
    word: str


def is_of_another(text: str, known: Legend) -> bool:
    """Say whether a sheet was made when its numbers and letters meant something else.

    One without a stamp was filled in by hand, or names ids: it is taken as it is.
    """
    for line in text.splitlines():
        cells = [cell.strip().strip("\"'") for cell in line.replace(";", ",").split(",")]
        if cells[0].casefold() in HEADS:
            return any(cell.startswith(STAMP) and cell != known.stamp for cell in cells)
    return False


def read_sheet(text: str, key: Key, known: Legend | None = None) -> tuple[Marks, list[Wrong]]:
    """Read the lines of a sheet; what names nothing in *key* nor in *known* is noted."""
    found: Marks = {}
    wrong: list[Wrong] = []
    head = text.lstrip().partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in rows:
            cells = [cell.strip().lstrip("'").strip() for cell in row]
            if not any(cells) or cells[0].casefold() in HEADS:
                continue
            if cells[2:3] == [BEST]:
                continue
            read = _row(_named(cells, known or Legend()), key)
            if isinstance(read, str):
                wrong.append(Wrong(rows.line_num, safe.line(read)))
            else:
                found[read[0]] = read[1]
            if len(found) + len(wrong) > MAX_ROWS:
                break
    except csv.Error:
        wrong.append(Wrong(rows.line_num, ""))
    return found, wrong


def _named(cells: list[str], known: Legend) -> list[str]:
    """Return *cells* with ids where the sheet has a number and letters."""
    scene = known.scenes.get(cells[0], cells[0])
    if len(cells) < 2 or scene not in known.items:  # noqa: PLR2004 - a scene and an item
        return cells
    here = known.items[scene]
    words = [word.partition(".") for word in cells[1].split()]
    item = " ".join(here.get(head, head) + dot + rest for head, dot, rest in words)
    return [scene, item, *cells[2:]]


def _row(cells: list[str], key: Key) -> tuple[Address, int | None] | str:
    """Return address and mark of one line, or the word that cannot be used."""
    if len(cells) < len(COLUMNS):
        return " ".join(cells)
    scene, item, principle, mark = cells[:4]
    known = next(
        (w for lang in ("en", "fr") if (w := Vocabulary(lang).word(principle, PRINCIPLES))), ""
    )
    if scene not in key:
        return scene
    if not (item := _item(item, key[scene])):
        return cells[1]
    if not known or known == ACKNOWLEDGEMENT:
        return principle
    written = mark.replace("\u2212", "-")
    return ((scene, item, known), _SIGNS[written]) if written in _SIGNS else mark


def _item(written: str, part: SceneKey) -> str:
    """Return the item as a key names it; "" where the scene has none of that name."""
    words = written.split()
    if len(words) == 3:  # noqa: PLR2004 - one, relation, other
        relation = {"avant": "before", "avec": "with"}.get(words[1], words[1])
        ends = words[0] in part.items and words[2] in part.items
        return (
            f"{words[0]} {relation} {words[2]}" if ends and relation in {"before", "with"} else ""
        )
    return written if written.removesuffix(".left") in part.items else ""


def write_sheet(found: Marks) -> str:
    """Return *found* as the lines of a sheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([*where, "?" if mark is None else mark] for where, mark in found.items())
    return out.getvalue()


def blank_sheet(loaded: Loaded, language: str) -> str:
    """Return a sheet with a line for every item and principle and no mark, to be filled in."""
    spell = Vocabulary(language).spell
    known = legend(loaded)
    rows = [
        (number, letter, spell(principle))
        for number, scene in known.scenes.items() for letter in known.items[scene]
        for principle in PRINCIPLES if principle != ACKNOWLEDGEMENT
    ]  # fmt: skip
    lines = "".join(f"{','.join(row)},\n" for row in rows)
    return ",".join(known.heads(language)) + "\n" + lines
