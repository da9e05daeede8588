"""From bytes to a tree whose every value and key knows its place. The only module that reads YAML.

The YAML library's event stream is walked, never a constructor: nothing is converted (`no` stays
"no"), nothing is executed, and anchors, aliases, tags and repeated keys are refused. Limits stop
a hostile file at its first excess. A line that YAML cannot read is reported with a hint, quoted,
and reading goes on, so that one slip does not hide the rest.
"""

import os
import re
import stat
from pathlib import Path
from typing import Any, ClassVar

import yaml

from simulator import safe
from simulator.scenario import prose, slips
from simulator.scenario.problems import Findings
from simulator.scenario.tree import Mapping, Node, Scalar, Sequence

MAX_BYTES = 3 << 20
"""A full-size scenario (60 scenes at the format's limits, with all its prose) fits in this."""

MAX_EVENTS = 100_000

MAX_DEPTH = 32

MAX_SCALAR = 20_000

MAX_REPAIRS = 20

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SURROGATE = re.compile("[\ud800-\udfff]")

_INNER_TAB = re.compile(r"(?<=[^ \t\n])[^\n]+")

_CONTROL = re.compile(
    "[\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)

_NO_KEY = Scalar("", 0, 0)
"""Stands for a key that could not be one: its value is not read."""


class _StopReading(Exception):  # noqa: N818 - control flow: the problem is already noted
    """A limit was met; what follows is not read."""


def read_bytes(path: Path, findings: Findings, limit: int = MAX_BYTES) -> bytes | None:
    """Return the bytes of the regular file *path*, or None with the reason in *findings*."""
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would otherwise wait for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        findings.add("F101", reason=getattr(error, "strerror", None) or "?")
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        findings.add("F102")
        return None
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        findings.add("F103", limit=limit // 1024)
        return None
    return data


def read(data: bytes, findings: Findings) -> Mapping | None:
    """Return the tree in *data*, or None when it has none; every problem goes to *findings*."""
    text = _decode(data, findings)
    if text is None:
        return None
    lines = text.split("\n")
    tree = _read_repairing(lines, findings)
    if tree is None:
        if not findings.problems:
            findings.add("F106")
        return None
    if not isinstance(tree, Mapping):
        findings.add("S103", tree.at, key="badbuzz", wanted="mapping")
        return None
    return tree


def _decode(data: bytes, findings: Findings) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        findings.add("F104", _position(before))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        # Inside a line a tab is a space like another; the YAML libraries disagree on it.
        text = _INNER_TAB.sub(lambda found: found[0].replace("\t", " "), text)
    # Line separators inside a text would make YAML's lines and an editor's lines differ.
    text = text.replace("\x85", " ").replace("\u2028", " ").replace("\u2029", " ")
    if bad := _CONTROL.search(text):
        findings.add("F105", _position(text[: bad.start()]), char=f"U+{ord(bad.group()):04X}")
        return None
    return text


def _position(before: str) -> tuple[int, int]:
    return (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _read_repairing(lines: list[str], findings: Findings) -> Node | None:
    """Walk the events; on a syntax error note it, quote the line and walk again."""
    original = list(lines)
    mended: dict[int, str] = {}
    attempts = MAX_REPAIRS if sum(map(len, lines)) < 200_000 else 4  # noqa: PLR2004 - time bound
    for _ in range(attempts):
        walk = _Walk(original, findings)
        noted = len(findings.problems)
        try:
            return walk.run("\n".join(lines))
        except _StopReading:
            return None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            # What the failed walk noted will be noted again by the next one.
            del findings.problems[noted:]
            number = min(mark.line if mark else 0, len(lines) - 1)
            column = mark.column if mark else 0
            begun = getattr(error, "context_mark", None)
            slip = slips.diagnose(
                original, number, column, getattr(error, "context", None) or "",
                (begun.line, begun.column) if begun else (-1, 0),
            )  # fmt: skip
            findings.add(slip.code, (slip.line + 1, slip.column + 1), quoted=slip.quoted)
            if not slips.mend(lines, slip, again=mended.get(slip.line) == slip.code):
                return None
            mended[slip.line] = slip.code
        except (RecursionError, ValueError, OverflowError):
            del findings.problems[noted:]
            beyond = slips.beyond(lines)
            if beyond is None or not slips.mend(lines, beyond):
                findings.add("Y111", (1, 1), quoted="")
                return None
            findings.add("Y111", (beyond.line + 1, beyond.column + 1), quoted=beyond.quoted)
    return None


class _Walk:
    """One pass over the events of a text."""

    def __init__(self, lines: list[str], findings: Findings) -> None:
        self.lines = lines
        self.findings = findings
        self.stack: list[Mapping | Sequence] = []
        self.keys: list[Scalar | None] = []
        self.seen: list[dict[str, Scalar]] = []
        self.root: Node | None = None
        self.documents = 0

    def run(self, text: str) -> Node | None:
        for count, event in enumerate(yaml.parse(text, Loader=_Loader), 1):
            if count > MAX_EVENTS:
                self._stop("Y116", event)
            handler = self._HANDLERS.get(type(event))
            if handler is not None:
                handler(self, event)
        return self.root

    def _stop(self, code: str, event: Any) -> None:
        mark = event.start_mark
        self.findings.add(code, (mark.line + 1, mark.column + 1))
        raise _StopReading

    def _refuse(self, event: Any) -> None:
        mark = event.start_mark
        if getattr(event, "anchor", None):
            self.findings.add("Y112", (mark.line + 1, mark.column + 1), quoted=event.anchor)
        tag = getattr(event, "tag", None)
        if tag is not None and tag.startswith("!"):
            # `!important`: not a tag to whoever writes it, but text.
            quoted = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else tag
            self.findings.add("Y106", (mark.line + 1, mark.column + 1), quoted=quoted)
        elif tag is not None:
            self.findings.add("Y113", (mark.line + 1, mark.column + 1), quoted=tag)

    def _alias(self, event: Any) -> None:
        mark = event.start_mark
        self.findings.add("Y112", (mark.line + 1, mark.column + 1), quoted=event.anchor)
        self._put(Scalar(f"*{event.anchor}", mark.line + 1, mark.column + 1))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._stop("Y114", event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        text = prose.flow(event.value) if event.style == ">" else event.value
        if event.style == '"' and _SURROGATE.search(text):
            # libyaml does not read such an escape at all.
            quoted = self.lines[event.start_mark.line][event.start_mark.column :].strip()
            at = (event.start_mark.line + 1, event.start_mark.column + 1)
            self.findings.add("Y111", at, quoted=quoted)
        if len(text) > MAX_SCALAR:
            self._stop("Y117", event)
        mark = event.start_mark
        plain = not event.style  # libyaml says "", the parser in Python says None
        node = Scalar(safe.clean(text), mark.line + 1, mark.column + 1, plain)
        if plain and (end := event.end_mark).line < len(self.lines):
            rest = self.lines[end.line][end.column :]
            if "#" in rest and (lost := rest.strip()).startswith("#") and len(lost) > 1:
                column = end.column + rest.index("#")
                self._lost(node, lost, (end.line + 1, column + 1))
        self._put(node)

    def _lost(self, node: Scalar, lost: str, at: tuple[int, int]) -> None:
        # `# note` after a short value is a comment; `#word`, or anything after prose, is text.
        if lost[1] != " " or " " in node.text:
            self.findings.add("Y104", at, quoted=lost)
            node.text = f"{node.text} {lost}".strip()

    def _start_mapping(self, event: Any) -> None:
        self._start(event, Mapping([], event.start_mark.line + 1, event.start_mark.column + 1))

    def _start_sequence(self, event: Any) -> None:
        self._start(event, Sequence([], event.start_mark.line + 1, event.start_mark.column + 1))

    def _start(self, event: Any, node: Mapping | Sequence) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if len(self.stack) >= MAX_DEPTH:
            self._stop("Y115", event)
        self._put(node)
        self.stack.append(node)
        self.keys.append(None)
        self.seen.append({})

    def _end(self, event: Any) -> None:  # noqa: ARG002 - one shape for all handlers
        self.stack.pop()
        self.keys.pop()
        self.seen.pop()

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is not None:
            self.keys[-1] = None
            if key is not _NO_KEY:
                parent.entries.append((key, node))
            return
        if not isinstance(node, Scalar):
            self.findings.add("Y119", node.at)
            self.keys[-1] = _NO_KEY
            return
        node.text = " ".join(node.text.split())
        first = self.seen[-1].setdefault(node.text, node)
        if first is not node:
            self.findings.add("Y118", node.at, key=node.text, line=first.line)
        self.keys[-1] = node if first is node else _NO_KEY

    _HANDLERS: ClassVar[dict[type, Any]] = {
        yaml.ScalarEvent: _scalar,
        yaml.MappingStartEvent: _start_mapping,
        yaml.SequenceStartEvent: _start_sequence,
        yaml.MappingEndEvent: _end,
        yaml.SequenceEndEvent: _end,
        yaml.AliasEvent: _alias,
        yaml.DocumentStartEvent: _document,
    }
