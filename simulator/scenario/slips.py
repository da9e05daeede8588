"""The slips that everybody makes in YAML, recognised on the raw line: each has its sentence.

A communicator writes `ask: Lena's question: what now?` and YAML answers "mapping values are not
allowed here". What she needs is "the colon after *question* cuts your sentence in two".
"""

import json
import re
from dataclasses import dataclass

# `[ ]`, not `\s`: a no-break space after the colon does not make a key.
_KEYED = re.compile(
    r"^(?P<lead>[ ]*(?:- +)*)(?P<key>[^\s:#][^:#]*?)[ ]*:(?:[ ]+(?P<value>\S.*))?[ ]*$"
)
_SPECIAL = {"@": "Y103", "*": "Y105", "!": "Y106", "%": "Y107", "`": "Y120", "&": "Y120"}
_CLOSERS = {"[": "]", "{": "}"}
_GLUED = re.compile(r"[\w-]:[\[{]")
_LIST = re.compile(r"\[[\w-]+(?:, *[\w-]+)*,? *")
_ESCAPE = re.compile(
    r'\\(?:[0abt\tnvfre "/\\N_LP]|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|'
    r"U(?!0000[dD][89a-fA-F])00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})"
)
_NO_CHARACTER = re.compile(r"\\U(?!000[0-9a-fA-F]|0010)[0-9a-fA-F]{8}")
_SPACES = " \t\u00a0\u202f\u2009\u3000"
_CURLY = "\u201c\u201d\u2018\u00ab"


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong on a line; line and column count from 0 here."""

    code: str
    line: int
    column: int
    quoted: str


def diagnose(
    lines: list[str], number: int, column: int, context: str = "", begun: tuple[int, int] = (-1, 0)
) -> Slip:
    """Say what the syntax error that YAML places at *number*, *column* most likely is.

    *context* is what YAML was reading, and *begun* where that began.
    """
    if 0 <= begun[0] < min(number, len(lines)) and (slip := _begun(lines, context, *begun)):
        return slip
    for candidate in (number, number - 1):
        at = column if candidate == number else -1
        if 0 <= candidate < len(lines) and (slip := _on_line(lines[candidate], candidate, at)):
            return slip
    number = min(number, len(lines) - 1)
    text = lines[number]
    if not text.strip() and number:
        number, text = number - 1, lines[number - 1]
        column = 0
    return Slip("Y111", number, min(column, max(len(text) - 1, 0)), text.strip())


def beyond(lines: list[str]) -> Slip | None:
    """Find an escape for no character; the YAML library in Python gives no place for it."""
    for number, text in enumerate(lines):
        if _NO_CHARACTER.search(text):
            return diagnose(lines, number, 0)
    return None


def _begun(lines: list[str], context: str, number: int, column: int) -> Slip | None:
    """Look at the line where something began that a later line could not go on with."""
    text = lines[number]
    quoted = text[column:].strip()
    if "quoted scalar" in context:
        return Slip("Y108", number, column, quoted)
    if "simple key" in context:
        return _on_line(text, number, column) or Slip("Y111", number, column, quoted)
    if "flow" in context and text[column : column + 1] in _CLOSERS:
        if "#" in quoted:
            return Slip("Y104", number, column + text[column:].index("#"), quoted)
        if not quoted.endswith((_CLOSERS[text[column]], ",")):
            return Slip("Y122", number, column, quoted)
    return None


def _on_line(  # noqa: C901, PLR0911 - one line a slip, in the order of how sure each is
    text: str, number: int, column: int
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
    if keyed and (value in {"?", "-"} or value[:2] in {"? ", "- "}):
        return Slip("Y123", number, start, value)
    if keyed and value[0] in ">|" and value[1:].strip(" +-0123456789"):
        return Slip("Y124", number, start, value)
    if value[0] in "'\"":
        return _in_quotes(value, start, number)
    if value[0] in _CLOSERS:
        return _in_brackets(text, value, start, number, column)
    if value[0] in _CURLY and ": " in value:
        return Slip("Y109", number, start, value)
    inner = re.search(r":(?:\s|$)", value)
    if inner and keyed:
        return Slip("Y101", number, start + inner.start(), value)
    if re.match(r"^[^\s:]+:[^ ]", body) and not keyed:
        return Slip("Y121", number, indent, text.strip())
    return None


def _in_brackets(text: str, value: str, start: int, number: int, column: int) -> Slip | None:
    if not value.rstrip().endswith(("]", "}", ",")):
        return Slip("Y122", number, start, value)
    if glued := _GLUED.search(value):
        # The two YAML libraries stop at different places here: none is looked at.
        return Slip("Y121", number, start + glued.end() - 1, value)
    if text[column : column + 1] == ":":
        return Slip("Y101", number, column, value)
    before = text[:column].rstrip()
    if before.endswith(("'", '"')):
        return Slip("Y108", number, len(before) - 1, value)
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
    rest = _ESCAPE.sub("  ", inner)
    if quote == '"' and "\\" in rest:
        return Slip("Y111", number, start, body)
    return None


def mend(lines: list[str], slip: Slip, *, again: bool = False) -> bool:
    """Quote the value on the slip's line, so that reading can go on; False if nothing changed.

    A line that did not get better the first time is left out.
    """
    text = lines[slip.line]
    mended = "" if again else _mended(lines, slip, text)
    lines[slip.line] = "" if mended == text else mended
    return lines[slip.line] != text


def _mended(lines: list[str], slip: Slip, text: str) -> str:
    keyed = _KEYED.match(text)
    body = text.lstrip(_SPACES)
    indent, above = len(text) - len(body), _indent_above(lines, slip.line)
    if slip.code in {"Y102", "Y110"}:
        return " " * max(indent, above) + body
    if slip.code == "Y121":
        place = (
            text.rfind(":", 0, slip.column)
            if text[slip.column : slip.column + 1] in _CLOSERS
            else -1
        )
        place = place if place >= 0 else text.find(":")
        return f"{text[: place + 1]} {text[place + 1 :]}"
    if slip.code == "Y122" and _LIST.fullmatch(text[slip.column :]):
        return text + "]"
    if slip.code == "Y111" and above < indent:
        return " " * above + body
    if keyed and keyed.group("value"):
        return text[: keyed.start("value")] + json.dumps(keyed.group("value"))
    if body.startswith("-"):
        dash = text.index("-")
        return text[: dash + 1] + " " + json.dumps(text[dash + 1 :].strip())
    return ""


def _indent_above(lines: list[str], number: int) -> int:
    above = next((text for text in reversed(lines[:number]) if text.strip()), "")
    indent = len(above) - len(above.lstrip(" "))
    return indent + 2 if above.rstrip().endswith((":", ">", "|")) else indent
