"""What is true now in a workshop, as plain data; how each event changes it is in `changes.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.exercise import events as e
from simulator.exercise.state import State
from simulator.workshop import events as w

LOBBY, EXERCISE, DEBRIEF, CLOSED = "lobby", "exercise", "debrief", "closed"
"""Stages of a workshop."""
OPEN, LOCKED, SHUT = "open", "locked", "shut"
"""The door: open, locked by the facilitator, shut after too many wrong codes."""
READING, VOTING, COUNTED, REVEALED, OVER = "reading", "voting", "counted", "revealed", "over"
"""Where a team is: posts on screen, asked, counted, split shown; its exercise ended."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant's place."""

    id: str
    name: str
    team: str
    token: str = ""
    phrase: str = ""
    language: str = ""
    is_agreed: bool = False
    is_spokesperson: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to the open step."""

    picks: tuple[str, ...]
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """The last question put to a team."""

    number: int
    scene: str
    seconds: int
    """Real seconds left when its clock last started or stood still; 0: it has no clock."""
    is_running: bool = True
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By seat."""
    tally: w.VoteClosed | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra post, and after how many events of the exercise it came."""

    post: w.Injected
    after: int


@dataclass(frozen=True, slots=True)
class Team:
    """One exercise, and those who play it."""

    id: str
    phase: str = READING
    exercise: State = State()  # noqa: RUF009 - a tuple, never changed
    log: e.Log = ()
    step: Step | None = None
    steps: int = 0
    """How many were asked so far."""
    wishes: Mapping[str, str] = field(default_factory=dict)
    """Seat -> the inquiry they would like."""
    trial: w.Tried | None = None
    extras: tuple[Extra, ...] = ()
    tallies: tuple[w.VoteClosed, ...] = ()
    decided: tuple[w.Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Wall:
    """A round of writing."""

    round: int
    scene: str
    seconds: int
    is_open: bool = True
    texts: Mapping[str, str] = field(default_factory=dict)
    """By author: a seat, or with teams a team."""
    favours: Mapping[str, int] = field(default_factory=dict)
    """By seat: the number of the post, from 0, in the wall's order."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop at one moment. Before `WorkshopOpened`, everything is empty."""

    opened: w.WorkshopOpened | None = None
    stage: str = LOBBY
    door: str = OPEN
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role -> the secrets that open its door, the last one first."""
    seats: Mapping[str, Seat] = field(default_factory=dict)
    gone: Mapping[str, Seat] = field(default_factory=dict)
    """Who took part and left, for the attendance sheet."""
    teams: Mapping[str, Team] = field(default_factory=dict)
    wall: Wall | None = None
    rounds: int = 0
    walls: tuple[w.WritingEnded, ...] = ()
    notes: tuple[w.NoteTaken, ...] = ()
    is_blank: bool = False
    answered: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    """Seat -> scene -> its last answer that was counted; for whoever sits there alone."""
    kept: tuple[w.AnswersKept, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def is_parallel(self) -> bool:
        """Whether teams play side by side."""
        return len(self.teams) > 1

    @property
    def code(self) -> str:
        """The join code; "" before there is one."""
        return next(iter(self.keys.get("code", ())), "")

    def members(self, team: str) -> tuple[Seat, ...]:
        """Return who sits in *team*."""
        return tuple(seat for seat in self.seats.values() if seat.team == team)

    def team_of(self, seat: str) -> Team | None:
        """Return the team of a seat."""
        found = self.seats.get(seat)
        return None if found is None else self.teams.get(found.team)
