"""Reading the board: the named values of a scenario, which `conditions` read and effects change.

Nothing else can be read or changed, and every value comes from a closed list: that is what makes a
typo locatable and exact exploration possible.
"""

from scoring.principles import PRINCIPLES
from simulator.scenario.conditions import read_when, reference
from simulator.scenario.fields import Block, Context, Fields, read_number
from simulator.scenario.model import (
    ANSWERED,
    BROKEN,
    KEPT,
    NONE,
    OPEN,
    QUIET,
    UNANSWERED,
    US,
    Channel,
    Drift,
    Duty,
    Gauge,
    Persona,
)  # fmt: skip
from simulator.scenario.shapes import LIMITS, SHAPES, TOP_ADDRESSES
from simulator.scenario.tree import Mapping, Node, Scalar, Sequence

SEVERITIES = ("S1", "S2", "S3", "S4")

CHANNEL_KINDS = ("page", "mentions", "reviews", "private", "press", "team", "phone")

CASTS = ("manager", "colleague", "journalist")

SIGNAL_STATES = (QUIET, UNANSWERED, ANSWERED)

PROMISE_STATES = (NONE, OPEN, KEPT, BROKEN)

MAX_MINUTES = 20_160
"""Two weeks: the longest time a scenario may speak of."""

MIN_EVERY = 5


def limit(context: Context, kind: str, count: int, at: tuple[int, int]) -> None:
    """Note more items of *kind* than the format allows."""
    if count > LIMITS[kind]:
        context.add("S116", at, kind=context.vocabulary.spell(kind), limit=LIMITS[kind])


def declare(context: Context, block: Block, kind: str, known: tuple[str, ...]) -> str:
    """Put a block's id on the board with the values that a condition may ask for."""
    name = context.id(Scalar(block.id, block.key.line, block.key.column))
    if name in context.board or name in context.channels or name in context.duties or name == US:
        context.add("S106", block.key.at, id=name)
    elif name in TOP_ADDRESSES or name in {"all", "any", "not"}:
        context.add("S133", block.key.at, id=name)
    context.board[name] = (kind, known)
    return name


def read_channel(context: Context, block: Block) -> Channel:
    """Read a place where posts appear."""
    fields = Fields(context, block.node, "channel", block.id)
    name = context.id(Scalar(block.id, block.key.line, block.key.column))
    if name in context.channels or name in context.board:
        context.add("S106", block.key.at, id=name)
    fields.prose("name", f"channels.{name}.name")
    kind = fields.choice("kind", CHANNEL_KINDS, "page")
    context.channels[name] = kind
    return Channel(name, fields.yes_no("ours"), kind)


def _own_word(context: Context, scalar: Scalar, shape: str) -> None:
    """Note a word that is no id, or whose label would stand where a text of *shape* does."""
    if context.id(scalar) in SHAPES[shape]:
        context.add("S133", scalar.at, id=scalar.text)


def _ids(node: Node) -> list[str]:
    """Return the ids of a list, or those that a mapping gives a label."""
    if isinstance(node, Mapping):
        return [key.text for key, _ in node.entries]
    items = node.items if isinstance(node, Sequence) else ()
    return [item.text for item in items if isinstance(item, Scalar)]


def _labelled(fields: Fields, name: str) -> list[tuple[Scalar, str]]:
    """Return ids with what people read for them: their label, or the id without hyphens."""
    if isinstance(fields.node(name), Mapping):
        rows = fields.mapping(name)
        return [(key, value.text.strip() or key.text) for key, value in rows]
    return [(item, item.text.replace("-", " ")) for item in fields.items(name)]


def declare_gauge(context: Context, block: Block) -> None:
    """Learn a gauge's levels before any condition is read."""
    levels: list[str] = []
    if isinstance(block.node, Mapping):
        for key, value in block.node.entries:
            if context.vocabulary.word(key.text, ("levels",)) and isinstance(value, Mapping):
                levels = [entry.text for entry, _ in value.entries]
    declare(context, block, "gauge", tuple(levels))


def read_gauge(context: Context, block: Block) -> Gauge:
    """Read a number from 0 to 100, its levels, and how it drifts."""
    fields = Fields(context, block.node, "gauge", block.id)
    name = block.id
    fields.prose("name", f"gauges.{name}.name")
    fields.prose("meaning", f"gauges.{name}.meaning")
    levels: list[tuple[str, int]] = []
    for key, value in fields.mapping("levels"):
        low = read_number(context, "levels", value, 0, 100, None)
        _own_word(context, key, "gauge")
        if low is not None:
            levels.append((key.text, low))
            # A level is shown to people: by its own name, or as the translation says.
            context.texts[f"gauges.{name}.{key.text}"] = key.text.replace("-", " ")
            context.places[f"gauges.{name}.{key.text}"] = key.at
    lows = [low for _, low in levels]
    if lows != sorted(set(lows)) or (lows and lows[0] != 0) or not lows:
        context.add("S134", fields.at_key("levels"), gauge=name)
        levels = [("any", 0)]
    start = fields.number("start", 0, 100, 50)
    return Gauge(
        name, start or 0, tuple(levels), _read_drift(context, fields, "drift"),
        _read_drift(context, fields, "silence"),
    )  # fmt: skip


def _read_drift(context: Context, owner: Fields, name: str) -> Drift | None:
    node = owner.node(name)
    if node is None:
        return None
    fields = Fields(context, node, "drift", context.vocabulary.spell(name))
    by = fields.number("by", -100, 100)
    every = fields.number("every", MIN_EVERY, MAX_MINUTES)
    when = read_when(context, fields, "when")
    return None if by is None or every is None else Drift(by, every, when)


def declare_persona(context: Context, block: Block) -> None:
    """Learn a persona's id and moods before any condition is read."""
    moods: list[str] = []
    if isinstance(block.node, Mapping):
        for key, value in block.node.entries:
            if context.vocabulary.word(key.text, ("moods",)):
                moods = _ids(value)
    name = declare(context, block, "mood", tuple(moods))
    posts = [*SHAPES["post"], *map(context.vocabulary.spell, SHAPES["post"])]
    if name in {*posts, *SHAPES["scene"], *SHAPES["option"], *SHAPES["ending"], *PRINCIPLES}:
        # Their words and those under that key would have one address.
        context.add("S133", block.key.at, id=name)


def read_persona(context: Context, block: Block) -> Persona:
    """Read who speaks, where they usually do, and how they may come to feel."""
    fields = Fields(context, block.node, "persona", block.id)
    name = block.id
    for part in ("name", "about", "stance"):
        fields.prose(part, f"personas.{name}.{part}")
    home = reference(context, fields, "channel", context.channels, "channel")
    moods = _labelled(fields, "moods")
    limit(context, "moods", len(moods), fields.at_key("moods"))
    for mood, label in moods:
        _own_word(context, mood, "persona")
        context.texts[f"personas.{name}.{mood.text}"] = label
        context.places[f"personas.{name}.{mood.text}"] = mood.at
    context.homes[name] = home or next(iter(context.channels), "")
    return Persona(
        name, context.homes[name], tuple(mood.text for mood, _ in moods),
        fields.number("influence", 0, 3, 1) or 0, fields.choice("cast", CASTS),
    )  # fmt: skip


def read_truth(context: Context, block: Block) -> tuple[str, tuple[str, ...]]:
    """Read a hidden truth and the values the seed may draw."""
    fields = Fields(context, block.node, "truth", block.id)
    fields.prose("name", f"truths.{block.id}.name")
    drawn = _labelled(fields, "values")
    if len(drawn) < 2 or len(drawn) > LIMITS["ids"]:  # noqa: PLR2004 - a draw needs two
        context.add("S136", fields.at_key("values"), truth=block.id, limit=LIMITS["ids"])
    for value, label in drawn:
        _own_word(context, value, "truth")
        context.texts[f"truths.{block.id}.{value.text}"] = label
        context.places[f"truths.{block.id}.{value.text}"] = value.at
    return block.id, tuple(value.text for value, _ in drawn)


def declare_truth(context: Context, block: Block) -> None:
    """Learn a truth's values before any condition is read."""
    drawn: list[str] = []
    if isinstance(block.node, Mapping):
        for key, value in block.node.entries:
            if context.vocabulary.word(key.text, ("values",)):
                drawn = _ids(value)
    declare(context, block, "truth", tuple(drawn))


def read_duty(context: Context, block: Block) -> Duty:
    """Read an obligation whose breach is shown whatever the average."""
    fields = Fields(context, block.node, "duty", block.id)
    fields.prose("text", f"duties.{block.id}.text")
    fields.prose("source", f"duties.{block.id}.source")
    return Duty(block.id, fields.clock("by"), read_when(context, fields, "when"))
