"""Where exercises are kept and whose they are: the options, and the door for commands."""

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator import safe, settings
from simulator.commands.speaking import WRONG, Say, complain

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.store.rows import Profile
    from simulator.store.store import Store

PROFILE = "BADBUZZ_PROFILE"
"""The environment variable that says whose exercises are meant."""


def declare_place(parser: argparse.ArgumentParser, _: Say) -> None:
    """Let *parser* take where exercises are kept."""
    parser.add_argument(
        "--data", metavar=_("FOLDER"), default="", help=_("folder of what is kept of your plays")
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        default="",
        help=_("keep plays on a PostgreSQL server: postgresql://..."),
    )


def declare_whose(parser: argparse.ArgumentParser, _: Say) -> None:
    """Let *parser* take where exercises are kept, and whose they are."""
    declare_place(parser, _)
    parser.add_argument(
        "--profile",
        metavar=_("NAME"),
        help=_("whose plays, by pseudonym, where several share a machine (or BADBUZZ_PROFILE)"),
    )


def named(options: argparse.Namespace) -> str:
    """Return whose plays are meant: as asked, else by the environment, else as chosen in the app.

    "" is the profile that nobody is asked about.
    """
    asked: str | None = getattr(options, "profile", None)
    if asked is not None:
        return asked
    return os.environ.get(PROFILE) or settings.read(settings.folder()).profile


def store(options: argparse.Namespace, language: "Language") -> "Store | None":
    """Return the store that *options* name, or say on the error stream why there is none.

    What has to be told once (a database that was kept aside) is told there too. What was kept for
    longer than the settings allow is forgotten first.
    """
    from simulator.store.faults import StoreFault
    from simulator.store.opening import open_store
    from simulator.store.retention import retain

    try:
        found = open_store(options.data, database=options.database)
        with contextlib.suppress(StoreFault):  # What is old is forgotten the next time.
            retain(found, settings.read(settings.folder()).keep_months)
    except StoreFault as fault:
        lament(fault, language)
        return None
    for notice in found.notices:
        complain(safe.line(notice.sentence(language), 500))
    return found


def lament(fault: "Exception", language: "Language") -> None:
    """Say on the error stream what a StoreFault means."""
    complain(safe.line(fault.sentence(language), 500))  # type: ignore[attr-defined]  # it is one


@contextlib.contextmanager
def opened_store(options: argparse.Namespace, language: "Language") -> Iterator["Store"]:
    """Give the store and close it; whatever fails is said, and ends the command."""
    from simulator.store.faults import StoreFault

    found = store(options, language)
    if found is None:
        sys.exit(WRONG)
    with contextlib.closing(found):
        try:
            yield found
        except StoreFault as fault:
            lament(fault, language)
            sys.exit(WRONG)


def whose(
    store: "Store", options: argparse.Namespace, language: "Language", *, makes: bool = False
) -> "Profile":
    """Return the profile that is meant; a name nobody has is made, or said and the command ends.

    StoreFault if the name cannot be one.
    """
    from simulator.store import profiles

    name = named(options)
    if makes or not name:
        return profiles.take(store, name)
    found = profiles.find(store, name)
    if found is None:
        known = [safe.line(one.name) for one in store.profiles() if one.name]
        complain(language._("There is no profile called {name}.", name=safe.line(name)))
        if known:
            complain(language._("There are: {names}.", names=", ".join(known)))
        sys.exit(WRONG)
    return found
