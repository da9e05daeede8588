"""Lifting a file from an older version of the language, with its comments and its order.

A step names what to change by place; the text is edited there and nowhere else. Version 1 is the
first that was published, so STEPS is empty: the tests lift a made-up version 0 along the same way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.scenario import values
from simulator.scenario.model import FORMAT
from simulator.scenario.problems import Findings
from simulator.scenario.source import read
from simulator.scenario.tree import Mapping as Tree
from simulator.scenario.tree import Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the text: at a place (counted from 1), these words become those."""

    line: int
    column: int
    old: str
    new: str


Step = Callable[[Tree], Iterable[Edit]]
"""What changes from one version to the next, told from the tree of the older one."""

STEPS: Mapping[int, Step] = {}
"""The step that leads away from each older version."""


class Stuck(Exception):  # noqa: N818 - a refusal, not a fault
    """The file cannot be lifted: it cannot be read, or no step leads on from its version."""


def version(text: str) -> int | None:
    """Return the version that *text* says it is written in, or None."""
    place = _version(text)
    return values.number(place.text.strip()) if place else None


def upgrade(text: str, steps: Mapping[int, Step] = STEPS, to: int = FORMAT) -> str:
    """Return *text* in version *to*; Stuck if there is no way."""
    while (written := version(text)) != to:
        if written is None or written not in steps:
            raise Stuck
        tree = read(text.encode(), Findings(""))
        place = _version(text)
        if tree is None or place is None:
            raise Stuck
        lifted = Edit(place.line, place.column, place.text, str(written + 1))
        text = apply(text, [*steps[written](tree), lifted])
    return text


def renamed(node: Node, names: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that rename keys anywhere under *node*; of `scene x`, the kind."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from renamed(item, names)
    if isinstance(node, Tree):
        for key, value in node.entries:
            head = key.text.partition(" ")[0]
            if head in names:
                yield Edit(key.line, key.column, head, names[head])
            yield from renamed(value, names)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return *text* after *edits*, from the last to the first; Stuck if one does not fit."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.column), reverse=True):
        line, begin = lines[edit.line - 1], edit.column - 1
        if not line.startswith(edit.old, begin):
            raise Stuck
        lines[edit.line - 1] = line[:begin] + edit.new + line[begin + len(edit.old) :]
    return "\n".join(lines)


def _version(text: str) -> Scalar | None:
    tree = read(text.encode("utf-8", "replace"), Findings(""))
    for key, value in tree.entries if tree else ():
        if key.text == "badbuzz" and isinstance(value, Scalar):
            return value
    return None
