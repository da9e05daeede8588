"""What to show of a workshop, as plain data. Every string is safe, translated and ready to draw."""

from dataclasses import dataclass

from simulator.present.pages import Ask, Choice, Gauge, Item, Leaf, Post


@dataclass(frozen=True, slots=True)
class Bar:
    """One option of a split."""

    id: str
    letter: str
    """A, B, C... as on the projector while the question was open."""
    text: str
    count: int
    share: int
    """Percent of those who answered."""
    is_winner: bool
    told: str
    """The same in words: B: 12 of 20, 60%."""
    part: str = ""
    words: str = ""
    """What it would publish, between quotation marks; "" where it publishes nothing."""


@dataclass(frozen=True, slots=True)
class Split:
    """How a room answered."""

    title: str
    bars: tuple[Bar, ...]
    """None where fewer than five answered."""
    lines: tuple[str, ...]
    """How many answered, how far they agree, how sure they are: in words."""
    prompt: str
    """What the facilitator may ask the room now."""
    outcome: str
    """What the room will answer, or who still has to say so."""


@dataclass(frozen=True, slots=True)
class WallPage:
    """A round of writing."""

    round: int
    title: str
    how: str
    """What to do, in a sentence."""
    is_open: bool
    left: int | None
    mine: str = ""
    """What this participant, or their team, wrote."""
    posts: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    """How many picked each; () for participants, until it is down."""
    picked: int | None = None
    told: str = ""
    """How many have written, or picked."""
    subject: str = ""
    """The open question, which the post is to answer."""
    about: Post | None = None
    """The post that is being answered."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What has happened in a team's exercise: before the open scene, and in it."""

    earlier: tuple[Item, ...]
    items: tuple[Item, ...]
    gauges: tuple[Gauge, ...]
    when: str
    """The simulated hour."""


@dataclass(frozen=True, slots=True)
class SeatPage:
    """What a participant sees."""

    version: int
    title: str
    """The crisis."""
    who: str
    """Name, and team where there are several."""
    stage: str
    """lobby, exercise, debrief or closed."""
    phase: str
    """reading, voting, counted, revealed or over."""
    status: str
    """What is going on and what is asked, in one sentence: read out when it changes."""
    feed: Feed
    ask: Ask | None = None
    """The open question, while it may be answered or has just been."""
    step: int = 0
    is_open: bool = False
    """Whether an answer counts now."""
    picks: tuple[str, ...] = ()
    """What this participant answered, in their own order."""
    confidence: int | None = None
    left: int | None = None
    """Real seconds until the bell; None where there is none, or it stands."""
    wishes: tuple[tuple[Choice, int, bool], ...] = ()
    """What may be looked at, how many would like to, whether this participant does."""
    split: Split | None = None
    trial: tuple[Item, ...] = ()
    """What another option would have set off."""
    trial_title: str = ""
    wall: WallPage | None = None
    is_agreed: bool = False
    agreement: str = ""
    """The sentence that stands beside the box "keep my answers with my name"."""
    leaves: tuple[Leaf, ...] = ()
    """The debrief, once it is open."""
    about: tuple[Leaf, ...] = ()
    """The briefing and the plan, to be read while waiting, and again."""
    team: str = ""
    """The team's name, where there are several."""
    is_spokesperson: bool = False


@dataclass(frozen=True, slots=True)
class Lettered:
    """An option as the room sees it."""

    letter: str
    choice: Choice
    words: str = ""
    """What it would publish, between quotation marks; "" where it publishes nothing."""
    part: str = ""
    """The part of a composed message that it is for, in words."""


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team as the room sees it."""

    id: str
    name: str
    phase: str
    status: str
    """Where it is, and how many have answered."""
    feed: Feed
    question: str
    options: tuple[Lettered, ...]
    how: str
    left: int | None
    split: Split | None
    trial: tuple[Item, ...]
    trial_title: str
    found: tuple[Item, ...] = ()
    """What a closer look has just found, while the question stands over the posts."""


@dataclass(frozen=True, slots=True)
class Joining:
    """How to join: what is read out, and what the QR code leads to."""

    address: str
    code: str
    """As it is read out; "" when nobody can join."""
    target: str
    ssh: str = ""
    """The command for those who like it."""
    told: str = ""
    """How many are here."""


@dataclass(frozen=True, slots=True)
class ProjectorPage:
    """What the room sees; it holds no secret."""

    version: int
    title: str
    stage: str
    is_blank: bool
    joining: Joining
    teams: tuple[TeamView, ...]
    wall: WallPage | None
    leaves: tuple[Leaf, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A participant, to the facilitator: never what they answered."""

    id: str
    name: str
    team: str
    is_here: bool
    has_answered: bool
    is_spokesperson: bool
    told: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What the facilitator has at hand for the open scene of a team."""

    title: str
    notes: tuple[str, ...]
    """Written by the author for the facilitator."""
    prompts: tuple[str, ...]
    """Questions for the room: the scene's own, and what the split suggests."""
    choices: tuple[Lettered, ...]
    looks: tuple[tuple[Choice, int], ...]
    """What may be looked at, and how many would like to."""


@dataclass(frozen=True, slots=True)
class ConsolePage:
    """What the facilitator sees."""

    version: int
    title: str
    stage: str
    joining: Joining
    door: str
    """Open, locked, or shut after too many wrong codes: a sentence, "" when open."""
    next: str
    """What one key does next, in words: open the vote, close it, reveal, go on..."""
    teams: tuple[TeamView, ...]
    guides: tuple[Guide, ...]
    """As many as teams, in the same order."""
    seats: tuple[SeatRow, ...]
    here: str
    """How many are connected, and have answered."""
    pace: str
    """Planned end, and the end at this pace."""
    shelf: tuple[tuple[str, str], ...]
    """Address and text of the spare posts."""
    wall: WallPage | None
    notes: tuple[str, ...]
    fault: str
    """Why the last thing could not be kept; "" when all is well."""
    is_blank: bool
    leaves: tuple[Leaf, ...] = ()
