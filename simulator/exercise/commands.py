"""What may be asked of an exercise. A command is obeyed or refused whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MODES = ("learning", "assessment")
DRILL = "drill"
"""The route of one decision alone (domain reference, section 12: retrieval practice)."""
ROUTES = ("full", "short", DRILL)


@dataclass(frozen=True, slots=True)
class Start:
    """Begin: StartEx. Chance comes in here, as `seed`, and nowhere else."""

    seed: int
    mode: str = "learning"
    """learning or assessment."""
    timed: bool = False
    route: str = "full"
    """full, short, or drill: the decision `at` alone."""
    digest: str = ""
    key_version: str = ""
    organisation: Mapping[str, str] = field(default_factory=dict)
    at: str = ""
    """The scene to begin with, as if nothing had happened before; "" is the first one."""
    replays_from: str = ""


@dataclass(frozen=True, slots=True)
class Inquire:
    """Look closer."""

    inquiry: str


@dataclass(frozen=True, slots=True)
class Respond:
    """Give a response to the open decision."""

    picks: tuple[str, ...]
    confidence: int | None = None
    """1 guessing, 2 fairly sure, 3 sure; only where the scene asks."""


@dataclass(frozen=True, slots=True)
class Expire:
    """Let the time of the open decision run out."""

    how: str = "let-pass"
    """let-pass: the trainee chose to wait. clock: the real countdown ended, never graded (F7)."""


@dataclass(frozen=True, slots=True)
class TakeHint:
    """Ask for the hint of the open decision; logged, never subtracted (F8)."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Disagree, in one line, with what the debrief says of a response (F18)."""

    scene: str
    """Or "signals" or "promises", for a mark that the clock gave."""
    item: str
    line: str
    principle: str = ""


@dataclass(frozen=True, slots=True)
class React:
    """Say in one line how it felt, once it is over."""

    line: str


@dataclass(frozen=True, slots=True)
class AssessSelf:
    """Name the strongest and the weakest principle, and the decision to take back."""

    strongest: str = ""
    weakest: str = ""
    take_back: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """Keep a strength, or take on an action: strength, area, action, owner, date (section 11)."""

    strength: str = ""
    area: str = ""
    action: str = ""
    owner: str = ""
    date: str = ""


Afterword = Contest | React | AssessSelf | Commit
"""What is said of an exercise; it changes nothing in it."""
Command = Start | Inquire | Respond | Expire | TakeHint | Afterword


class Refused(Exception):  # noqa: N818 - a refusal is not a fault
    """The command cannot be obeyed; nothing happened. `reason` is a word, not a sentence."""

    def __init__(self, reason: str) -> None:
        """Refuse because of *reason*."""
        super().__init__(reason)
        self.reason = reason
