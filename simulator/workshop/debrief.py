"""A workshop looked back on, as data: from what names nobody, and from nothing else.

What is private in a log is left out before anything is read, so that the documents made while it
is there and those made after it was deleted are the same. Every mark is that of
`simulator.debrief`; teams are told in the order of their numbers and nobody is ranked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from simulator.debrief.debrief import Debrief, debrief
from simulator.debrief.moments import Grader, Moment
from simulator.debrief.together import Scorecard, missed, together
from simulator.scenario.load import Loaded
from simulator.scenario.prompt import Prompt
from simulator.workshop import events as w
from simulator.workshop.asking import asked
from simulator.workshop.state import Workshop, evolve
from simulator.workshop.voting import (
    CONTESTED,
    SPLIT,
    SURE,
    UNIFIED,
    Agreement,
    agreement,
    shares,
)

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

        Nothing else orders them: neither teams nor people are compared by it.
        """
        found = [one for one in self.decisions if one.discussed]
        return tuple(sorted(found, key=lambda one: DISCUSSED.index(one.discussed)))

    @property
    def minutes(self) -> int | None:
        """Real minutes from the first exercise to the end; None where nobody knows."""
        if self.began is None or self.ended is None:
            return None
        return max(round((self.ended - self.began).total_seconds() / 60), 1)


def look_back(
    loaded: Loaded, log: Iterable[w.Event], stamps: Sequence[datetime] = ()
) -> LookedBack:
    """Look back on the workshop of *log*, played on *loaded*; *stamps* tell when each was kept.

    A log without private events gives the same as the whole one.
    """
    events = tuple(log)
    times: Sequence[datetime | None] = (
        stamps if len(stamps) == len(events) else [None] * len(events)
    )
    told = _Telling(loaded)
    for event, at in zip(events, times, strict=True):
        if not w.is_private(event):
            told.take(event, at)
    return told.done()


@dataclass(frozen=True, slots=True)
class _Decided:
    """One decision as it was read, before what it was worth is known."""

    event: w.Decided
    at: datetime | None
    minute: int
    counts: tuple[Count, ...]
    tried: tuple[Picks, ...]

    def made(self, number: int, moments: Iterable[Moment]) -> Decision:
        """Return it with what it was worth; one that came while looking is dated by its moment."""
        event = self.event
        moment = next((one for one in moments if one.scene == event.scene), None)
        return Decision(
            event.team, number, event.scene, moment.minute if moment else self.minute,
            event.picks, event.how, self.counts, moment.inquiries if moment else (), self.tried,
            moment, self.at,
        )  # fmt: skip


class _Telling:
    """One public log being read."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.now = Workshop()
        self.facts: list[Fact] = []
        self.counts: dict[str, list[Count]] = {}
        """By team, of the open question."""
        self.known: dict[tuple[str, int], Count] = {}
        self.tried: dict[str, list[Picks]] = {}
        self.decided: list[_Decided] = []

    def take(self, event: w.Event, at: datetime | None) -> None:
        """Read one event, on the workshop as it was before."""
        team = getattr(event, "team", "")
        exercise = self.now.teams[team].exercise if team in self.now.teams else None
        minute = exercise.clock if exercise is not None and exercise.is_started else None
        if isinstance(event, w.VoteClosed):
            count = self.known[team, event.step] = self.counted(event, at)
            self.counts.setdefault(team, []).append(count)
        elif isinstance(event, w.Tried):
            self.tried.setdefault(team, []).append(event.picks)
        elif isinstance(event, w.Decided):
            counts, tried = self.counts.pop(team, ()), self.tried.pop(team, ())
            self.decided.append(_Decided(event, at, minute or 0, tuple(counts), tuple(tried)))
        self.facts.append(Fact(event, at, team, minute))
        self.now = evolve(self.now, event)

    def counted(self, tally: w.VoteClosed, at: datetime | None) -> Count:
        """Return a count with what it says, by the question that was open."""
        prompt = asked(self.loaded.scenario, self.now.teams[tally.team])
        rows: tuple[Share, ...] = ()
        stand = Agreement("", "unsaid")
        if prompt is not None:
            stand = agreement(prompt, tally)
            rows = _rows(prompt, tally)
        return Count(
            tally.step, tally.voters, tally.winner, tally.is_tied, tally.by_hands, rows, stand,
            tally.sure, bool(prompt and prompt.ordered), at,
        )  # fmt: skip

    def done(self) -> LookedBack:
        """Return all that was read."""
        assert self.now.opened is not None  # noqa: S101 - every log begins with it
        grader = Grader(self.loaded.scenario, self.loaded.key)
        teams = {
            name: debrief(self.loaded, team.log, grader)
            for name, team in self.now.teams.items() if team.log
        }  # fmt: skip
        return LookedBack(
            self.loaded, self.now.opened, tuple(self.facts), self.decisions(teams), self.known,
            teams, self.now.notes, self.now.walls, self.now.names, len(self.now.kept),
            self.first(w.Begun), self.first(w.LookedBack) or self.first(w.WorkshopClosed),
        )  # fmt: skip

    def first(self, kind: type) -> datetime | None:
        """Return when something of *kind* first happened."""
        return next((fact.at for fact in self.facts if isinstance(fact.event, kind)), None)

    def decisions(self, teams: Mapping[str, Debrief]) -> tuple[Decision, ...]:
        """Return every decision, by question and then by team."""
        scenes = dict.fromkeys(one.event.scene for one in self.decided)
        order = {scene: number for number, scene in enumerate(scenes)}
        rank = {name: number for number, name in enumerate(teams)}
        numbers: dict[str, int] = {}
        found: list[Decision] = []
        for one in self.decided:
            team = one.event.team
            numbers[team] = numbers.get(team, 0) + 1
            found.append(one.made(numbers[team], teams[team].moments))
        return tuple(sorted(found, key=lambda one: (order[one.scene], rank[one.team])))


def _rows(prompt: Prompt, tally: w.VoteClosed) -> tuple[Share, ...]:
    """Return the split in the order the room saw it; nothing below five voters."""
    if not tally.answers:
        return ()
    parts = {choice.id: choice.part for choice in prompt.choices}
    rows = [
        Share(option, n, percent, parts[option]) for option, n, percent in shares(prompt, tally)
    ]
    if prompt.parts:
        rows.sort(key=lambda row: prompt.parts.index(row.part))
    return tuple(rows)
