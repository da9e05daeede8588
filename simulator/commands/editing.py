"""What an editor needs of us: the schema of the language, and the language server."""

import argparse
import json

from simulator.commands.documents import deliver
from simulator.commands.speaking import Add, Say, speak


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: schema."""
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
