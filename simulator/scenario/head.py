"""Reading the head of a file: what the scenario is about, for whom, under which plan."""

from scoring.principles import PRINCIPLES
from simulator.scenario import board, values
from simulator.scenario.conditions import resolve
from simulator.scenario.fields import ID, Context, Fields, near, read_list, read_number
from simulator.scenario.model import (
    FORMAT,
    Hours,
)  # fmt: skip
from simulator.scenario.shapes import PLAN_PARTS
from simulator.scenario.tree import Mapping, Node, Scalar

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


def read_version(context: Context, fields: Fields) -> None:
    """Check the version of the language that a file is written in."""
    scalar = fields.scalar("badbuzz")
    if scalar is not None:
        check_version(context, scalar)


def check_version(context: Context, scalar: Scalar) -> None:
    """Note a version of the language that this program does not read."""
    version = values.number(scalar.text.strip())
    if version != FORMAT:
        newer = version is not None and version > FORMAT
        context.add("S117" if newer else "S113", scalar.at, word=scalar.text, known=FORMAT)


def read_starts(context: Context, fields: Fields) -> int:
    """Return the minute of the week in which an exercise starts."""
    scalar = fields.scalar("starts")
    if scalar is None:
        return 0
    start = values.start(scalar.text)
    if start is None:
        context.add("S111", scalar.at, key="starts", word=scalar.text)
    return start or 0


def read_variables(context: Context, fields: Fields) -> None:
    """Read the words that other organisations may replace."""
    pairs = fields.mapping("variables")
    board.limit(context, "variables", len(pairs), fields.at_key("variables"))
    for key, value in pairs:
        name = context.id(key)
        context.variables[name] = value.text.strip()
        context.places[f"variables.{name}"] = value.at


def read_known(context: Context, fields: Fields, name: str) -> str:
    """Return the id of a tension or a case, noting one that the handbook does not have."""
    scalar = fields.scalar(name)
    word = scalar.text.strip() if scalar else ""
    if scalar and word not in HANDBOOK[name]:
        code = "S155" if name == "tension" else "S156"
        context.add(code, scalar.at, near(word, HANDBOOK[name]), word=word)
        return ""
    return word


def read_sides(context: Context, fields: Fields) -> tuple[str, ...]:
    """Return the tensions met at the side; one that is the central one as well is noted."""
    central = fields.scalar("tension")
    for scalar in fields.items("sides"):
        if central and scalar.text.strip() == central.text.strip():
            context.add("S160", scalar.at, word=scalar.text.strip())
    return read_listed(context, fields, "sides", "tension", "S155")


def read_listed(
    context: Context, fields: Fields, name: str, kind: str, code: str
) -> tuple[str, ...]:
    """Return the ids under *name*, each once, noting with *code* what the handbook lacks."""
    found: dict[str, None] = {}
    for scalar in fields.items(name):
        word = scalar.text.strip()
        if word in HANDBOOK[kind]:
            found[word] = None
        else:
            context.add(code, scalar.at, near(word, HANDBOOK[kind]), word=word)
    return tuple(found)


def read_language(context: Context, fields: Fields) -> str:
    """Return the language of the texts, and look at the id beside it."""
    scalar = fields.scalar("language")
    if scalar is None:
        return "en"
    if scalar.text.strip() not in LANGUAGES:
        context.add("S110", scalar.at, key="language", word=scalar.text, known=", ".join(LANGUAGES))
    if not ID.fullmatch(fields.line("id")):
        context.add("S105", fields.at_key("id"), word=fields.line("id"))
    return scalar.text.strip()


def read_texts(context: Context, fields: Fields, name: str, prefix: str) -> tuple[str, ...]:
    """Keep the texts under *name*; return their ids."""
    found: list[str] = []
    for key, value in fields.mapping(name):
        context.id(key)
        context.keep(f"{prefix}.{key.text}", value, required=True)
        found.append(key.text)
    return tuple(found)


def read_principles(context: Context, fields: Fields) -> tuple[str, ...]:
    """Return the principles that are announced."""
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


def read_short(context: Context, fields: Fields) -> tuple[str, ...]:
    """Return the scenes of the short route."""
    found = [resolve(context, scalar, context.scenes, "scene") for scalar in fields.items("short")]
    return tuple(name for name in found if name)


def organisation(context: Context, fields: Fields) -> Hours | None:
    """Read the organisation where there is one; return its opening hours."""
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


def read_plan(
    context: Context, fields: Fields
) -> tuple[tuple[tuple[str, tuple[int, ...]], ...], tuple[str, ...]]:
    """Read the plan: its response targets, and which parts it has."""
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
