"""What a trainee's plays add up to: history, progress, drills."""

import argparse
import json
import secrets
import sys
from typing import TYPE_CHECKING

from simulator.commands.keeping import declare_whose, named, opened_store, whose
from simulator.commands.speaking import DONE, WRONG, Add, Say, cache, complain, speak

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.scenario.load import Loaded

PAGE = 50
"""Plays on one page of the history."""
MOST = 10**9
"""Beyond it no play has a number."""


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: history, progress, drill."""
    history = add("history", _("list what you have played"))
    history.add_argument("--before", type=int, help=_("begin below this number of a play"))
    progress = add("progress", _("see how each principle goes, and what to play next"))
    drill = add("drill", _("practise three single decisions"))
    drill.add_argument("--plain", action="store_true", help=_("text, one line after the other"))
    for one in (history, progress):
        one.add_argument("--json", action="store_true", help=_("print the result for machines"))
    for one in (history, progress, drill):
        declare_whose(one, _)


def history(options: argparse.Namespace, code: str) -> int:
    """List what was played, the latest first."""
    from dataclasses import asdict

    from simulator.present.progressing import history as told

    language = speak(code)
    _ = language._
    if options.before is not None and not 0 < options.before < MOST:
        complain(_("--before wants the number of a play, from 1."))
        return WRONG
    with opened_store(options, language) as store:
        profile = whose(store, options, language)
        rows = store.history(profile, limit=PAGE, before=options.before or 0, decided=True)
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2, default=str))
        return DONE
    for section in told(language, rows, _titles(language)):
        print(section.title)
        for line in section.lines:
            print(f"  {line}")
    if not rows and options.before:
        print(_("There is no play before number {number}.", number=options.before))
    elif not rows:
        print(_("Nothing has been played yet."))
    if len(rows) == PAGE and rows[-1].number > 1:
        print(_("More: badbuzz history --before {number}", number=rows[-1].number))
    return DONE


def progress(options: argparse.Namespace, code: str) -> int:
    """Tell how each principle goes, and what to play next."""
    from simulator.learning.kept import advice, learnt
    from simulator.present.progressing import Progressing

    language = speak(code)
    with opened_store(options, language) as store:
        known = learnt(store, whose(store, options, language))
    shelf = _shelf()
    advised = advice([loaded.scenario for loaded in shelf], known)
    if options.json:
        row = {
            "crises": known.progress.crises,
            "principles": [
                {
                    "principle": e.principle, "band": e.band or None,
                    "score": None if e.value is None else float(round(e.value, 1)),
                    "opportunities": e.opportunities, "served": e.served,
                }
                for e in known.progress.first
            ],
            "next": None if advised is None else advised.scenario,
            "why": None if advised is None else advised.reason,
        }  # fmt: skip
        print(json.dumps(row, ensure_ascii=False, indent=2))
        return DONE
    page = Progressing(language, known, _titles(language, shelf)).page(advised)
    print(page.title)
    print(page.lead)
    for section in page.sections:
        print(f"\n{section.title}")
        for line in (*section.lines, *section.picture):
            print(f"  {line}".rstrip())
    return DONE


def drill(options: argparse.Namespace, code: str) -> int:
    """Ask three single decisions, and keep when they come back: in the app, or in plain text."""
    from simulator.commands.playing import wants_app

    if wants_app(options):
        return drill_in_app(options, code)
    return drill_plain(options, code)


def drill_in_app(options: argparse.Namespace, code: str) -> int:
    """Open the app on the drills of today."""
    from simulator.commands.playing import ready

    ready()
    from simulator.tui.app import run
    from simulator.tui.wishes import Wishes

    wishes = Wishes(
        language=getattr(options, "lang", None) or "", data=options.data,
        database=options.database, profile=named(options), drills=True,
    )  # fmt: skip
    return run(code, cache=cache(), wishes=wishes)


def drill_plain(options: argparse.Namespace, code: str) -> int:
    """Ask them line by line."""
    from datetime import datetime

    from simulator.learning.kept import practice
    from simulator.plain.drilling import Drilling
    from simulator.plain.lines import Lines
    from simulator.present.drilling import announced, nothing

    language = speak(code)
    _ = language._
    shelf = _shelf()
    with opened_store(options, language) as store:
        profile = whose(store, options, language, makes=True)
        asked = practice(store, profile, shelf, datetime.now().astimezone().date())
        if not asked.chosen:
            print(nothing(language, asked.played))
            return DONE
        converses = sys.stdin.isatty() and sys.stdout.isatty()
        drilling = Drilling(language, Lines(sys.stdin), sys.stdout, converses=converses)
        by_id = {loaded.scenario.id: loaded for loaded in shelf}
        print(announced(language, len(asked.chosen), asked.due))
        for one in asked.chosen:
            if not drilling.run(store, profile, by_id[one.scenario], one, secrets.randbelow(2**31)):
                break
    return DONE


def _shelf() -> "list[Loaded]":
    from simulator.scenario.library import shipped
    from simulator.scenario.load import load

    found = (load(folder, cache=cache())[0] for folder in shipped())
    return [loaded for loaded in found if loaded]


def _titles(language: "Language", shelf: "list[Loaded] | None" = None) -> dict[str, str]:
    return {
        loaded.scenario.id: loaded.texts[loaded.language(language.code)].of("scenario", "title")
        for loaded in (shelf if shelf is not None else _shelf())
    }
