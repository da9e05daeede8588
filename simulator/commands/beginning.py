"""Beginning a scenario."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.checking import look_at
from simulator.commands.speaking import WRONG, Add, Say, complain, speak

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.language import Language
    from simulator.reference import Entry


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: new."""
    new = add("new", _("write a small scenario to begin from"))
    new.add_argument("folder", metavar=_("FOLDER"), help=_("where to put it"))
    new.add_argument(
        "--type", default="", help=_("crisis type, such as single-complaint; ? lists them")
    )
    new.add_argument("--tension", default="", help=_("what pulls apart, T1 to T16; ? lists them"))
    new.add_argument("--name", default="", help=_("name of the invented organisation"))
    new.add_argument("--sector", default="", help=_("what it does, in a word"))
    new.add_argument("--title", default="", help=_("title of the crisis"))


def new(options: argparse.Namespace, code: str) -> int:
    """Write a scenario that passes check; ask for what was not said, where somebody can answer."""
    from simulator.author.new import NAMES, Taken, Wish, suggested, tensions, types, write

    language = speak(code)
    _ = language._
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    kind = _choice(_("Crisis type"), options.type, types(language.code), language, asks=asks)
    if kind is None:
        return WRONG
    kind = kind or "single-complaint"
    first = suggested(kind, language.code)
    tension = _choice(
        _("Tension"), options.tension, tensions(language.code), language, asks=asks, usual=first
    )
    if tension is None:
        return WRONG
    name = options.name or (_asked(_("Name of the invented organisation")) if asks else "")
    sector = options.sector or (_asked(_("What it does, in a word")) if asks else "")
    wish = Wish(language.code, kind, tension or first, name, sector, options.title)
    folder = Path(options.folder)
    shown = safe.line(options.folder)
    try:
        file = write(folder, wish)
    except Taken:
        complain(_("{folder} holds something already: nothing was written", folder=shown))
        return WRONG
    except (OSError, ValueError) as error:
        reason = _(getattr(error, "strerror", "") or "?")
        complain(_("{folder} cannot be written to ({reason})", folder=shown, reason=reason))
        return WRONG
    print(_("{file} is written.", file=safe.line(str(file))))
    chosen = types(language.code)[kind]["name"], tensions(language.code)[wish.tension]["name"]
    print(_("{what}: {more}", what=_("Crisis type"), more=f"{chosen[0]} ({kind})"))
    print(_("{what}: {more}", what=_("Tension"), more=f"{chosen[1]} ({wish.tension})"))
    called = safe.line(name or NAMES[language.code])
    print(_("{what}: {more}", what=_("Name of the invented organisation"), more=called))
    print(
        _("Play it with badbuzz play, then change it bit by bit, and check as often as you save.")
    )
    return look_at(folder, language)


def _choice(  # noqa: PLR0913 - a question, what was said before, what may be said
    question: str, said: str, known: "Mapping[str, Entry]", language: "Language", *, asks: bool,
    usual: str = "",
) -> str | None:  # fmt: skip
    """Return the id that was said or is answered, "" for none; None for one that is not known."""
    from simulator.scenario.fields import near

    while not said and asks:
        print(f"{question}:")
        for number, (name, entry) in enumerate(known.items(), 1):
            print(f"  {number:2} {entry['name']}" + (" *" if name == usual else ""))
        answer = _asked(language._("Number, or Enter for none in particular"))
        if not answer:
            return ""
        if answer.isdecimal() and 1 <= int(answer[:3]) <= len(known):
            return list(known)[int(answer[:3]) - 1]
    if not said or said in known:
        return said
    found = near(said, known)()
    complain(
        language._("'{word}' is not known; try {known}", word=safe.line(said), known=found)
        if found
        else language._("'{word}' is not known; there are:", word=safe.line(said))
    )
    for name, entry in known.items():
        complain(f"  {name}: {entry['name']}")
    return None


def _asked(question: str) -> str:
    try:
        return safe.line(input(f"{question}: "), 80).strip()
    except EOFError:
        return ""
