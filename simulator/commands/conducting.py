"""The exercise that a command plays: begun or taken up again, and where it is kept."""

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands import keeping
from simulator.commands.looking import Shelf
from simulator.commands.speaking import cache, complain

if TYPE_CHECKING:
    from simulator.conduct.conduct import Conduct
    from simulator.language import Language
    from simulator.scenario.load import Loaded


def exercise(
    options: argparse.Namespace,
    language: "Language",
    loaded: "Loaded",
    until_the_end: contextlib.ExitStack,
) -> "tuple[Conduct, Shelf] | None":
    """Return the exercise to play, kept where *options* say; None if that cannot be."""
    from simulator.conduct.conduct import Conduct

    nowhere = Shelf(language, until_the_end)
    if options.log:
        conduct = _in_journal(options, language, loaded)
        return None if conduct is None else (conduct, nowhere)
    if getattr(options, "no_store", False):
        return Conduct(loaded), nowhere
    return _in_store(options, language, loaded, until_the_end)


def _in_journal(
    options: argparse.Namespace, language: "Language", loaded: "Loaded"
) -> "Conduct | None":
    from simulator.conduct.conduct import Conduct
    from simulator.store.journal import Journal

    _ = language._
    file = safe.line(options.log)
    try:
        journal = Journal(Path(options.log))
    except (OSError, ValueError) as error:
        reason = _(getattr(error, "strerror", "") or "it does not hold a play")
        complain(_("{file} cannot be used: {reason}", file=file, reason=reason))
        return None
    conduct = Conduct(loaded, journal.append, journal.log)
    if conduct.log and not conduct.fits():
        complain(
            _("{file} was played on another version of this crisis, or on another one", file=file)
        )
        return None
    return conduct


def _in_store(
    options: argparse.Namespace,
    language: "Language",
    loaded: "Loaded",
    until_the_end: contextlib.ExitStack,
) -> "tuple[Conduct, Shelf] | None":
    from simulator.conduct import kept
    from simulator.store.faults import StoreFault

    _ = language._
    store = keeping.store(options, language)
    if store is None:
        complain(_("With --no-store you can play all the same; nothing is kept then."))
        return None
    until_the_end.callback(store.close)
    try:
        profile = keeping.whose(store, options, language, makes=True)
        if not options.goes_on:
            conduct, keeper = kept.begin(store, profile, loaded, language=language.code)
            until_the_end.callback(keeper.close)
            return conduct, Shelf(language, until_the_end, store, profile)
        waiting = store.open_exercises(profile, loaded.scenario.id, limit=1, decided=True)
        if not waiting:
            complain(_("There is no play of this crisis to go on with."))
            return None
        found, keeper = kept.resume(store, waiting[0].id, cache=cache())
    except StoreFault as fault:
        complain(safe.line(fault.sentence(language), 500))
        return None
    until_the_end.callback(keeper.close)
    if found.is_edited:
        complain(_("This crisis has been edited since: you go on with the one you were playing."))
    return found.conduct, Shelf(language, until_the_end, store, profile)
