"""What the handbook knows, by id and in every language: principles, tensions, errors, real cases.

Data files beside this module; an entry is a plain mapping of field to text (or list of texts).
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.preference import LANGUAGES
from simulator.scenario.problems import Findings
from simulator.scenario.source import read, read_bytes
from simulator.scenario.tree import Mapping as Tree
from simulator.scenario.tree import Node, Scalar

BOOKS = (
    "principles",
    "tensions",
    "errors",
    "severities",
    "crisis-types",
    "cases",
    "bands",
    "cue-words",
    "problems",
    "keys",
    "beginnings",
    "courses",
)
Entry = Mapping[str, Any]


@lru_cache(maxsize=32)
def book(name: str, language: str) -> Mapping[str, Entry]:
    """Return the entries of *name* by id, in *language*; KeyError for an unknown book."""
    if name not in BOOKS:
        raise KeyError(name)
    path = Path(__file__).parent / f"{name}.yaml"
    findings = Findings(path.name)
    data = read_bytes(path, findings)
    tree = read(data, findings) if data is not None else None
    if tree is None or findings.problems:
        msg = f"{path.name}: {findings.problems}"
        raise ValueError(msg)
    plain = _plain(tree, language)
    return plain if isinstance(plain, dict) else {}


def _plain(node: Node, language: str) -> Any:
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Tree):
        found = {key.text: value for key, value in node.entries}
        if set(found) == set(LANGUAGES):
            return _plain(found[language], language)
        return {key: _plain(value, language) for key, value in found.items()}
    return [_plain(item, language) for item in node.items]
