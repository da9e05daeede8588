"""Sending a scenario to a colleague as one file, and opening one."""

import argparse
from pathlib import Path

from simulator import safe
from simulator.commands.documents import deliver
from simulator.commands.speaking import DONE, WRONG, Add, Say, complain, speak


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: pack and unpack."""
    pack = add("pack", _("put a scenario and its texts in one file, to be sent"))
    pack.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    pack.add_argument(
        "-o", "--out", metavar=_("FILE"), help=_("write to this file, not to one named by the id")
    )
    pack.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    unpack = add("unpack", _("open a packed scenario in a new folder"))
    unpack.add_argument("file", metavar=_("FILE"), help=_("a packed scenario"))
    unpack.add_argument(
        "target", nargs="?", default=".", metavar=_("FOLDER"),
        help=_("where the new folder goes; here if not said"),
    )  # fmt: skip


def pack(options: argparse.Namespace, code: str) -> int:
    """Pack a scenario."""
    from simulator.author.pack import SUFFIX, Unfit
    from simulator.author.pack import pack as packed
    from simulator.scenario.library import find

    language = speak(code)
    _ = language._
    try:
        name, data = packed(find(options.path))
    except Unfit as error:
        complain(language._(error.message, **error.words))
        return WRONG
    except OSError as error:
        return _failed(options.path, error, code)
    out = options.out or f"{name}{SUFFIX}"
    if Path(out).is_file() and not options.force:
        said = _("{file} is there already: nothing was written; --force writes over it")
        complain(said.format(file=safe.line(out)))
        return WRONG
    return deliver(data, out, language)


def unpack(options: argparse.Namespace, code: str) -> int:
    """Unpack a scenario."""
    from simulator.author.pack import Unfit
    from simulator.author.pack import unpack as unpacked

    language = speak(code)
    try:
        made = unpacked(Path(options.file), Path(options.target))
    except Unfit as error:
        complain(language._(error.message, **error.words))
        return WRONG
    except (OSError, ValueError) as error:
        return _failed(options.target, error, code)
    path = safe.line(str(made))
    print(language._("Unpacked: {path}", path=path))
    print(language._("See what is in it before you play it: badbuzz check {path}", path=path))
    return DONE


def _failed(path: str, error: Exception, code: str) -> int:
    _ = speak(code)._
    reason = _(getattr(error, "strerror", None) or "?")
    complain(_("{file} cannot be used: {reason}", file=safe.line(path), reason=reason))
    return WRONG
