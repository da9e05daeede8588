"""Creating and refreshing the translation beside a scenario, and the stamps that keep it honest."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from simulator.author import po
from simulator.author.rewriting import put
from simulator.scenario import text
from simulator.scenario.parse import Parsed, parse
from simulator.scenario.problems import Findings
from simulator.scenario.prose import one_line
from simulator.scenario.source import read, read_bytes

_STALE = "# ---- stale: the source is now this; change the translation above ----\n"
_MARKER = "\n# ---- still to translate (rewritten by badbuzz translate) ----\n"


@dataclass(frozen=True)
class Outcome:
    """What a refresh found."""

    translated: int
    total: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    problems: tuple[object, ...] = ()


def refresh(folder: Path, language: str) -> Outcome | None:
    """Stamp what is translated, list what is missing or stale; None if nothing could be read.

    A string whose source changed stays stale until its translation is changed too. What a
    translator wrote is never touched; new keys are added at the end.
    """
    parsed = _parsed(folder, language)
    if parsed is None or parsed.scenario is None:
        return None
    target = folder / f"text.{language}.yaml"
    if not target.exists():
        head = f"badbuzz: 1\nof: {parsed.scenario.id}\nlanguage: {language}\n"
        _replace(target, head)
    found = _read(target, parsed.scenario.id, language)
    if found is None:
        # Nothing is written over a file that cannot be read: its stamps would be lost.
        return None
    stamps_path = folder / f"stamps.{language}.yaml"
    stamps = _stamps(stamps_path)
    fresh, stale = _stamp(parsed.texts, found, stamps)
    wanted = [a for a in parsed.texts if not text.OPTIONAL.fullmatch(a)]
    missing = tuple(address for address in wanted if address not in found)
    _write_stamps(stamps_path, fresh)
    if missing or stale or _MARKER in target.read_text(encoding="utf-8"):
        _mark(target, missing, tuple(stale), parsed.texts)
    return Outcome(len(wanted) - len(missing), len(wanted), missing, tuple(stale))


def written_in(folder: Path) -> str:
    """Return the language that the scenario in *folder* is written in; "" if it cannot be read."""
    parsed = _parsed(folder, "")
    return parsed.scenario.language if parsed and parsed.scenario else ""


def _parsed(folder: Path, language: str) -> Parsed | None:
    """Return the scenario in *folder*; None if it cannot be read or is written in *language*."""
    findings = Findings(str(folder / "scenario.yaml"))
    data = read_bytes(folder / "scenario.yaml", findings)
    tree = read(data, findings) if data is not None else None
    parsed = parse(tree, findings) if tree is not None else None
    if parsed is None or parsed.scenario is None or parsed.scenario.language == language:
        return None
    return parsed


def export(folder: Path, language: str) -> str | None:
    """Return what is to be translated, and what is already, as PO; None as for `refresh`."""
    parsed = _parsed(folder, language)
    if parsed is None or parsed.scenario is None:
        return None
    target = folder / f"text.{language}.yaml"
    found = _read(target, parsed.scenario.id, language) if target.exists() else {}
    if found is None:
        return None
    _fresh, stale = _stamp(parsed.texts, found, _stamps(folder / f"stamps.{language}.yaml"))
    return po.write(
        (
            po.Entry(address, one_line(source), found.get(address, ""),
                     is_fuzzy=address in stale, note=f"scenario.yaml:{parsed.places[address][0]}")
            for address, source in _offered(parsed)
        ),
        language,
    )  # fmt: skip


def _offered(parsed: Parsed) -> list[tuple[str, str]]:
    return [(a, s) for a, s in parsed.texts.items() if not text.OPTIONAL.fullmatch(a)]


def take(folder: Path, language: str, data: bytes) -> Outcome | None:
    """Put the translations of the PO file *data* beside the scenario, then refresh.

    An entry still marked fuzzy, or without a translation, changes nothing. A source that changed
    since the export leaves its string stale: it was translated from an older text.
    """
    parsed = _parsed(folder, language)
    if parsed is None or refresh(folder, language) is None:
        return None
    known = dict(_offered(parsed))
    target, stamps_path = folder / f"text.{language}.yaml", folder / f"stamps.{language}.yaml"
    entries = [
        entry for entry in po.read(data.decode("utf-8-sig", "replace"))
        if entry.address in known and entry.translation.strip() and not entry.is_fuzzy
    ]  # fmt: skip
    written = target.read_text(encoding="utf-8")
    before = _read(target, parsed.scenario.id if parsed.scenario else "", language) or {}
    changed = {e.address: e.translation for e in entries if not _same(e, before)}
    head, marker, rest = written.partition(_MARKER)
    _replace(target, put(head, changed) + marker + rest if changed else written)
    stamps = _stamps(stamps_path)
    for entry in entries:
        stamps[entry.address] = (
            text.fingerprint(entry.source), text.fingerprint(entry.translation)
        )  # fmt: skip
    _write_stamps(stamps_path, stamps)
    return refresh(folder, language)


def _same(entry: po.Entry, before: dict[str, str]) -> bool:
    return text.fingerprint(entry.translation) == text.fingerprint(before.get(entry.address, ""))


def _replace(path: Path, content: str) -> None:
    """Write *content* to *path* whole or not at all."""
    handle, aside = tempfile.mkstemp(prefix=".badbuzz-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(content)
    # A temporary file is private; the translation is to be read by whoever could read it before.
    Path(aside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    Path(aside).replace(path)


def _stamp(
    source: dict[str, str], found: dict[str, str], stamps: dict[str, tuple[str, str]]
) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """Return the new stamps, and what is stale: its source changed, its translation did not."""
    fresh: dict[str, tuple[str, str]] = {}
    stale: list[str] = []
    for address in source.keys() & found.keys():
        now = (text.fingerprint(source[address]), text.fingerprint(found[address]))
        before = stamps.get(address, now)
        is_stale = before[0] != now[0] and before[1] == now[1]
        fresh[address] = before if is_stale else now
        if is_stale:
            stale.append(address)
    return fresh, sorted(stale, key=list(source).index)


def _read(path: Path, scenario: str, language: str) -> dict[str, str] | None:
    findings = Findings(str(path))
    data = read_bytes(path, findings)
    tree = read(data, findings) if data is not None else None
    if tree is None or findings.problems:
        return None
    return text.read_translation(tree, scenario, language, findings).texts


def _stamps(path: Path) -> dict[str, tuple[str, str]]:
    findings = Findings(str(path))
    if not path.exists():
        return {}
    data = read_bytes(path, findings)
    return text.read_stamps(data, findings) if data else {}


def _write_stamps(path: Path, stamps: dict[str, tuple[str, str]]) -> None:
    lines = [
        "# Written by badbuzz translate: fingerprints of each source string and its translation.\n"
    ]
    lines += [f"{address}: {ours} {theirs}\n" for address, (ours, theirs) in sorted(stamps.items())]
    _replace(path, "".join(lines))


def _mark(
    path: Path, missing: tuple[str, ...], stale: tuple[str, ...], source: dict[str, str]
) -> None:
    """List at the end, as comments, what is new and what is stale, each with its source."""
    lines: list[str] = []
    for title, addresses in (("", missing), (_STALE, stale)):
        blocks: dict[str, list[str]] = {}
        for address in addresses:
            block, _, rest = address.partition(".")
            shown = one_line(source[address])
            blocks.setdefault(block, []).append(f"#   {rest}: >\n#     {shown}\n")
        lines += [title] if blocks else []
        lines += [f"# {block}:\n{''.join(rows)}" for block, rows in blocks.items()]
    before = path.read_text(encoding="utf-8")
    kept = before.split(_MARKER)[0].rstrip("\n") + "\n"
    _replace(path, kept + (_MARKER + "".join(lines) if lines else ""))
