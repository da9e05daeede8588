"""What happened in a workshop, in order: its log, from which everything that is shown follows.

An event holds its outcome. Private ones tell who somebody is or what they answered, and are deleted
when the workshop closes (hazards, section 8); what a room needs of them afterwards is told again,
without names, by public ones. Plain data and its JSON, together so that the log is read in one
place.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from simulator.exercise import events as e

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
class Keyed:
    """A secret opens a door from now on: the code in clear, the digest of a link."""

    role: str
    secret: str


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """Somebody sat down."""

    seat: str
    name: str
    team: str
    token: str
    phrase: str
    language: str


@dataclass(frozen=True, slots=True)
class SeatLeft:
    """A seat is free again; `removed` by the facilitator, or left."""

    seat: str
    removed: bool


@dataclass(frozen=True, slots=True)
class SeatNamed:
    """Somebody has another name."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True)
class SeatMoved:
    """Somebody is in another team."""

    seat: str
    team: str


@dataclass(frozen=True, slots=True)
class SpokespersonAppointed:
    """Somebody speaks for their team."""

    seat: str
    team: str


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
class VoteCast:
    """Somebody answered; the last one counts."""

    team: str
    step: int
    seat: str
    picks: tuple[str, ...]
    confidence: int | None


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
class Wished:
    """Somebody would like to look closer at `inquiry`; "" takes it back."""

    team: str
    seat: str
    inquiry: str


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
class Written:
    """Somebody, or a team, wrote the real post."""

    round: int
    author: str
    """A seat; with teams, the team."""
    text: str


@dataclass(frozen=True, slots=True)
class WritingClosed:
    """What was written hangs on the wall."""

    round: int


@dataclass(frozen=True, slots=True)
class Favoured:
    """Somebody picked a post on the wall."""

    round: int
    seat: str
    number: int


@dataclass(frozen=True, slots=True)
class WritingEnded:
    """The wall came down; `kept`: its posts and how many picked each, without names."""

    round: int
    scene: str
    kept: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """Somebody lets their answers be kept with their name, or no longer does."""

    seat: str
    is_agreed: bool


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
    WorkshopOpened | Keyed | SeatTaken | SeatLeft | SeatNamed | SeatMoved | SpokespersonAppointed
    | JoiningChanged | Restarted | Begun | Played | VoteOpened | VoteCast | VotePaused | VoteResumed
    | VoteExtended | VoteClosed | SplitRevealed | Decided | Wished | Tried | TrialEnded | Injected
    | NoteTaken | ProjectorBlanked | WritingOpened | Written | WritingClosed | Favoured
    | WritingEnded | Agreed | LookedBack | AnswersKept | WorkshopClosed
)  # fmt: skip
Log = tuple[Event, ...]

PRIVATE = (
    Keyed, SeatTaken, SeatLeft, SeatNamed, SeatMoved, SpokespersonAppointed, VoteCast, Wished,
    Written, Favoured, Agreed,
)  # fmt: skip
"""Deleted when the workshop closes."""

_TYPES: dict[str, type] = {
    name: value for name, value in list(globals().items())
    if isinstance(value, type) and value.__module__ == __name__
}  # fmt: skip
_NESTED = "events"
"""The field that holds events of the exercise."""


def is_private(event: Event) -> bool:
    """Say whether *event* is forgotten when the workshop closes."""
    return isinstance(event, PRIVATE)


def encode(event: Event) -> str:
    """Return *event* as one line of JSON, always the same for the same event."""
    name = type(event).__name__
    row: dict[str, Any] = {"event": name}
    for part in fields(event):
        value = getattr(event, part.name)
        nested = part.name == _NESTED
        row[part.name] = [json.loads(e.encode(one)) for one in value] if nested else value
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=False)


def decode(line: str) -> Event:
    """Return the event that *line* holds; ValueError if it holds none."""
    row = json.loads(line)
    kind = _TYPES.get(str(row.pop("event", ""))) if isinstance(row, dict) else None
    if kind is None:
        raise ValueError("not an event of a workshop")
    known = {part.name for part in fields(kind)}
    values = {key: _value(key, value) for key, value in row.items() if key in known}
    try:
        event: Event = kind(**values)
    except TypeError as error:
        raise ValueError(str(error)) from None
    return event


def _value(key: str, value: Any) -> Any:
    if key == _NESTED:
        return tuple(e.decode(json.dumps(one)) for one in value)
    return _frozen(value)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
