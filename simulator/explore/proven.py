"""All that can be proven of a scenario before anybody plays it, as plain data.

What a budget did not allow is named in `not_proven` and left out: a value that is here is exact,
except for the bots, who play a number of times that is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from simulator.exercise.commands import Command, Expire, Inquire, Respond

STATES, OVERALL, POSTS, BOTS = "states", "overall", "posts", "bots"
"""What may be not proven: anything at all; the overall; which posts are shown, and with them how
many words; what bots score."""

Step = tuple[str, ...]
"""One command as words: ("look", inquiry), ("respond", *picks) or ("let-pass",)."""


@dataclass(frozen=True)
class ProvenPlay:
    """A play that reaches an extreme. Its steps, with its seed, are played again by the engine."""

    seed: int
    """The smallest that draws its hidden truths."""
    steps: tuple[Step, ...]
    minutes: int
    decisions: int
    total: int
    overall: Fraction | None
    """0 to 100, as in a scorecard."""
    scores: Mapping[str, Fraction | None]
    """By principle, 0 to 100; None where it was not tested."""
    duties_broken: tuple[str, ...] = ()

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands after Start."""
        return tuple(_command(step) for step in self.steps)


@dataclass(frozen=True)
class Extremes:
    """Two plays at the ends of something; None where no play has it."""

    worst: ProvenPlay | None = None
    best: ProvenPlay | None = None


@dataclass(frozen=True)
class PrincipleReach:
    """What plays can show of one principle."""

    plays: Extremes
    highest: int | None
    """The highest mark within reach on one opportunity; None where nothing can be earned."""
    fewest: int
    """How many opportunities the play that has fewest of them has."""
    most: int


@dataclass(frozen=True)
class WordReach:
    """How much there is to read in one language, see `reading`."""

    plays: Extremes
    """The plays with the fewest (worst) and the most (best) words."""
    least: int
    most: int


@dataclass(frozen=True)
class BotScore:
    """How one bot fares."""

    bot: str
    language: str
    """"" where it does not depend on the language."""
    plays: int
    mean: float
    """Of the overall, 0 to 100."""
    deviation: float
    well_played: float
    """Share of plays, 0 to 1, well played as of F15."""


@dataclass(frozen=True)
class Survey:
    """What was proven of one scenario."""

    scenario: str
    version: str
    """Play version: changes with anything that can change a score."""
    route: str = "full"
    """Or "short": the route that every play in here takes."""
    not_proven: tuple[str, ...] = ()
    states: int = 0
    ways: int = 0
    """Commands carried out, one from each state for each thing that could be done there."""
    paths: int = 0
    """How many different plays there are."""
    scenes_unreached: tuple[str, ...] = ()
    options_unreached: tuple[tuple[str, str], ...] = ()
    """Scene and option: offered nowhere, or never taken."""
    inquiries_unreached: tuple[tuple[str, str], ...] = ()
    posts_unreached: tuple[str, ...] = ()
    """Addresses of posts that no play delivers; empty also while "posts" is not proven."""
    endings_unreached: tuple[str, ...] = ()
    duties_breached: tuple[str, ...] = ()
    """Duties that some play breaches."""
    promises_made: tuple[str, ...] = ()
    principles: Mapping[str, PrincipleReach] = field(default_factory=dict)
    overall: Extremes = Extremes()
    total: Extremes = Extremes()
    decisions: Extremes = Extremes()
    """The plays with fewest (worst) and most (best) decisions."""
    minutes: Extremes = Extremes()
    """The shortest (worst) and the longest (best) in simulated minutes."""
    words: Mapping[str, WordReach] = field(default_factory=dict)
    """By language; empty while "posts" is not proven."""
    spread: tuple[float, ...] = ()
    """Of the random bot's overalls: least, 5 %, quartiles, 95 %, most; sampled, never exact."""
    spread_plays: int = 0
    """How many random plays `spread` was sampled from: those with an overall."""
    bots: tuple[BotScore, ...] = ()
    seconds: float = 0.0

    @property
    def is_proven(self) -> bool:
        """Whether every state was gone through: without it nothing but the bots is known."""
        return STATES not in self.not_proven

    def bot(self, wanted: str, language: str = "") -> BotScore | None:
        """Return how a bot fares, in *language* where that counts; None if it did not play."""
        rows = (row for row in self.bots if row.bot == wanted)
        return next((row for row in rows if row.language in {"", language}), None)


def _command(step: Step) -> Command:
    match step:
        case ("look", inquiry):
            return Inquire(inquiry)
        case ("respond", *picks):
            return Respond(tuple(picks))
        case _:
            return Expire()


def step_of(command: Command) -> Step:
    """Return *command* as words."""
    match command:
        case Inquire():
            return ("look", command.inquiry)
        case Respond():
            return ("respond", *command.picks)
        case _:
            return ("let-pass",)
