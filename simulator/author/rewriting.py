"""Putting strings into a translation file and leaving the rest of it as it was."""

from collections.abc import Mapping as Table

from simulator import safe
from simulator.scenario.problems import Findings
from simulator.scenario.source import read
from simulator.scenario.tree import Mapping, Scalar

WIDTH = 100


def put(text: str, strings: Table[str, str]) -> str:
    """Return the translation file *text* with *strings*, by address, in it; comments stay."""
    lines = text.rstrip("\n").split("\n")
    places, ends = _places(text)
    added: dict[str, list[tuple[str, str]]] = {}
    changes: list[tuple[int, int, list[str]]] = []
    for address, string in strings.items():
        block, _, rest = address.partition(".")
        if address in places:
            begin, indent = places[address]
            changes.append((begin, _end(lines, begin, indent), _written(rest, string, indent)))
        else:
            added.setdefault(block, []).append((rest, string))
    for block, rows in sorted(added.items(), key=lambda row: row[0] not in ends):
        known = ends.get(block)
        at, indent = known or (len(lines), 2)
        new = [line for rest, string in rows for line in _written(rest, string, indent)]
        changes.append((at, at, new if known else ["", f"{block}:", *new]))
    # From the end, so that what is above keeps its line; of two at one line, the later goes first.
    numbered = [(begin, end, number, new) for number, (begin, end, new) in enumerate(changes)]
    for begin, end, _number, new in sorted(numbered, reverse=True):
        lines[begin:end] = new
    return "\n".join(lines) + "\n"


def _places(text: str) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Return line (from 0) and indentation of each string, and where each block ends."""
    tree = read(text.encode(), Findings(""))
    lines = text.rstrip("\n").split("\n")
    places: dict[str, tuple[int, int]] = {}
    ends: dict[str, tuple[int, int]] = {}
    for key, value in tree.entries if tree else ():
        if not isinstance(value, Mapping):
            continue
        for inner, node in value.entries:
            indent = inner.column - 1
            if isinstance(node, Scalar):
                places[f"{key.text}.{inner.text}"] = (inner.line - 1, indent)
            ends[key.text] = (_end(lines, inner.line - 1, indent), indent)
    return places, ends


def _end(lines: list[str], begin: int, indent: int) -> int:
    """Return the line after the value that begins on *begin*: the first that stands no deeper."""
    end = begin + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
    while end > begin + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _written(key: str, string: str, indent: int) -> list[str]:
    """Return *string* under *key* as prose: folded, or line by line where it has lines."""
    margin = " " * indent
    words = safe.clean(string).strip()
    if "\n" in words or "  " in words:
        rows = [f"{margin}  {row}" if row else "" for row in words.split("\n")]
        return [f"{margin}{key}: |", *rows]
    return [f"{margin}{key}: >", *_folded(words, margin + "  ")]


def _folded(words: str, margin: str) -> list[str]:
    # Cut at ordinary spaces alone: a no-break space stays where it is, and a fold reads as a space.
    rows = [""]
    for word in words.split(" "):
        if rows[-1] and len(margin) + len(rows[-1]) + 1 + len(word) > WIDTH:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}" if rows[-1] else word
    return [margin + row for row in rows]
