"""What raters gave: how far they agree with our key, and the key that they make.

Source: domain reference, section 10. The key is the median of the raters; a mark is kept where they
spread little (a standard deviation of at most 1); where they do not agree it is not scored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median, pstdev

from scoring.principles import PRINCIPLES
from simulator.scenario.compiled import key_version
from simulator.scenario.load import Loaded
from simulator.scenario.model import ItemKey, Key, Pair, Ratings, SceneKey

Address = tuple[str, str, str]
"""Scene, item (`id`, `id.left`, `a before b`, `a with b`) and principle."""
Marks = dict[Address, int | None]
"""None: raters, or one rater, could not settle it."""

SPREAD = 1.0


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


def items(key: Key) -> set[tuple[str, str]]:
    """Return every scene and item that *key* rates."""
    return {(scene, item) for scene, part in key.items() for item in part.items}
