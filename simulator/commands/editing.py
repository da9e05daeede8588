"""What an editor needs of us: the schema of the language, and the language server."""

import argparse
import json

from simulator.commands.documents import deliver
from simulator.commands.speaking import DONE, WRONG, Add, Say, complain, speak


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: lsp and schema."""
    add("lsp", _("speak to an editor: problems and completion while you type"))
    schema = add("schema", _("print the JSON Schema of the scenario language, for editors"))
    schema.add_argument(
        "-o", "--out", metavar=_("FILE"), help=_("write to this file, not to the terminal")
    )


def schema(options: argparse.Namespace, code: str) -> int:
    """Write the schema."""
    from simulator.author.schema import MODELINE
    from simulator.author.schema import schema as made

    language = speak(code)
    text = json.dumps(made(), ensure_ascii=False, indent=1) + "\n"
    done = deliver(text.encode(), options.out, language)
    if options.out and not done:
        line = MODELINE.format(file="badbuzz.schema.json")
        print(language._("First line of a scenario that lies beside it: {line}", line=line))
    return done


def lsp(options: argparse.Namespace, code: str) -> int:  # noqa: ARG001 - one shape for all commands
    """Serve an editor on standard input and output."""
    language = speak(code)
    try:
        from simulator.author.server import serve
    except ImportError:
        complain(language._("The language server needs an extra: pip install 'badbuzz[author]'"))
        return WRONG
    serve(language)
    return DONE
