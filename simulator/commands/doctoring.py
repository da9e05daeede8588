"""`badbuzz doctor`: what is kept where, whether it is whole, and what to do if it is not."""

import argparse
import locale
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator import crash, safe, settings
from simulator.commands import keeping
from simulator.commands.speaking import DONE, PROBLEMS, Add, Say, cache, speak

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.store.health import Health

Line = tuple[str, str]
"""A mark ("ok", "!" for what wants seeing to, "" for what is only told) and what it says."""
SMALLEST = (80, 24)


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: doctor."""
    doctor = add("doctor", _("look after what is kept, and this terminal; changes nothing"))
    keeping.declare_place(doctor, _)


def doctor(options: argparse.Namespace, code: str) -> int:
    """Say how everything is doing; 1 if something wants seeing to."""
    from simulator.store.health import look

    language = speak(code)
    _ = language._
    found = look(options.data, database=options.database)
    marks = set()
    for title, lines in (
        (_("Program"), _program(language)),
        (_("What is kept"), _kept(found, language)),
        (_("Copies"), _copies(found, language)),
        (_("Beside that"), _beside(language)),
        (_("This terminal"), _terminal(language)),
    ):
        print(title)
        for mark, text in lines:
            marks.add(mark)
            print(f"  {f'[{mark}]' if mark else '':4} {safe.line(text, 500)}".rstrip())
    is_well = found.is_well and "!" not in marks
    print(_("All is well.") if is_well else _("What is marked [!] wants seeing to."))
    return DONE if is_well else PROBLEMS


def _program(language: "Language") -> Iterator[Line]:
    from simulator import __version__

    python, sqlite = platform.python_version(), sqlite3.sqlite_version
    yield "", f"Bad Buzz {__version__}, Python {python}, SQLite {sqlite}"
    months = settings.read(settings.folder()).keep_months
    if months:
        yield "", language.n(
            "Plays are forgotten after {count} month; scores without names stay.",
            "Plays are forgotten after {count} months; scores without names stay.", months,
        )  # fmt: skip
    else:
        yield "", language._("Plays are kept for ever: keep_months is 0 in the settings.")


def _kept(found: "Health", language: "Language") -> Iterator[Line]:
    _ = language._
    yield "", _("Where: {file}", file=found.where)
    if found.state:
        yield _state(found, language)
    else:
        yield from _rows(found, language)
    for path in found.readable:
        mode = "700" if path.is_dir() else "600"
        file = safe.line(str(path), 500)
        yield "!", _("Others can get at {file}: chmod {mode} {file}", file=file, mode=mode)
    if (
        not found.readable
        and found.state not in {"missing", "fault"}
        and found.where != "PostgreSQL"
    ):
        yield "ok", _("Nobody else on this machine can read it.")


def _state(found: "Health", language: "Language") -> Line:
    _ = language._
    if found.fault is not None:
        return "!", found.fault.sentence(language)
    if found.state == "missing":
        return "ok", _("Nothing has been kept yet.")
    what = {
        "empty": _("It is empty."),
        "foreign": _("It is not a database of ours."),
        "orphan": _("It has disappeared, and something of it is left."),
    }.get(found.state, _("It is damaged."))
    advice = _(
        "The next play keeps it aside and begins a new one; a copy is brought back with "
        "badbuzz backup --restore FILE."
    )
    return "!", f"{what} {advice}"


def _rows(found: "Health", language: "Language") -> Iterator[Line]:
    from simulator.store.tables import SCHEMA

    _ = language._
    if found.size:
        yield "", _("{size} kB, schema {schema}", size=-(-found.size // 1024), schema=found.schema)
    if found.schema < SCHEMA:
        yield "ok", _("The next play brings it up to date, and keeps a copy of it.")
        return
    people = language.n("{count} profile", "{count} profiles", found.profiles)
    plays = language.n("{count} play", "{count} plays", found.exercises)
    open_ = language.n("{count} unfinished", "{count} unfinished", found.unfinished)
    yield "", f"{people}, {plays}, {open_}"
    for name, fault in found.altered.items():
        remedy = _("badbuzz erase --exercise {id} takes it out.", id=name)
        said = f"{fault.sentence(language)} {remedy}"
        yield "!", _("{what}: {more}", what=name, more=said)
    yield from _workshops(found, language)
    for digest in found.spoilt:
        yield "!", _("The crisis {digest} is not what was played.", digest=digest[:12])
    if not found.altered and not found.altered_workshops and not found.spoilt:
        yield "ok", _("Every play is what was written, to the byte.")


def _workshops(found: "Health", language: "Language") -> Iterator[Line]:
    _ = language._
    if found.workshops:
        all_ = language.n("{count} workshop", "{count} workshops", found.workshops)
        open_ = language.n("{count} not closed", "{count} not closed", found.open_workshops)
        yield "", f"{all_}, {open_}"
    if found.open_workshops:
        yield "", _("A workshop that is not closed keeps its names and votes.")
    if found.uncleared:
        yield "!", _("Deleted names and votes may lie in free space: the next play clears it.")
    for name, fault in found.altered_workshops.items():
        remedy = _("badbuzz erase --workshop {id} takes it out.", id=name)
        yield "!", _("{what}: {more}", what=name, more=f"{fault.sentence(language)} {remedy}")


def _copies(found: "Health", language: "Language") -> Iterator[Line]:
    _ = language._
    for dated in found.dated:
        yield "", _("{file} (kept aside: {reason})", file=dated.path.name, reason=dated.word)
    for known in found.known:
        states = {"missing": _("no longer there"), "changed": _("changed since")}
        state = states.get(known.state, _("there"))
        kind = _("backup") if known.kind == "backup" else _("export")
        file = safe.line(str(known.path), 300)
        yield "", _("{what}: {more}", what=kind, more=f"{file} ({state})")
    if not found.dated and not found.known:
        yield "", _("None that we know of.")


def _beside(language: "Language") -> Iterator[Line]:
    _ = language._
    yield "", _("Settings: {file}", file=settings.folder() / "settings.toml")
    yield "", _("Compiled crises, which hold nothing of yours: {file}", file=cache() or "-")
    count = len(crash.logs())
    logs = language.n("{count} crash log", "{count} crash logs", count)
    yield "", _("{what}: {more}", what=logs, more=crash.folder())


def _terminal(language: "Language") -> Iterator[Line]:
    _ = language._
    term, size = os.environ.get("TERM", ""), shutil.get_terminal_size()
    yield "", f"TERM={term or '-'}, {size.columns}x{size.lines}, LANG={os.environ.get('LANG', '-')}"
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or term in {"", "dumb"}:
        yield "", _("No full screen here: plays are in plain mode.")
    elif size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        yield "", _("A window of at least 80x24 shows more.")
    if "utf" not in locale.getpreferredencoding(do_setlocale=False).lower():
        yield "", _("Accents may be shown badly: choose a UTF-8 locale, such as LANG=C.UTF-8.")
    if os.environ.get("NO_COLOR"):
        yield "", _("NO_COLOR is set: nothing is said by colour alone, so nothing is lost.")
    if os.environ.get("SSH_CONNECTION"):
        yield "", _("Over SSH: --no-motion spares a slow line.")
