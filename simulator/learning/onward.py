"""What to practise after one exercise: the crisis that asks for it, the drill that fits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from simulator.debrief.debrief import Debrief, rounded
from simulator.learning.drills import Drill, choose, cut
from simulator.learning.progress import Advice, advise
from simulator.scenario.load import Loaded


@dataclass(frozen=True, slots=True)
class Onward:
    """What to play next and why, and the drills that fit; of the crises on *shelf*."""

    shelf: tuple[Loaded, ...]
    advice: Advice | None
    drills: tuple[Drill, ...]


def missed(found: Debrief) -> tuple[str, ...]:
    """Return the principles on which marks were left, the most first."""
    left: dict[str, int] = {}
    for row in found.opportunities:
        left[row.principle] = left.get(row.principle, 0) + row.high - row.obtained
    return tuple(sorted((name for name in left if left[name]), key=lambda name: -left[name]))


def alone(shelf: Iterable[Loaded], found: Debrief) -> Onward:
    """Return what follows from this exercise alone, where nothing else is known of the trainee."""
    overall = found.scorecard.overall
    best = {found.state.scenario: None if overall is None else rounded(overall)}
    return known(tuple(shelf), found, best, (), {}, date.min)


def known(  # noqa: PLR0913, PLR0917 - the exercise, and all that is kept of the trainee
    shelf: Sequence[Loaded], found: Debrief, best: Mapping[str, int | None],
    weakest: Sequence[str], days: Mapping[str, date], today: date,
) -> Onward:  # fmt: skip
    """Return what follows from this exercise and from all others: *best*, *weakest*, *days* due.

    The crisis is the one that home advises, of what was weak all along: two pages that disagree
    help nobody. The drill is for what this exercise missed.
    """
    return after(shelf, missed(found), best, weakest, days, today)


def after(  # noqa: PLR0913, PLR0917 - as above, whoever played
    shelf: Sequence[Loaded], left: Sequence[str], best: Mapping[str, int | None],
    weakest: Sequence[str] = (), days: Mapping[str, date] | None = None, today: date = date.min,
) -> Onward:  # fmt: skip
    """Return what follows where most was *left* to earn on these principles, the most first."""
    wanted = tuple(dict.fromkeys((*left[:2], *weakest)))
    drills = [drill for loaded in shelf for drill in cut(loaded)]
    fitting = [drill for drill in drills if set(drill.principles) & set(wanted[:2])] or drills
    return Onward(
        tuple(shelf),
        advise([loaded.scenario for loaded in shelf], best, weakest or wanted),
        choose(fitting, days or {}, today, weakest=wanted, played=best),
    )
