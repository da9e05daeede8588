"""The command line. Commands import what they need when they are called: `--help` is quick."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from simulator.safe import line

DONE, PROBLEMS, WRONG, CRASHED, INTERRUPTED = 0, 1, 2, 70, 130
"""Exit codes: done; problems found; wrong usage or unreadable input; our crash; Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `badbuzz` with *arguments* and return its exit code. Never shows a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _run(given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has enough; python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 - the last place that can speak to a person
        from simulator.crash import report

        sys.stderr.write(report(error, _language(given)) + "\n")
        return CRASHED
    return code


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints quote what was typed without letting it act on the terminal."""

    def error(self, message: str) -> NoReturn:
        """Say in a line what is wrong, and leave."""
        super().error(line(message, 300))


def _open_closed_streams() -> None:
    """Give a program started with a closed stream (`<&-`) an empty one in its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good


def _run(given: list[str]) -> int:
    language = _language(given)
    parser = _parser(language)
    options = parser.parse_args(given)
    _refuse_empty(given, parser, language)
    if options.command is None:
        options = parser.parse_args([*given, "play"])
    from simulator import commands

    return commands.COMMANDS[options.command](options, language)


def _refuse_empty(given: list[str], parser: argparse.ArgumentParser, language: str) -> None:
    """End the program if a word is empty: an unset variable in a script never means the usual.

    `profiles --rename ''` alone has a meaning for it: the profile without a name.
    """
    from simulator.preference import catalog

    _ = catalog(language).gettext
    for number, word in enumerate(given):
        name, equals, value = word.partition("=")
        if word.startswith("--") and equals and not value.strip():
            parser.error(_("{option} is empty: is a variable not set?").format(option=name))
        if not word.strip() and "--rename" not in given[max(0, number - 2) : number]:
            before = given[number - 1] if number else ""
            if before.startswith("-"):
                parser.error(_("{option} is empty: is a variable not set?").format(option=before))
            parser.error(_("a word is empty: is a variable not set?"))


def _language(given: list[str]) -> str:
    """Return the language asked for by `--lang`, else by the environment."""
    from simulator.preference import preferred

    for number, word in enumerate(given):
        if word.startswith("--lang="):
            return preferred({"LANG": word.removeprefix("--lang=")})
        if word == "--lang" and number + 1 < len(given):
            return preferred({"LANG": given[number + 1]})
    return preferred(os.environ)


def _parser(language: str) -> argparse.ArgumentParser:
    from simulator import __version__
    from simulator.commands import declare
    from simulator.preference import catalog

    ours = catalog(language)
    # argparse speaks through gettext: bound to our catalog it says usage and errors in French too.
    _ = argparse._ = ours.gettext  # type: ignore[attr-defined]
    argparse.ngettext = ours.ngettext  # type: ignore[attr-defined]
    parser = _Parser(
        prog="badbuzz",
        description=_("A training simulator for the people who answer when the internet is angry."),
        epilog=_("Without a command, the tutorial begins."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"badbuzz {__version__}",
        help=_("show program's version number and exit"),
    )
    common = _Parser(add_help=False)
    common.add_argument(
        "--lang",
        default=argparse.SUPPRESS,
        choices=("fr", "en"),
        help=_("language of what you read"),
    )
    parser.add_argument("--lang", choices=("fr", "en"), help=_("language of what you read"))
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[common], help=about)

    declare(add, _)
    return parser


if __name__ == "__main__":
    sys.exit(main())
