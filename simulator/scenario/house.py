"""An organisation file (`--with`): one's own house laid over any scenario.

Names, voice, opening hours, plan and response targets; everything in it is untrusted text like the
rest, and is kept in the log of the exercises played with it.
"""

from dataclasses import dataclass

from simulator.scenario.compiled import Parts
from simulator.scenario.fields import Context, Fields
from simulator.scenario.head import check_version, read_organisation, read_targets
from simulator.scenario.model import Hours
from simulator.scenario.parse import vocabulary_of
from simulator.scenario.problems import Findings
from simulator.scenario.shapes import PLAN_PARTS
from simulator.scenario.source import read as read_tree
from simulator.scenario.tree import Mapping, Scalar

MAX_BYTES = 64 * 1024


@dataclass(frozen=True)
class House:
    """What an organisation file changes."""

    texts: dict[str, str]
    has_hours: bool
    hours: Hours | None
    plan: tuple[str, ...]
    """Parts of the plan that the house writes."""
    targets: tuple[tuple[str, tuple[int, ...]], ...]


def read(data: bytes, findings: Findings, parts: Parts) -> House | None:
    """Read *data*, a file's bytes, to be laid over *parts*; problems go to *findings*."""
    tree = read_tree(data, findings)
    if tree is None:
        return None
    context = Context(findings, vocabulary_of(tree))
    context.variables = {
        key.removeprefix("variables."): value
        for key, value in parts.texts[parts.scenario.language].items()
        if key.startswith("variables.")
    }
    fields = Fields(context, _lenient(tree), "house", "organisation")
    version = fields.scalar("badbuzz")
    if version is not None:
        check_version(context, version)
    for key, value in fields.mapping("variables"):
        if key.text in context.variables:
            context.texts[f"variables.{key.text}"] = value.text.strip()
    hours, targets = None, parts.scenario.targets
    if (node := fields.node("organisation")) is not None:
        hours = read_organisation(
            context, Fields(context, node, "house-organisation", "organisation")
        )
    if (node := fields.node("plan")) is not None:
        plan = Fields(context, node, "house-plan", "plan")
        for name in PLAN_PARTS:
            plan.prose(name, f"plan.{name}")
        own = dict(read_targets(context, plan))
        targets = tuple({**dict(targets), **own}.items())
    parts_written = tuple(name for name in PLAN_PARTS if f"plan.{name}" in context.texts)
    has_hours = "organisation.hours" in context.texts
    return House(context.texts, has_hours, hours, parts_written, targets)


def _lenient(tree: Mapping) -> Mapping:
    """Drop empty sections, so that a form filled in by half is a form."""
    kept = [(k, v) for k, v in tree.entries if not (isinstance(v, Scalar) and not v.text.strip())]
    return Mapping(kept, tree.line, tree.column)
