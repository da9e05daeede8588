"""What trainees contested in a crisis, for its author and for raters (F18)."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.keeping import declare_place
from simulator.commands.speaking import DONE, WRONG, Add, Say, complain, opened, speak

if TYPE_CHECKING:
    from simulator.debrief.disagreement import Disagreement
    from simulator.exercise.events import Log
    from simulator.language import Language
    from simulator.scenario.load import Loaded


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: disagreements."""
    one = add("disagreements", _("list the marks that trainees contested in a crisis"))
    one.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    one.add_argument("logs", nargs="*", metavar=_("LOG"), help=_("plays kept with --log, besides"))
    one.add_argument("--json", action="store_true", help=_("print the result for machines"))
    declare_place(one, _)


def disagreements(options: argparse.Namespace, code: str) -> int:
    """List what was contested, the most contested first."""
    from simulator.present.contested import contested
    from simulator.present.room import Room

    language = speak(code)
    loaded = opened(options.path, language)
    rows = contested_in(options, loaded, options.logs, language) if loaded else None
    if loaded is None or rows is None:
        return WRONG
    if options.json:
        found = [
            {
                "scene": row.scene, "item": row.item, "principle": row.principle or None,
                "exercises": row.exercises, "to_discuss": row.is_to_discuss,
                "lines": list(row.lines),
            }
            for row in rows
        ]  # fmt: skip
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return DONE
    page = contested(Room(loaded, language), rows)
    print(f"{page.title}\n{page.lead}")
    for section in page.sections:
        print(f"\n{section.title}")
        for line in section.lines:
            print(f"  {line}")
    return DONE


def contested_in(
    options: argparse.Namespace, loaded: "Loaded", files: list[str], language: "Language"
) -> "tuple[Disagreement, ...] | None":
    """Return what was contested, from the store and from *files*; None if one cannot be read."""
    from simulator.debrief.disagreement import disagreements as gathered

    logs = []
    for name in files:
        log = _log(name, loaded.scenario.id, language)
        if log is None:
            return None
        logs.append(log)
    return gathered((*_kept(options, loaded.scenario.id, language), *logs))


def _log(name: str, scenario: str, language: "Language") -> "Log | None":
    from simulator.conduct import written

    _ = language._
    found = written.read(Path(name))
    if found is not None and found[0].scenario == scenario:
        return found[1]
    reason = _("it does not hold a play") if found is None else _("it is a play of another crisis")
    complain(_("{file} cannot be used: {reason}", file=safe.line(name), reason=reason))
    return None


def _kept(options: argparse.Namespace, scenario: str, language: "Language") -> "tuple[Log, ...]":
    """Return what the store holds; nothing is made where there is none yet."""
    from simulator.commands.keeping import opened_store
    from simulator.store.contested import contested
    from simulator.store.folder import NAME, folder_of

    is_there = options.database or (folder_of(options.data) / NAME).exists()
    if not is_there:
        return ()
    with opened_store(options, language) as store:
        return contested(store, scenario)
