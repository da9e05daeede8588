"""PO, the file that translators' tools read and write: our own small part of it.

An entry is an address (`msgctxt`), a source (`msgid`) and a translation (`msgstr`). What a tool
adds (comments, headers, plural forms we never write) is passed over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator import safe

_STRING = re.compile(r'(?:(msgctxt|msgid|msgstr)\s+)?"((?:[^"\\]|\\.)*)"\s*')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
MAX_ENTRIES = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One string to be translated."""

    address: str
    source: str
    translation: str = ""
    is_fuzzy: bool = False
    """To be looked at again: its source has changed since it was translated."""
    note: str = ""
    """Where it stands, for the translator."""


def write(entries: Iterable[Entry], language: str) -> str:
    """Return *entries* as a PO file for *language*."""
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
    parts = [head + '"Content-Type: text/plain; charset=UTF-8\\n"\n']
    for entry in entries:
        lines = [f"#. {safe.line(entry.note)}"] if entry.note else []
        lines += ["#, fuzzy"] if entry.is_fuzzy else []
        for word, text in (
            ("msgctxt", entry.address), ("msgid", entry.source), ("msgstr", entry.translation),
        ):  # fmt: skip
            lines.append(f"{word} {_quoted(text)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    for sign, letter in (("\\", "\\"), ('"', '"'), ("\n", "n"), ("\t", "t"), ("\r", "r")):
        text = text.replace(sign, f"\\{letter}")
    return f'"{text}"'


def read(text: str) -> list[Entry]:
    """Return the entries of the PO file *text*; what cannot be read is passed over."""
    found = [entry for entry in _entries(text) if entry.address]
    return found[:MAX_ENTRIES]


def _entries(text: str) -> Iterator[Entry]:
    values: dict[str, list[str]] = {}
    current, is_fuzzy, next_fuzzy = "", False, False
    for line in (*text.splitlines(), 'msgctxt ""'):
        if line.startswith("#,"):
            next_fuzzy = next_fuzzy or "fuzzy" in line
        match = _STRING.fullmatch(line.strip())
        if match is None:
            continue
        word = match[1] or current
        begins = match[1] == "msgctxt" or (match[1] == "msgid" and "msgid" in values)
        if begins and values:
            yield _entry(values, is_fuzzy=is_fuzzy)
            values = {}
        if not values:
            is_fuzzy, next_fuzzy = next_fuzzy, False
        current = word
        values.setdefault(word, []).append(_plain(match[2]))


def _entry(values: dict[str, list[str]], *, is_fuzzy: bool) -> Entry:
    address, source, translation = (
        "".join(values.get(word, ())) for word in ("msgctxt", "msgid", "msgstr")
    )
    return Entry(safe.line(address, 200), safe.clean(source), safe.clean(translation), is_fuzzy)


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text)
