"""Leading a workshop: a room that plays one crisis together, on one laptop."""

import argparse
import secrets
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands import hosting
from simulator.commands.keeping import declare_place
from simulator.commands.leading_words import after, say_where
from simulator.commands.playing import wants_app
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
    from simulator.language import Language
    from simulator.scenario.load import Loaded
    from simulator.serve.hosting import Lead
    from simulator.serve.ports import Wish
    from simulator.store.store import Store
    from simulator.workshop.host import Host
    from simulator.workshop.keeping import Held


PATIENCE = 8.0
"""Seconds that a server has to let go of what a killed host held."""


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: host."""
    host = add("host", _("lead a workshop: a room plays one crisis together"))
    host.add_argument(
        "scenario", nargs="?", default="", help=_("id or path; the workshop left open if none")
    )
    hosting.declare_door(host, _, _("how many people may join (60)"))
    host.add_argument(
        "--teams", type=int, default=1, metavar="N",
        help=_("so many teams side by side; one story for the whole room if not said"),
    )  # fmt: skip
    host.add_argument(
        "--decides", choices=("majority", "spokesperson", "facilitator"), default="majority",
        help=_("who turns the votes into the answer"),
    )  # fmt: skip
    host.add_argument("--short", action="store_true", help=_("the short route, where there is one"))
    host.add_argument(
        "--minutes", type=int, default=60, metavar="N", help=_("how long the crisis should take")
    )
    host.add_argument("--seed", type=int, help=_("number that fixes all chance"))
    host.add_argument(
        "--with", dest="organisation", metavar=_("FILE"),
        help=_("your own organisation over the scenario's"),
    )  # fmt: skip
    host.add_argument("--no-cases", action="store_true", help=_("name no real case in the debrief"))
    host.add_argument(
        "--new", action="store_true", help=_("begin another one, though one is still open")
    )
    host.add_argument(
        "--check",
        action="store_true",
        help=_("try the ports and the way to them, and open nothing"),
    )
    host.add_argument(
        "--rehearse", type=int, default=0, metavar="N",
        help=_("fill the room with N bots and practise alone; nothing is kept"),
    )  # fmt: skip
    host.add_argument(
        "--hands", action="store_true", help=_("no network: one screen, and a show of hands")
    )
    host.add_argument(
        "--plain", action="store_true", help=_("lead it in text, one line after the other")
    )
    host.add_argument(
        "--no-console", action="store_true",
        help=_("lead it from a browser alone, by your own link"),
    )  # fmt: skip
    declare_place(host, _)


def host(options: argparse.Namespace, code: str) -> int:
    """Lead a workshop until it is left or closed; return the exit code."""
    language = speak(code)
    if wrong := _refusal(options, language):
        complain(wrong)
        return WRONG
    hosting.ready()
    wish = hosting.wished(options)
    # A room is always let in by a page: not everybody has a terminal.
    wish = replace(wish, web=options.web if options.web is not None else hosting.WEB)
    if options.hands:
        wish = replace(wish, web=None, ssh=None)
    if not options.check and not options.plain and _is_plain(options):
        print(
            language._("No terminal here: plain mode, lines from standard input. --no-console "
                       "leads from a browser alone."),
            flush=True,
        )  # fmt: skip
    if options.check:
        return _check(wish, options, language)
    if options.rehearse:
        loaded = _loaded(options, language)
        return WRONG if loaded is None else _rehearse(options, language, wish, loaded)
    return _keep(options, language, wish)


def _refusal(options: argparse.Namespace, language: "Language") -> str:
    """Return why *options* cannot be led, "" if they can."""
    _ = language._
    limits = (
        ("--teams", options.teams, 1, 12), ("--max", options.most, 1, 500),
        ("--minutes", options.minutes, 1, 1440), ("--rehearse", options.rehearse, 0, 200),
        ("--seed", options.seed or 0, 0, 2**53),
    )  # fmt: skip
    for name, value, low, high in limits:
        if not low <= value <= high:
            return _("{option} should be a whole number from {low} to {high}.",
                     option=name, low=low, high=high)  # fmt: skip
    if options.hands and (options.rehearse or options.teams > 1):
        return _("A show of hands is one story for a room: without --teams and --rehearse.")
    if options.hands and options.no_console:
        return _("A show of hands needs this terminal's screen, and there is none.")
    if options.plain and options.no_console:
        return _("--plain leads from here, --no-console from a browser alone: give one of them.")
    return "" if options.hands else hosting.refusal(options, language)


def _is_plain(options: argparse.Namespace) -> bool:
    """Say whether it is led from here in text: asked for, or for want of a terminal."""
    return not options.no_console and not wants_app(options)


def _loaded(options: argparse.Namespace, language: "Language") -> "Loaded | None":
    house = Path(options.organisation) if options.organisation else None
    if not options.scenario:
        complain(
            language._(
                "Which crisis? badbuzz list shows them: badbuzz host late-order, for instance."
            )
        )
        return None
    return opened(options.scenario, language, house)


def _lead(options: argparse.Namespace, language: "Language") -> "Lead":
    from simulator.scenario.library import shipped
    from simulator.scenario.load import load
    from simulator.serve.hosting import Lead
    from simulator.workshop.commands import Open

    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    opens = Open(
        seed, options.teams, options.decides, "short" if options.short else "full", options.most,
        options.minutes,
    )  # fmt: skip
    found = (load(path, cache=cache())[0] for path in shipped())
    shelf = tuple(one for one in found if one is not None)
    return Lead(
        language, opens, not options.no_console, options.hands, options.rehearse, shelf,
        not options.no_cases, _is_plain(options),
    )  # fmt: skip


# ---- the three ways


def _check(wish: "Wish", options: argparse.Namespace, language: "Language") -> int:
    """Say what stands in the way of a workshop, and open nothing."""
    from simulator.serve.reach import Wish as Tried
    from simulator.serve.reach import check
    from simulator.serve.reach_words import mark, sentence

    tried = Tried(
        wish.bind, wish.web or 0, wish.ssh or 0, wish.public_url,
        Path(options.cert) if options.cert else None, Path(options.key) if options.key else None,
    )  # fmt: skip
    found = check(tried)
    for one in found.findings:
        print(f"{mark(language, one)} {sentence(language, one)}")
    return DONE if found.is_good else PROBLEMS


def _rehearse(
    options: argparse.Namespace, language: "Language", wish: "Wish", loaded: "Loaded"
) -> int:
    from simulator.workshop.host import Host

    host = Host(loaded)
    host.is_rehearsal = True
    return _run(language, wish, _lead(options, language), host, None)


def _keep(options: argparse.Namespace, language: "Language", wish: "Wish") -> int:
    from simulator.commands.keeping import opened_store

    with opened_store(options, language) as store:
        held = _held(store, options, language)
        if held is None:
            return WRONG
        return _run(language, wish, _lead(options, language), held.host, held)


def _held(store: "Store", options: argparse.Namespace, language: "Language") -> "Held | None":
    """Return the workshop that was left open, or a new one; None where one has to be named."""
    from simulator.store.workshops import open_workshops
    from simulator.workshop.keeping import open_host

    _ = language._
    left = [] if options.new else open_workshops(store)
    if left and options.scenario not in {"", left[0].scenario}:
        complain(
            _("A workshop on {scenario} is still open. To go on with it: badbuzz host. To begin "
              "another one and leave it: --new.", scenario=safe.line(left[0].scenario))
        )  # fmt: skip
        return None
    if left:
        print(_("Going on with the workshop on {scenario}.", scenario=safe.line(left[0].scenario)))
        return _resumed(store, left[0].id)
    loaded = _loaded(options, language)
    return None if loaded is None else open_host(store, loaded, language.code)


def _resumed(store: "Store", name: str) -> "Held":
    """Go on with a workshop; StoreFault if another program holds it.

    A server may take a moment to learn that the host which held it was killed.
    """
    from simulator.store.faults import StoreFault
    from simulator.workshop.keeping import resume_host

    end = time.monotonic() + (0 if store.path else PATIENCE)
    while True:
        try:
            return resume_host(store, name, cache=cache())
        except StoreFault as fault:
            if fault.reason != "hosted" or time.monotonic() > end:
                raise
        time.sleep(0.25)


def _run(
    language: "Language", wish: "Wish", lead: "Lead", host: "Host", held: "Held | None"
) -> int:  # fmt: skip
    import asyncio

    from simulator.serve.hosting import Hosting
    from simulator.serve.web import CannotServe

    async def lead_it() -> tuple[int, Hosting]:
        running = Hosting(wish, lead, host, held)
        done = await running.run(lambda: say_where(running, language))
        return done, running

    try:
        done, running = asyncio.run(lead_it())
    except CannotServe as fault:
        complain(fault.sentence(language))
        if held is not None:
            held.keeper.close()
        return WRONG
    if running.crash:
        complain(running.crash)
    print("\n".join(after(running, language)))
    return done
