"""Checking scenarios, and explaining what was found."""

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.speaking import DONE, PROBLEMS, WRONG, Add, Say, complain, describe, speak

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.scenario.load import Loaded
    from simulator.scenario.problems import Problem

SHOWN = 50


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: check and explain."""
    check = add("check", _("find what is wrong in a scenario"))
    check.add_argument("paths", nargs="+", metavar=_("PATH"), help=_("scenario folders or files"))
    check.add_argument("--json", action="store_true", help=_("print the result for machines"))
    check.add_argument("--all", action="store_true", help=_("show every problem, not the first 50"))

    explain = add("explain", _("explain a problem code"))
    explain.add_argument("code", help=_("for example S104"))


def check(options: argparse.Namespace, code: str) -> int:
    """Report every problem in scenario files."""
    from simulator.scenario.library import find
    from simulator.scenario.load import is_error, load

    language = speak(code)
    worst = DONE
    rows: list[dict[str, object]] = []
    for name in options.paths:
        loaded, problems = load(find(name))
        if any(problem.code.startswith("F") for problem in problems):
            worst = WRONG
        elif any(is_error(problem) for problem in problems) and worst == DONE:
            worst = PROBLEMS
        if options.json:
            rows += [as_row(problem, language) for problem in problems]
        else:
            _print_problems(name, loaded, problems, language, everything=options.all)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return worst


def _print_problems(
    name: str,
    loaded: "Loaded | None",
    problems: Sequence["Problem"],
    language: "Language",
    *,
    everything: bool,
) -> None:
    from simulator.scenario.load import is_error

    _, n = language._, language.n
    for problem in problems if everything else problems[:SHOWN]:
        print(describe(problem, language))
    if not problems:
        words = ", ".join(sorted(loaded.texts)) if loaded else ""
        print(_("{name}: nothing wrong ({languages})", name=safe.line(name), languages=words))
        return
    errors = sum(is_error(problem) for problem in problems)
    found = n("{count} error", "{count} errors", errors)
    warned = n("{count} warning", "{count} warnings", len(problems) - errors)
    print(f"{safe.line(name)}: {found}, {warned}")
    if len(problems) > SHOWN and not everything:
        print(_("The first {shown} are shown; --all shows every one.", shown=SHOWN))


def as_row(problem: "Problem", language: "Language") -> dict[str, object]:
    """Return a problem for machines."""
    from simulator.scenario.codes import CODES

    sentence, hint = language.problem(problem)
    return {
        "file": problem.place.file, "line": problem.place.line, "column": problem.place.column,
        "code": problem.code, "weight": CODES[problem.code].weight.value, "message": sentence,
        "hint": hint,
    }  # fmt: skip


def explain(options: argparse.Namespace, code: str) -> int:
    """Explain a problem code."""
    from simulator.author.explanations import explanation
    from simulator.scenario.codes import CODES

    language = speak(code)
    wanted = options.code.strip().upper()
    if wanted not in CODES:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(wanted, CODES, n=3, cutoff=0.5))
        complain(
            language._(
                "no problem has the code '{code}' ({near})",
                code=safe.line(options.code),
                near=near or "S101...",
            )
        )
        return WRONG
    print(explanation(wanted, language))
    return DONE
