"""What happened, in order: the log of an exercise. Old logs replay for ever, so events only grow.

Minutes are simulated, since StartEx. An event holds its outcome ("trust is 56 now"), never a rule,
so that a log can be read without the scenario it was played on. Plain data and its JSON: long
because there are many events, and together so that the whole log is read in one place.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

ENGINE = 1
"""Version of the engine's rules and of the log; kept in every log."""


@dataclass(frozen=True, slots=True)
class ExerciseStarted:
    """StartEx."""

    scenario: str
    digest: str
    key_version: str
    seed: int
    mode: str
    timed: bool
    route: str
    truths: Mapping[str, str] = field(default_factory=dict)
    gauges: Mapping[str, int] = field(default_factory=dict)
    moods: Mapping[str, str] = field(default_factory=dict)
    organisation: Mapping[str, str] = field(default_factory=dict)
    engine: int = ENGINE
    replays_from: str = ""
    """The scene from which an earlier exercise was taken up again; kept apart as a replay (F13)."""


@dataclass(frozen=True, slots=True)
class InterruptionBegan:
    """A scene breaks in before another one, which waits."""

    scene: str
    waiting: str


@dataclass(frozen=True, slots=True)
class SceneOpened:
    """A scene begins."""

    scene: str
    minute: int


@dataclass(frozen=True, slots=True)
class InjectDelivered:
    """Somebody's post reached the trainee."""

    address: str
    persona: str
    channel: str
    minute: int
    shown: int
    """The minute written on it."""
    quotes: tuple[str, ...] = ()
    """Addresses of the trainee's own words, where it quotes them."""


@dataclass(frozen=True, slots=True)
class TimePassed:
    """The simulated clock moved."""

    minute: int


@dataclass(frozen=True, slots=True)
class GaugeMoved:
    """A gauge has a new value."""

    gauge: str
    value: int
    minute: int
    cause: str
    """drift, silence, or the address of what moved it."""


@dataclass(frozen=True, slots=True)
class FlagSet:
    """A flag is set from now on."""

    flag: str


@dataclass(frozen=True, slots=True)
class MoodChanged:
    """Somebody feels differently about the organisation."""

    persona: str
    mood: str


@dataclass(frozen=True, slots=True)
class SignalRaised:
    """Something deserves a first public word; its clock starts at `start`."""

    signal: str
    start: int


@dataclass(frozen=True, slots=True)
class SignalAnswered:
    """The first acknowledging response is complete."""

    signal: str
    minute: int
    word: str
    """full, vague, private or untrue."""


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """An update was promised for a minute."""

    promise: str
    due: int


@dataclass(frozen=True, slots=True)
class PromiseKept:
    """The promised update came in time."""

    promise: str
    minute: int


@dataclass(frozen=True, slots=True)
class PromiseBroken:
    """Its minute passed without the promised update."""

    promise: str
    minute: int


@dataclass(frozen=True, slots=True)
class DutyBroken:
    """A mandatory duty was breached; shown whatever the average."""

    duty: str
    minute: int
    scene: str = ""


@dataclass(frozen=True, slots=True)
class DutyMet:
    """A duty with a deadline was met."""

    duty: str
    minute: int


@dataclass(frozen=True, slots=True)
class InquiryMade:
    """The trainee looked closer; `reveal` is the address of what was found."""

    scene: str
    inquiry: str
    minute: int
    reveal: str


@dataclass(frozen=True, slots=True)
class HintTaken:
    """The trainee asked for the hint."""

    scene: str


@dataclass(frozen=True, slots=True)
class ResponseGiven:
    """The trainee responded, or time did."""

    scene: str
    picks: tuple[str, ...]
    minute: int
    how: str = "chosen"
    """chosen; let-pass; late (looking closer used up the time); clock (the real one, ungraded)."""
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """Words of the trainee's went out; `quotable` is the piece others may quote."""

    scene: str
    channel: str
    minute: int
    addresses: tuple[str, ...]
    quotable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SceneClosed:
    """All that a response brought about at once has happened; what follows is what comes next."""

    scene: str
    minute: int


@dataclass(frozen=True, slots=True)
class ExerciseEnded:
    """EndEx: the ending, and the addresses of its lines and of the epilogue."""

    ending: str
    minute: int
    lines: tuple[str, ...] = ()
    epilogue: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contested:
    """The trainee disagreed with what the debrief says of an item."""

    scene: str
    """Or "signals" or "promises", for a mark that the clock gave."""
    item: str
    line: str
    principle: str = ""
    """The mark that is meant; "" for all that is said of the item."""


@dataclass(frozen=True, slots=True)
class Reacted:
    """How it felt, in one line, before anything was looked back on."""

    line: str


@dataclass(frozen=True, slots=True)
class SelfAssessed:
    """What the trainee thinks of the play before seeing any mark; "" where nothing was said."""

    strongest: str
    weakest: str
    take_back: str = ""
    """The scene of the decision that the trainee would take back."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What the trainee takes from it: something to keep, or an action with owner and date."""

    strength: str
    area: str = ""
    action: str = ""
    owner: str = ""
    date: str = ""


Event = (
    ExerciseStarted | InterruptionBegan | SceneOpened | InjectDelivered | TimePassed | GaugeMoved
    | FlagSet | MoodChanged | SignalRaised | SignalAnswered | PromiseMade | PromiseKept
    | PromiseBroken | DutyBroken | DutyMet | InquiryMade | HintTaken | ResponseGiven | Published
    | SceneClosed | ExerciseEnded | Contested | Reacted | SelfAssessed | Committed
)  # fmt: skip
Log = tuple[Event, ...]

_TYPES: dict[str, type] = {
    name: value for name, value in list(globals().items())
    if isinstance(value, type) and value.__module__ == __name__
}  # fmt: skip
_FIELDS = {name: tuple(f.name for f in fields(kind)) for name, kind in _TYPES.items()}


def encode(event: Event) -> str:
    """Return *event* as one line of JSON, always the same for the same event."""
    name = type(event).__name__
    row: dict[str, Any] = {"event": name}
    for key in _FIELDS[name]:
        row[key] = getattr(event, key)
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=False)


def decode(line: str) -> Event:
    """Return the event that *line* holds; ValueError if it holds none."""
    row = json.loads(line)
    if not isinstance(row, dict) or str(row.get("event")) not in _TYPES:
        msg = "not an event"
        raise ValueError(msg)
    name = row.pop("event")
    known = {key: _frozen(value) for key, value in row.items() if key in _FIELDS[name]}
    try:
        event: Event = _TYPES[name](**known)
    except TypeError as error:
        raise ValueError(str(error)) from None
    return event


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def dump(log: Iterable[Event]) -> str:
    """Return *log* as JSON lines."""
    return "".join(encode(event) + "\n" for event in log)


def parse(text: str) -> Iterator[Event]:
    """Yield the events of JSON lines; a last line cut short by a crash is left out.

    It may be cut just before its end and read well: what is written next would join it.
    """
    for line in text.split("\n")[:-1]:
        if line:
            yield decode(line)
