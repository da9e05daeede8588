"""Checking scenarios, and explaining what was found."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.speaking import (
    DONE,
    PROBLEMS,
    WRONG,
    Add,
    Say,
    complain,
    describe,
    number,
    proofs,
    speak,
)

if TYPE_CHECKING:
    from simulator.author.checking import Report
    from simulator.language import Language
    from simulator.scenario.problems import Problem

SHOWN = 50


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: check and explain."""
    check = add("check", _("find what is wrong in a scenario"))
    check.add_argument("paths", nargs="+", metavar=_("PATH"), help=_("scenario folders or files"))
    check.add_argument("--json", action="store_true", help=_("print the result for machines"))
    check.add_argument("--all", action="store_true", help=_("show every problem, not the first 50"))
    check.add_argument("--strict", action="store_true", help=_("a warning counts as an error"))
    check.add_argument(
        "--quick", action="store_true", help=_("read only: nothing is played or counted")
    )
    check.add_argument(
        "--seconds", type=number, metavar=_("COUNT"),
        help=_("play each for so much computing time at most (default: 5)"),
    )  # fmt: skip

    explain = add("explain", _("explain a problem code"))
    explain.add_argument(
        "code", help=_("for example S104; or a mistake (E10), tension (T4), case (C12)...")
    )


def check(options: argparse.Namespace, code: str) -> int:
    """Report every problem in scenario files."""
    from simulator.author.checking import check as examine
    from simulator.author.checking import read_only
    from simulator.explore.walk import SECONDS
    from simulator.scenario.library import find

    language = speak(code)
    worst = DONE
    rows: list[dict[str, object]] = []
    kept = proofs()
    seconds = SECONDS if options.seconds is None else options.seconds
    for name in _each(options.paths):
        report = read_only(find(name)) if options.quick else examine(find(name), kept, seconds)
        worst = max(worst, _exit_code(report, strict=options.strict))
        if options.json:
            rows += [as_row(problem, language) for problem in report.problems]
            rows += [
                {**as_row(let.problem, language), "accepted": safe.line(let.reason)}
                for let in report.accepted
            ]
        else:
            _print_report(name, report, language, everything=options.all)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return worst


def _each(names: list[str]) -> list[str]:
    """Return *names*, a folder of several scenarios replaced by each of them."""
    from simulator.scenario.library import find, is_there
    from simulator.scenario.load import FILE

    found: list[str] = []
    for name in names:
        path = find(name)
        inside = []
        if is_there(path) and path.is_dir() and not (path / FILE).exists():
            inside = sorted(str(one.parent) for one in path.glob(f"*/{FILE}"))
        found += inside or [name]
    return found


def look_at(folder: Path, language: "Language") -> int:
    """Check one scenario, say what was found, and return the exit code."""
    from simulator.author.checking import check as examine

    report = examine(folder)
    _print_report(str(folder), report, language, everything=False)
    return _exit_code(report, strict=False)


def _exit_code(report: "Report", *, strict: bool) -> int:
    """Return 0 when nothing stands in the way; advice never does, a warning when *strict*."""
    from simulator.scenario.problems import Weight

    if any(problem.code.startswith("F") for problem in report.problems):
        return WRONG
    heavy = report.count(Weight.ERROR) + (report.count(Weight.WARNING) if strict else 0)
    return PROBLEMS if heavy or report.is_unproven else DONE


def _print_report(name: str, report: "Report", language: "Language", *, everything: bool) -> None:
    """Print errors, then warnings, then advice; what the author accepts; and how many of each."""
    from simulator.present.previewing import others
    from simulator.scenario.problems import gathered

    _ = language._
    # A new translation lacks every string: one line says so.
    problems = gathered(report.sorted, "T")
    if everything:
        problems = [(problem, 0) for problem in report.sorted]
    for problem, more in problems if everything else problems[:SHOWN]:
        print(describe(problem, language))
        if more:
            print(f"    {others(language, problem, more)} (--all)")
    for let in report.accepted:
        finding = f"{let.problem.code} {let.problem.about}".strip()
        said = _("accepted: {finding} ({reason})", finding=finding, reason=safe.line(let.reason))
        print(f"{let.problem.place}: {said}")
    print(_("{name}: {found}", name=safe.line(name), found=_summary(report, language)))
    if len(problems) > SHOWN and not everything:
        print(_("The first {shown} are shown; --all shows every one.", shown=SHOWN))


def _summary(report: "Report", language: "Language") -> str:
    from simulator.scenario.problems import Weight

    n = language.n
    errors, warnings, advice = (report.count(heavy) for heavy in Weight)
    words = ", ".join(sorted(report.loaded.texts)) if report.loaded else ""
    parts = [language._("nothing wrong ({languages})", languages=words)]
    if errors or warnings:
        parts = [
            n("{count} error", "{count} errors", errors),
            n("{count} warning", "{count} warnings", warnings),
        ]
    if advice:
        parts.append(n("{count} piece of advice", "{count} pieces of advice", advice))
    if report.accepted:
        parts.append(n("{count} accepted", "{count} accepted", len(report.accepted)))
    return ", ".join(parts)


def as_row(problem: "Problem", language: "Language") -> dict[str, object]:
    """Return a problem for machines."""
    from simulator.scenario.load import weight

    sentence, hint = language.problem(problem)
    return {
        "file": problem.place.file, "line": problem.place.line, "column": problem.place.column,
        "code": problem.code, "weight": weight(problem).value, "about": problem.about,
        "message": sentence, "hint": hint,
    }  # fmt: skip


def explain(options: argparse.Namespace, code: str) -> int:
    """Explain a problem code."""
    from simulator.author import catalogue
    from simulator.author.explanations import explanation
    from simulator.scenario.codes import CODES

    language = speak(code)
    wanted = options.code.strip().upper()
    if entry := catalogue.found(wanted, language):
        print(catalogue.told(*entry, language))
        return DONE
    if wanted not in CODES:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(wanted, CODES, n=3, cutoff=0.7))
        complain(
            language._(
                "no problem has the code '{code}' ({near})",
                code=safe.line(options.code),
                near=near or "S101, E10, T4, C12, S3, pile-on...",
            )
        )
        return WRONG
    print(explanation(wanted, language))
    return DONE
