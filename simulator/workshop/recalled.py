"""What a workshop looked back on consists of: votes, decisions, facts, and the whole of it.

Plain data that names nobody; `debrief.py` reads it from a log. Every mark is that of
`simulator.debrief`; teams are told in the order of their numbers and nobody is ranked.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from simulator.debrief.debrief import Debrief
from simulator.debrief.moments import Moment
from simulator.debrief.together import Scorecard, missed, together
from simulator.scenario.load import Loaded
from simulator.workshop import events as w
from simulator.workshop.voting import CONTESTED, SPLIT, SURE, UNIFIED, Agreement

WRONG, MISSED = "wrong", "missed"
"""What else is worth a discussion: all agreed, and there was better; no split, and better."""
DISCUSSED = (CONTESTED, SPLIT, WRONG, MISSED)
"""In the order in which decisions are discussed."""

Picks = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """One option, how many picked it (put it first, in an order) and their percent."""

    option: str
    count: int
    percent: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """One count, as far as it may be shown."""

    step: int
    voters: int
    winner: Picks
    is_tied: bool
    by_hands: bool
    rows: tuple[Share, ...]
    """In the order the room saw them; () below five voters."""
    agreement: Agreement
    sure: tuple[int, ...]
    """How many were guessing, fairly sure, sure; () below five voters."""
    is_ordered: bool
    is_one: bool
    """Whether one thing was asked; else each option, or part, is a question of its own."""
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one team."""

    team: str
    number: int
    """Of this team, from 1."""
    scene: str
    minute: int
    """Simulated, since the exercise began."""
    picks: Picks
    how: str
    """majority, spokesperson or facilitator; late or skipped."""
    counts: tuple[Count, ...]
    """Every count of this question, in order: the last one counts, the first was before talking."""
    looks: tuple[str, ...]
    tried: tuple[Picks, ...]
    moment: Moment | None
    at: datetime | None

    @property
    def last(self) -> Count | None:
        """The count on which it was decided; None where nobody voted."""
        return self.counts[-1] if self.counts else None

    @property
    def is_bettered(self) -> bool:
        """Whether another answer would have earned more."""
        return self.moment is not None and self.moment.is_graded and self.moment.regret > 0

    @property
    def is_own(self) -> bool:
        """Whether what was decided is what the room had voted for."""
        return self.last is not None and self.picks == self.last.winner

    @property
    def is_sure_and_wrong(self) -> bool:
        """Whether the room was sure of an answer to which there was a better one."""
        last = self.last
        return bool(last and last.agreement.sureness == SURE and self.is_own and self.is_bettered)

    @property
    def discussed(self) -> str:
        """Why it is worth a discussion, as one of DISCUSSED; "" where little is left to say."""
        alignment = self.last.agreement.alignment if self.last else ""
        if alignment in {CONTESTED, SPLIT}:
            return alignment
        if not self.is_bettered:
            return ""
        return WRONG if alignment == UNIFIED and self.is_own else MISSED


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, when, and to which team ("": to all)."""

    event: w.Event
    at: datetime | None
    team: str
    minute: int | None
    """Simulated; None where no simulated clock ran."""


@dataclass(frozen=True)
class LookedBack:
    """A workshop looked back on."""

    loaded: Loaded
    opened: w.WorkshopOpened
    facts: tuple[Fact, ...]
    decisions: tuple[Decision, ...]
    """By question, as they were first met; in each, by team."""
    counts: Mapping[tuple[str, int], Count]
    """Every count by team and step: one may have been left without a decision."""
    teams: Mapping[str, Debrief]
    """In the order of their numbers."""
    notes: tuple[w.NoteTaken, ...]
    walls: tuple[w.WritingEnded, ...]
    names: tuple[str, ...]
    """Who took part, in alphabetical order; known once it is closed."""
    agreed: int
    """How many let their own answers be kept."""
    began: datetime | None
    ended: datetime | None

    @property
    def is_parallel(self) -> bool:
        """Whether teams played side by side."""
        return len(self.teams) > 1

    @property
    def voters(self) -> int:
        """The most that answered one question, all teams together."""
        most = [
            max((c.voters for d in self.decisions if d.team == team for c in d.counts), default=0)
            for team in self.teams
        ]
        return sum(most)

    @property
    def people(self) -> int:
        """How many took part, as far as the log tells without naming anybody."""
        begun = (fact.event.people for fact in self.facts if isinstance(fact.event, w.Begun))
        return max(len(self.names), next(begun, 0), self.voters)

    @cached_property
    def profile(self) -> Scorecard:
        """What all teams together showed of each principle."""
        return together(tuple(self.teams.values()))

    @cached_property
    def missed(self) -> tuple[str, ...]:
        """The principles where most was left to earn, the most first."""
        return missed(tuple(self.teams.values()))

    @property
    def discussed(self) -> tuple[Decision, ...]:
        """What to talk about first: contested, then split, then agreed on though there was better.

        Of those alike, the question on which all teams together left most to earn; neither teams
        nor people are compared by it.
        """
        found = [one for one in self.decisions if one.discussed]
        left = Counter[str]()
        for one in self.decisions:
            left[one.scene] += one.moment.regret if one.is_bettered and one.moment else 0
        return tuple(
            sorted(found, key=lambda one: (DISCUSSED.index(one.discussed), -left[one.scene]))
        )

    @property
    def minutes(self) -> int | None:
        """Real minutes from the first exercise to the end; None where nobody knows."""
        if self.began is None or self.ended is None:
            return None
        return max(round((self.ended - self.began).total_seconds() / 60), 1)
