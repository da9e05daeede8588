"""Creating and refreshing the translation beside a scenario, and the stamps that keep it honest."""

from dataclasses import dataclass
from pathlib import Path

from simulator.scenario import text
from simulator.scenario.parse import parse
from simulator.scenario.problems import Findings
from simulator.scenario.source import read, read_bytes

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
    """Stamp what is translated, add what is missing as empty keys; None if nothing could be read.

    A string whose source changed stays stale until its translation is changed too. What a
    translator wrote is never touched; new keys are added at the end.
    """
    findings = Findings(str(folder / "scenario.yaml"))
    data = read_bytes(folder / "scenario.yaml", findings)
    tree = read(data, findings) if data is not None else None
    if tree is None:
        return None
    parsed = parse(tree, findings)
    if parsed.scenario is None or parsed.scenario.language == language:
        return None
    target = folder / f"text.{language}.yaml"
    if not target.exists():
        head = f"badbuzz: 1\nof: {parsed.scenario.id}\nlanguage: {language}\n"
        target.write_text(head, encoding="utf-8")
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
    if missing or _MARKER in target.read_text(encoding="utf-8"):
        _add(target, missing, parsed.texts)
    return Outcome(len(wanted) - len(missing), len(wanted), missing, tuple(stale))


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
    return text.read_stamps(read(data, findings)) if data else {}


def _write_stamps(path: Path, stamps: dict[str, tuple[str, str]]) -> None:
    lines = [
        "# Written by badbuzz translate: fingerprints of each source string and its translation.\n"
    ]
    lines += [f"{address}: {ours} {theirs}\n" for address, (ours, theirs) in sorted(stamps.items())]
    path.write_text("".join(lines), encoding="utf-8")


def _add(path: Path, missing: tuple[str, ...], source: dict[str, str]) -> None:
    """Add the missing addresses as comments with their source, for the translator to fill in."""
    blocks: dict[str, list[str]] = {}
    for address in missing:
        block, _, rest = address.partition(".")
        shown = " ".join(source[address].split())
        blocks.setdefault(block, []).append(f"#   {rest}: >\n#     {shown}\n")
    lines = [f"# {block}:\n{''.join(rows)}" for block, rows in blocks.items()]
    before = path.read_text(encoding="utf-8")
    kept = before.split(_MARKER)[0].rstrip("\n") + "\n"
    path.write_text(kept + (_MARKER + "".join(lines) if lines else ""), encoding="utf-8")
