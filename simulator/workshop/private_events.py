"""What happened in a workshop and tells who somebody is, or what they answered, wrote or wished.

Every `Event` of this module is deleted when the workshop closes (hazards, section 8). What a room
needs of it afterwards is told again, without names, by the public ones (`events.py`).
"""

from dataclasses import dataclass


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
class VoteCast:
    """Somebody answered; the last one counts."""

    team: str
    step: int
    seat: str
    picks: tuple[str, ...]
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Wished:
    """Somebody would like to look closer at `inquiry`; "" takes it back."""

    team: str
    seat: str
    inquiry: str


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody, or a team, wrote the real post."""

    round: int
    author: str
    """A seat; with teams, the team."""
    text: str


@dataclass(frozen=True, slots=True)
class Favoured:
    """Somebody picked a post on the wall."""

    round: int
    seat: str
    number: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """Somebody lets their answers be kept with their name, or no longer does."""

    seat: str
    is_agreed: bool


Event = (
    Keyed | SeatTaken | SeatLeft | SeatNamed | SeatMoved | SpokespersonAppointed | VoteCast | Wished
    | Written | Favoured | Agreed
)  # fmt: skip
