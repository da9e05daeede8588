"""Ways to grade: what a response, an answer's minute or a promise is worth. Ids and numbers only.

Marks run from -2 to +2 and describe the decision with what was known then, never its luck (F1).
Sources are sections of the domain reference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

LOWEST, HIGHEST = -2, 2

WORD_CAPS: Mapping[str, int] = {"full": 2, "vague": 1, "private": 0, "untrue": -2}
"""The best mark an acknowledgement can have: complete; without the hour of the next word; in
private only; untrue. Source: section 1, rubric of P4."""

PROMISE_KEPT, PROMISE_BROKEN = 2, -1
"""Source: section 1, rubric of P4 ("promised update missed without a word")."""

Marks = Mapping[str, int | None]
"""Principle -> mark; None where raters are divided, which is never scored."""


@dataclass(frozen=True, slots=True)
class Item:
    """What picking one item is worth, and what leaving it out is."""

    marks: Marks = field(default_factory=dict)
    left: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """Marks that count when `first` comes before `second`, or when both are picked."""

    first: str
    relation: str
    """before or with."""
    second: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class Key:
    """The marks of one decision, or of the inquiries before it."""

    items: Mapping[str, Item]
    pairs: Sequence[Pair] = ()

    def principles(self, offered: Iterable[str]) -> list[str]:
        """Return the principles in play: those that any item offered has a mark for."""
        here = set(offered)
        rows: list[Marks] = []
        for name, item in self.items.items():
            if name in here:
                rows += [item.marks, item.left]
        rows += [pair.marks for pair in self.pairs if {pair.first, pair.second} <= here]
        found: dict[str, None] = {}
        for row in rows:
            found.update(dict.fromkeys(p for p, mark in row.items() if mark is not None))
        return list(found)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One chance to show a principle: what was obtained between the worst and best offered."""

    principle: str
    obtained: int
    low: int
    high: int
    source: tuple[str, ...]
    """What it comes from: ("response" or "inquiry", scene), ("signal" or "promise", id)."""
    unclamped: int = 0
    """The sum before it was held to -2..+2: shows when a further merit was hidden."""

    @property
    def is_served(self) -> bool:
        """Whether the principle was served here: a positive mark, or the best that was possible."""
        return self.obtained > 0 or self.obtained == self.high


def clamp(total: int) -> int:
    """Hold *total* to the scale."""
    return max(LOWEST, min(HIGHEST, total))


def total(key: Key, principle: str, picks: Sequence[str], offered: Iterable[str]) -> int:
    """Return the sum of the marks that *picks* earn on *principle*, before it is held to the scale.

    Picked items, items left out, and the pairs that hold. An item without a mark counts 0.
    """
    chosen = set(picks)
    found = 0
    for name in offered:
        item = key.items.get(name, Item())
        found += (item.marks if name in chosen else item.left).get(principle) or 0
    for pair in key.pairs:
        if _pair_holds(pair, picks):
            found += pair.marks.get(principle) or 0
    return found


def _pair_holds(pair: Pair, picks: Sequence[str]) -> bool:
    if pair.first not in picks or pair.second not in picks:
        return False
    return pair.relation == "with" or picks.index(pair.first) < picks.index(pair.second)


Possible = Sequence[tuple[Sequence[str], Sequence[str]]]
"""Every legal response as (picks, items offered to it)."""


def bounds(key: Key, offered: Sequence[str], possible: Possible) -> dict[str, tuple[int, int]]:
    """Return the least and the most that any response can earn, for each principle in play.

    A principle on which they are equal is no opportunity (F3) and is left out.
    """
    shown = {name for _, items in possible for name in items} | set(offered)
    found: dict[str, tuple[int, int]] = {}
    for principle in key.principles(shown):
        marks = [clamp(total(key, principle, *other)) for other in possible]
        if marks and min(marks) < max(marks):
            found[principle] = min(marks), max(marks)
    return found


def respond(  # noqa: PLR0913, PLR0917 - what was done, and what could have been
    key: Key,
    picks: Sequence[str],
    offered: Sequence[str],
    possible: Possible,
    source: tuple[str, ...],
    known: Mapping[str, tuple[int, int]] | None = None,
) -> list[Opportunity]:
    """Return the opportunities of one response (or of one set of inquiries).

    *known* are the bounds, where whoever asks has them already.
    """
    found: list[Opportunity] = []
    limits = bounds(key, offered, possible) if known is None else known
    for principle, (low, high) in limits.items():
        earned = total(key, principle, picks, offered)
        found.append(Opportunity(principle, clamp(earned), low, high, source, earned))
    return found


def worth(key: Key, principles: Iterable[str], picks: Sequence[str], offered: Sequence[str]) -> int:
    """Return the marks of a response on all *principles* together."""
    return sum(clamp(total(key, principle, picks, offered)) for principle in principles)


def best_of(
    key: Key, offered: Sequence[str], possible: Possible
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Return the principles in play, a response that earns most on them, and what it earns."""
    shown = {name for _, items in possible for name in items} | set(offered)
    principles = tuple(key.principles(shown))
    best = max(possible, key=lambda answer: worth(key, principles, *answer), default=((), offered))
    return principles, tuple(best[0]), worth(key, principles, *best)


def regret(
    key: Key,
    picks: Sequence[str],
    offered: Sequence[str],
    possible: Possible,
    known: tuple[tuple[str, ...], tuple[str, ...], int] | None = None,
) -> tuple[int, tuple[str, ...]]:
    """Return how many marks the best possible response has more than *picks*, and that response.

    Principles pull apart: a response may be the best there is and still not have the most on each.
    0 and *picks* itself when nothing was better. *known* is the best, where it is known already.
    """
    principles, best, most = known or best_of(key, offered, possible)
    more = most - worth(key, principles, picks, offered) if possible else 0
    return (more, best) if more > 0 else (0, tuple(picks))


def harm(key: Key, picks: Sequence[str]) -> tuple[int, str]:
    """Return the negative marks of the most harmful item picked, and which it is ("" for none)."""
    found = (0, "")
    for name in picks:
        marks = key.items.get(name, Item()).marks.values()
        total_harm = sum(-mark for mark in marks if mark is not None and mark < 0)
        found = max(found, (total_harm, name), key=lambda pair: pair[0])
    return found


def acknowledge(minutes: int | None, targets: Sequence[int], word: str) -> int:
    """Return the mark of a first public word *minutes* after the signal was knowable.

    *targets* are the minutes of the bands +2, +1 and 0, and with a fourth -1; the plan states them.
    The mark is the lower of the band and of what the words deserve; never answered is -2.
    Source: section 2; rules of F2 and F7.
    """
    if minutes is None:
        return LOWEST
    band = HIGHEST
    for limit in targets:
        if minutes <= limit:
            break
        band -= 1
    return max(LOWEST, min(band, WORD_CAPS[word]))


def signal(
    minutes: int | None, targets: Sequence[int], word: str, principle: str, source: tuple[str, ...]
) -> Opportunity:
    """Return the opportunity of one signal; its bounds are the whole scale."""
    mark = acknowledge(minutes, targets, word)
    return Opportunity(principle, mark, LOWEST, HIGHEST, source, mark)


def promise(*, is_kept: bool, principle: str, source: tuple[str, ...]) -> Opportunity:
    """Return the opportunity of one promised update, which exists because it was promised."""
    mark = PROMISE_KEPT if is_kept else PROMISE_BROKEN
    return Opportunity(principle, mark, PROMISE_BROKEN, PROMISE_KEPT, source, mark)
