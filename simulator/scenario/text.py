"""Translations beside the scenario, keyed by address: missing, stale, extra.

`text.<lang>.yaml` holds the strings; `stamps.<lang>.yaml`, written by `badbuzz translate`, keeps a
fingerprint of each source string and of its translation, so that a source edited since is known.
"""

import hashlib
import re
from dataclasses import dataclass, field

from simulator.scenario.fields import QUOTE, VARIABLE, near
from simulator.scenario.model import FORMAT
from simulator.scenario.parse import Parsed
from simulator.scenario.problems import Findings, Place
from simulator.scenario.source import read
from simulator.scenario.tree import Mapping, Scalar

OPTIONAL = re.compile(
    r"variables\..*|personas\.[^.]+\.name|organisation\.(name|hours)|scenario\.(authors|licence)"
)
"""What may stay as in the source: names, licences, hours."""
_STAMP = re.compile(r"([a-z0-9][a-z0-9 .-]*[a-z0-9]): ([0-9a-f]{8}) ([0-9a-f]{8})")


@dataclass
class Translation:
    """One translation file as read."""

    language: str
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


def fingerprint(text: str) -> str:
    """Return eight hexadecimal digits that change with the words of *text*, not its wrapping."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def read_translation(
    tree: Mapping, scenario: str, language: str, findings: Findings
) -> Translation:
    """Read the blocks of *tree*; what is not a text under an address is noted."""
    found = Translation(language)
    head = {"badbuzz": str(FORMAT), "of": scenario, "language": language}
    seen: set[str] = set()
    for key, value in tree.entries:
        if key.text in head:
            seen.add(key.text)
            if not isinstance(value, Scalar) or value.text.strip() != head[key.text]:
                word = value.text if isinstance(value, Scalar) else ""
                findings.add("T104", value.at, key=key.text, wanted=head[key.text], word=word)
        elif isinstance(value, Mapping):
            for address, text in value.entries:
                _keep(found, f"{key.text}.{address.text}", address, text, findings)
        elif not (isinstance(value, Scalar) and not value.text):
            findings.add("S103", value.at, key=key.text, wanted="mapping")
    for name in head.keys() - seen:
        findings.add("S102", (1, 1), key=name, owner="translation")
    return found


def _keep(found: Translation, address: str, key: Scalar, value: object, findings: Findings) -> None:
    if not isinstance(value, Scalar):
        findings.add("S103", key.at, key=address, wanted="text")
        return
    text = value.text.strip()
    if text:
        found.texts[address] = text
        found.places[address] = key.at
    else:
        findings.add("S120", key.at, key=address)


def read_stamps(data: bytes, findings: Findings) -> dict[str, tuple[str, str]]:
    """Return address -> (fingerprint of the source, of the translation) when last stamped."""
    written = _as_written(data)
    if written is not None:
        return written
    stamps: dict[str, tuple[str, str]] = {}
    tree = read(data, findings)
    for key, value in tree.entries if tree else []:
        words = value.text.split() if isinstance(value, Scalar) else []
        if len(words) == 2:  # noqa: PLR2004 - source and translation
            stamps[key.text] = (words[0], words[1])
    return stamps


def _as_written(data: bytes) -> dict[str, tuple[str, str]] | None:
    """Return what `badbuzz translate` wrote, read at once; None where somebody else wrote too.

    A crisis has a thousand of these lines: as YAML they took a fifth of the time that it loads in.
    """
    try:
        lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError:
        return None
    if lines[0].startswith("#"):
        del lines[0]
    if lines and not lines[-1]:
        del lines[-1]
    found = [_STAMP.fullmatch(line) for line in lines]
    stamps = {match[1]: (match[2], match[3]) for match in found if match}
    return stamps if len(stamps) == len(lines) else None


def check_translation(
    parsed: Parsed,
    found: Translation,
    stamps: dict[str, tuple[str, str]],
    findings: Findings,
    source: str,
) -> None:
    """Note what is missing, stale or extra in *found*; each note names both places."""
    wanted = {**parsed.texts, **{f"variables.{k}": v for k, v in parsed.variables.items()}}
    for address, text in wanted.items():
        place = Place(source, *parsed.places.get(address, (0, 0)))
        if address not in found.texts:
            if not OPTIONAL.fullmatch(address):
                findings.add("T101", _beside(found, wanted, address), address=address, source=place)
            continue
        at = found.places[address]
        if not OPTIONAL.fullmatch(address):
            _check_stamp(address, text, found, stamps, findings, at, place)
        _check_words(address, text, found, findings, at)
    for address, at in found.places.items():
        if address not in wanted:
            findings.add("T103", at, near(address, wanted), address=address)


def _beside(found: Translation, wanted: dict[str, str], address: str) -> tuple[int, int]:
    """Return the place of the string after which a missing one belongs."""
    before = (0, 0)
    for other in wanted:
        if other == address:
            return before
        before = found.places.get(other, before)
    return before


def _check_stamp(  # noqa: PLR0913, PLR0917 - one string seen from both sides
    address: str, text: str, found: Translation, stamps: dict[str, tuple[str, str]],
    findings: Findings, at: tuple[int, int], place: Place,
) -> None:  # fmt: skip
    stamp = stamps.get(address)
    if stamp is None:
        findings.add("T105", at, address=address)
    elif stamp[0] != fingerprint(text):
        touched = stamp[1] != fingerprint(found.texts[address])
        findings.add("T105" if touched else "T102", at, address=address, source=place)


def _check_words(
    address: str, text: str, found: Translation, findings: Findings, at: tuple[int, int]
) -> None:
    translated = found.texts[address]
    if "<" in text + translated and not address.startswith("variables."):
        ours, theirs = set(VARIABLE.findall(text)), set(VARIABLE.findall(translated))
        # A variable may be turned around in a sentence that has no room for it; a quote may not.
        if QUOTE in ours - theirs:
            findings.add("T107", at, name=QUOTE, side="source")
        for name in sorted(theirs - ours):
            findings.add("T107", at, name=name, side="translation")
    if address.endswith(".quotable"):
        base = address.removesuffix(".quotable")
        whole = found.texts.get(f"{base}.publishes") or found.texts.get(f"{base}.text", "")
        if " ".join(translated.split()) not in " ".join(whole.split()):
            findings.add("T106", at, quoted=translated)
