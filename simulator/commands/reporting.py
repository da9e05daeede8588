"""What is handed out of one play: its report, and a certificate of attendance."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.documents import deliver, hand_out
from simulator.commands.keeping import declare_whose, opened_store, whose
from simulator.commands.speaking import DONE, WRONG, Add, Say, cache, complain, opened, speak

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.report.parts import Told
    from simulator.store.rows import Exercise, Profile
    from simulator.store.store import Store

NAME_LENGTH = 60


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: report and certificate."""
    report = add("report", _("write the debrief of a play as a document"))
    certificate = add("certificate", _("write a certificate of attendance for a play"))
    report.add_argument(
        "--format", choices=("html", "pdf", "md", "json", "csv"), default="html",
        help=_("html (if not said), pdf, md (Markdown), json for machines, or csv of a workshop"),
    )  # fmt: skip
    report.add_argument(
        "--workshop", metavar=_("NUMBER_OR_ID"), nargs="?", const="",
        help=_("of a workshop, by its number in badbuzz workshops; else the last one closed"),
    )  # fmt: skip
    report.add_argument(
        "--attendance", action="store_true",
        help=_("its attendance sheet alone; without --workshop an empty one, to print before"),
    )  # fmt: skip
    report.add_argument("--no-cases", action="store_true", help=_("without real cases"))
    report.add_argument(
        "--log", metavar=_("FILE"), default="", help=_("a play kept in this file, not in the store")
    )
    report.add_argument(
        "--scenario", metavar=_("PATH"), default="",
        help=_("with --log, --attendance: the crisis, if it did not come with the program"),
    )  # fmt: skip
    report.add_argument(
        "--with", dest="organisation", metavar=_("FILE"),
        help=_("with --log: the organisation that was laid over it"),
    )  # fmt: skip
    certificate.add_argument(
        "--format", choices=("html", "pdf"), default="html", help=_("html (if not said), or pdf")
    )
    certificate.add_argument(
        "--name", metavar=_("NAME"), default="",
        help=_("whom it is for; the pseudonym if not said, or room to write one"),
    )  # fmt: skip
    for one in (report, certificate):
        one.add_argument(
            "exercise", nargs="?", default="", metavar=_("PLAY"),
            help=_("its number in badbuzz history; the last one finished if not said"),
        )  # fmt: skip
        one.add_argument(
            "-o", "--out", metavar=_("FILE"), help=_("write to this file, not to the terminal")
        )
        declare_whose(one, _)


def report(options: argparse.Namespace, code: str) -> int:
    """Write the debrief of a play as a document."""
    from simulator.conduct.kept import look_back
    from simulator.report.parts import Told

    language = speak(code)
    if options.workshop is not None or options.attendance:
        from simulator.commands.workshops import report as of_workshop

        return of_workshop(options, language)
    if options.format == "csv":
        complain(language._("CSV is of a workshop: badbuzz report --workshop --format csv"))
        return WRONG
    if options.log:
        told = _from_file(options, language)
        return WRONG if told is None else _write(told, options, language)
    with opened_store(options, language) as store:
        profile = whose(store, options, language)
        row = _chosen(store, profile, options.exercise, language)
        if row is None:
            return WRONG
        found = look_back(store, row.id, cache=cache()).conduct
        cases = not options.no_cases
        told = Told(found.loaded, found.log, language, row, profile.name, cases)
        return _noted(_write(told, options, language), options, store, profile)


def certificate(options: argparse.Namespace, code: str) -> int:
    """Write a certificate of attendance for a play."""
    from simulator.conduct.kept import look_back
    from simulator.report.certificate import certificate as made

    language = speak(code)
    with opened_store(options, language) as store:
        profile = whose(store, options, language)
        row = _chosen(store, profile, options.exercise, language)
        if row is None:
            return WRONG
        loaded = look_back(store, row.id, cache=cache()).conduct.loaded
        name = safe.line(options.name or profile.name, NAME_LENGTH)
        document = made(loaded, row, language, name)
        done = hand_out(document, options, language, is_private=True)
        return _noted(done, options, store, profile)


def _chosen(
    store: "Store", profile: "Profile", wanted: str, language: "Language"
) -> "Exercise | None":
    """Return the finished exercise of *profile* that is *wanted*, or say why there is none."""
    _ = language._
    row = _found(store, profile, wanted)
    if row is None and not wanted:
        complain(_("No play has been finished yet."))
    elif row is None:
        said = _("There is no play {number}. badbuzz history lists them.", number=safe.line(wanted))
        complain(said)
    elif row.ended is None:
        complain(_("Play {number} is not finished: badbuzz play --continue", number=row.number))
        return None
    return row


def _found(store: "Store", profile: "Profile", wanted: str) -> "Exercise | None":
    """Return the exercise of that number or id; without one, the last that ended, drills apart."""
    before = 0
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:  # noqa: PLR2004 - a number
        rows = store.history(profile, limit=1, before=int(wanted) + 1)
        return rows[0] if rows and rows[0].number == int(wanted) else None
    while rows := store.history(profile, before=before):
        for row in rows:
            is_last = row.ended is not None and row.kind != "drill"
            if row.id == wanted if wanted else is_last:
                return row
        before = rows[-1].number
    return None


def _from_file(options: argparse.Namespace, language: "Language") -> "Told | None":
    """Return the play that a log in a file holds, or say why it cannot be told."""
    from simulator.conduct.written import is_played, read
    from simulator.report.parts import Told

    _ = language._
    file = safe.line(options.log)
    found = read(Path(options.log))
    if found is None:
        reason = _("it does not hold a play")
        complain(_("{file} cannot be used: {reason}", file=file, reason=reason))
        return None
    began, log = found
    house = Path(options.organisation) if options.organisation else None
    loaded = opened(options.scenario or safe.line(str(began.scenario)), language, house)
    if loaded is None:
        return None
    if began.digest != loaded.digest:
        said = _("{file} was played on another version of this crisis, or on another one")
        complain(said.format(file=file))
        return None
    if not is_played(loaded.scenario, log):
        reason = _("it is not a play to its end, or was changed afterwards")
        complain(_("{file} cannot be used: {reason}", file=file, reason=reason))
        return None
    return Told(loaded, log, language, cases=not options.no_cases)


def _write(told: "Told", options: argparse.Namespace, language: "Language") -> int:
    from simulator.report.debriefing import debriefing

    if options.format == "json":
        from simulator.report.record import record

        text = json.dumps(record(told), ensure_ascii=False, indent=2) + "\n"
        return deliver(text.encode(), options.out, language, is_private=True)
    return hand_out(debriefing(told), options, language, is_private=True)


def _noted(done: int, options: argparse.Namespace, store: "Store", profile: "Profile") -> int:
    """Remember the file that was written, so that whoever erases finds it again."""
    from simulator.store.copies import EXPORT, note

    if done == DONE and options.out and Path(options.out).is_file():
        note(store, EXPORT, Path(options.out), profile.id)
    return done
