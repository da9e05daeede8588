"""Where exercises are kept: the options that say it, and the door for commands."""

import argparse
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.speaking import Say, complain

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.store.store import Store


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


def store(options: argparse.Namespace, language: "Language") -> "Store | None":
    """Return the store that *options* name, or say on the error stream why there is none.

    What has to be told once (a database that was kept aside) is told there too.
    """
    from simulator.store.faults import StoreFault
    from simulator.store.opening import open_store

    try:
        found = open_store(options.data, database=options.database)
    except StoreFault as fault:
        complain(safe.line(fault.sentence(language), 500))
        return None
    for notice in found.notices:
        complain(safe.line(notice.sentence(language), 500))
    return found
