"""What the trainee thought of the play, beside what the debrief says of it."""

from dataclasses import dataclass

from simulator.debrief.debrief import Debrief
from simulator.debrief.moments import Moment
from simulator.exercise import events as e


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The self-assessment made before the marks, beside them (section 11, step 3)."""

    said: e.SelfAssessed
    strongest: tuple[str, ...]
    """The principles that went best; several when equal, none when none was assessed."""
    weakest: tuple[str, ...]
    costliest: str
    """The scene of the decision that cost most; "" when none did."""

    @property
    def is_strongest_shared(self) -> bool:
        """Whether the strongest named is among those that went best."""
        return self.said.strongest in self.strongest

    @property
    def is_weakest_shared(self) -> bool:
        """Whether the weakest named is among those that went worst."""
        return self.said.weakest in self.weakest

    @property
    def is_decision_shared(self) -> bool:
        """Whether the decision to take back is the one that cost most."""
        return bool(self.said.take_back) and self.said.take_back == self.costliest


def self_check(found: Debrief) -> SelfCheck | None:
    """Return the first self-assessment in the log, compared; None if there is none.

    Only the first: whatever is said after the marks were seen measures nothing.
    """
    said = next((event for event in found.log if isinstance(event, e.SelfAssessed)), None)
    if said is None:
        return None
    values = {s.principle: s.value for s in found.scorecard.scores if s.value is not None}
    best, worst = (max(values.values()), min(values.values())) if values else (None, None)
    costliest = found.costliest
    return SelfCheck(
        said,
        tuple(name for name, value in values.items() if value == best),
        tuple(name for name, value in values.items() if value == worst),
        costliest.scene if costliest else "",
    )


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a response was, and how right."""

    scene: str
    sure: int
    """1 guessing, 2 fairly sure, 3 sure."""
    missed: int
    """Marks that a best response would have earned more; 0 is right."""

    @property
    def is_right(self) -> bool:
        """Whether nothing better was possible."""
        return self.missed == 0

    @property
    def kind(self) -> str:
        """Return known or lucky (right, sure or not), blind or open (not right, sure or not)."""
        if self.is_right:
            return "known" if self.sure == 3 else "lucky"  # noqa: PLR2004 - the scale's top
        return "blind" if self.sure == 3 else "open"  # noqa: PLR2004 - the same


def sureness(moments: tuple[Moment, ...]) -> tuple[Sureness, ...]:
    """Return how sure and how right each response was, where it was asked and graded."""
    return tuple(
        Sureness(moment.scene, moment.confidence, moment.regret)
        for moment in moments
        if moment.confidence is not None and moment.is_graded and moment.opportunities
    )


def commitments(found: Debrief) -> tuple[e.Committed, ...]:
    """Return what was taken on, in order."""
    return tuple(event for event in found.log if isinstance(event, e.Committed))


def reaction(found: Debrief) -> str:
    """Return how it felt, the last line said of it; "" when nothing was."""
    lines = [event.line for event in found.log if isinstance(event, e.Reacted)]
    return lines[-1] if lines else ""
