"""Erasing what is kept, and keeping a copy of it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe, settings
from simulator.commands import keeping
from simulator.commands.speaking import DONE, PROBLEMS, WRONG, Add, Say, complain, speak

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.store.erasing import Erased, Scope
    from simulator.store.store import Store

NUMBER = 9
"""Digits beyond which it is an id."""


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: erase and backup."""
    erase = add("erase", _("erase a profile, a play or everything, copies included"))
    what = erase.add_mutually_exclusive_group()
    what.add_argument(
        "--exercise",
        metavar=_("NUMBER_OR_ID"),
        help=_("one play, by its number in badbuzz history, or by its id"),
    )
    what.add_argument(
        "--workshop",
        metavar=_("NUMBER_OR_ID"),
        help=_("one workshop, by its number in badbuzz workshops, or by its id"),
    )
    what.add_argument("--all", dest="everything", action="store_true", help=_("everybody’s"))
    erase.add_argument("--yes", action="store_true", help=_("do not ask"))
    keeping.declare_whose(erase, _)

    backup = add("backup", _("copy all that is kept to a file, or bring such a copy back"))
    backup.add_argument("file", metavar=_("FILE"), help=_("the copy"))
    backup.add_argument(
        "--restore", action="store_true", help=_("put the copy in the place of what is kept")
    )
    keeping.declare_place(backup, _)


def erase(options: argparse.Namespace, code: str) -> int:
    """Erase what is asked, once it is sure; name every copy that is not reached."""
    from simulator.store.erasing import EVERYTHING, Scope
    from simulator.store.erasing import erase as erased

    language = speak(code)
    with keeping.opened_store(options, language) as store:
        if options.everything:
            scope = EVERYTHING
        elif options.workshop is not None:
            scope = Scope(workshop=_workshop_id(store, options, language))
        elif options.exercise is not None:
            scope = Scope(exercise=_exercise(store, options, language))
        else:
            scope = Scope(keeping.whose(store, options, language))
        if scope.workshop == "":
            return WRONG
        if not (options.yes or _is_sure(store, scope, language)):
            return PROBLEMS
        done = _workshop(store, scope) if scope.workshop is not None else erased(store, scope)
        _forget_settings(scope)
    return _tell(done, scope, language)


def _workshop(store: "Store", scope: "Scope") -> "Erased":
    from simulator.store.closing import erase as erased

    return erased(store, scope.workshop or "")


def _workshop_id(store: "Store", options: argparse.Namespace, language: "Language") -> str:
    """Return the id of the workshop that is meant, or "" after saying that there is none."""
    from simulator.commands.workshops import named, numbered

    row = named(numbered(store), options.workshop, language)
    return row.id if row else ""


def _exercise(store: "Store", options: argparse.Namespace, language: "Language") -> str:
    """Return the id of the exercise that is meant: by its id, or its number in the history."""
    asked: str = options.exercise
    if not asked.isdecimal() or len(asked) > NUMBER:
        return asked
    number = int(asked)
    found = store.history(keeping.whose(store, options, language), limit=1, before=number + 1)
    return found[0].id if found and found[0].number == number else asked


def _is_sure(store: "Store", scope: "Scope", language: "Language") -> bool:
    """Ask for a word where somebody can answer; elsewhere --yes is wanted."""
    _ = language._
    _announce(store, scope, language)
    if not sys.stdin.isatty():
        complain(_("Nothing was erased. Say --yes to do it."))
        return False
    wanted = _("erase")
    sys.stdout.write(_("Type {word} to go on: ", word=wanted))
    sys.stdout.flush()
    if sys.stdin.readline().strip().casefold() == wanted.casefold():
        return True
    print(_("Nothing was erased."))
    return False


def _announce(store: "Store", scope: "Scope", language: "Language") -> None:
    from simulator.store.erasing import EVERYTHING, reached
    from simulator.store.workshops import history

    if scope.workshop is not None:
        print(language._("This would erase a workshop for good, copies included."))
        return
    print(
        language.n(
            "This would erase {count} play for good, copies included.",
            "This would erase {count} plays for good, copies included.",
            len(reached(store, scope)),
        )
    )
    if scope == EVERYTHING and (held := len(history(store, limit=10_000))):
        print(language.n("And {count} workshop.", "And {count} workshops.", held))


def _forget_settings(scope: "Scope") -> None:
    """Take out of the settings who was chosen there, and what was played under that name."""
    from simulator.store.erasing import EVERYTHING
    from simulator.store.profiles import alike

    place = settings.folder()
    is_one = scope.exercise is not None or scope.workshop is not None
    if is_one or not (place / "settings.toml").exists():
        return
    found = settings.read(place)
    name = found.profile if scope.profile is None else scope.profile.name
    was_chosen = alike(found.profile) == alike(name)
    if was_chosen:
        found.profile = ""
    if scope == EVERYTHING or not name or was_chosen:
        found.played, found.museum = (), ()
    settings.write(place, found)


def _tell(done: "Erased", scope: "Scope", language: "Language") -> int:
    _ = language._
    if scope.workshop is not None:
        print(_("The workshop was erased."))
    else:
        print(language.n("{count} play was erased.", "{count} plays were erased.", done.exercises))
    for path in done.removed:
        print(_("Removed: {file}", file=safe.line(path, 500)))
    for path in done.cleaned:
        print(_("Erased from the copy {file} too.", file=safe.line(path, 500)))
    for left in done.left:
        complain(safe.line(left.sentence(language), 500))
    print(
        _(
            "Not known here, and yours to remove: files made with --log or from standard output, "
            "and what other programs have copied."
        )
    )
    return PROBLEMS if done.left else DONE


def backup(options: argparse.Namespace, code: str) -> int:
    """Copy what is kept, or bring a copy back."""
    from simulator.store import copies
    from simulator.store.faults import StoreFault

    language = speak(code)
    _ = language._
    file = Path(options.file)
    if not options.restore:
        with keeping.opened_store(options, language) as store:
            copies.back_up(store, file)
        print(_("Written: {file}", file=safe.line(options.file)))
        return DONE
    try:
        aside = copies.bring_back(file, options.data, database=options.database)
    except StoreFault as fault:
        keeping.lament(fault, language)
        return WRONG
    print(_("What {file} holds is in place.", file=safe.line(options.file)))
    if aside:
        print(_("What was kept before is kept aside as {file}.", file=safe.line(aside, 500)))
    return DONE
