"""Translating a scenario."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.documents import deliver
from simulator.commands.speaking import DONE, PROBLEMS, WRONG, Add, Say, complain, describe, speak

if TYPE_CHECKING:
    from simulator.author.translate import Outcome
    from simulator.language import Language


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: translate."""
    translate = add("translate", _("create or refresh the translation beside a scenario"))
    translate.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    translate.add_argument(
        "--to", required=True, choices=("fr", "en"), help=_("language to translate to")
    )
    translate.add_argument(
        "--po-out", metavar=_("FILE"), help=_("write a PO file for translators' tools")
    )
    translate.add_argument(
        "--po-in", metavar=_("FILE"), help=_("take the translations of a PO file")
    )


def translate(options: argparse.Namespace, code: str) -> int:
    """Create or refresh a translation."""
    from simulator.author.translate import export, refresh, take, written_in
    from simulator.scenario.library import find

    language = speak(code)
    _ = language._
    folder = find(options.path)
    try:
        if options.po_out:
            made = export(folder, options.to)
            if made is not None:
                return deliver(made.encode(), options.po_out, language)
            outcome = None
        elif options.po_in:
            data = _read(options.po_in, language)
            if data is None:
                return WRONG
            outcome = take(folder, options.to, data)
        else:
            outcome = refresh(folder, options.to)
    except (OSError, ValueError) as error:
        reason = _(getattr(error, "strerror", None) or "?")
        name = safe.line(str(getattr(error, "filename", None) or options.path))
        complain(_("{file} cannot be used: {reason}", file=name, reason=reason))
        return WRONG
    if outcome is None:
        path = safe.line(options.path)
        if written_in(folder) == options.to:
            complain(_("{path} is written in {to} already", path=path, to=options.to))
            return WRONG
        complain(_("{path} cannot be translated to {to}: check it first", path=path, to=options.to))
        return WRONG
    return _told(outcome, language)


def _read(name: str, language: "Language") -> bytes | None:
    from simulator.scenario.problems import Findings
    from simulator.scenario.source import read_bytes

    findings = Findings(name)
    data = read_bytes(Path(name), findings)
    for problem in findings.problems:
        complain(describe(problem, language))
    return data


def _told(outcome: "Outcome", language: "Language") -> int:
    _ = language._
    fresh = outcome.translated - len(outcome.stale)
    share = language.percent(100 * fresh // max(outcome.total, 1))
    print(
        _(
            "{share} translated: {translated} of {total}",
            share=share, translated=fresh, total=outcome.total,
        )
    )  # fmt: skip
    for address in outcome.stale:
        print(_("stale: {address}", address=address))
    return PROBLEMS if outcome.missing or outcome.stale else DONE
