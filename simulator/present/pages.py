"""What to show, as plain data. Every string is safe, translated and ready to be drawn."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Post:
    """Something somebody wrote or said."""

    who: str
    where: str
    when: str
    text: str
    kind: str = "page"
    """The kind of channel: page mentions reviews private press team phone."""
    is_ours: bool = False
    """Written by the organisation, before or by you."""
    is_mine: bool = False
    """Written by the trainee in this exercise."""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What looking closer showed."""

    looked: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of the program's about what happened."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A scene begins."""

    title: str
    when: str
    brief: str = ""
    breaks_in: bool = False


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Tomorrow's front page."""

    title: str
    headline: str
    text: str
    lines: tuple[Post, ...] = ()
    epilogue: tuple[Post, ...] = ()


Item = Post | Found | Note | Heading | FrontPage


@dataclass(frozen=True, slots=True)
class Gauge:
    """A gauge now."""

    name: str
    value: int
    level: str
    change: int = 0
    """Since the last decision."""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option, fragment or look as it is offered."""

    id: str
    text: str
    quote: str = ""
    """The words that would be published."""
    minutes: str = ""
    thanks: str = ""
    """What made it cheaper, as a noun phrase; "" when nothing did."""
    part: str = ""
    where: str = ""
    letter: str = ""
    """For a look: the letter that stands for it as long as the scene lasts. In a workshop, for an
    option too: the same on every screen."""
    takes: int = 0
    """The minutes as a number, to be added up."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The open decision."""

    scene: str
    when: str
    text: str
    how: str
    """How to answer, in a sentence."""
    choices: tuple[Choice, ...]
    looks: tuple[Choice, ...]
    parts: tuple[str, ...]
    low: int
    high: int
    ordered: bool
    budget: int | None
    limit: str
    """What happens when the time runs out; "" when it cannot."""
    hint: str
    asks_confidence: bool
    is_pass_possible: bool
    seconds: int = 0
    """Real seconds of the countdown, where there is a limit; used only in a timed play."""
    about: Post | None = None
    """The post that is being answered, where there is one."""
    found: tuple[Found, ...] = ()
    """What looking closer has shown in this scene."""


@dataclass(frozen=True, slots=True)
class Section:
    """A title and its paragraphs."""

    title: str
    lines: tuple[str, ...]
    id: str = ""
    picture: tuple[str, ...] = ()
    """Rows of one width, never wrapped, for those who see them; `lines` say the same."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A titled page of sections: briefing, plan, a part of the debrief."""

    title: str
    sections: tuple[Section, ...] = ()
    lead: str = ""
    in_columns: bool = False
    """Whether its sections, short and alike, may stand side by side."""


@dataclass(frozen=True, slots=True)
class First:
    """The first view of a debrief: at most 250 words."""

    title: str
    story: tuple[str, ...]
    decisions: tuple[Section, ...]
    monday: Section
    duties: tuple[str, ...] = ()
    words: int = field(default=0)
