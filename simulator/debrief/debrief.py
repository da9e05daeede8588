"""The debrief of one exercise, as data: a function of the scenario, its key and the log alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring import methods
from scoring.methods import Opportunity
from scoring.principles import ACKNOWLEDGEMENT
from scoring.score import BANDS, ENOUGH, Score, Scorecard, band_of, rounded, score
from simulator.debrief.moments import Grader, Moment, moments
from simulator.exercise import events as e
from simulator.exercise.state import State, replay
from simulator.scenario.load import Loaded
from simulator.scenario.model import BROKEN, KEPT

__all__ = [
    "BANDS",
    "ENOUGH",
    "Debrief",
    "Opportunity",
    "PromiseOutcome",
    "Score",
    "SignalOutcome",
    "band_of",
    "debrief",
    "rounded",
]


@dataclass(frozen=True, slots=True)
class SignalOutcome:
    """A signal: when it was knowable, when and how it was answered, and its mark."""

    signal: str
    severity: str
    start: int
    answered: int | None
    word: str
    opportunity: Opportunity

    @property
    def minutes(self) -> int | None:
        """Simulated minutes to the first public word; None if there was none."""
        return None if self.answered is None else max(self.answered - self.start, 0)


@dataclass(frozen=True, slots=True)
class PromiseOutcome:
    """A promised update and what became of it."""

    promise: str
    due: int
    is_kept: bool
    opportunity: Opportunity


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that is said of one exercise."""

    log: e.Log
    state: State
    moments: tuple[Moment, ...]
    signals: tuple[SignalOutcome, ...]
    promises: tuple[PromiseOutcome, ...]
    scorecard: Scorecard
    key_version: str
    hints: int
    contested: tuple[e.Contested, ...]
    reach: tuple[int, int] | None = None
    """The worst and best totals that any play of this scenario can earn, where proven."""

    @property
    def total(self) -> int:
        """Sum of all the marks obtained."""
        return sum(row.obtained for row in self.opportunities)

    @property
    def share(self) -> int | None:
        """Where the total lies between the worst (0) and the best reachable (100), F4."""
        if self.reach is None or not self.state.is_over or self.state.route != "full":
            return None
        worst, best = self.reach
        return rounded(Fraction(100 * (self.total - worst), max(best - worst, 1)))

    @property
    def opportunities(self) -> tuple[Opportunity, ...]:
        """Every chance there was, in order: decisions, then signals, then promises."""
        rows = [row for moment in self.moments for row in moment.opportunities]
        rows += [outcome.opportunity for outcome in self.signals]
        rows += [outcome.opportunity for outcome in self.promises]
        return tuple(rows)

    @property
    def engine(self) -> int:
        """The version of the rules that the exercise was played by."""
        began = (event.engine for event in self.log if isinstance(event, e.ExerciseStarted))
        return next(began, e.ENGINE)

    @property
    def best(self) -> Moment | None:
        """The decision whose response earned most; the first of equals; None when none earned.

        What looking earned is no merit of the response that came after it.
        """
        graded = [m for m in self.moments if m.answered > 0]
        return max(graded, key=lambda m: (m.answered, -m.regret), default=None)

    @property
    def best_look(self) -> Moment | None:
        """The decision before which looking closer earned most; None when it earned nothing."""
        return max((m for m in self.moments if m.looked > 0), key=lambda m: m.looked, default=None)

    @property
    def costliest(self) -> Moment | None:
        """The decision that did most harm; None when every response was the best there was.

        A breached duty first; then the most harmful thing that was picked; then what was missed.
        """
        broken = {
            event.scene for event in self.log if isinstance(event, e.DutyBroken) and event.scene
        }
        graded = [m for m in self.moments if m.regret or m.scene in broken]
        return max(graded, key=lambda m: (m.scene in broken, m.harm, m.regret), default=None)

    @property
    def monday(self) -> str:
        """The principle to work on first: where most was missed (of equals, the lower score)."""
        lost: dict[str, int] = {}
        for row in self.opportunities:
            lost[row.principle] = lost.get(row.principle, 0) + row.high - row.obtained
        if not any(lost.values()):
            return ""
        values = {s.principle: s.value or 0 for s in self.scorecard.scores}
        return max(lost, key=lambda principle: (lost[principle], -values[principle]))


def debrief(loaded: Loaded, log: Iterable[e.Event], grader: Grader | None = None) -> Debrief:
    """Look back on *log*, an exercise played on *loaded* (finished or not).

    Whoever looks at many plays of one scenario gives the same *grader* to all.
    """
    events = tuple(log)
    state = replay(events)
    found = tuple(moments(grader or Grader(loaded.scenario, loaded.key), events))
    signals = tuple(signals_of(loaded, state))
    promises = tuple(promises_of(state))
    rows = [row for moment in found for row in moment.opportunities]
    rows += [outcome.opportunity for outcome in signals]
    rows += [outcome.opportunity for outcome in promises]
    return Debrief(
        events, state, found, signals, promises, score(rows, state.duties_broken),
        loaded.key_version, sum(isinstance(event, e.HintTaken) for event in events),
        tuple(event for event in events if isinstance(event, e.Contested)), loaded.reach,
    )  # fmt: skip


def signals_of(loaded: Loaded, state: State) -> Iterable[SignalOutcome]:
    """Each signal raised is an opportunity, by the minutes that the plan states (section 2)."""
    severities = dict(loaded.scenario.signals)
    targets = dict(loaded.scenario.targets)
    for name, signal in state.signals.items():
        if signal.answered is None and not state.is_over:
            continue
        severity = severities[name]
        minutes = None if signal.answered is None else max(signal.answered - signal.start, 0)
        row = methods.signal(
            minutes, targets[severity], signal.word, ACKNOWLEDGEMENT, ("signal", name)
        )
        yield SignalOutcome(name, severity, signal.start, signal.answered, signal.word, row)


def promises_of(state: State) -> Iterable[PromiseOutcome]:
    """Each promise that was kept or broken is an opportunity (section 1, rubric of P4)."""
    for name, promise in state.promises.items():
        if promise.status in {KEPT, BROKEN}:
            is_kept = promise.status == KEPT
            row = methods.promise(
                is_kept=is_kept, principle=ACKNOWLEDGEMENT, source=("promise", name)
            )
            yield PromiseOutcome(name, promise.due, is_kept, row)
