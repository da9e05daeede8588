"""From a tree to a scenario: shape and references, everything reported, nothing guessed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from simulator.scenario import board, scenes
from simulator.scenario.codes import CODES, FAMILIES
from simulator.scenario.fields import Block, Context, Fields, near
from simulator.scenario.head import (
    organisation,
    read_known,
    read_language,
    read_listed,
    read_plan,
    read_principles,
    read_short,
    read_sides,
    read_starts,
    read_texts,
    read_variables,
    read_version,
)
from simulator.scenario.model import (
    END,
    Ending,
    Key,
    Scenario,
    Scene,
)  # fmt: skip
from simulator.scenario.posts import read_posts
from simulator.scenario.problems import Findings
from simulator.scenario.prose import one_line
from simulator.scenario.shapes import TOP_ADDRESSES
from simulator.scenario.tree import Mapping, Scalar
from simulator.scenario.words import Vocabulary, bare


@dataclass
class Parsed:
    """What one file holds, and what later checks need to point back into it."""

    scenario: Scenario | None
    key: Key
    texts: dict[str, str]
    variables: dict[str, str]
    places: dict[str, tuple[int, int]]
    drafts: list[scenes.Draft]
    endings: list[tuple[Ending, tuple[int, int]]]
    context: Context
    accepted: "dict[tuple[str, str], Accepted]" = field(default_factory=dict)
    """What the author lets stand, by code and by what it is about."""


class Accepted(NamedTuple):
    """A finding that the author lets stand: why, and where that is written."""

    reason: str
    at: tuple[int, int]


def vocabulary_of(tree: Mapping) -> Vocabulary:
    """Return the words that a file is written in: `langue:` among its keys means French."""
    keys = {bare(key.text) for key, _ in tree.entries}
    return Vocabulary("fr" if "langue" in keys else "en")


def parse(tree: Mapping, findings: Findings) -> Parsed:
    """Read the whole of *tree*; the scenario is None when its head could not be read."""
    context = Context(findings, vocabulary_of(tree))
    fields = Fields(context, tree, "scenario", "scenario")
    read_version(context, fields)
    context.starts = read_starts(context, fields)
    read_variables(context, fields)
    blocks = _declare(context, fields)
    parsed = Parsed(None, {}, context.texts, context.variables, context.places, [], [], context)
    scenario = _assemble(context, fields, blocks, parsed)
    parsed.scenario = scenario
    _accepted(context, fields, parsed)
    return parsed


def _declare(context: Context, fields: Fields) -> dict[str, list[Block]]:
    """Sort the blocks by kind and learn every id before anything refers to one."""
    blocks: dict[str, list[Block]] = {kind: [] for kind in _PER_FILE}
    for block in fields.blocks:
        blocks[block.kind].append(block)
    for kind, most in _PER_FILE.items():
        if blocks[kind]:
            board.limit(context, most, len(blocks[kind]), blocks[kind][-1].key.at)
    _learn(context, fields, blocks)
    _declare_scenes(
        context, [b for b in fields.blocks if b.kind in {"scene", "interruption", "ending"}]
    )
    return blocks


def _accepted(context: Context, fields: Fields, parsed: Parsed) -> None:
    """Read `R104 venue: why it may stand`: a code, what it is about, a reason."""
    acceptable = [code for code in CODES if code[0] in FAMILIES]
    for key, value in fields.mapping("accepted"):
        code, _, about = key.text.strip().partition(" ")
        if code not in acceptable:
            context.add("S157", key.at, near(code, acceptable), word=code)
        elif not value.text.strip():
            context.add("S120", value.at, key=key.text)
        else:
            reason = one_line(value.text)
            parsed.accepted[code, about.strip()] = Accepted(reason, key.at)


def _learn(context: Context, fields: Fields, blocks: dict[str, list[Block]]) -> None:
    for kind, found in blocks.items():
        for block in found:
            context.places[f"{'scene' if kind == 'interruption' else kind} {block.id}"] = (
                block.key.at
            )
    for key, _ in fields.mapping("flags"):
        context.places[f"flag {key.text.strip()}"] = key.at
        board.declare(context, Block("flag", key.text, key, key), "flag", ())
    for kind, learn in _LEARN.items():
        for block in blocks[kind]:
            learn(context, block)
    for block in blocks["persona"]:
        context.homes[block.id] = ""
    for block in blocks["duty"]:
        context.duties.add(context.id(Scalar(block.id, block.key.line, block.key.column)))


_PER_FILE = {
    "channel": "channel", "gauge": "gauge", "persona": "persona", "signal": "signal",
    "promise": "signal", "truth": "truth", "duty": "duty", "scene": "scene",
    "interruption": "scene", "ending": "ending",
}  # fmt: skip

_LEARN: dict[str, Callable[[Context, Block], object]] = {
    "gauge": board.declare_gauge,
    "persona": board.declare_persona,
    "truth": board.declare_truth,
    "signal": lambda context, block: board.declare(context, block, "signal", board.SIGNAL_STATES),
    "promise": lambda context, block: board.declare(
        context, block, "promise", board.PROMISE_STATES
    ),
}
"""How the id of each kind comes on the board."""


def _declare_scenes(context: Context, blocks: list[Block]) -> None:
    seen: set[str] = set()
    for block in blocks:
        name = context.id(Scalar(block.id, block.key.line, block.key.column))
        if name in seen:
            context.add("S106", block.key.at, id=name)
        if name in TOP_ADDRESSES or name == END:
            context.add("S133", block.key.at, id=name)
        seen.add(name)
        if block.kind != "ending":
            context.scenes[name] = block.kind


def _assemble(
    context: Context, fields: Fields, blocks: dict[str, list[Block]], parsed: Parsed
) -> Scenario | None:
    for name in ("title", "sector", "summary", "warnings", "licence", "authors"):
        fields.prose(name, f"scenario.{name}")
    for name in ("principles", "duration"):
        context.places[f"head {name}"] = fields.at_key(name)
    objectives = read_texts(context, fields, "objectives", "scenario.objectives")
    board.limit(context, "objectives", len(objectives), fields.at_key("objectives"))
    flags = read_texts(context, fields, "flags", "flags")
    board.limit(context, "flags", len(flags), fields.at_key("flags"))
    channels = tuple(board.read_channel(context, block) for block in blocks["channel"])
    if not channels:
        context.add("S102", fields.at, key=context.vocabulary.spell("channel"), owner="scenario")
    personas = tuple(board.read_persona(context, block) for block in blocks["persona"])
    gauges = tuple(board.read_gauge(context, block) for block in blocks["gauge"])
    hours = organisation(context, fields)
    targets, plan = read_plan(context, fields)
    signals = tuple(_signal(context, block, targets) for block in blocks["signal"])
    for block in blocks["promise"]:
        Fields(context, block.node, "promise", block.id).prose("name", f"promises.{block.id}.name")
    truths = tuple(board.read_truth(context, block) for block in blocks["truth"])
    duties = tuple(board.read_duty(context, block) for block in blocks["duty"])
    history = read_posts(context, fields, "history", "history")
    prologue = read_posts(context, fields, "prologue", "prologue")
    for block in fields.blocks:
        if block.kind in {"scene", "interruption"}:
            parsed.drafts.append(scenes.read_scene(context, block))
        elif block.kind == "ending":
            parsed.endings.append((scenes.read_ending(context, block), block.key.at))
    parsed.key = {draft.scene.id: draft.key for draft in parsed.drafts}
    language = read_language(context, fields)
    return Scenario(
        fields.line("id"), language, fields.number("level", 1, 4, 1) or 1,
        fields.choice("severity", board.SEVERITIES, "S1"),
        fields.number("duration", 1, 240, 10) or 10, fields.yes_no("tutorial"),
        fields.choice("status", ("ready", "draft"), "ready") == "draft",
        read_known(context, fields, "tension"), read_sides(context, fields),
        read_listed(context, fields, "types", "types", "S159"), read_known(context, fields, "case"),
        read_principles(context, fields),
        context.starts, hours, targets, plan, objectives, fields.has("warnings"), flags,
        channels, gauges, personas, signals, tuple(block.id for block in blocks["promise"]),
        truths, duties, history, prologue,
        read_posts(context, fields, "epilogue", "epilogue"),
        read_posts(context, fields, "shelf", "shelf"),
        read_short(context, fields), link(parsed.drafts),
        tuple(ending for ending, _ in parsed.endings),
    )  # fmt: skip


def link(drafts: list[scenes.Draft]) -> dict[str, Scene]:
    """Give every scene its next one: what it says, or the following scene of the file."""
    linked: dict[str, Scene] = {}
    for number, draft in enumerate(drafts):
        after = (later.scene.id for later in drafts[number + 1 :] if not later.scene.interrupts)
        following = draft.scene.next or next(after, END)
        linked[draft.scene.id] = replace(draft.scene, next=following)
    return linked


def _signal(
    context: Context, block: Block, targets: tuple[tuple[str, tuple[int, ...]], ...]
) -> tuple[str, str]:
    fields = Fields(context, block.node, "signal", block.id)
    fields.prose("name", f"signals.{block.id}.name")
    severity = fields.choice("severity", board.SEVERITIES, "S1")
    if fields.has("severity") and severity not in dict(targets):
        context.add("S127", fields.at_key("severity"), severity=severity, id=block.id)
    return block.id, severity
