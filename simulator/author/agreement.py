"""Sheets that raters filled in: how far they agree with our key, and the key that they make.

Source: domain reference, section 10. The key is the median of the raters; a mark is kept where they
spread little (a standard deviation of at most 1); where they do not agree it is not scored.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median, pstdev
from string import ascii_uppercase

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator import safe
from simulator.exercise.chance import shuffled
from simulator.scenario.compiled import key_version
from simulator.scenario.load import Loaded
from simulator.scenario.model import ItemKey, Key, Pair, Ratings, SceneKey
from simulator.scenario.words import Vocabulary

Address = tuple[str, str, str]
"""Scene, item (`id`, `id.left`, `a before b`, `a with b`) and principle."""
Marks = dict[Address, int | None]
"""None: raters, or one rater, could not settle it."""

Codes = Mapping[str, Mapping[str, str]]
"""By scene: what stands on a sheet for an item, and the item."""
SEED = 20_261_122
"""Fixes the order in which options stand on every sheet: not the author's."""
COLUMNS = ("scene", "item", "principle", "mark")
BEST = "best"
"""Raters may name the best answer of a decision on a line of its own: it is no mark."""
SPREAD = 1.0
MAX_ROWS = 20_000
_SIGNS = {"+2": 2, "2": 2, "+1": 1, "1": 1, "0": 0, "-1": -1, "-2": -2, "?": None}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of a sheet that cannot be used, and which word of it."""

    line: int
    word: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two keys compare where both give a mark."""

    pairs: int
    difference: float
    """Mean absolute difference."""
    near: float
    """Share within one mark, 0 to 1."""
    conflicts: int
    """One above 0 and the other below."""


def marks(key: Key) -> Marks:
    """Return every mark of *key* by address."""
    found: Marks = {}
    for scene, part in key.items():
        rows: list[tuple[str, Ratings]] = [
            (name, item.ratings) for name, item in part.items.items()
        ]
        rows += [(f"{name}.left", item.left) for name, item in part.items.items()]
        rows += [(f"{p.first} {p.relation} {p.second}", p.ratings) for p in part.pairs]
        for item, ratings in rows:
            found |= {(scene, item, principle): mark for principle, mark in ratings}
    return found


def codes(loaded: Loaded) -> Codes:
    """Return, by scene, what stands on a sheet for each item: an id may give the answer away.

    Options have letters in the order of the sheet, looks L1, L2: no id has a capital.
    """
    found: dict[str, dict[str, str]] = {}
    for scene in loaded.scenario.scenes.values():
        if scene.decision:
            options = shuffled(SEED, scene.id, scene.decision.options)
            named = {letter: o.id for letter, o in zip(ascii_uppercase, options, strict=False)}
            looks = {f"L{n}": inquiry.id for n, inquiry in enumerate(scene.inquiries, 1)}
            found[scene.id] = named | looks
    return found


def read_sheet(text: str, key: Key, known: Codes | None = None) -> tuple[Marks, list[Wrong]]:
    """Read the lines of a sheet; what names nothing in *key* nor in *known* is noted."""
    found: Marks = {}
    wrong: list[Wrong] = []
    head = text.lstrip().partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in rows:
            cells = [cell.strip().lstrip("'").strip() for cell in row]
            if not any(cells) or cells[0].casefold() in {COLUMNS[0], "scène"}:
                continue
            if cells[2:3] == [BEST]:
                continue
            read = _row(_named(cells, known or {}), key)
            if isinstance(read, str):
                wrong.append(Wrong(rows.line_num, safe.line(read)))
            else:
                found[read[0]] = read[1]
            if len(found) + len(wrong) > MAX_ROWS:
                break
    except csv.Error:
        wrong.append(Wrong(rows.line_num, ""))
    return found, wrong


def _named(cells: list[str], known: Codes) -> list[str]:
    """Return *cells* with ids where the sheet has letters."""
    if len(cells) < 2 or cells[0] not in known:  # noqa: PLR2004 - a scene and an item
        return cells
    here = known[cells[0]]
    words = [word.partition(".") for word in cells[1].split()]
    item = " ".join(here.get(head, head) + dot + rest for head, dot, rest in words)
    return [cells[0], item, *cells[2:]]


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


def compare(ours: Marks, theirs: Marks) -> Agreement:
    """Return how far *ours* and *theirs* agree where both give a mark."""
    both = [
        (a, b)
        for where, a in ours.items()
        if a is not None and (b := theirs.get(where)) is not None
    ]
    count = len(both) or 1
    return Agreement(
        len(both), sum(abs(a - b) for a, b in both) / count,
        sum(abs(a - b) <= 1 for a, b in both) / count, sum(a * b < 0 for a, b in both),
    )  # fmt: skip


def grouped(found: Marks, column: int) -> dict[str, Marks]:
    """Return *found* by scene and item (0) or by principle (2)."""
    groups: dict[str, Marks] = {}
    for where, mark in found.items():
        name = where[2] if column else f"{where[0]} {where[1]}"
        groups.setdefault(name, {})[where] = mark
    return groups


def settled(sheets: Sequence[Marks]) -> Marks:
    """Return the key that *sheets* make: medians, where more than half saw evidence."""
    found: Marks = {}
    for where in dict.fromkeys(where for sheet in sheets for where in sheet):
        given = [sheet[where] for sheet in sheets if where in sheet]
        if 2 * len(given) <= len(sheets):
            continue
        known = [mark for mark in given if mark is not None]
        divided = len(known) < len(given) or pstdev(known) > SPREAD
        # Between two marks, the milder: raters who hesitate are not counted for the stronger.
        found[where] = None if divided else int(median(known))
    return found


def keyed(loaded: Loaded, found: Marks) -> Loaded:
    """Return *loaded* with the marks *found* in place of its own; its errors and texts stay."""
    principles = set(loaded.scenario.principles)
    key: dict[str, SceneKey] = {}
    for scene, part in loaded.key.items():
        rated = {w[1:]: mark for w, mark in found.items() if w[0] == scene and w[2] in principles}
        items = {
            name: ItemKey(
                _ratings(rated, name), _ratings(rated, f"{name}.left"), part.items[name].errors
            )
            for name in part.items
        }
        pairs = sorted({item for item, _ in rated if " " in item})
        key[scene] = SceneKey(items, tuple(_pair(rated, item) for item in pairs))
    return replace(loaded, key=key, key_version=key_version(key), reach=None)


def _ratings(rated: Mapping[tuple[str, str], int | None], item: str) -> Ratings:
    return tuple((name, rated[item, name]) for name in PRINCIPLES if (item, name) in rated)


def _pair(rated: Mapping[tuple[str, str], int | None], item: str) -> Pair:
    first, relation, second = item.split(" ")
    return Pair(first, relation, second, _ratings(rated, item))


def write_sheet(found: Marks) -> str:
    """Return *found* as the lines of a sheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([*where, "?" if mark is None else mark] for where, mark in found.items())
    return out.getvalue()


def items(key: Key) -> set[tuple[str, str]]:
    """Return every scene and item that *key* rates."""
    return {(scene, item) for scene, part in key.items() for item in part.items}


def heads(language: str) -> tuple[str, ...]:
    """Return the names of a sheet's columns."""
    return ("scène", "item", "principe", "note") if language == "fr" else COLUMNS


def blank_sheet(loaded: Loaded, language: str) -> str:
    """Return a sheet with a line for every item and principle and no mark, to be filled in."""
    spell = Vocabulary(language).spell
    rows = [
        (scene, code, spell(principle))
        for scene, known in codes(loaded).items() for code in known
        for principle in PRINCIPLES if principle != ACKNOWLEDGEMENT
    ]  # fmt: skip
    return ",".join(heads(language)) + "\n" + "".join(f"{','.join(row)},\n" for row in rows)
