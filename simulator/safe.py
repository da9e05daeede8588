"""Untrusted text made inert: one function, used when a file is read and at every edge.

Whatever comes from a scenario, a file name, a participant or a database row may hold terminal
escapes, bidirectional overrides or invisible characters. `clean` keeps what people write and shows
a mark in place of everything else, so that nothing acts and nothing hides.
"""

import re
import unicodedata

MARK = "\N{REPLACEMENT CHARACTER}"
MAX_LENGTH = 20_000
MAX_COMBINING = 8

_BLANKS = re.compile("[ \n\r\t]+")
_JOINER = "\u200d"
_VARIATION = "\ufe0f"
_KEYCAP = "\u20e3"
_SKIN_TONES = {chr(code) for code in range(0x1F3FB, 0x1F400)}
# Nearly all text is plain; one search decides whether the slow path is needed.
_SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U000e01ef\U000efffe-\U0010ffff]|"
    "[^\x00-\u02ff\u2010-\u2027\u202f\u20ac]"
)


def clean(text: str, limit: int = MAX_LENGTH) -> str:
    """Return *text* with nothing in it that a terminal, a page or a reader could trip over.

    Line ends become newlines and tabs spaces; control, format, private and unassigned-forever
    characters become a visible mark; at most eight combining marks stay on one letter; the result
    is in normal form C and at most *limit* characters long.
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if not _SUSPECT.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", _without_surrogates(text))
    kept: list[str] = []
    combining = 0
    for position, char in enumerate(text):
        combining = combining + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if combining > MAX_COMBINING:
            continue
        kept.append(char if _is_plain(text, position) else MARK)
    # In normal form C a few characters are written as several.
    return "".join(kept[:limit])


def line(text: str, limit: int = 100) -> str:
    """Return *text* clean, on one line and at most *limit* characters long, to be quoted."""
    # Not split(): the no-break spaces of French are part of what is quoted.
    return clean(_BLANKS.sub(" ", text[: limit * 4]).strip(), limit)


def cell(text: str) -> str:
    """Return *text* so that a spreadsheet shows it and does not compute it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _without_surrogates(text: str) -> str:
    return "".join(MARK if 0xD800 <= ord(char) <= 0xDFFF else char for char in text)


def _is_plain(text: str, position: int) -> bool:
    char = text[position]
    if char == "\n":
        return True
    if char in {_JOINER, _VARIATION}:
        # Emoji sequences are people's text; the same characters elsewhere only hide things.
        before = text[position - 1 : position]
        if char == _VARIATION and text[position + 1 : position + 2] == _KEYCAP:
            return before in set("0123456789#*")
        return bool(before) and (
            unicodedata.category(before) == "So" or before == _VARIATION or before in _SKIN_TONES
        )
    category = unicodedata.category(char)
    if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return False
    return char not in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0" and not (
        0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
    )
