"""Proving what plays can earn."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.speaking import (
    DONE,
    PROBLEMS,
    WRONG,
    Add,
    Say,
    cache,
    complain,
    number,
    opened,
    speak,
)  # fmt: skip

if TYPE_CHECKING:
    from simulator.explore.proven import Survey
    from simulator.language import Language
    from simulator.scenario.load import Loaded


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: explore."""
    explore = add("explore", _("prove the best and the worst that plays can earn"))
    explore.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    explore.add_argument(
        "--short", action="store_true", help=_("the short route, where there is one")
    )
    explore.add_argument(
        "--write", action="store_true", help=_("keep the result beside the scenario")
    )
    explore.add_argument("--json", action="store_true", help=_("print the result for machines"))
    explore.add_argument("--html", metavar=_("FILE"), help=_("write a page with pictures"))
    explore.add_argument(
        "--seconds", type=number, metavar=_("COUNT"), help=_("give up after so much computing time")
    )


def explore(options: argparse.Namespace, code: str) -> int:
    """Prove what plays of a scenario can earn, and show what bots make of it."""
    from simulator.explore.survey import can_explore, survey

    language = speak(code)
    _ = language._
    if not can_explore():
        complain(_("Exploring needs numpy: {how}", how=language.installing("author")))
        return WRONG
    loaded = opened(options.path, language)
    if loaded is None:
        return WRONG
    route = "short" if options.short else "full"
    if options.short and (why := _no_short(loaded, language, is_kept=options.write)):
        complain(why)
        return WRONG
    kept = cache()
    folder = kept.parent / "explored" if kept else None
    found = survey(loaded, seconds=options.seconds, cache=folder, route=route)
    if options.json:
        from simulator.explore.record import record

        print(json.dumps(record(found), ensure_ascii=False, indent=2))
    else:
        from simulator.report.exploration import exploration
        from simulator.report.text import text

        print(text(exploration(loaded, found, language)), end="")
    if options.html:
        from simulator.report.exploration import exploration
        from simulator.report.html import html

        page = html(exploration(loaded, found, language))
        if not _written(options.html, page, language):
            return WRONG
    if options.write and found.is_proven:
        _keep(options.path, found)
    return DONE if found.is_proven else PROBLEMS


def _no_short(loaded: "Loaded", language: "Language", *, is_kept: bool) -> str:
    """Return why the short route cannot be explored as asked; empty if it can."""
    _ = language._
    if is_kept:
        return _("Only the full route is kept beside a scenario: leave out --write or --short.")
    if not loaded.scenario.short:
        return _("This scenario has no short route: leave out --short.")
    return ""


def _written(name: str, page: str, language: "Language") -> bool:
    try:
        Path(name).write_text(page, encoding="utf-8")
    except OSError as error:
        reason = language._(error.strerror or "?")
        complain(
            language._("{file} cannot be written: {reason}", file=safe.line(name), reason=reason)
        )
        return False
    return True


def _keep(name: str, found: "Survey") -> None:
    from simulator.explore.reach import write
    from simulator.scenario.library import find

    path = find(name)
    write(path.parent if path.is_file() else path, found)
