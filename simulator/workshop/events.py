"""What happened in a workshop, in order: its log, from which everything that is shown follows.

An event holds its outcome. Those that stand here are kept for good and name nobody, but those who
agreed and, on the attendance sheet, those who took part; the private ones have a module of their
own, and are events like these while the workshop is open. Their JSON is in `lines.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.exercise import events as e
from simulator.workshop import private_events as p

RULES = 1
"""Version of the workshop's rules, kept in every log."""


@dataclass(frozen=True, slots=True)
class WorkshopOpened:
    """A workshop is there to be joined."""

    scenario: str
    digest: str
    key_version: str
    seed: int
    teams: int
    decider: str
    route: str
    capacity: int
    minutes: int
    organisation: Mapping[str, str] = field(default_factory=dict)
    rules: int = RULES


@dataclass(frozen=True, slots=True)
class JoiningChanged:
    """The door is open, locked by the facilitator, or shut after too many wrong codes."""

    door: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """The host went on after a stop; every clock is paused."""


@dataclass(frozen=True, slots=True)
class Begun:
    """StartEx, for every team; `people` were seated."""

    people: int = 0


@dataclass(frozen=True, slots=True)
class Played:
    """What the engine made happen in a team's exercise."""

    team: str
    events: e.Log


@dataclass(frozen=True, slots=True)
class VoteOpened:
    """A step was asked; `seconds` until the bell, 0 for none."""

    team: str
    step: int
    scene: str
    seconds: int


@dataclass(frozen=True, slots=True)
class VotePaused:
    """The clock of a vote stands."""

    team: str
    seconds: int


@dataclass(frozen=True, slots=True)
class VoteResumed:
    """The clock of a vote runs, with so many seconds left."""

    team: str
    seconds: int


@dataclass(frozen=True, slots=True)
class VoteExtended:
    """A vote has so many seconds left now."""

    team: str
    seconds: int


@dataclass(frozen=True, slots=True)
class VoteClosed:
    """The votes were counted, and from here on only their number is known."""

    team: str
    step: int
    scene: str
    voters: int
    winner: tuple[str, ...]
    """What the most wanted, of equals one of them; () when nobody voted, or when most wanted none
    where that can be answered."""
    is_tied: bool
    answers: tuple[tuple[tuple[str, ...], int], ...] = ()
    """Each whole answer and how many gave it; () below the fewest of whom a split is shown."""
    sure: tuple[int, ...] = ()
    """How many were guessing, fairly sure, sure; () likewise."""
    by_hands: bool = False


@dataclass(frozen=True, slots=True)
class SplitRevealed:
    """The room sees how it split."""

    team: str
    step: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A team's response was carried out; `how`: a decider, late, or skipped."""

    team: str
    step: int
    scene: str
    picks: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Tried:
    """Another response was tried: what it would have set off at once."""

    team: str
    scene: str
    picks: tuple[str, ...]
    events: e.Log


@dataclass(frozen=True, slots=True)
class TrialEnded:
    """Back to where the team was."""

    team: str


@dataclass(frozen=True, slots=True)
class Injected:
    """The facilitator played an extra post: from the shelf, or typed."""

    team: str
    address: str
    who: str
    text: str
    minute: int


@dataclass(frozen=True, slots=True)
class NoteTaken:
    """The facilitator noted something, while `scene` was open."""

    line: str
    scene: str


@dataclass(frozen=True, slots=True)
class ProjectorBlanked:
    """The projector shows nothing, or shows again."""

    is_blank: bool


@dataclass(frozen=True, slots=True)
class WritingOpened:
    """A round of writing began."""

    round: int
    scene: str
    seconds: int


@dataclass(frozen=True, slots=True)
class WritingClosed:
    """What was written hangs on the wall."""

    round: int


@dataclass(frozen=True, slots=True)
class WritingEnded:
    """The wall came down; `kept`: its posts and how many picked each, without names."""

    round: int
    scene: str
    kept: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LookedBack:
    """The debrief is open; no exercise goes on."""


@dataclass(frozen=True, slots=True)
class AnswersKept:
    """What somebody who agreed answered, by scene."""

    name: str
    team: str
    answers: tuple[tuple[str, tuple[str, ...], int | None], ...]


@dataclass(frozen=True, slots=True)
class WorkshopClosed:
    """It is over; `names` took part, in alphabetical order."""

    names: tuple[str, ...]


Event = (
    p.Event | WorkshopOpened | JoiningChanged | Restarted | Begun | Played | VoteOpened | VotePaused
    | VoteResumed | VoteExtended | VoteClosed | SplitRevealed | Decided | Tried | TrialEnded
    | Injected | NoteTaken | ProjectorBlanked | WritingOpened | WritingClosed | WritingEnded
    | LookedBack | AnswersKept | WorkshopClosed
)  # fmt: skip
Log = tuple[Event, ...]


def is_private(event: Event) -> bool:
    """Say whether *event* is forgotten when the workshop closes."""
    return isinstance(event, p.Event)
