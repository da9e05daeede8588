"""The workshops that are kept: listed, and told as documents."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.documents import deliver, hand_out
from simulator.commands.keeping import declare_place, opened_store
from simulator.commands.speaking import DONE, WRONG, Add, Say, cache, complain, opened, speak

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.report.workshop.held import Held
    from simulator.store.store import Store
    from simulator.store.workshop_rows import Workshop

MOST = 1000
"""Workshops that are listed."""
SHORT = 8
"""Characters of an id that tell one workshop from another."""


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: workshops."""
    workshops = add("workshops", _("list the workshops that are kept"))
    workshops.add_argument("--json", action="store_true", help=_("as JSON"))
    declare_place(workshops, _)


def listing(options: argparse.Namespace, code: str) -> int:
    """List the workshops that are kept, the latest first."""
    language = speak(code)
    _ = language._
    with opened_store(options, language) as store:
        rows = numbered(store)
    if options.json:
        print(json.dumps([_row(n, row) for n, row in rows], ensure_ascii=False, indent=2))
        return DONE
    for number, row in rows:
        stands = _("open: names and votes are kept") if row.ended is None else _("closed")
        when = language.day(row.started)
        print(f"{number:>4}  {row.id[:SHORT]}  {when}  {safe.line(row.scenario)}  ({stands})")
    if not rows:
        print(_("No workshop is kept."))
    else:
        print(_("A report: badbuzz report --workshop {number}", number=rows[0][0]))
    return DONE


def numbered(store: "Store") -> "list[tuple[int, Workshop]]":
    """Return the workshops that are kept, the latest first, numbered from the oldest."""
    from simulator.store.workshops import history

    rows = history(store, limit=MOST)
    return [(len(rows) - place, row) for place, row in enumerate(rows)]


def _row(number: int, row: "Workshop") -> dict[str, object]:
    ended = None if row.ended is None else row.ended.isoformat()
    return {
        "number": number, "id": row.id, "scenario": row.scenario,
        "started": row.started.isoformat(), "ended": ended,
    }  # fmt: skip


def report(options: argparse.Namespace, language: "Language") -> int:
    """Write the report of a workshop, or its attendance sheet alone."""
    if refused := _refusal(options, language):
        complain(refused)
        return WRONG
    if options.workshop is None:
        return _empty_sheet(options, language)
    with opened_store(options, language) as store:
        row = chosen(store, options.workshop, language)
        if row is None:
            return WRONG
        done = _write(_held(store, row.id, options, language), options, language)
        if done == DONE and options.out and Path(options.out).is_file():
            _noted(store, row.id, options)
        return done


def _refusal(options: argparse.Namespace, language: "Language") -> str:
    _ = language._
    if options.exercise or options.log:
        return _("A report is of a play or of a workshop, not of both.")
    if options.attendance and options.format in {"csv", "json"}:
        return _("An attendance sheet is a page: html, pdf or md.")
    return ""


def chosen(store: "Store", wanted: str, language: "Language") -> "Workshop | None":
    """Return the workshop of that number or id, the last closed one for "", or say why not."""
    rows = numbered(store)
    if not rows:
        complain(language._("No workshop is kept."))
        return None
    if not wanted:
        # One that was only tried is not what somebody comes back for.
        return next((row for _number, row in rows if row.ended is not None), rows[0][1])
    return named(rows, wanted, language)


def named(
    rows: "list[tuple[int, Workshop]]", wanted: str, language: "Language"
) -> "Workshop | None":
    """Return the workshop of that number or id among *rows*, or say that there is none."""
    _ = language._
    found = [row for number, row in rows if wanted == str(number)]
    if not found and len(wanted) >= SHORT:
        found = [row for _number, row in rows if row.id.startswith(wanted)]
    if len(found) != 1:
        said = _("There is no workshop {number}. badbuzz workshops lists them.",
                 number=safe.line(wanted))  # fmt: skip
        complain(said)
        return None
    return found[0]


def _held(store: "Store", name: str, options: argparse.Namespace, language: "Language") -> "Held":
    from simulator.present.workshop.debrief import onward
    from simulator.report.workshop.held import Held
    from simulator.scenario.library import shipped
    from simulator.scenario.load import load
    from simulator.workshop.debrief import look_back
    from simulator.workshop.keeping import kept

    read = kept(store, name, cache=cache())
    found = look_back(read.loaded, read.log, read.stamps)
    loaded = (load(folder, cache=cache())[0] for folder in shipped())
    practice = onward(found, tuple(one for one in loaded if one))
    return Held(found, language, name, practice, not options.no_cases)


def _write(held: "Held", options: argparse.Namespace, language: "Language") -> int:
    from simulator.report.attendance import attendance
    from simulator.report.workshop.record import record, table
    from simulator.report.workshop.report import report as document

    if options.format == "json":
        text = json.dumps(record(held), ensure_ascii=False, indent=2) + "\n"
        return deliver(text.encode(), options.out, language, is_private=True)
    if options.format == "csv":
        text = table(held)
        return deliver(text.encode(), options.out, language, is_private=True)
    made = document(held)
    if options.attendance:
        made = attendance(language, held.title, held.found.names, held.played(), rows=4)
    return hand_out(made, options, language, is_private=True)


def _empty_sheet(options: argparse.Namespace, language: "Language") -> int:
    """Write a sheet to be printed before anybody is there."""
    from simulator.report.attendance import EMPTY_ROWS, attendance

    title = ""
    if options.scenario:
        loaded = opened(options.scenario, language)
        if loaded is None:
            return WRONG
        title = loaded.texts[loaded.language(language.code)].of("scenario", "title")
    return hand_out(attendance(language, title, rows=EMPTY_ROWS), options, language)


def _noted(store: "Store", name: str, options: argparse.Namespace) -> None:
    """Remember the file that was written of the workshop called *name*: erasing finds it again."""
    from simulator.store.copies import note, of_workshop

    note(store, of_workshop(name), Path(options.out))
