"""Playing a crisis, and listing those there are."""

import argparse
import contextlib
import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from simulator import safe
from simulator.commands import keeping
from simulator.commands.conducting import exercise
from simulator.commands.keeping import declare_whose
from simulator.commands.looking import Shelf
from simulator.commands.speaking import (
    DONE,
    PROBLEMS,
    WRONG,
    Add,
    Say,
    cache,
    complain,
    opened,
    speak,
)

if TYPE_CHECKING:
    from simulator.conduct.conduct import Conduct
    from simulator.exercise.events import Log
    from simulator.plain.lines import Lines


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: play and list."""
    play = add("play", _("play a crisis"))
    play.add_argument("scenario", nargs="?", default="", help=_("id or path; the tutorial if none"))
    play.add_argument("--plain", action="store_true", help=_("text, one line after the other"))
    play.add_argument(
        "--mode",
        choices=("learning", "assessment"),
        help=_("learning: the mentor speaks as you go; assessment: only at the end"),
    )
    play.add_argument(
        "--timed", action="store_true", help=_("a real countdown where a decision has a limit")
    )
    play.add_argument("--short", action="store_true", help=_("the short route, where there is one"))
    play.add_argument("--seed", type=int, help=_("number that fixes all chance"))
    play.add_argument(
        "--with",
        dest="organisation",
        metavar=_("FILE"),
        help=_("your own organisation over the scenario's"),
    )
    play.add_argument("--script", metavar=_("FILE"), help=_("take the responses from a file"))
    play.add_argument(
        "--log",
        metavar=_("FILE"),
        help=_("keep the play in a file, and go on with it if it exists"),
    )
    play.add_argument(
        "--continue",
        dest="goes_on",
        action="store_true",
        help=_("go on with your last play of this crisis that was not finished"),
    )
    play.add_argument("--no-store", action="store_true", help=_("keep nothing of this play"))
    declare_whose(play, _)
    play.add_argument("--no-motion", action="store_true", help=_("show posts at once"))
    play.add_argument("--json", action="store_true", help=_("print the result for machines"))

    listing = add("list", _("list the crises"))
    listing.add_argument("--json", action="store_true", help=_("print the result for machines"))


def wants_app(options: argparse.Namespace) -> bool:
    """Say whether the full-screen app is asked for and this terminal can show it."""
    wished = vars(options)
    is_plain = any(wished.get(name) for name in ("plain", "script", "json", "log"))
    # Textual draws on standard error.
    has_terminal = all(one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr))
    return not is_plain and has_terminal and os.environ.get("TERM", "dumb") != "dumb"


def play(options: argparse.Namespace, code: str) -> int:
    """Play a crisis: in the app where there is a terminal for it, else in plain mode."""
    if wants_app(options):
        return play_in_app(options, code)
    return play_plain(options, code)


def ready() -> None:
    """Do what has to be done before Textual is imported."""
    # It reads this once: an answer waits half as long to be drawn.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    gc.disable()  # The app sees to it once it runs.


def play_in_app(options: argparse.Namespace, code: str) -> int:
    """Open the app; what was asked on the command line holds for this launch alone."""
    ready()
    from simulator.scenario.library import TUTORIAL
    from simulator.tui.app import run
    from simulator.tui.wishes import Wishes

    house = Path(options.organisation) if options.organisation else None
    named = options.scenario or (TUTORIAL if house else "")
    if named and opened(named, speak(code), house) is None:
        return WRONG
    wishes = Wishes(
        options.scenario, options.seed, not options.no_motion, options.lang or "",
        options.mode or "", options.timed, "short" if options.short else "full", house,
        not options.no_store, options.data, options.database, options.goes_on,
        keeping.named(options),
    )  # fmt: skip
    return run(code, cache=cache(), wishes=wishes)


def play_plain(options: argparse.Namespace, code: str) -> int:
    """Play a crisis in plain mode, then look back on it."""
    import secrets

    from simulator.plain.lines import Lines
    from simulator.scenario.library import TUTORIAL

    language = speak(code)
    _ = language._
    organisation = Path(options.organisation) if getattr(options, "organisation", None) else None
    name = getattr(options, "scenario", "") or TUTORIAL
    loaded = opened(name, language, organisation)
    if loaded is None:
        return WRONG
    seed = options.seed if options.seed is not None else secrets.randbelow(2**31)
    if not 0 <= seed < 2**53:
        complain(_("the seed should be a whole number from 0"))
        return WRONG
    source: TextIO = sys.stdin
    if options.script:
        try:
            source = Path(options.script).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - read to the end of the program
        except OSError as error:
            complain(
                _(
                    "{file} cannot be read: {reason}",
                    file=safe.line(options.script),
                    reason=_(error.strerror or "?"),
                )
            )
            return WRONG
    converses = not options.script and sys.stdin.isatty() and sys.stdout.isatty()
    with contextlib.ExitStack() as until_the_end:
        found = exercise(options, language, loaded, until_the_end)
        if found is None:
            return WRONG
        conduct, shelf = found
        return _perform(options, shelf, conduct, Lines(source), seed, converses=converses)


def _perform(  # noqa: C901, PLR0913 - each way to stop; what was asked, and what it is played with
    options: argparse.Namespace, shelf: Shelf, conduct: "Conduct", lines: "Lines",
    seed: int, *, converses: bool,
) -> int:  # fmt: skip
    import io

    from simulator.debrief.debrief import debrief
    from simulator.debrief.record import record
    from simulator.plain.console import Leave, Unkept
    from simulator.plain.debriefing import Debriefing, again
    from simulator.plain.player import Player

    language = shelf.language
    out = io.StringIO() if options.json else sys.stdout
    if not options.json and not converses and not options.script:
        out.write(language._("No terminal here: plain mode, responses from standard input.") + "\n")
    player = Player(conduct, language, lines, out, converses=converses)
    route = "short" if getattr(options, "short", False) else "full"

    def start() -> "Log":
        return conduct.start(
            seed, mode=options.mode or "learning", timed=options.timed, route=route
        )

    code = DONE
    try:
        player.play(start)
    except Leave as left:
        player.say(language._("Stopped before the end."))
        code = PROBLEMS if isinstance(left, Unkept) else DONE
    if options.json:
        print(
            json.dumps(record(debrief(conduct.loaded, conduct.log)), ensure_ascii=False, indent=2)
        )
        return code
    if conduct.state.is_over:
        try:
            while scene := Debriefing(player, onward=shelf.onward, save=shelf.save).run():
                player = again(player, scene, shelf.replay(conduct.loaded))
        except Unkept:
            code = PROBLEMS
        except Leave:
            player.say(language._("Stopped before the end."))
        player.say(
            language._(
                "Seed {seed}: the same choices with it give the same play.", seed=conduct.state.seed
            )
        )
    return code


def listing(options: argparse.Namespace, code: str) -> int:
    """List the crises that can be played."""
    from dataclasses import asdict

    from simulator.present.briefing import card
    from simulator.scenario.library import shipped
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
