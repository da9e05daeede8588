"""What leaves this machine: exports."""

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands import keeping
from simulator.commands.documents import deliver
from simulator.commands.speaking import DONE, PROBLEMS, WRONG, Add, Say, cache, complain, speak

if TYPE_CHECKING:
    from simulator.export.gather import Gathering
    from simulator.export.lrs import Sent
    from simulator.language import Language
    from simulator.store.store import Store


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: export."""
    export = add("export", _("take your plays with you, or hand them over"))
    export.add_argument(
        "--format", choices=("json", "csv", "xapi"), default="",
        help=_("json (if not said): everything; csv: a row a decision; xapi: statements"),
    )  # fmt: skip
    export.add_argument(
        "--detail", action="store_true",
        help=_("json: every event too; xapi: each decision and the score, not completion alone"),
    )  # fmt: skip
    export.add_argument(
        "--group", action="store_true",
        help=_("results of everybody together, for five people or more; nobody’s own"),
    )  # fmt: skip
    export.add_argument(
        "--lrs", metavar="URL", default="",
        help=_("post the xAPI statements to this record store (credentials: BADBUZZ_LRS_USER...)"),
    )  # fmt: skip
    export.add_argument(
        "-o", "--out", metavar=_("FILE"), help=_("write to this file, not to the terminal")
    )
    keeping.declare_whose(export, _)


def export(options: argparse.Namespace, code: str) -> int:
    """Write or post what is asked; 1 if some of it could not be read or was not taken."""
    from simulator.export.gather import Gathering

    language = speak(code)
    _ = language._
    if wrong := _refusal(options, language):
        complain(wrong)
        return WRONG
    with keeping.opened_store(options, language) as store:
        if options.group:
            return _group(options, store, language)
        profile = keeping.whose(store, options, language)
        gathering = Gathering(store, profile, cache())
        if options.lrs:
            result = _post(options, gathering, language)
        else:
            result = _write(options, gathering, language)
        for name, fault in gathering.faults.items():
            said = safe.line(fault.sentence(language), 500)
            complain(_("{what}: {more}", what=name, more=said))
        return result or (PROBLEMS if gathering.faults else DONE)


def _refusal(options: argparse.Namespace, language: "Language") -> str:
    _ = language._
    if options.lrs and options.format not in {"", "xapi"}:
        return _("A record store takes xAPI statements only: leave --format out.")
    if options.group and (options.lrs or options.format == "xapi" or options.profile):
        return _("A group’s results are JSON or CSV, and nobody’s in particular.")
    return ""


def _write(options: argparse.Namespace, gathering: "Gathering", language: "Language") -> int:
    from simulator.export import rows
    from simulator.export.gather import document

    if options.format == "csv":
        text = rows.table(gathering)
    elif options.format == "xapi":
        text = _json(_statements(options, gathering))
    else:
        text = _json(document(gathering, detail=options.detail))
    return _hand_over(text, options, gathering, language)


def _hand_over(
    text: str, options: argparse.Namespace, gathering: "Gathering", language: "Language"
) -> int:
    """Deliver somebody's own, and remember where, for the day when it is to be erased."""
    from simulator.store import copies

    code = deliver(text.encode(), options.out, language, is_private=True)
    if code == DONE and options.out and Path(options.out).is_file():
        copies.note(gathering.store, copies.EXPORT, Path(options.out), gathering.profile.id)
    return code


def _statements(options: argparse.Namespace, gathering: "Gathering") -> list[dict[str, object]]:
    from simulator.export.statements import statements

    return [
        one
        for played in gathering
        for one in statements(played, gathering.profile, detail=options.detail)
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _group(options: argparse.Namespace, store: "Store", language: "Language") -> int:
    from simulator.export import group

    try:
        found = group.results(store)
    except group.TooFew as refused:
        complain(
            language.n(
                "{count} person has finished a crisis: a group’s results are given from five on, "
                "so that nobody’s own can be read out of them.",
                "{count} people have finished a crisis: a group’s results are given from five on, "
                "so that nobody’s own can be read out of them.",
                refused.people,
            )
        )
        return PROBLEMS
    is_table = options.format == "csv"
    text = group.table(found) if is_table else _json(group.document(found))
    return deliver(text.encode(), options.out, language, is_private=True)


def _post(options: argparse.Namespace, gathering: "Gathering", language: "Language") -> int:
    from simulator.export import lrs

    profile, store = gathering.profile, gathering.store
    try:
        target = lrs.endpoint(options.lrs)
        made = _statements(options, gathering)
        if options.out and (code := _hand_over(_json(made), options, gathering, language)):
            return code
        wanted = lrs.queue(store, profile, target, made)
        done = lrs.send(store, wanted, target, lrs.credentials(os.environ))
    except lrs.Refusal as refusal:
        complain(safe.line(refusal.sentence(language), 500))
        if refusal.reason in {"address", "plain", "inside"}:
            return WRONG
        return _waits(lrs.waiting(store, wanted, target), language)
    return _posted(done, len(made) - len(wanted), language)


def _waits(count: int, language: "Language") -> int:
    print(
        language.n(
            "{count} statement waits to be sent.", "{count} statements wait to be sent.", count
        )
    )
    return PROBLEMS


def _posted(done: "Sent", before: int, language: "Language") -> int:
    print(language.n("{count} statement was sent.", "{count} statements were sent.", done.now))
    if before:
        print(language.n("{count} had been sent before.", "{count} had been sent before.", before))
    if done.refused:
        complain(
            language.n(
                "{count} statement was refused: the record store has another one by that id, or "
                "will not have it.",
                "{count} statements were refused: the record store has others by those ids, or "
                "will not have them.",
                done.refused,
            )
        )
    return PROBLEMS if done.refused else DONE
