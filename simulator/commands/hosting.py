"""Serving others: solo play in a browser and over SSH."""

import argparse
import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.keeping import declare_place
from simulator.commands.speaking import WRONG, Add, Say, cache, complain, speak

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.serve.ports import Wish
    from simulator.tui.opening import Opening

WEB, SSH = 8710, 8722
"""The usual ports."""
NEEDS = {"web": ("aiohttp", "textual_serve", "segno"), "ssh": ("asyncssh",)}
"""What each extra brings."""


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: serve."""
    serve = add("serve", _("let others play here, in a browser or over SSH"))
    declare_door(serve, _, _("how many apps may run at once (60)"))
    declare_place(serve, _)


def declare_door(serve: argparse.ArgumentParser, _: Say, most: str) -> None:
    """Say what can be typed about the door: ports, addresses, certificates; *most* is `--max`."""
    serve.add_argument(
        "--web", nargs="?", type=int, const=WEB, metavar=_("PORT"),
        help=_("pages and terminals for browsers (port 8710)"),
    )  # fmt: skip
    serve.add_argument(
        "--ssh", nargs="?", type=int, const=SSH, metavar=_("PORT"),
        help=_("the app over SSH (port 8722)"),
    )  # fmt: skip
    serve.add_argument(
        "--bind", metavar=_("ADDRESS"), default="127.0.0.1",
        help=_("the address to be reached at; only this machine unless said"),
    )  # fmt: skip
    serve.add_argument(
        "--public-url", metavar="URL", default="",
        help=_("how it is reached from outside, behind a proxy"),
    )  # fmt: skip
    serve.add_argument(
        "--proxy", metavar=_("ADDRESS"), action="append", default=[],
        help=_("a proxy before it, whose word on who asks is believed; may be repeated"),
    )  # fmt: skip
    serve.add_argument("--cert", metavar=_("FILE"), default="", help=_("a certificate, PEM"))
    serve.add_argument("--key", metavar=_("FILE"), default="", help=_("its key, PEM"))
    serve.add_argument(
        "--max", dest="most", type=int, default=60, metavar="N",
        help=most,
    )  # fmt: skip


def serve(options: argparse.Namespace, code: str) -> int:
    """Let others play here until Ctrl+C; return the exit code."""
    language = speak(code)
    wrong = refusal(options, language)
    if wrong:
        complain(wrong)
        return WRONG
    ready()
    from simulator.tui.opening import Opening

    opening = Opening(options.data, options.database)
    try:
        return _serve(wished(options), opening, language)
    finally:
        opening.close()


def wished(options: argparse.Namespace) -> "Wish":
    """Return what *options* ask to be opened: pages, where nothing is said."""
    from simulator.serve.ports import Wish

    return Wish(
        WEB if options.web is None and options.ssh is None else options.web, options.ssh,
        options.bind, options.public_url, options.most, options.cert, options.key,
        frozenset(options.proxy), options.data,
    )  # fmt: skip


def _serve(wish: "Wish", opening: "Opening", language: "Language") -> int:
    import asyncio

    from simulator.serve.serving import Serving, told
    from simulator.serve.web import CannotServe

    store = opening.result()
    if store is None:
        complain(opening.fault.sentence(language) if opening.fault else "?")
        return WRONG
    for notice in store.notices:
        complain(safe.line(notice.sentence(language), 500))
    try:
        serving = Serving(wish, opening, store, cache())
    except CannotServe as fault:
        complain(fault.sentence(language))
        return WRONG

    def say() -> None:
        print("\n".join(told(serving, language)), flush=True)

    try:
        return asyncio.run(serving.run(say))
    except OSError as error:
        reason = language._(error.strerror or "?")
        place = safe.line(str(error.filename or error), 300)
        complain(language._("{file} cannot be read: {reason}", file=place, reason=reason))
        return WRONG


def refusal(options: argparse.Namespace, language: "Language") -> str:
    """Return why *options* cannot be served, "" if they can."""
    _ = language._
    extras = [name for name in NEEDS if getattr(options, name) is not None] or ["web"]
    for name in extras:
        if not all(find_spec(package) for package in NEEDS[name]):
            return _("This needs packages that are not there: {how}", how=language.installing(name))
    if sys.platform == "win32":
        return _("Serving needs Linux or macOS.")
    if options.most < 1:
        return _("--max should be a whole number from 1.")
    if bool(options.cert) != bool(options.key):
        return _("A certificate goes with its key: give both --cert and --key, or neither.")
    return ""


def ready() -> None:
    """Do what has to be done before Textual is imported: fewer frames, every colour, no motion."""
    os.environ.update(TEXTUAL_FPS="30", TEXTUAL_ANIMATIONS="none", TEXTUAL_COLOR_SYSTEM="truecolor")
    for name in ("NO_COLOR", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT", "TEXTUAL_LOG", "TEXTUAL"):
        os.environ.pop(name, None)  # They are about this terminal, not the visitors'.
