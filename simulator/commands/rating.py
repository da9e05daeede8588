"""Letting others rate the options."""

import argparse

from simulator.commands.speaking import DONE, WRONG, Add, Say, opened, speak


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: key."""
    key = add("key", _("let others rate the options without seeing your ratings"))
    key.add_argument("action", choices=("export",), help=_("export: a blind sheet"))
    key.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))


def key(options: argparse.Namespace, code: str) -> int:
    """Print a blind sheet of a scenario's options."""
    from simulator.report.sheet import sheet

    language = speak(code)
    loaded = opened(options.path, language)
    if loaded is None:
        return WRONG
    print(sheet(loaded, language))
    return DONE
