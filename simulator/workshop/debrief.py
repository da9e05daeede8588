"""A workshop looked back on: read from what names nobody, and from nothing else.

What is private in a log is left out before anything is read, so that the documents made while it
is there and those made after it was deleted are the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from simulator.debrief.debrief import Debrief, debrief
from simulator.debrief.moments import Grader, Moment
from simulator.scenario.load import Loaded
from simulator.scenario.prompt import Prompt
from simulator.workshop import events as w
from simulator.workshop.asking import asked
from simulator.workshop.changes import evolve
from simulator.workshop.recalled import Count, Decision, Fact, LookedBack, Picks, Share
from simulator.workshop.state import Workshop
from simulator.workshop.voting import Agreement, agreement, shares


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
            tally.sure, bool(prompt and prompt.ordered), prompt is None or _is_one(prompt), at,
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


def _is_one(prompt: Prompt) -> bool:
    return prompt.ordered or (not prompt.parts and prompt.high == 1)


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
