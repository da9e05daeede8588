"""Names and addresses that may belong to somebody real (W13).

What is kept for fiction may be used: example.org and its like (RFC 2606 and 6761), and numbers that
the authorities of France (ARCEP), the United Kingdom (Ofcom) and North America (555-01xx) give to
nobody.
"""

import re
from collections.abc import Iterator

from simulator.author.notes import Notes
from simulator.author.real_names import REAL
from simulator.scenario.words import bare

_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,4}[a-z]{2,12}"
MAIL = re.compile(rf"[\w.+-]{{1,40}}@({_DOMAIN})", re.IGNORECASE)
WEB = re.compile(rf"(?:https?://|www\.)({_DOMAIN})[^\s»”\"')]*", re.IGNORECASE)
RESERVED = re.compile(
    r"(?:.+\.)?(?:example\.(?:org|com|net)|[a-z0-9-]+\.(?:example|test|invalid)|localhost)",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w.@])@([A-Za-z0-9_][\w.]{1,29})")
PHONE = re.compile(
    r"(?<![\w,.])(?:\+\d{1,3}[ .\u00a0\u202f-]?)?(?:\(0?\d{1,4}\)[ .\u00a0\u202f-]?)?"
    r"\d(?:[ .\u00a0\u202f-]?\d){6,12}(?!\w)"
)
FICTION = re.compile(
    r"(?:33|0)(?:19900\d{4}|26191\d{4}|35301\d{4}|46571\d{4}|53649\d{4}|63998\d{4})"
    r"|(?:44|0)(?:20794[60]\d{4}|7700900\d{3}|1632960\d{3}|\d{3}496\d{4}|8081570\d{3})"
    r"|1?\d{3}55501\d\d|55501\d\d"
)
"""Digits alone, without spaces and `+`."""
AMERICAN = re.compile(r"(?:1[ .-])?(?:\d{3}[ .-])?\d{3}[.-]\d{4}")
"""Written without a 0 or a + before it."""


def names(notes: Notes) -> None:
    """Note what could be taken for somebody's name, account, mailbox or telephone."""
    study = notes.study
    ours = _ours(notes)
    for language, texts in study.loaded.texts.items():
        for address, said in texts.items():
            if address in {"scenario.licence", "scenario.authors"}:
                continue
            for code, quoted in found(said, ours):
                notes.add(code, address, address, language=language, quoted=quoted)


def found(said: str, ours: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each code with the words that it is about; *ours* are the names of this scenario."""
    for code, pattern in (("N101", MAIL), ("N105", WEB)):
        for match in pattern.finditer(said):
            if not RESERVED.fullmatch(match[1]):
                yield code, match[0]
    yield from (("N102", m[0].strip()) for m in PHONE.finditer(said) if _is_dialled(m[0]))
    without = MAIL.sub(" ", said)
    for match in HANDLE.finditer(without):
        if _plain(match[1]) not in ours:
            yield "N103", match[0]
    yield from (("N104", match[0]) for match in REAL.finditer(said))


def _is_dialled(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    if FICTION.fullmatch(digits) or len(digits) < 7:  # noqa: PLR2004 - shorter ones are not numbers
        return False
    return written.startswith(("+", "0", "(")) or bool(AMERICAN.fullmatch(written.strip()))


def _ours(notes: Notes) -> set[str]:
    """Return the names of people and of the organisation, written as a handle would be."""
    ours: set[str] = set()
    for texts in notes.study.loaded.texts.values():
        for address, said in texts.items():
            is_name = address.startswith(("personas.", "variables.", "organisation.", "channels."))
            if is_name and (address.endswith(".name") or address.startswith("variables.")):
                ours.add(_plain(said))
                ours.update(_plain(part) for part in said.split())
    ours.update(persona.id for persona in notes.study.loaded.scenario.personas)
    return ours


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", bare(name))
