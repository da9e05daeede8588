"""Reading what can be chosen: looks and options, what they cost, do and are worth."""

import re

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator.scenario import values
from simulator.scenario.board import MAX_MINUTES
from simulator.scenario.conditions import on_board, read_effects, read_when, reference, resolve
from simulator.scenario.fields import (
    Block,
    Context,
    Fields,
    read_choice,
    read_clock,
    read_number,
)
from simulator.scenario.model import (
    END,
    Cost,
    Inquiry,
    ItemKey,
    Option,
    Ratings,
    Reveal,
)  # fmt: skip
from simulator.scenario.posts import read_posts, signal_of
from simulator.scenario.shapes import PARTS
from simulator.scenario.tree import Mapping, Node, Scalar, Sequence

WORDS = ("full", "vague", "private", "untrue")

_ERROR = re.compile(r"E(?:0[1-9]|1\d|2[0-6])")
"""The catalogue of errors: simulator/reference/errors.yaml has a row for each."""


def read_cost(context: Context, fields: Fields) -> Cost:
    """Read what something costs, and which flags make it cheaper."""
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


def read_inquiry(context: Context, block: Block, scene: str) -> tuple[Inquiry, ItemKey]:
    """Read one way to look closer, with its ratings."""
    fields = Fields(context, block.node, "inquiry", block.id)
    prefix = f"{scene}.{block.id}"
    context.places[f"item {prefix}"] = block.key.at
    for part in ("text", "feedback", "mentor"):
        fields.prose(part, f"{prefix}.{part}")
    inquiry = Inquiry(
        block.id, read_cost(context, fields), _reveals(context, fields, prefix),
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


def read_option(
    context: Context, block: Block, scene: str, kind: str, home: str
) -> tuple[Option, ItemKey]:
    """Read one option or fragment, with its ratings."""
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
        block.id, block.kind if block.kind in PARTS else "", read_cost(context, fields),
        read_when(context, fields, "when"), channel, publishes, fields.has("quotable"),
        _acknowledges(context, fields), signal_of(context, fields, "raises"),
        _promises(context, fields, prefix), _promise(context, fields),
        read_effects(context, fields), read_posts(context, fields, "then", prefix),
        reference(context, fields, "breaks", context.duties, "duty"),
        reference(context, fields, "meets", context.duties, "duty"),
        read_next(context, fields, prefix), fields.yes_no("silent"),
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


def read_next(context: Context, fields: Fields, owner: str) -> str:
    """Return the scene that *owner* says comes next; "" where it says none."""
    scalar = fields.scalar("next")
    if scalar is None or not scalar.text.strip():
        return ""
    context.places[f"{owner}.next"] = scalar.at
    if context.vocabulary.word(scalar.text.strip(), (END,)):
        return END
    return resolve(context, scalar, context.scenes, "scene")
