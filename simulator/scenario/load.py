"""The only door: from a path to a playable scenario, or to every problem in its files."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from simulator.scenario import compiled, house, text
from simulator.scenario.check import check
from simulator.scenario.codes import CODES
from simulator.scenario.fields import VARIABLE
from simulator.scenario.library import is_there
from simulator.scenario.model import Key, Scenario, Texts
from simulator.scenario.parse import Parsed, parse
from simulator.scenario.problems import Findings, Problem, Weight, ordered, without_echoes
from simulator.scenario.shapes import PLAN_PARTS
from simulator.scenario.source import read, read_bytes

FILE = "scenario.yaml"
REACH = "reach.json"
_TRANSLATION = re.compile(r"text\.([a-z]{2})\.yaml")
_BESIDE = re.compile(r"(?:text|stamps)\.[a-z]{2}\.yaml")
MAX_FILES = 20


@dataclass(frozen=True)
class Loaded:
    """A scenario ready to be played, in every language it has."""

    scenario: Scenario
    key: Key
    texts: Mapping[str, Texts]
    """Strings by language; variables already stand for themselves."""
    digest: str
    """SHA-256 of the scenario and its translations as they were read."""
    key_version: str
    """Fingerprint of the ratings; kept with every score."""
    organisation: Mapping[str, str] = field(default_factory=dict)
    """What `--with` laid over it; kept in the log."""
    reach: tuple[int, int] | None = None
    """The worst and best totals that any play can earn; None where nobody has proved them."""
    files: "Files | None" = field(default=None, compare=False, repr=False)
    """The bytes it was read from, kept with what is played on it."""
    house: bytes = field(default=b"", compare=False, repr=False)
    """The organisation file that was laid over it, as it was read."""

    def language(self, wanted: str) -> str:
        """Return *wanted* if the scenario has it, else the language it was written in."""
        return wanted if wanted in self.texts else self.scenario.language


@dataclass(frozen=True)
class Files:
    """The bytes of one scenario."""

    folder: Path
    name: str
    """How the folder was named by whoever asked; shown in messages."""
    scenario: bytes
    others: Mapping[str, bytes]
    """Translation and stamp files by name."""
    problems: tuple[Problem, ...] = ()
    """Why some of them could not be opened."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every file and its name."""
        total = hashlib.sha256(self.scenario)
        for name in sorted(self.others):
            total.update(name.encode() + b"\0" + hashlib.sha256(self.others[name]).digest())
        return total.hexdigest()


@dataclass(frozen=True)
class House:
    """The bytes of an organisation file."""

    name: str
    data: bytes


def load(
    path: Path, organisation: Path | None = None, *, cache: Path | None = None
) -> tuple[Loaded | None, list[Problem]]:
    """Read the scenario at *path* (a folder, or its scenario.yaml) and everything beside it.

    Returns the scenario (None if an error makes it unplayable) and all problems, in the order of
    the files. With *cache*, a folder, an unchanged scenario is read from its compiled form there;
    only a scenario without a single problem is kept in it.
    """
    findings = Findings(str(path))
    files = read_files(path, findings)
    if files is None:
        return None, findings.problems
    parts, problems = _parts_of(files, cache)
    if parts is None:
        return None, problems
    laid = None
    if organisation is not None:
        findings = Findings(str(organisation))
        data = read_bytes(organisation, findings, house.MAX_BYTES)
        if data is None:
            return None, [*problems, *ordered(findings.problems)]
        laid = House(str(organisation), data)
    found, problems = finish(parts, files, laid, problems)
    known = "" if organisation else parts.play_version
    return (replace(found, reach=_reach(files.folder, found, known)) if found else None), problems


def load_files(
    files: Files,
    organisation: bytes | None,
    *,
    cache: Path | None = None,
    reach: tuple[int, int] | None = None,
) -> tuple[Loaded | None, list[Problem]]:
    """Return what `load` does, from bytes that were read before, with *reach* as proven then."""
    parts, problems = _parts_of(files, cache)
    if parts is None:
        return None, problems
    laid = House(files.name, organisation) if organisation is not None else None
    found, problems = finish(parts, files, laid, problems)
    return (replace(found, reach=reach) if found else None), problems


def _parts_of(files: Files, cache: Path | None) -> tuple[compiled.Parts | None, list[Problem]]:
    parts = compiled.read(cache, files.digest) if cache and not files.problems else None
    problems: list[Problem] = []
    if parts is None:
        whole = parse_files(files)
        parts, problems = whole.parts, whole.problems
        if parts is not None and cache and not problems:
            compiled.write(cache, files.digest, parts)
    return parts, problems


def read_files(path: Path, findings: Findings) -> Files | None:
    """Return the bytes of the scenario at *path* and of what stands beside it."""
    is_file = path.name.endswith((".yaml", ".yml")) or (is_there(path) and not path.is_dir())
    folder = path.parent if is_file else path
    main = path if folder != path else path / FILE
    if not is_there(main) and is_there(folder) and folder.is_dir():
        findings.add("F107")
        return None
    findings.file = str(main)
    data = read_bytes(main, findings)
    if data is None:
        return None
    others: dict[str, bytes] = {}
    problems: list[Problem] = []
    names = sorted(beside.name for beside in folder.glob("*.yaml"))
    wanted = [name for name in names if _BESIDE.fullmatch(name)] if main.name == FILE else []
    for name in wanted[:MAX_FILES]:
        found = Findings(str(folder / name))
        content = read_bytes(folder / name, found)
        problems.extend(found.problems)
        if content is not None:
            others[name] = content
    return Files(folder, str(main), data, others, tuple(problems))


class Read(NamedTuple):
    """What the files of a scenario hold; `parts` is None when it cannot be played."""

    parts: compiled.Parts | None
    problems: list[Problem]
    parsed: Parsed | None = None
    translations: Mapping[str, text.Translation] = {}


def parse_files(files: Files) -> Read:
    """Read *files* whole, and check what reading can check."""
    findings = Findings(files.name)
    tree = read(files.scenario, findings)
    if tree is None:
        return Read(None, [*ordered(findings.problems), *files.problems])
    parsed = parse(tree, findings)
    check(parsed, findings)
    problems = [*ordered(without_echoes(findings.problems)), *files.problems]
    translations: dict[str, text.Translation] = {}
    if parsed.scenario is not None:
        for name, data in files.others.items():
            if match := _TRANSLATION.fullmatch(name):
                translations[match[1]] = _translation(files, parsed, match[1], data, problems)
    if parsed.scenario is None or any(is_fatal(problem) for problem in problems):
        return Read(None, problems)
    return Read(_parts(parsed, translations), problems, parsed, translations)


def _translation(
    files: Files, parsed: Parsed, language: str, data: bytes, problems: list[Problem]
) -> text.Translation:
    beside = Findings(str(files.folder / f"text.{language}.yaml"))
    tree = read(data, beside)
    found = text.Translation(language)
    if tree is not None and parsed.scenario is not None:
        found = text.read_translation(tree, parsed.scenario.id, language, beside)
        stamps = files.others.get(f"stamps.{language}.yaml")
        stamping = Findings(str(files.folder / f"stamps.{language}.yaml"))
        stamped = text.read_stamps(stamps, stamping) if stamps else {}
        text.check_translation(parsed, found, stamped, beside, files.name)
        # A stamp file without a line yet is none: nothing has been translated.
        problems.extend(p for p in ordered(stamping.problems) if p.code != "F106")
    problems.extend(ordered(without_echoes(beside.problems)))
    return found


def _parts(parsed: Parsed, translations: Mapping[str, text.Translation]) -> compiled.Parts:
    scenario = parsed.scenario
    assert scenario is not None  # noqa: S101 - the caller looked
    texts = {scenario.language: {**parsed.texts}}
    own = {f"variables.{name}": value for name, value in parsed.variables.items()}
    texts[scenario.language].update(own)
    for language, found in translations.items():
        # A string without its translation is shown in the author's language rather than not at all.
        texts[language] = {**texts[scenario.language], **found.texts}
    return compiled.Parts(scenario, parsed.key, texts)


def finish(
    parts: compiled.Parts, files: Files, organisation: House | None, problems: list[Problem]
) -> tuple[Loaded | None, list[Problem]]:
    """Lay the organisation over what was read, and make it ready to be played."""
    laid: dict[str, str] = {}
    scenario = parts.scenario
    if organisation is not None:
        findings = Findings(organisation.name)
        over = house.read(organisation.data, findings, parts)
        problems = [*problems, *ordered(findings.problems)]
        if over is None or any(is_fatal(problem) for problem in findings.problems):
            return None, problems
        laid = over.texts
        written = {*scenario.plan, *over.plan}
        scenario = replace(
            scenario,
            hours=over.hours if over.has_hours else scenario.hours,
            targets=over.targets,
            plan=tuple(part for part in PLAN_PARTS if part in written),
        )
    texts = compiled.Lazy(parts.texts, partial(fill, laid=laid))
    version = parts.key_version or compiled.key_version(parts.key)
    data = organisation.data if organisation else b""
    found = Loaded(scenario, parts.key, texts, files.digest, version, laid, files=files, house=data)
    return found, problems


def _reach(folder: Path, found: Loaded, known: str) -> tuple[int, int] | None:
    """Return what `badbuzz explore --write` proved, if it was proved of this very scenario.

    Its play version is *known*, or "" when it still has to be made.
    """
    try:
        row = json.loads((folder / REACH).read_text(encoding="utf-8"))
        if row["play"] != (known or compiled.play_version(found.scenario, found.key)):
            return None
        return int(row["worst"]), int(row["best"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def fill(texts: Mapping[str, str], laid: Mapping[str, str]) -> Texts:
    """Return *texts* with *laid* over them and every variable replaced, once."""
    filled = Texts({**texts, **laid})
    prefix = "variables."
    variables = {key.removeprefix(prefix): filled[key] for key in filled if key.startswith(prefix)}
    if not variables:
        return filled

    def put(match: re.Match[str]) -> str:
        return variables.get(match[1], match[0])

    for address, found in filled.items():
        if "<" in found:
            filled[address] = VARIABLE.sub(put, found)
    return filled


def weight(problem: Problem) -> Weight:
    """Return how much *problem* matters."""
    return problem.weight or CODES[problem.code].weight


def is_error(problem: Problem) -> bool:
    """Say whether *problem* is an error; the rest are warnings and advice."""
    return weight(problem) is Weight.ERROR


def is_fatal(problem: Problem) -> bool:
    """Say whether *problem* keeps a scenario from being played: a late translation does not."""
    return is_error(problem) and not problem.code.startswith("T")
