"""Reading scenes: posts, looking closer, decisions with their options, endings."""

import re
from dataclasses import dataclass, field

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator.scenario import values
from simulator.scenario.board import (
    MAX_MINUTES,
    limit,
    on_board,
    read_effects,
    read_when,
    reference,
    resolve,
)
from simulator.scenario.fields import (
    Block,
    Context,
    Fields,
    near,
    read_choice,
    read_clock,
    read_number,
)
from simulator.scenario.kinds import KINDS
from simulator.scenario.model import (
    END,
    US,
    Cost,
    Decision,
    Ending,
    Inject,
    Inquiry,
    ItemKey,
    Option,
    Pair,
    Ratings,
    Reveal,
    Scene,
    SceneKey,
)  # fmt: skip
from simulator.scenario.shapes import PARTS
from simulator.scenario.source import Mapping, Node, Scalar, Sequence

WORDS = ("full", "vague", "private", "untrue")
_ERROR = re.compile(r"E(?:0[1-9]|1\d|2[0-6])")
"""The catalogue of errors: simulator/reference/errors.yaml has a row for each."""


@dataclass
class Draft:
    """A scene being read, and what only the rest of the file can settle."""

    scene: Scene
    key: SceneKey
    has_next: bool = False
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


IDLE: dict[str, tuple[str, ...]] = {
    "history": ("after", "when", "raises", "effects", "quotes", "role"),
    "prologue": ("after",),
    "then": ("after",),
    "epilogue": ("after", "posted", "raises", "effects"),
    "lines": ("after", "posted", "raises", "effects"),
}
"""Keys of a post that the engine does not read, by the list that it stands in."""

_OF_DECISION = (
    "ask", "on", "pick", "budget", "minutes", "within", "default", "ask-confidence", "hint",
    "drill",
)  # fmt: skip


def _idle(context: Context, fields: Fields, keys: tuple[str, ...]) -> None:
    """Note the keys that would be dropped unseen."""
    for name in keys:
        if name in fields.found:
            key = fields.found[name][0]
            context.add("S153", key.at, key=key.text, owner=fields.owner)


def read_posts(context: Context, fields: Fields, name: str, prefix: str) -> tuple[Inject, ...]:
    """Read a list of posts: each has who speaks as its key, the words under it."""
    node = fields.node(name)
    if node is None or (isinstance(node, Scalar) and not node.text):
        return ()
    items = node.items if isinstance(node, Sequence) else [node]
    limit(context, "posts", len(items), node.at)
    counts: dict[str, int] = {}
    owner = context.vocabulary.spell(name)
    posts = [_read_post(context, item, prefix, counts, owner) for item in items]
    return tuple(post for post in posts if post)


def _read_post(
    context: Context, node: Node, prefix: str, counts: dict[str, int], owner: str
) -> Inject | None:
    fields = Fields(context, node, "post", owner)
    _idle(context, fields, IDLE.get(context.vocabulary.word(owner, tuple(IDLE)), ()))
    speakers = [
        (key, value) for key, value in fields.others
        if key.text.strip() in context.homes or context.vocabulary.word(key.text.strip(), (US,))
    ]  # fmt: skip
    for key, _ in fields.others:
        if (key, _) not in speakers:
            known = (*context.homes, US, *map(context.vocabulary.spell, fields.shape))
            context.add("S104", key.at, near(key.text, known), kind="persona", id=key.text)
    if len(speakers) != 1:
        if not fields.others:
            context.add("S125", node.at)
        return None
    key, value = speakers[0]
    persona = key.text.strip() if key.text.strip() in context.homes else US
    if not isinstance(value, Scalar):
        context.add("S103", value.at, key=key.text, wanted="text")
        return None
    counts[persona] = counts.get(persona, 0) + 1
    suffix = f"-{counts[persona]}" if counts[persona] > 1 else ""
    address = f"{prefix}.{persona}{suffix}"
    if address in context.texts:
        context.add("S106", key.at, id=address.rsplit(".", 1)[-1])
    context.keep(address, value, required=True)
    channel = reference(context, fields, "on", context.channels, "channel")
    return Inject(
        persona, channel or context.homes.get(persona) or next(iter(context.channels), ""),
        address, posted=fields.clock("posted", past=True),
        after=fields.number("after", 0, MAX_MINUTES, 0) or 0,
        when=read_when(context, fields, "when"), raises=_signal(context, fields, "raises"),
        effects=read_effects(context, fields), quotes=_quoted_scene(context, fields),
        role=fields.line("role"),
    )  # fmt: skip


def _quoted_scene(context: Context, fields: Fields) -> str:
    return reference(context, fields, "quotes", context.scenes, "scene")


def _signal(context: Context, fields: Fields, name: str) -> str:
    scalar = fields.scalar(name)
    return on_board(context, scalar, "signal") if scalar else ""


def _cost(context: Context, fields: Fields) -> Cost:
    faster: list[tuple[str, int]] = []
    for key, value in fields.mapping("faster"):
        flag = on_board(context, key, "flag")
        minutes = read_number(context, "faster", value, 0, MAX_MINUTES, None)
        if flag and minutes is not None:
            faster.append((flag, minutes))
    return Cost(fields.number("minutes", 0, MAX_MINUTES, 0) or 0, tuple(faster))


def read_ratings(context: Context, node: Node | None, name: str, prefix: str) -> Ratings:
    """Read rating lines, `calm: +1 names the feeling first`, each with its rationale."""
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        context.add("S103", node.at, key=context.vocabulary.spell(name), wanted="mapping")
        return ()
    ratings: list[tuple[str, int | None]] = []
    for key, value in node.entries:
        principle = read_choice(context, "ratings", key, PRINCIPLES)
        if principle == ACKNOWLEDGEMENT:
            context.add("S115", key.at)
        elif principle and isinstance(value, Scalar):
            read = values.rating(value.text)
            if read is None:
                context.add("S114", value.at, word=value.text)
                continue
            mark, why = read
            ratings.append((principle, mark))
            context.keep(f"{prefix}.{principle}", Scalar(why, value.line, value.column))
        elif principle:
            context.add("S114", value.at, word="")
    return tuple(ratings)


def _read_inquiry(context: Context, block: Block, scene: str) -> tuple[Inquiry, ItemKey]:
    fields = Fields(context, block.node, "inquiry", block.id)
    prefix = f"{scene}.{block.id}"
    context.places[f"item {prefix}"] = block.key.at
    for part in ("text", "feedback", "mentor"):
        fields.prose(part, f"{prefix}.{part}")
    inquiry = Inquiry(
        block.id, _cost(context, fields), _reveals(context, fields, prefix),
        read_when(context, fields, "when"), read_effects(context, fields),
    )  # fmt: skip
    ratings = read_ratings(context, fields.node("ratings"), "ratings", prefix)
    return inquiry, ItemKey(ratings)


def _reveals(context: Context, fields: Fields, prefix: str) -> tuple[Reveal, ...]:
    node = fields.node("reveals")
    if isinstance(node, Scalar):
        context.keep(f"{prefix}.reveals", node, required=True)
        return (Reveal(f"{prefix}.reveals"),)
    if not isinstance(node, Sequence):
        return ()
    reveals: list[Reveal] = []
    for number, item in enumerate(node.items, 1):
        row = Fields(context, item, "reveal", "reveals")
        address = f"{prefix}.reveals" + (f"-{number}" if number > 1 else "")
        row.prose("text", address)
        reveals.append(Reveal(address, read_when(context, row, "when")))
    return tuple(reveals)


def _read_option(
    context: Context, block: Block, scene: str, kind: str, home: str
) -> tuple[Option, ItemKey]:
    fields = Fields(context, block.node, block.kind, block.id)
    prefix = f"{scene}.{block.id}"
    context.places[f"item {prefix}"] = block.key.at
    for part in ("text", "feedback", "mentor", "story", "publishes", "quotable"):
        fields.prose(part, f"{prefix}.{part}")
    if fields.has("quotable"):
        _check_quotable(context, fields, prefix)
    if fields.has("left") and kind != "several":
        context.add("S131", fields.at_key("left"))
    channel = reference(context, fields, "on", context.channels, "channel") or home
    publishes = fields.has("publishes") or kind == "compose"
    if publishes and not channel:
        context.add("S132", block.key.at, id=block.id)
    option = Option(
        block.id, block.kind if block.kind in PARTS else "", _cost(context, fields),
        read_when(context, fields, "when"), channel, publishes, fields.has("quotable"),
        _acknowledges(context, fields), _signal(context, fields, "raises"),
        _promises(context, fields, prefix), _promise(context, fields),
        read_effects(context, fields), read_posts(context, fields, "then", prefix),
        reference(context, fields, "breaks", context.duties, "duty"),
        reference(context, fields, "meets", context.duties, "duty"),
        _next(context, fields, prefix), fields.yes_no("silent"),
    )  # fmt: skip
    return option, ItemKey(
        read_ratings(context, fields.node("ratings"), "ratings", prefix),
        read_ratings(context, fields.node("left"), "left", f"{prefix}.left"),
        _errors(context, fields),
    )


def _check_quotable(context: Context, fields: Fields, prefix: str) -> None:
    whole = context.texts.get(f"{prefix}.publishes") or context.texts.get(f"{prefix}.text", "")
    piece = context.texts.get(f"{prefix}.quotable", "")
    if " ".join(piece.split()) not in " ".join(whole.split()):
        context.add("S119", fields.at_key("quotable"), quoted=piece)


def _errors(context: Context, fields: Fields) -> tuple[str, ...]:
    found = []
    for scalar in fields.items("error"):
        if not _ERROR.fullmatch(scalar.text):
            context.add("S138", scalar.at, word=scalar.text)
        else:
            found.append(scalar.text)
    return tuple(found)


def _acknowledges(context: Context, fields: Fields) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for key, value in fields.mapping("acknowledges"):
        signal = on_board(context, key, "signal")
        word = read_choice(context, "acknowledges", value, WORDS)
        if signal and word:
            found.append((signal, word))
    return tuple(found)


def _promises(context: Context, fields: Fields, prefix: str) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for key, value in fields.mapping("promises"):
        promise = on_board(context, key, "promise")
        due = read_clock(context, "promises", value)
        if promise and due is not None:
            found.append((promise, due))
            context.places[f"{prefix}.promises.{promise}"] = value.at
    return tuple(found)


def _promise(context: Context, fields: Fields) -> str:
    scalar = fields.scalar("keeps")
    return on_board(context, scalar, "promise") if scalar else ""


def _next(context: Context, fields: Fields, owner: str) -> str:
    scalar = fields.scalar("next")
    if scalar is None or not scalar.text.strip():
        return ""
    context.places[f"{owner}.next"] = scalar.at
    if context.vocabulary.word(scalar.text.strip(), (END,)):
        return END
    return resolve(context, scalar, context.scenes, "scene")


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
        _idle(context, fields, ("opens",))
    injects = read_posts(context, fields, "posts", name)
    items: dict[str, ItemKey] = {}
    inquiries: list[Inquiry] = []
    for inner in _named(context, fields, ("inquiry",)):
        inquiry, items[inner.id] = _read_inquiry(context, inner, name)
        inquiries.append(inquiry)
    limit(context, "inquiry", len(inquiries), fields.at)
    decision = _read_decision(context, fields, name, items)
    pairs = _read_pairs(context, fields, name, decision)
    if fields.has("within"):
        context.places[f"{name} within"] = fields.at_key("within")
    is_interruption = block.kind == "interruption"
    before = fields.items("before") if is_interruption else []
    scene = Scene(
        name, opens, injects, tuple(inquiries), decision, _next(context, fields, name),
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
    _idle(context, fields, _OF_DECISION)
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
        _idle(context, fields, ("minutes",))
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
        option, items[block.id] = _read_option(context, block, scene, kind, home)
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
        block.id, read_when(context, fields, "when"), _quoted_scene(context, fields),
        read_posts(context, fields, "lines", block.id),
    )  # fmt: skip
