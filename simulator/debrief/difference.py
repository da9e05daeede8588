"""Why two plays of one exercise score differently: every cause, and exactly what it weighs.

A principle's score is n / d: what was obtained above the worst, over the span from worst to best.
From n/d to n'/d', each opportunity that changed adds ((n'i - ni) - (n/d) (d'i - di)) / d'. Those
shares add up to the whole difference in any order, so nothing is left to explain by hand.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.methods import Opportunity
from scoring.principles import TABLE
from scoring.score import Score
from simulator.debrief.debrief import Debrief

Source = tuple[str, ...]
_WEIGHTS = {row.id: row.weight for row in TABLE}


@dataclass(frozen=True, slots=True)
class Cause:
    """One opportunity that is not the same in both plays."""

    principle: str
    source: Source
    """As in Opportunity: ("response", scene), ("inquiry", scene), ("signal", id)..."""
    kind: str
    """changed: what was done there is the change itself; assumed: the response taken instead of
    one that was no longer possible; met, unmet: the occasion is in one play alone; clock: a word or
    a promise at another minute; around: same response, other things possible beside it."""
    before: Opportunity | None
    after: Opportunity | None
    points: Fraction
    """Of the principle's score, 0 to 100, where it is assessed in either play."""

    @property
    def marks(self) -> int:
        """The marks gained (or lost) here."""
        return _obtained(self.after) - _obtained(self.before)


@dataclass(frozen=True, slots=True)
class Shift:
    """One principle in both plays, and all that explains the difference."""

    before: Score
    after: Score
    causes: tuple[Cause, ...]
    share: Fraction
    """What it adds to the difference of the overall."""

    @property
    def principle(self) -> str:
        """Which one."""
        return self.before.principle


@dataclass(frozen=True, slots=True)
class Difference:
    """Two scorecards compared."""

    shifts: tuple[Shift, ...]
    """All eight principles, in order."""
    overall: Fraction | None
    """After minus before; None where one of them has none."""
    total: int
    """Marks gained in all."""
    duties_spared: tuple[str, ...]
    duties_broken: tuple[str, ...]

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Every cause, principle by principle."""
        return tuple(cause for shift in self.shifts for cause in shift.causes)


def compare(
    before: Debrief, after: Debrief, changed: Collection[str] = (), assumed: Collection[str] = ()
) -> Difference:
    """Compare two plays; *changed* and *assumed* are the scenes where a response was exchanged."""
    kind = _kinds(changed, assumed)
    old, new = _by_principle(before.opportunities), _by_principle(after.opportunities)
    shares = _shares(before, after)
    shifts = []
    for score in before.scorecard.scores:
        name = score.principle
        causes = _causes(old.get(name, {}), new.get(name, {}), kind)
        shifts.append(Shift(score, after.scorecard.of(name), tuple(causes), shares[name]))
    first, second = before.scorecard, after.scorecard
    both = first.overall is not None and second.overall is not None
    return Difference(
        tuple(shifts),
        (second.overall or Fraction(0)) - (first.overall or Fraction(0)) if both else None,
        after.total - before.total,
        tuple(d for d in first.duties_broken if d not in second.duties_broken),
        tuple(d for d in second.duties_broken if d not in first.duties_broken),
    )


def _by_principle(rows: Iterable[Opportunity]) -> dict[str, dict[Source, Opportunity]]:
    found: dict[str, dict[Source, Opportunity]] = {}
    for row in rows:
        found.setdefault(row.principle, {})[row.source] = row
    return found


Kind = Callable[[Opportunity | None, Opportunity | None], str]


def _kinds(changed: Collection[str], assumed: Collection[str]) -> Kind:
    def kind(before: Opportunity | None, after: Opportunity | None) -> str:
        row = after or before
        assert row is not None  # noqa: S101 - one of the two is there
        what, name = row.source
        if what in {"signal", "promise"}:
            found = "clock"
        elif name in changed:
            found = "changed"
        elif before is None or after is None:
            found = "met" if before is None else "unmet"
        else:
            found = "assumed" if name in assumed else "around"
        return found

    return kind


def _causes(
    old: dict[Source, Opportunity], new: dict[Source, Opportunity], kind: Kind
) -> Iterable[Cause]:
    n, d = _sums(old.values())
    after_d = sum(_span(row) for row in new.values())
    rate = Fraction(n, d) if d else Fraction(0)
    for source in dict.fromkeys((*old, *new)):
        before, after = old.get(source), new.get(source)
        if _same(before, after):
            continue
        gained = _above(after) - _above(before)
        spanned = _span(after) - _span(before)
        # Where it is no longer assessed, what it had goes with the occasions that went.
        points = (gained - rate * spanned) / after_d if after_d else Fraction(gained, d)
        row = after or before
        assert row is not None  # noqa: S101 - one of the two is there
        yield Cause(row.principle, source, kind(before, after), before, after, 100 * points)


def _shares(before: Debrief, after: Debrief) -> dict[str, Fraction]:
    """Return what each principle adds to the difference of the overall: the same sum, weighted."""
    old = {s.principle: s.value for s in before.scorecard.scores}
    new = {s.principle: s.value for s in after.scorecard.scores}
    weight = sum(_WEIGHTS[name] for name, value in new.items() if value is not None)
    rate = before.scorecard.overall or Fraction(0)
    found = {}
    for name, (was, now) in {name: (old[name], new[name]) for name in old}.items():
        each = _WEIGHTS[name]
        gained = each * ((now or Fraction(0)) - (was or Fraction(0)))
        counted = each * ((now is not None) - (was is not None))
        found[name] = (gained - rate * counted) / weight if weight else Fraction(0)
    return found


def _same(before: Opportunity | None, after: Opportunity | None) -> bool:
    if before is None or after is None:
        return False
    return (before.obtained, before.low, before.high) == (after.obtained, after.low, after.high)


def _sums(rows: Iterable[Opportunity]) -> tuple[int, int]:
    pairs = [(_above(row), _span(row)) for row in rows]
    return sum(n for n, _ in pairs), sum(d for _, d in pairs)


def _above(row: Opportunity | None) -> int:
    return row.obtained - row.low if row else 0


def _span(row: Opportunity | None) -> int:
    return row.high - row.low if row else 0


def _obtained(row: Opportunity | None) -> int:
    return row.obtained if row else 0
