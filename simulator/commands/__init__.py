"""What each command does, between the command line and the packages that do the work.

A module for each group: `declare` says what can be typed, the functions do it and return an exit
code. `--help` imports all of them, so whatever weighs something is imported when it is called.
"""

import argparse
from collections.abc import Callable

from simulator.commands import (
    away,
    beginning,
    checking,
    contesting,
    doctoring,
    documents,
    editing,
    erasing,
    exploring,
    exporting,
    hosting,
    leading,
    learning,
    playing,
    rating,
    reporting,
    rescoring,
    sending,
    translating,
    workshops,
)
from simulator.commands.speaking import Add, Say

GROUPS = (
    playing,
    learning,
    leading,
    hosting,
    reporting,
    workshops,
    beginning,
    checking,
    translating,
    exploring,
    documents,
    editing,
    sending,
    rating,
    rescoring,
    contesting,
    away,
    exporting,
    erasing,
    doctoring,
)
"""In the order of `badbuzz --help`."""

COMMANDS: dict[str, Callable[[argparse.Namespace, str], int]] = {
    "play": playing.play,
    "list": playing.listing,
    "drill": learning.drill,
    "progress": learning.progress,
    "history": learning.history,
    "report": reporting.report,
    "certificate": reporting.certificate,
    "workshops": workshops.listing,
    "new": beginning.new,
    "check": checking.check,
    "explain": checking.explain,
    "translate": translating.translate,
    "explore": exploring.explore,
    "host": leading.host,
    "serve": hosting.serve,
    "disagreements": contesting.disagreements,
    "graph": documents.graph,
    "script": documents.script,
    "handouts": documents.handouts,
    "preview": editing.preview,
    "upgrade": editing.upgrade,
    "lsp": editing.lsp,
    "schema": editing.schema,
    "pack": sending.pack,
    "unpack": sending.unpack,
    "key": rating.key,
    "profiles": away.profiles,
    "export": exporting.export,
    "rescore": rescoring.rescore,
    "erase": erasing.erase,
    "backup": erasing.backup,
    "doctor": doctoring.doctor,
}
"""What runs for each word on the command line."""


def declare(add: Add, _: Say) -> None:
    """Say what can be typed, for every command."""
    for group in GROUPS:
        group.declare(add, _)
