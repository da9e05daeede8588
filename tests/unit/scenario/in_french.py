"""An English scenario's keys turned into French, by the table of shapes that the parser reads."""

import json

from simulator.scenario.shapes import BLOCKS, SHAPES
from simulator.scenario.tree import Mapping, Node, Scalar, Sequence
from simulator.scenario.words import FRENCH

_NESTED = {"organisation": "organisation", "plan": "plan", "drift": "drift"}
_WORDS = {"yes-no", "status", "kind", "channel-kind", "cast", "principles", "next"}
_VALUES = {"acknowledges", "effects", "condition"}
_KEYS = {"ratings", "condition"}


def french(tree: Mapping) -> str:
    """Return *tree* as a file with French keys."""
    return _mapping(tree, "scenario", 0)


def _word(text: str) -> str:
    return FRENCH.get(text, text)


def _mapping(node: Node, shape: str, depth: int) -> str:
    assert isinstance(node, Mapping)
    lines = []
    for key, value in node.entries:
        kind, _, rest = key.text.partition(" ")
        if rest and kind in BLOCKS.get(shape, ()):
            if kind == "pair":
                first, relation, second = rest.split()
                rest = f"{first} {_word(relation)} {second}"
                text = _value(value, "ratings", depth)
            else:
                text = "\n" + _mapping(value, kind, depth + 1)
            lines.append(f"{_word(kind)} {rest}: {text}")
        else:
            field = SHAPES[shape].get(key.text)
            holds = field.holds if field else "prose"
            lines.append(f"{_word(key.text)}: {_value(value, holds, depth)}")
    return "\n".join("  " * depth + line for line in lines)


def _value(node: Node, holds: str, depth: int) -> str:
    if holds in _NESTED and isinstance(node, Mapping):
        return "\n" + _mapping(node, _NESTED[holds], depth + 1)
    if holds in {"posts", "reveals"} and isinstance(node, Sequence):
        shape = "post" if holds == "posts" else "reveal"
        rows = [_mapping(item, shape, depth + 2).lstrip() for item in node.items]
        return "".join(f"\n{'  ' * (depth + 1)}- {row}" for row in rows)
    return _flow(node, holds)


def _flow(node: Node, holds: str) -> str:
    if isinstance(node, Scalar):
        return json.dumps(_word(node.text) if holds in _WORDS | _VALUES else node.text)
    if isinstance(node, Sequence):
        return "[" + ", ".join(_flow(item, holds) for item in node.items) + "]"
    rows = [
        f"{_word(key.text) if holds in _KEYS else key.text}: {_flow(value, holds)}"
        for key, value in node.entries
    ]
    return "{" + ", ".join(rows) + "}"
