"""What may be asked of a workshop: by the facilitator, by a participant, by the door.

A command is obeyed or refused whole. `team` is one team's id; "" is every team that can obey.
A little longer than other files: it is one list, in which whoever reads a rule looks a command up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FACILITATOR, DOOR = "facilitator", "door"
"""Who asks, besides a participant (by seat). The door seats people and knows when time is up."""
MAJORITY, SPOKESPERSON = "majority", "spokesperson"
DECIDERS = (MAJORITY, SPOKESPERSON, FACILITATOR)
"""Who turns the votes of a team into its response."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open the workshop: what will be played, by how many, and who decides."""

    seed: int
    teams: int = 1
    """1: one story for the whole room; more: as many teams in parallel."""
    decider: str = MAJORITY
    route: str = "full"
    capacity: int = 60
    minutes: int = 60
    """How long the workshop should take, in real minutes."""


@dataclass(frozen=True, slots=True)
class Key:
    """Let a secret open a door: the join code, the facilitator's or the projector's link."""

    role: str
    """code, facilitator or projector."""
    secret: str
    """The code itself, which is shown to the room; of a link, the SHA-256 alone."""


# ---- the door


@dataclass(frozen=True, slots=True)
class Join:
    """Seat somebody, as `name`, known from now on by the digest of a token."""

    seat: str
    name: str
    token: str
    """SHA-256 of the participant's token."""
    team: str = ""
    """"": the team with the fewest people."""
    phrase: str = ""
    """SHA-256 of the four words by which the seat is found again over SSH."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Shut:
    """Close joining after too many wrong codes, until the facilitator opens it again."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Go on after the host was stopped: what was running is paused."""


# ---- a participant


@dataclass(frozen=True, slots=True)
class Vote:
    """Give one's answer to a step; the last one counts, until the bell."""

    step: int
    picks: tuple[str, ...]
    confidence: int | None = None
    """1 guessing, 2 fairly sure, 3 sure."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Say that one would like to look closer; asked again, take it back."""

    inquiry: str


@dataclass(frozen=True, slots=True)
class Write:
    """Write the real post, in a round of writing; again, to change it."""

    round: int
    text: str


@dataclass(frozen=True, slots=True)
class Favour:
    """Pick one of the posts on the wall."""

    round: int
    number: int


@dataclass(frozen=True, slots=True)
class Agree:
    """Let one's answers be kept with one's name after the workshop, or not."""

    is_agreed: bool


@dataclass(frozen=True, slots=True)
class Leave:
    """Give up one's seat."""


# ---- the facilitator


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a seat another name (one's own, for a participant)."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take somebody's seat away."""

    seat: str


@dataclass(frozen=True, slots=True)
class Assign:
    """Put somebody in another team."""

    seat: str
    team: str


@dataclass(frozen=True, slots=True)
class Appoint:
    """Make somebody the spokesperson of their team."""

    seat: str


@dataclass(frozen=True, slots=True)
class Lock:
    """Let nobody in any more, or let people in again (after `Shut` too)."""

    is_locked: bool


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin the exercises: StartEx for every team."""


@dataclass(frozen=True, slots=True)
class Look:
    """Look closer, for a team: it reveals, and takes simulated minutes."""

    inquiry: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class OpenVote:
    """Ask the open decision, again if it was asked before."""

    seconds: int = 0
    """Real seconds until the bell; 0: until the facilitator closes."""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the clock of a vote; votes may still be changed."""

    team: str = ""
    left: Mapping[str, int] = field(default_factory=dict)
    """Real seconds left for each team; filled in by the host, which has the clock."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Let the clock of a vote run again."""

    team: str = ""


@dataclass(frozen=True, slots=True)
class Extend:
    """Give a vote more time."""

    seconds: int
    team: str = ""
    left: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CloseVote:
    """Count; the room sees nothing yet."""

    team: str = ""


@dataclass(frozen=True, slots=True)
class CountHands:
    """Count hands that were shown: how many for each option (in an order: to come early)."""

    counts: Mapping[str, int]
    voters: int = 0
    """How many could raise a hand, where one may raise it more than once; 0: as counted."""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show how the room split."""

    team: str = ""


@dataclass(frozen=True, slots=True)
class GoOn:
    """Carry out the team's response."""

    team: str = ""
    picks: tuple[str, ...] | None = None
    """What the facilitator says is answered; () is none of the options, None is not said."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass over the open decision: what happens when nothing is said, happens."""

    team: str = ""


@dataclass(frozen=True, slots=True)
class Try:
    """Show what another response would have set off: one scene, ungraded, then back."""

    picks: tuple[str, ...]
    team: str = ""


@dataclass(frozen=True, slots=True)
class EndTrial:
    """Come back from what was tried."""

    team: str = ""


@dataclass(frozen=True, slots=True)
class Inject:
    """Play an extra post: from the scenario's shelf by address, or typed on the spot."""

    address: str = ""
    who: str = ""
    text: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class TakeNote:
    """Note a line for the report."""

    line: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Blank the projector, or show it again."""

    is_blank: bool


@dataclass(frozen=True, slots=True)
class OpenWriting:
    """Begin a round of writing: everybody, or every team, types the real post."""

    seconds: int = 240


@dataclass(frozen=True, slots=True)
class CloseWriting:
    """Put what was written on the wall, without names."""


@dataclass(frozen=True, slots=True)
class EndWriting:
    """Take the wall down; what is on it is kept for the report only if asked."""

    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class LookBack:
    """End the exercises where they are, and open the debrief."""


@dataclass(frozen=True, slots=True)
class Close:
    """End the workshop: who voted what is forgotten."""


OfParticipant = Vote | Wish | Write | Favour | Agree | Leave | Rename
OfDoor = Join | Shut | Restart | CloseVote | CloseWriting
OfFacilitator = (
    Open | Key | Rename | Remove | Assign | Appoint | Lock | Begin | Look | OpenVote | Pause
    | Resume | Extend | CloseVote | CountHands | Reveal | GoOn | Skip | Try | EndTrial | Inject
    | TakeNote | Blank | OpenWriting | CloseWriting | EndWriting | LookBack | Close
)  # fmt: skip
Command = OfParticipant | OfDoor | OfFacilitator
