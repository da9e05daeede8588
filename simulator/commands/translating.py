"""Translating a scenario."""

import argparse

from simulator import safe
from simulator.commands.speaking import DONE, PROBLEMS, WRONG, Add, Say, complain, speak


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: translate."""
    translate = add("translate", _("create or refresh the translation beside a scenario"))
    translate.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    translate.add_argument(
        "--to", required=True, choices=("fr", "en"), help=_("language to translate to")
    )


def translate(options: argparse.Namespace, code: str) -> int:
    """Create or refresh a translation."""
    from simulator.author.translate import refresh
    from simulator.scenario.library import find

    language = speak(code)
    _ = language._
    outcome = refresh(find(options.path), options.to)
    if outcome is None:
        complain(
            _(
                "{path} cannot be translated to {to}: check it first",
                path=safe.line(options.path),
                to=options.to,
            )
        )
        return WRONG
    share = 100 * outcome.translated // max(outcome.total, 1)
    print(
        _(
            "{share} % translated: {translated} of {total}",
            share=share,
            translated=outcome.translated,
            total=outcome.total,
        )
    )
    for address in outcome.stale:
        print(_("stale: {address}", address=address))
    return PROBLEMS if outcome.missing or outcome.stale else DONE
