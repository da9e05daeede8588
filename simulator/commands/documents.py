"""Documents made of a scenario: its book, to be read and signed, and its graph."""

import argparse
import os
import stat
import sys
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.speaking import DONE, WRONG, Add, Say, complain, opened, speak

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.report.document import Document


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: graph, script and handouts."""
    graph = add("graph", _("draw what leads where, with the planner's table"))
    graph.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    graph.add_argument(
        "--format", choices=("html", "mermaid", "dot", "csv"), default="html",
        help=_("html (if not said): drawing and table; mermaid, dot: drawing; csv: table"),
    )  # fmt: skip
    graph.add_argument(
        "-o", "--out", metavar=_("FILE"), help=_("write to this file, not to the terminal")
    )

    script = add("script", _("print a scenario as a book, every branch, to be read and signed"))
    script.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    script.add_argument(
        "--format", choices=("html", "pdf"), default="html", help=_("html (if not said), or pdf")
    )
    script.add_argument(
        "-o", "--out", metavar=_("FILE"), help=_("write to this file, not to the terminal")
    )

    handouts = add("handouts", _("print what a room needs on paper: the plan, and who is who"))
    handouts.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    handouts.add_argument(
        "--format", choices=("html", "pdf", "md"), default="html",
        help=_("html (if not said), pdf, or md (Markdown)"),
    )  # fmt: skip
    handouts.add_argument(
        "--with", dest="organisation", metavar=_("FILE"), help=_("lay this organisation over it")
    )
    handouts.add_argument(
        "-o", "--out", metavar=_("FILE"), help=_("write to this file, not to the terminal")
    )


def handouts(options: argparse.Namespace, code: str) -> int:
    """Write the plan page and the role cards of a scenario."""
    from pathlib import Path

    from simulator.report.handouts import handouts as made

    language = speak(code)
    house = Path(options.organisation) if options.organisation else None
    loaded = opened(options.path, language, house)
    return WRONG if loaded is None else hand_out(made(loaded, language), options, language)


def script(options: argparse.Namespace, code: str) -> int:
    """Write the book of a scenario."""
    from simulator.report.book import book

    language = speak(code)
    loaded = opened(options.path, language)
    if loaded is None:
        return WRONG
    return hand_out(book(loaded, language), options, language)


def graph(options: argparse.Namespace, code: str) -> int:
    """Write the graph of a scenario."""
    from simulator.present.room import Room
    from simulator.report import graph as graphs
    from simulator.report.html import html
    from simulator.report.planner import page, spreadsheet

    language = speak(code)
    loaded = opened(options.path, language)
    if loaded is None:
        return WRONG
    room = Room(loaded, language)
    make = {
        "html": lambda: html(page(loaded, language)),
        "mermaid": lambda: graphs.mermaid(graphs.graph(room)),
        "dot": lambda: graphs.dot(graphs.graph(room)),
        "csv": lambda: spreadsheet(room),
    }
    return deliver(make[options.format]().encode(), options.out, language)


def hand_out(
    document: "Document", options: argparse.Namespace, language: "Language", *,
    is_private: bool = False,
) -> int:  # fmt: skip
    """Write *document* in the format and to the file that are asked for."""
    from simulator.report.html import html
    from simulator.report.markdown import markdown
    from simulator.report.pdf import pdf

    if options.format != "pdf":
        draw = html if options.format == "html" else markdown
        data = draw(document).encode()
        return deliver(data, options.out, language, is_private=is_private)
    try:
        made = pdf(document)
    except ImportError:
        complain(
            language._(
                "PDF needs an extra; --format html works without it: {how}",
                how=language.installing("report"),
            )
        )
        return WRONG
    return deliver(made, options.out, language, is_private=is_private)


def deliver(data: bytes, out: str | None, language: "Language", *, is_private: bool = False) -> int:
    """Write *data* to the file *out*, or to standard output; say in a line what went wrong.

    A file of somebody's own (*is_private*) can be read by its owner alone, if it was there too.
    """
    _ = language._
    if not out:
        if sys.stdout.isatty() and b"\0" in data[:4096]:
            complain(_("This is not text: name a file with -o."))
            return WRONG
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return DONE
    try:
        mode = 0o600 if is_private else 0o666
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            is_file = stat.S_ISREG(os.fstat(handle).st_mode)
            if is_private and is_file and hasattr(os, "fchmod"):
                os.fchmod(handle, mode)
            file.write(data)
    except (OSError, ValueError) as error:
        reason = _(getattr(error, "strerror", None) or "?")
        complain(_("{file} cannot be written: {reason}", file=safe.line(out), reason=reason))
        return WRONG
    print(_("Written: {file}", file=safe.line(out)))
    return DONE
