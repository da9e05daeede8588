"""The slips that everybody makes in YAML, recognised on the raw line: each has its sentence.

A communicator writes `ask: Lena's question: what now?` and YAML answers "mapping values are not
allowed here". What she needs is "the colon after *question* cuts your sentence in two".
"""

import json
import re
from dataclasses import dataclass

_KEYED = re.compile(r"^(?P<lead>\s*(?:- +)*)(?P<key>[^\s:#][^:#]*?)\s*:(?:\s+(?P<value>\S.*))?$")
_SPECIAL = {"@": "Y103", "*": "Y105", "!": "Y106", "%": "Y107", "`": "Y120", "&": "Y120"}
_OPENERS = {"[": "Y122", "{": "Y122"}
_CURLY = "\u201c\u201d\u2018\u00ab"


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong on a line; line and column count from 0 here."""

    code: str
    line: int
    column: int
    quoted: str


def diagnose(lines: list[str], number: int, column: int) -> Slip:
    """Say what the syntax error that YAML places at *number*, *column* most likely is."""
    for candidate in (number, number - 1):
        if 0 <= candidate < len(lines) and (slip := _on_line(lines[candidate], candidate)):
            return slip
    number = min(number, len(lines) - 1)
    text = lines[number]
    if not text.strip() and number:
        number, text = number - 1, lines[number - 1]
        column = 0
    return Slip("Y111", number, min(column, max(len(text) - 1, 0)), text.strip())


def _on_line(  # noqa: C901, PLR0911 - one line a slip, in the order of how sure each is
    text: str, number: int
) -> Slip | None:
    body = text.lstrip(" ")
    indent = len(text) - len(body)
    if body.startswith("\t") or "\t" in text[:indent]:
        return Slip("Y102", number, indent, body.strip())
    if body[:1] in {"\u00a0", "\u202f", "\u2009", "\u3000"}:
        return Slip("Y110", number, indent, body.strip())
    keyed = _KEYED.match(text)
    value, start = _value(text, keyed, indent)
    if not value:
        return None
    if code := _SPECIAL.get(value[0]):
        return Slip(code, number, start, value)
    if value[0] in "'\"":
        return _in_quotes(value, start, number)
    if value[0] in _OPENERS and not value.rstrip().endswith(("]", "}", ",")):
        return Slip("Y122", number, start, value)
    if value[0] in _CURLY and ": " in value:
        return Slip("Y109", number, start, value)
    inner = re.search(r":(?:\s|$)", value)
    if inner and keyed:
        return Slip("Y101", number, start + inner.start(), value)
    if re.match(r"^[^\s:]+:\S", text.strip()) and not keyed:
        return Slip("Y121", number, indent, text.strip())
    return None


def _value(text: str, keyed: re.Match[str] | None, indent: int) -> tuple[str, int]:
    if keyed and keyed.group("value"):
        return keyed.group("value"), keyed.start("value")
    if keyed:
        return "", 0
    dashes = re.match(r"^\s*(?:- +)*", text)
    start = dashes.end() if dashes else indent
    return text[start:], start


def _in_quotes(value: str, start: int, number: int) -> Slip | None:
    quote = value[0]
    body = value.rstrip()
    inner = body[1:-1] if len(body) > 1 and body.endswith(quote) else body[1:]
    if quote == "'" and "'" in inner.replace("''", ""):
        return Slip("Y108", number, start, body)
    if quote == '"' and '"' in inner.replace('\\"', ""):
        return Slip("Y108", number, start, body)
    return None


def mend(lines: list[str], slip: Slip) -> bool:
    """Quote the value on the slip's line, so that reading can go on; False if nothing changed."""
    text = lines[slip.line]
    keyed = _KEYED.match(text)
    if slip.code in {"Y102", "Y110"}:
        body = text.lstrip(" \t\u00a0\u202f\u2009\u3000")
        mended = " " * (len(text) - len(body)) + body
    elif keyed and keyed.group("value"):
        mended = text[: keyed.start("value")] + json.dumps(keyed.group("value"))
    elif text.strip().startswith("-"):
        dash = text.index("-")
        mended = text[: dash + 1] + " " + json.dumps(text[dash + 1 :].strip())
    else:
        mended = ""
    if mended == text:
        mended = ""
    if mended == text:
        return False
    lines[slip.line] = mended
    return True
