"""From a tree to a scenario: shape and references, everything reported, nothing guessed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from scoring.principles import PRINCIPLES
from simulator.scenario import board, scenes, values
from simulator.scenario.codes import CODES, FAMILIES
from simulator.scenario.fields import ID, Block, Context, Fields, near, read_list, read_number
from simulator.scenario.model import (
    END,
    FORMAT,
    Ending,
    Hours,
    Key,
    Scenario,
    Scene,
)  # fmt: skip
from simulator.scenario.problems import Findings
from simulator.scenario.prose import one_line
from simulator.scenario.shapes import PLAN_PARTS, TOP_ADDRESSES
from simulator.scenario.source import Mapping, Node, Scalar
from simulator.scenario.words import Vocabulary, bare

LANGUAGES = ("en", "fr")
HANDBOOK: dict[str, tuple[str, ...]] = {
    "tension": tuple(f"T{number}" for number in range(1, 17)),
    "case": tuple(f"C{number:02d}" for number in range(1, 39) if number not in {11, 29}),
    "types": (
        "single-complaint", "many-complaints", "technical-outage", "vital-service-outage",
        "mistaken-post", "hacked-account", "data-leak", "product-danger", "supplier-fault",
        "campaign-backlash", "activist-challenge", "pile-on", "false-rumour",
        "filmed-misconduct", "fake-reviews",
    ),
}  # fmt: skip
"""The ids that `simulator/reference` has an entry for; a test compares."""
STANDARD_TARGETS: dict[str, tuple[int, ...]] = {
    "S1": (60, 240, 1440),
    "S2": (30, 60, 240, 720),
    "S3": (30, 60, 180, 720),
    "S4": (15, 30, 60, 180),
}
"""Minutes of the bands +2, +1, 0 and -1. Source: domain reference, section 2."""


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
    _version(context, fields)
    context.starts = _starts(context, fields)
    _variables(context, fields)
    blocks = _declare(context, fields)
    parsed = Parsed(None, {}, context.texts, context.variables, context.places, [], [], context)
    scenario = _assemble(context, fields, blocks, parsed)
    parsed.scenario = scenario
    _accepted(context, fields, parsed)
    return parsed


def _version(context: Context, fields: Fields) -> None:
    scalar = fields.scalar("badbuzz")
    if scalar is not None:
        check_version(context, scalar)


def check_version(context: Context, scalar: Scalar) -> None:
    """Note a version of the language that this program does not read."""
    version = values.number(scalar.text.strip())
    if version != FORMAT:
        newer = version is not None and version > FORMAT
        context.add("S117" if newer else "S113", scalar.at, word=scalar.text, known=FORMAT)


def _starts(context: Context, fields: Fields) -> int:
    scalar = fields.scalar("starts")
    if scalar is None:
        return 0
    start = values.start(scalar.text)
    if start is None:
        context.add("S111", scalar.at, key="starts", word=scalar.text)
    return start or 0


def _variables(context: Context, fields: Fields) -> None:
    pairs = fields.mapping("variables")
    board.limit(context, "variables", len(pairs), fields.at_key("variables"))
    for key, value in pairs:
        name = context.id(key)
        context.variables[name] = value.text.strip()
        context.places[f"variables.{name}"] = value.at


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
    objectives = _texts(context, fields, "objectives", "scenario.objectives")
    board.limit(context, "objectives", len(objectives), fields.at_key("objectives"))
    flags = _texts(context, fields, "flags", "flags")
    board.limit(context, "flags", len(flags), fields.at_key("flags"))
    channels = tuple(board.read_channel(context, block) for block in blocks["channel"])
    if not channels:
        context.add("S102", fields.at, key=context.vocabulary.spell("channel"), owner="scenario")
    personas = tuple(board.read_persona(context, block) for block in blocks["persona"])
    gauges = tuple(board.read_gauge(context, block) for block in blocks["gauge"])
    hours = _organisation(context, fields)
    targets, plan = _plan(context, fields)
    signals = tuple(_signal(context, block, targets) for block in blocks["signal"])
    for block in blocks["promise"]:
        Fields(context, block.node, "promise", block.id).prose("name", f"promises.{block.id}.name")
    truths = tuple(board.read_truth(context, block) for block in blocks["truth"])
    duties = tuple(board.read_duty(context, block) for block in blocks["duty"])
    history = scenes.read_posts(context, fields, "history", "history")
    prologue = scenes.read_posts(context, fields, "prologue", "prologue")
    for block in fields.blocks:
        if block.kind in {"scene", "interruption"}:
            parsed.drafts.append(scenes.read_scene(context, block))
        elif block.kind == "ending":
            parsed.endings.append((scenes.read_ending(context, block), block.key.at))
    parsed.key = {draft.scene.id: draft.key for draft in parsed.drafts}
    language = _language(context, fields)
    return Scenario(
        fields.line("id"), language, fields.number("level", 1, 4, 1) or 1,
        fields.choice("severity", board.SEVERITIES, "S1"),
        fields.number("duration", 1, 240, 10) or 10, fields.yes_no("tutorial"),
        fields.choice("status", ("ready", "draft"), "ready") == "draft",
        _known(context, fields, "tension"), _sides(context, fields),
        _listed(context, fields, "types", "types", "S159"), _known(context, fields, "case"),
        _principles(context, fields),
        context.starts, hours, targets, plan, objectives, fields.has("warnings"), flags,
        channels, gauges, personas, signals, tuple(block.id for block in blocks["promise"]),
        truths, duties, history, prologue,
        scenes.read_posts(context, fields, "epilogue", "epilogue"),
        scenes.read_posts(context, fields, "shelf", "shelf"),
        _short(context, fields), link(parsed.drafts),
        tuple(ending for ending, _ in parsed.endings),
    )  # fmt: skip


def _known(context: Context, fields: Fields, name: str) -> str:
    """Return the id of a tension or a case, noting one that the handbook does not have."""
    scalar = fields.scalar(name)
    word = scalar.text.strip() if scalar else ""
    if scalar and word not in HANDBOOK[name]:
        code = "S155" if name == "tension" else "S156"
        context.add(code, scalar.at, near(word, HANDBOOK[name]), word=word)
        return ""
    return word


def _sides(context: Context, fields: Fields) -> tuple[str, ...]:
    """Return the tensions met at the side; one that is the central one as well is noted."""
    central = fields.scalar("tension")
    for scalar in fields.items("sides"):
        if central and scalar.text.strip() == central.text.strip():
            context.add("S160", scalar.at, word=scalar.text.strip())
    return _listed(context, fields, "sides", "tension", "S155")


def _listed(context: Context, fields: Fields, name: str, kind: str, code: str) -> tuple[str, ...]:
    """Return the ids under *name*, each once, noting with *code* what the handbook lacks."""
    found: dict[str, None] = {}
    for scalar in fields.items(name):
        word = scalar.text.strip()
        if word in HANDBOOK[kind]:
            found[word] = None
        else:
            context.add(code, scalar.at, near(word, HANDBOOK[kind]), word=word)
    return tuple(found)


def link(drafts: list[scenes.Draft]) -> dict[str, Scene]:
    """Give every scene its next one: what it says, or the following scene of the file."""
    linked: dict[str, Scene] = {}
    for number, draft in enumerate(drafts):
        after = (later.scene.id for later in drafts[number + 1 :] if not later.scene.interrupts)
        following = draft.scene.next or next(after, END)
        linked[draft.scene.id] = replace(draft.scene, next=following)
    return linked


def _language(context: Context, fields: Fields) -> str:
    scalar = fields.scalar("language")
    if scalar is None:
        return "en"
    if scalar.text.strip() not in LANGUAGES:
        context.add("S110", scalar.at, key="language", word=scalar.text, known=", ".join(LANGUAGES))
    if not ID.fullmatch(fields.line("id")):
        context.add("S105", fields.at_key("id"), word=fields.line("id"))
    return scalar.text.strip()


def _texts(context: Context, fields: Fields, name: str, prefix: str) -> tuple[str, ...]:
    found: list[str] = []
    for key, value in fields.mapping(name):
        context.id(key)
        context.keep(f"{prefix}.{key.text}", value, required=True)
        found.append(key.text)
    return tuple(found)


def _signal(
    context: Context, block: Block, targets: tuple[tuple[str, tuple[int, ...]], ...]
) -> tuple[str, str]:
    fields = Fields(context, block.node, "signal", block.id)
    fields.prose("name", f"signals.{block.id}.name")
    severity = fields.choice("severity", board.SEVERITIES, "S1")
    if fields.has("severity") and severity not in dict(targets):
        context.add("S127", fields.at_key("severity"), severity=severity, id=block.id)
    return block.id, severity


def _principles(context: Context, fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for scalar in fields.items("principles"):
        word = context.vocabulary.word(scalar.text.strip(), PRINCIPLES)
        if word:
            found.append(word)
        else:
            known = [context.vocabulary.spell(principle) for principle in PRINCIPLES]
            context.add(
                "S110", scalar.at, near(scalar.text, known), key="principles",
                word=scalar.text, known=", ".join(known),
            )  # fmt: skip
    return tuple(found)


def _short(context: Context, fields: Fields) -> tuple[str, ...]:
    found = [
        board.resolve(context, scalar, context.scenes, "scene") for scalar in fields.items("short")
    ]
    return tuple(name for name in found if name)


def _organisation(context: Context, fields: Fields) -> Hours | None:
    node = fields.node("organisation")
    if node is None:
        return None
    inner = Fields(context, node, "organisation", "organisation")
    return read_organisation(context, inner)


def read_organisation(context: Context, fields: Fields) -> Hours | None:
    """Read who the organisation is; return its opening hours (None: always open)."""
    for name in ("name", "role", "about", "voice", "mandate"):
        fields.prose(name, f"organisation.{name}")
    scalar = fields.scalar("hours")
    if scalar is None:
        return None
    understood, hours = values.hours(scalar.text)
    if not understood:
        context.add("S122", scalar.at, word=scalar.text)
    context.keep("organisation.hours", scalar)
    return hours


def _plan(
    context: Context, fields: Fields
) -> tuple[tuple[tuple[str, tuple[int, ...]], ...], tuple[str, ...]]:
    node = fields.node("plan")
    if node is None:
        return (), ()
    inner = Fields(context, node, "plan", "plan")
    parts = tuple(name for name in PLAN_PARTS if inner.prose(name, f"plan.{name}"))
    return read_targets(context, inner), parts


def read_targets(context: Context, fields: Fields) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Read the response targets per severity: three or four growing numbers of minutes."""
    node = fields.node("targets")
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        context.add("S103", node.at, key="targets", wanted="mapping")
        return ()
    found: list[tuple[str, tuple[int, ...]]] = []
    for key, value in node.entries:
        if key.text not in board.SEVERITIES:
            context.add("S110", key.at, key="targets", word=key.text, known="S1, S2, S3, S4")
            continue
        bands = _bands(context, value)
        if bands is None:
            context.add("S140", value.at, severity=key.text)
        else:
            found.append((key.text, bands))
    return tuple(found)


def _bands(context: Context, node: Node) -> tuple[int, ...] | None:
    scalars = read_list(context, "targets", node)
    read = [read_number(context, "targets", item, 1, board.MAX_MINUTES, None) for item in scalars]
    bands = [number for number in read if number is not None]
    if len(bands) != len(scalars) or len(bands) not in {3, 4} or bands != sorted(set(bands)):
        return None
    return tuple(bands)
