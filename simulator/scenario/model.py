"""A scenario split in three when it is loaded: what happens, what it is worth, what it says.

`Scenario` is all that the engine needs: ids and numbers, no prose and no ratings. `Key` holds the
ratings. `Texts` maps the address of every string, `scene.option.field`, to the string in one
language. Minutes count from StartEx; a time before the exercise is negative. Plain data: long
because a scenario has many parts, and together so that its whole shape is read in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.scenario.days import MINUTES_A_DAY

FORMAT = 1
"""Version of the scenario language that this engine reads."""

US = "us"
"""The persona id of the organisation itself."""
END = "end"
"""The word after `next:` that leads to the endings."""

QUIET, UNANSWERED, ANSWERED = "quiet", "unanswered", "answered"
NONE, OPEN, KEPT, BROKEN = "none", "open", "kept", "broken"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class When:
    """A condition: `all`, `any` or `not` over parts, or a board value being one of `values`."""

    op: str
    """all, any, not, or the kind of the value read: gauge flag mood signal promise truth."""
    name: str = ""
    values: tuple[str, ...] = ()
    parts: "tuple[When, ...]" = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """One change of the board: a gauge moves `by`, a flag is set, a mood becomes `value`."""

    kind: str
    name: str
    by: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Inject:
    """Something delivered to the trainee: who, where, and under which address its text is kept."""

    persona: str
    channel: str
    address: str
    posted: int | None = None
    """The minute shown, when it is not the minute of delivery; may be negative."""
    after: int = 0
    """Simulated minutes after the scene opened; delivered at the latest when the scene closes."""
    when: When | None = None
    raises: str = ""
    effects: tuple[Effect, ...] = ()
    quotes: str = ""
    """A scene whose published words stand for `<quote>` in the text."""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """Simulated minutes: the first flag set in `faster` replaces the plain cost."""

    minutes: int = 0
    faster: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reveal:
    """What looking closer shows, the first whose condition holds."""

    address: str
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Looking closer before a decision."""

    id: str
    cost: Cost
    reveals: tuple[Reveal, ...]
    when: When | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One possible response, or a fragment of a message that is composed."""

    id: str
    part: str = ""
    """opening, substance or close; "" outside a composed message."""
    cost: Cost = field(default_factory=Cost)
    when: When | None = None
    channel: str = ""
    publishes: bool = False
    """Words of its own are published on `channel`."""
    quotable: bool = False
    """A literal piece of what is published is marked as the one to be quoted."""
    acknowledges: tuple[tuple[str, str], ...] = ()
    raises: str = ""
    promises: tuple[tuple[str, int], ...] = ()
    keeps: str = ""
    effects: tuple[Effect, ...] = ()
    then: tuple[Inject, ...] = ()
    breaks: str = ""
    meets: str = ""
    next: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The point where a response is asked for."""

    kind: str
    options: tuple[Option, ...]
    low: int = 1
    high: int = 1
    """For `several`: fewest and most picks."""
    budget: int | None = None
    minutes: int = 0
    """Time that writing takes, before the parts' own minutes (`compose`)."""
    channel: str = ""
    within: int | None = None
    default: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment: injects, then inquiries and at most one decision."""

    id: str
    opens: int | None = None
    injects: tuple[Inject, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    decision: Decision | None = None
    next: str = END
    asks_confidence: bool = False
    interrupts: bool = False
    when: When | None = None
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """A scene with no next: tomorrow's front page. Never graded."""

    id: str
    when: When | None = None
    quotes: str = ""
    lines: tuple[Inject, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """`by` at each multiple of `every` minutes, while `when` holds."""

    by: int
    every: int
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number from 0 to 100 that conditions read only through its declared levels."""

    id: str
    start: int
    levels: tuple[tuple[str, int], ...]
    """Name and lower bound, from the lowest (0) up."""
    drift: Drift | None = None
    silence: Drift | None = None


@dataclass(frozen=True, slots=True)
class Persona:
    """Who speaks, where, and how they may come to feel about you."""

    id: str
    channel: str
    moods: tuple[str, ...] = ()
    influence: int = 1
    cast: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """Where posts appear."""

    id: str
    ours: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A mandatory obligation. With `by`, it is broken when that minute passes without being met."""

    id: str
    by: int | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Announced opening hours: for each weekday, spans of minutes of the day."""

    days: tuple[tuple[tuple[int, int], ...], ...]

    def next_opening(self, minute_of_week: int) -> int:
        """Return the minutes from *minute_of_week* to the moment when somebody is there: 0 if open.

        Source: domain reference, section 2 ("outside announced hours S1 starts at opening").
        """
        for ahead in range(8):
            day, minute = divmod(minute_of_week + ahead * MINUTES_A_DAY, MINUTES_A_DAY)
            minute = minute if ahead == 0 else 0
            for opens, closes in self.days[day % 7]:
                if minute < closes:
                    wait = max(opens - minute, 0)
                    return (
                        ahead * MINUTES_A_DAY
                        - (0 if ahead == 0 else minute_of_week % MINUTES_A_DAY)
                        + wait
                    )
        return 0


@dataclass(frozen=True, slots=True)
class Scenario:
    """The written crisis as the engine plays it."""

    id: str
    language: str
    level: int
    severity: str
    duration: int
    is_tutorial: bool
    is_draft: bool
    tension: str
    sides: tuple[str, ...]
    """Tensions met beside the central one."""
    types: tuple[str, ...]
    """Crisis types, the first one first met."""
    case: str
    principles: tuple[str, ...]
    starts: int
    """Minute of the week at StartEx, from Monday 00:00."""
    hours: Hours | None
    """None: somebody is always there."""
    targets: tuple[tuple[str, tuple[int, ...]], ...]
    """Per severity, the minutes of the bands +2, +1, 0 and, with a fourth, -1."""
    plan: tuple[str, ...]
    """The parts of the plan page that are written, in order."""
    objectives: tuple[str, ...]
    has_warnings: bool
    flags: tuple[str, ...]
    channels: tuple[Channel, ...]
    gauges: tuple[Gauge, ...]
    personas: tuple[Persona, ...]
    signals: tuple[tuple[str, str], ...]
    """Id and severity."""
    promises: tuple[str, ...]
    truths: tuple[tuple[str, tuple[str, ...]], ...]
    duties: tuple[Duty, ...]
    history: tuple[Inject, ...]
    prologue: tuple[Inject, ...]
    epilogue: tuple[Inject, ...]
    shelf: tuple[Inject, ...]
    short: tuple[str, ...]
    scenes: "Mapping[str, Scene]"
    """In the order of the file; interruptions too."""
    endings: tuple[Ending, ...]

    def persona(self, wanted: str) -> Persona | None:
        """Return the persona with that id, or None (the organisation itself has no row)."""
        return next((persona for persona in self.personas if persona.id == wanted), None)

    def gauge(self, wanted: str) -> Gauge:
        """Return the gauge with that id."""
        return next(gauge for gauge in self.gauges if gauge.id == wanted)


Ratings = tuple[tuple[str, int | None], ...]
"""Principle and mark; None where raters were divided: not scored, to be discussed."""


class Pair(NamedTuple):
    """Ratings that count when `first` stands before, or together with, `second`."""

    first: str
    relation: str
    """before or with."""
    second: str
    ratings: Ratings


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What one option, fragment or inquiry is worth."""

    ratings: Ratings = ()
    left: Ratings = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneKey:
    """The ratings of one scene."""

    items: Mapping[str, ItemKey]
    pairs: tuple[Pair, ...] = ()


Key = Mapping[str, SceneKey]
"""Ratings by scene id."""


class Texts(dict[str, str]):
    """Every string of a scenario in one language, by address."""

    def of(self, *parts: str) -> str:
        """Return the text at the address made of *parts*, or "" where there is none."""
        return self.get(".".join(parts), "")
