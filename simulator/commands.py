"""What each command does, between the command line and the packages that do the work."""

import argparse
import gc
import json
import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from simulator.language import Language, speak
from simulator.scenario.codes import CODES
from simulator.scenario.library import TUTORIAL, find, is_there, shipped
from simulator.scenario.problems import Problem

if TYPE_CHECKING:
    from simulator.conduct.conduct import Conduct
    from simulator.exercise.events import Log
    from simulator.plain.lines import Lines
    from simulator.scenario.load import Loaded

DONE, PROBLEMS, WRONG = 0, 1, 2
SHOWN = 50


def cache() -> Path | None:
    """Return the folder of compiled scenarios; None where there is none to be had."""
    import platformdirs

    with suppress(OSError, RuntimeError):
        return Path(platformdirs.user_cache_path("badbuzz")) / "compiled"
    return None


def opened(name: str, language: Language, organisation: Path | None = None) -> "Loaded | None":
    """Return the scenario called *name*, or say on the error stream why it cannot be played."""
    from simulator.scenario.load import is_fatal, load

    path = find(name)
    _ = language._
    if not is_there(path):
        known = ", ".join(folder.name for folder in shipped())
        _err(_("no crisis is called '{name}'; there are: {known}", name=_line(name), known=known))
        return None
    loaded, problems = load(path, organisation, cache=cache())
    if loaded is None:
        for problem in [p for p in problems if is_fatal(p)][:5]:
            _err(describe(problem, language))
        _err(_("This crisis cannot be played. badbuzz check shows everything that is wrong."))
    return loaded


def describe(problem: Problem, language: Language) -> str:
    """Return a problem as an author reads it: place, code, sentence, hint."""
    sentence, hint = language.problem(problem)
    text = f"{problem.place}: {problem.code} {sentence}"
    if hint:
        text += f"\n    {language._('hint: {hint}', hint=hint)}"
    return text


def wants_app(options: argparse.Namespace) -> bool:
    """Say whether the full-screen app is asked for and this terminal can show it."""
    is_plain = options.plain or options.script or options.json or options.log
    has_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return not is_plain and has_terminal and os.environ.get("TERM", "dumb") != "dumb"


def play(options: argparse.Namespace, code: str) -> int:
    """Play a crisis: in the app where there is a terminal for it, else in plain mode."""
    if wants_app(options):
        return play_in_app(options, code)
    return play_plain(options, code)


def play_in_app(options: argparse.Namespace, code: str) -> int:
    """Open the app; what was asked on the command line holds for this launch alone."""
    # Textual reads this once, when it is imported: an answer waits half as long to be drawn.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    gc.disable()  # The app sees to it once it runs.
    from simulator.tui.app import Wishes, run

    house = Path(options.organisation) if options.organisation else None
    named = options.scenario or (TUTORIAL if house else "")
    if named and opened(named, speak(code), house) is None:
        return WRONG
    wishes = Wishes(
        options.scenario, options.seed, not options.no_motion, options.lang or "",
        options.mode or "", options.timed, "short" if options.short else "full", house,
    )  # fmt: skip
    return run(code, cache=cache(), wishes=wishes)


def play_plain(options: argparse.Namespace, code: str) -> int:
    """Play a crisis in plain mode, then look back on it."""
    from simulator.conduct.conduct import Conduct
    from simulator.plain.lines import Lines

    language = speak(code)
    _ = language._
    organisation = Path(options.organisation) if getattr(options, "organisation", None) else None
    name = getattr(options, "scenario", "") or TUTORIAL
    loaded = opened(name, language, organisation)
    if loaded is None:
        return WRONG
    seed = options.seed if options.seed is not None else secrets.randbelow(2**31)
    if not 0 <= seed < 2**53:
        _err(_("the seed should be a whole number from 0"))
        return WRONG
    source: TextIO = sys.stdin
    if options.script:
        try:
            source = Path(options.script).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - read to the end of the program
        except OSError as error:
            _err(
                _(
                    "{file} cannot be read: {reason}",
                    file=_line(options.script),
                    reason=error.strerror or "",
                )
            )
            return WRONG
    converses = not options.script and sys.stdin.isatty() and sys.stdout.isatty()
    journal = None
    if options.log:
        from simulator.store.journal import Journal

        try:
            journal = Journal(Path(options.log))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", "") or _("it does not hold a play")
            _err(_("{file} cannot be used: {reason}", file=_line(options.log), reason=reason))
            return WRONG
    conduct = Conduct(loaded, journal.append if journal else None, journal.log if journal else ())
    if conduct.log and not conduct.fits():
        _err(
            _(
                "{file} was played on another version of this crisis, or on another one",
                file=_line(options.log),
            )
        )
        return WRONG
    return _perform(options, language, conduct, Lines(source), seed, converses=converses)


def _perform(  # noqa: PLR0913 - what was asked, and what it is played with
    options: argparse.Namespace, language: Language, conduct: "Conduct", lines: "Lines", seed: int,
    *, converses: bool,
) -> int:  # fmt: skip
    import io

    from simulator.debrief.debrief import debrief
    from simulator.debrief.record import record
    from simulator.plain.debriefing import Debriefing
    from simulator.plain.player import Leave, Player

    out = io.StringIO() if options.json else sys.stdout
    if not options.json and not converses and not options.script:
        out.write(language._("No terminal here: plain mode, responses from standard input.") + "\n")
    player = Player(conduct, language, lines, out, converses=converses)
    route = "short" if getattr(options, "short", False) else "full"

    def start() -> "Log":
        return conduct.start(
            seed, mode=options.mode or "learning", timed=options.timed, route=route
        )

    try:
        player.play(start)
    except Leave:
        player.say(language._("Stopped before the end."))
    if options.json:
        print(
            json.dumps(record(debrief(conduct.loaded, conduct.log)), ensure_ascii=False, indent=2)
        )
        return DONE
    if conduct.state.is_over:
        Debriefing(player).run()
        player.say(
            language._(
                "Seed {seed}: the same choices with it give the same play.", seed=conduct.state.seed
            )
        )
    return DONE


def listing(options: argparse.Namespace, code: str) -> int:
    """List the crises that can be played."""
    from dataclasses import asdict

    from simulator.present.briefing import card
    from simulator.scenario.load import load

    language = speak(code)
    _ = language._
    cards = []
    for folder in shipped():
        loaded, _problems = load(folder, cache=cache())
        if loaded:
            cards.append(card(loaded, language))
    cards.sort(key=lambda found: (found.level, found.title))
    if options.json:
        print(json.dumps([asdict(found) for found in cards], ensure_ascii=False, indent=2))
        return DONE
    for found in cards:
        print(f"{found.id}: {found.title}")
        about = _(
            "level {level}, {severity}, {minutes} min, {sector}",
            level=found.level,
            severity=found.severity,
            minutes=found.minutes,
            sector=found.sector,
        )
        print(f"  {about}")
        print(f"  {found.summary}")
    return DONE


def check(options: argparse.Namespace, code: str) -> int:
    """Report every problem in scenario files."""
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
    problems: Sequence[Problem],
    language: Language,
    *,
    everything: bool,
) -> None:
    from simulator.scenario.load import is_error

    _, n = language._, language.n
    for problem in problems if everything else problems[:SHOWN]:
        print(describe(problem, language))
    if not problems:
        words = ", ".join(sorted(loaded.texts)) if loaded else ""
        print(_("{name}: nothing wrong ({languages})", name=_line(name), languages=words))
        return
    errors = sum(is_error(problem) for problem in problems)
    found = n("{count} error", "{count} errors", errors)
    warned = n("{count} warning", "{count} warnings", len(problems) - errors)
    print(f"{_line(name)}: {found}, {warned}")
    if len(problems) > SHOWN and not everything:
        print(_("The first {shown} are shown; --all shows every one.", shown=SHOWN))


def as_row(problem: Problem, language: Language) -> dict[str, object]:
    """Return a problem for machines."""
    sentence, hint = language.problem(problem)
    return {
        "file": problem.place.file, "line": problem.place.line, "column": problem.place.column,
        "code": problem.code, "weight": CODES[problem.code].weight.value, "message": sentence,
        "hint": hint,
    }  # fmt: skip


def explain(options: argparse.Namespace, code: str) -> int:
    """Explain a problem code."""
    from simulator.author.explanations import explanation

    language = speak(code)
    wanted = options.code.strip().upper()
    if wanted not in CODES:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(wanted, CODES, n=3, cutoff=0.5))
        _err(
            language._(
                "no problem has the code '{code}' ({near})",
                code=_line(options.code),
                near=near or "S101...",
            )
        )
        return WRONG
    print(explanation(wanted, language))
    return DONE


def translate(options: argparse.Namespace, code: str) -> int:
    """Create or refresh a translation."""
    from simulator.author.translate import refresh

    language = speak(code)
    _ = language._
    outcome = refresh(find(options.path), options.to)
    if outcome is None:
        _err(
            _(
                "{path} cannot be translated to {to}: check it first",
                path=_line(options.path),
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


def key(options: argparse.Namespace, code: str) -> int:
    """Print a blind sheet of a scenario's options."""
    from simulator.report.sheet import sheet

    language = speak(code)
    loaded = opened(options.path, language)
    if loaded is None:
        return WRONG
    print(sheet(loaded, language))
    return DONE


def _line(text: str) -> str:
    from simulator import safe

    return safe.line(text)


def _err(text: str) -> None:
    sys.stderr.write(text + "\n")


def explore(options: argparse.Namespace, code: str) -> int:
    """Prove what the best and the worst play of a scenario earn."""
    from simulator.explore.reach import TooLarge, reach, write

    language = speak(code)
    _ = language._
    loaded = opened(options.path, language)
    if loaded is None:
        return WRONG
    try:
        found = reach(loaded)
    except TooLarge:
        _err(_("There are too many states: nothing is proven."))
        return PROBLEMS
    print(
        _(
            "{states} states: the worst play earns {worst} marks in all, the best {best}.",
            states=found.states, worst=found.worst, best=found.best,
        )
    )  # fmt: skip
    if options.write:
        write(find(options.path), loaded, found)
    return DONE


COMMANDS = {
    "play": play,
    "list": listing,
    "check": check,
    "explain": explain,
    "translate": translate,
    "key": key,
    "explore": explore,
}
"""What runs for each word on the command line."""
