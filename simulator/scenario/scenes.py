"""Reading scenes: what is asked in them, how it may be answered, and endings."""

from dataclasses import dataclass, field

from simulator.scenario import values
from simulator.scenario.board import MAX_MINUTES, limit
from simulator.scenario.conditions import read_when, reference, resolve
from simulator.scenario.fields import (
    Block,
    Context,
    Fields,
)
from simulator.scenario.kinds import KINDS
from simulator.scenario.model import (
    Decision,
    Ending,
    Inquiry,
    ItemKey,
    Option,
    Pair,
    Scene,
    SceneKey,
)  # fmt: skip
from simulator.scenario.options import read_inquiry, read_next, read_option, read_ratings
from simulator.scenario.posts import idle, quoted_scene, read_posts
from simulator.scenario.shapes import PARTS
from simulator.scenario.tree import Scalar


@dataclass
class Draft:
    """A scene being read, and what only the rest of the file can settle."""

    scene: Scene
    key: SceneKey
    has_next: bool = False
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


_OF_DECISION = (
    "ask", "on", "pick", "budget", "minutes", "within", "default", "ask-confidence", "hint",
    "drill",
)  # fmt: skip

_PLACED = ("opens", "decision", "default", "budget", "ask-confidence", "within")


def read_scene(context: Context, block: Block) -> Draft:
    """Read one scene or interruption, with the ratings of its decision."""
    fields = Fields(context, block.node, block.kind, block.id)
    name = block.id
    opens = fields.clock("opens")
    if opens is not None:
        context.anchor = max(context.anchor, opens)
    for part in ("title", "brief", "ask", "hint", "drill", "notes", "discuss"):
        fields.prose(part, f"{name}.{part}")
    if block.kind == "interruption":
        idle(context, fields, ("opens",))
    injects = read_posts(context, fields, "posts", name)
    items: dict[str, ItemKey] = {}
    inquiries: list[Inquiry] = []
    for inner in _named(context, fields, ("inquiry",)):
        inquiry, items[inner.id] = read_inquiry(context, inner, name)
        inquiries.append(inquiry)
    limit(context, "inquiry", len(inquiries), fields.at)
    decision = _read_decision(context, fields, name, items)
    pairs = _read_pairs(context, fields, name, decision)
    if fields.has("within"):
        context.places[f"{name} within"] = fields.at_key("within")
    is_interruption = block.kind == "interruption"
    before = fields.items("before") if is_interruption else []
    scene = Scene(
        name, opens, injects, tuple(inquiries), decision, read_next(context, fields, name),
        fields.yes_no("ask-confidence"), is_interruption,
        read_when(context, fields, "when") if is_interruption else None,
        tuple(s for item in before if (s := resolve(context, item, context.scenes, "scene"))),
    )  # fmt: skip
    places = {name: fields.at_key(name) for name in _PLACED}
    places["scene"] = block.key.at
    return Draft(scene, SceneKey(items, pairs), fields.has("next"), places)


def _named(context: Context, fields: Fields, kinds: tuple[str, ...]) -> list[Block]:
    """Return the blocks of these *kinds*, noting ids that cannot be used."""
    found: list[Block] = []
    for block in fields.blocks:
        if block.kind in kinds:
            context.id(Scalar(block.id, block.key.line, block.key.column))
            found.append(block)
    return found


def _nothing_asked(context: Context, fields: Fields, scene: str, options: list[Block]) -> None:
    """Note what only a decision would make use of, in a scene that has none."""
    if options:
        context.add("S135", options[0].key.at, scene=scene)
        return
    idle(context, fields, _OF_DECISION)
    for look in _named(context, fields, ("inquiry",)):
        context.add("S153", look.key.at, key=look.key.text, owner=scene)


def _read_decision(
    context: Context, fields: Fields, scene: str, items: dict[str, ItemKey]
) -> Decision | None:
    blocks = _named(context, fields, ("option", *PARTS))
    if not fields.has("decision"):
        _nothing_asked(context, fields, scene, blocks)
        return None
    kind = fields.choice("decision", tuple(KINDS), "one")
    if kind != "compose":
        idle(context, fields, ("minutes",))
    if not fields.has("ask"):
        context.add("S102", fields.at, key=context.vocabulary.spell("ask"), owner=scene)
    home = reference(context, fields, "on", context.channels, "channel")
    options: list[Option] = []
    for block in blocks:
        if (block.kind in PARTS) != (kind == "compose"):
            context.add("S137", block.key.at, kind=context.vocabulary.spell(kind), id=block.id)
            continue
        if block.id in items:
            context.add("S106", block.key.at, id=block.id)
        option, items[block.id] = read_option(context, block, scene, kind, home)
        options.append(option)
    _count_options(context, fields, kind, options)
    low, high = _pick(context, fields, kind, len(options))
    return Decision(
        kind, tuple(options), low, high, fields.number("budget", 0, MAX_MINUTES),
        fields.number("minutes", 0, MAX_MINUTES, 0) or 0, home,
        fields.number("within", 1, MAX_MINUTES), _default(context, fields, options),
    )  # fmt: skip


def _count_options(context: Context, fields: Fields, kind: str, options: list[Option]) -> None:
    if kind == "compose":
        for part in PARTS:
            count = sum(option.part == part for option in options)
            limit(context, "part", count, fields.at_key("decision"))
            if count < 2:  # noqa: PLR2004 - a choice needs two
                context.add("S128", fields.at_key("decision"), what=context.vocabulary.spell(part))
        return
    limit(context, kind, len(options), fields.at_key("decision"))
    if len(options) < 2:  # noqa: PLR2004 - a choice needs two
        context.add("S128", fields.at_key("decision"), what=context.vocabulary.spell("option"))


def _pick(context: Context, fields: Fields, kind: str, count: int) -> tuple[int, int]:
    scalar = fields.scalar("pick")
    if scalar is None:
        return (0, count) if fields.has("budget") else (1, max(count, 1))
    parts = [values.number(part.strip()) for part in scalar.text.replace("\u2013", "-").split("-")]
    low, high = parts[0], parts[-1]
    if kind != "several" or low is None or high is None or not 0 <= low <= high <= count:
        context.add("S126", scalar.at, word=scalar.text, count=count)
        return 0, count
    return low, high


def _default(context: Context, fields: Fields, options: list[Option]) -> tuple[str, ...]:
    known = [option.id for option in options]
    picks = [resolve(context, item, known, "option") for item in fields.items("default")]
    if fields.has("within") and not picks:
        context.add("S129", fields.at_key("within"))
    if picks and not fields.has("within"):
        context.add("S130", fields.at_key("default"))
    return tuple(pick for pick in picks if pick)


def _read_pairs(
    context: Context, fields: Fields, scene: str, decision: Decision | None
) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    known = [option.id for option in decision.options] if decision else []
    for block in fields.blocks:
        if block.kind != "pair":
            continue
        words = block.id.split()
        relation = context.vocabulary.word(words[1], ("before", "with")) if len(words) > 1 else ""
        fits = decision is not None and relation == KINDS[decision.kind].relation
        if len(words) != 3 or not fits:  # noqa: PLR2004 - one, relation, other
            context.add("S139", block.key.at, word=block.key.text)
            continue
        at = Scalar("", block.key.line, block.key.column)
        ends = [
            resolve(context, Scalar(word, at.line, at.column), known, "option")
            for word in words[::2]
        ]
        prefix = f"{scene}.{words[0]} {relation} {words[2]}"
        if all(ends):
            ratings = read_ratings(context, block.node, "pair", prefix)
            pairs.append(Pair(ends[0], relation, ends[1], ratings))
    return tuple(pairs)


def read_ending(context: Context, block: Block) -> Ending:
    """Read tomorrow's front page."""
    fields = Fields(context, block.node, "ending", block.id)
    for part in ("title", "headline", "text"):
        fields.prose(part, f"{block.id}.{part}")
    return Ending(
        block.id, read_when(context, fields, "when"), quoted_scene(context, fields),
        read_posts(context, fields, "lines", block.id),
    )  # fmt: skip
