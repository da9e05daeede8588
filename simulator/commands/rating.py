"""Letting others rate the options, and taking their sheets back as a key."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.contesting import contested_in
from simulator.commands.documents import deliver
from simulator.commands.keeping import declare_place
from simulator.commands.speaking import (
    DONE,
    WRONG,
    Add,
    Say,
    complain,
    describe,
    opened,
    speak,
)

if TYPE_CHECKING:
    from simulator.author.agreement import Marks
    from simulator.language import Language
    from simulator.scenario.load import Loaded


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: key."""
    key = add("key", _("let others rate the options without seeing your ratings"))
    key.add_argument(
        "action",
        choices=("export", "import"),
        help=_("export: a blind sheet; import: its way back"),
    )
    key.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    key.add_argument(
        "sheets", nargs="*", metavar=_("SHEET"),
        help=_("import: sheets that raters filled in; export: plays kept with --log"),
    )  # fmt: skip
    key.add_argument(
        "--format", choices=("text", "csv"), default="text",
        help=_("text: a questionnaire (if not said); csv: lines to be filled in"),
    )  # fmt: skip
    declare_place(key, _)


def key(options: argparse.Namespace, code: str) -> int:
    """Write a blind sheet of a scenario's options, or take sheets back."""
    language = speak(code)
    loaded = opened(options.path, language)
    if loaded is None:
        return WRONG
    if options.action == "import":
        return _import(options, loaded, language)
    if options.format == "csv":
        from simulator.author.sheets import blank_sheet

        print(blank_sheet(loaded, code), end="")
        return DONE
    from simulator.report.sheet import disputed, sheet

    rows = contested_in(options, loaded, options.sheets, language)
    if rows is None:
        return WRONG
    print(sheet(loaded, language) + disputed(loaded, language, rows))
    return DONE


def _import(options: argparse.Namespace, loaded: "Loaded", language: "Language") -> int:
    from simulator.author.agreement import keyed, marks, settled
    from simulator.author.sheets import write_sheet
    from simulator.scenario.library import find

    _ = language._
    if not options.sheets:
        complain(_("name at least one sheet: badbuzz key import PATH SHEET"))
        return WRONG
    sheets = [sheet_of(name, loaded, language) for name in options.sheets]
    read = [sheet for sheet in sheets if sheet is not None]
    if len(read) < len(sheets):
        return WRONG
    ours = marks(loaded.key)
    for name, sheet in zip(options.sheets, read, strict=True):
        print(safe.line(name))
        _agreement(ours, sheet, language)
    found = settled(read)
    version = keyed(loaded, found).key_version
    place = find(options.path)
    folder = place if place.is_dir() else place.parent
    return deliver(write_sheet(found).encode(), str(folder / f"key.{version}.csv"), language)


def sheet_of(name: str, loaded: "Loaded", language: "Language") -> "Marks | None":
    """Return the marks in the file *name*, or say what is wrong with it."""
    from simulator.author.sheets import is_of_another, legend, read_sheet
    from simulator.scenario.problems import Findings
    from simulator.scenario.source import read_bytes

    findings = Findings(name)
    data = read_bytes(Path(name), findings)
    for problem in findings.problems:
        complain(describe(problem, language))
    if data is None:
        return None
    text, known = data.decode("utf-8-sig", "replace"), legend(loaded)
    if is_of_another(text, known):
        said = language._(
            "{file}: this sheet was made before scenes, options or looks changed: its numbers and "
            "letters may mean something else now. Export it again, or import it into the scenario "
            "as it was.",
            file=safe.line(name),
        )
        complain(said)
        return None
    found, wrong = read_sheet(text, loaded.key, known)
    for row in wrong[:20]:
        said = language._("nothing here is called '{word}'", word=row.word)
        complain(f"{safe.line(name)}:{row.line}: {said}")
    if not found:
        complain(language._("{file}: no mark in it can be used", file=safe.line(name)))
        return None
    return found


def _agreement(ours: "Marks", theirs: "Marks", language: "Language") -> None:
    """Print how far a sheet agrees with our key, per principle and per option."""
    from simulator.author.agreement import compare, grouped
    from simulator.present.briefing import principle_name

    _ = language._
    words = "  {name}: {pairs}, {difference:.2f}, {near:.0f} %, {conflicts}"
    print(_("  principle: marks by both, mean difference, within one mark, opposite signs"))
    for name, group in grouped(ours, 2).items():
        found = compare(group, theirs)
        if found.pairs:
            print(words.format(name=principle_name(language, name), pairs=found.pairs,
                               difference=found.difference, near=100 * found.near,
                               conflicts=found.conflicts))  # fmt: skip
    print(_("  options, those that differ most first"))
    compared = [(name, compare(group, theirs)) for name, group in grouped(ours, 0).items()]
    compared.sort(key=lambda row: (-row[1].conflicts, -row[1].difference))
    for name, found in compared:
        if found.pairs:
            print(words.format(name=name, pairs=found.pairs, difference=found.difference,
                               near=100 * found.near, conflicts=found.conflicts))  # fmt: skip
