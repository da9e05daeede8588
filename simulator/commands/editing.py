"""What an editor needs of us: the schema of the language, and the language server."""

import argparse
import json
import sys

from simulator import safe
from simulator.commands.documents import deliver
from simulator.commands.speaking import DONE, WRONG, Add, Say, complain, describe, proofs, speak


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: preview, upgrade, lsp and schema."""
    preview = add("preview", _("play a scenario while you write it: each save shows at once"))
    preview.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    upgrade = add("upgrade", _("lift a scenario from an older version of the language"))
    upgrade.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
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
        complain(
            language._(
                "The language server needs an extra: {how}", how=language.installing("author")
            )
        )
        return WRONG
    serve(language, proofs())
    return DONE


def preview(options: argparse.Namespace, code: str) -> int:
    """Open the app on a scenario that is being written."""
    from simulator.scenario.library import find, is_there

    language = speak(code)
    folder = find(options.path)
    if not is_there(folder) or not folder.is_dir():
        complain(language._("{path} is not a folder", path=safe.line(options.path)))
        return WRONG
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain(language._("The preview needs a terminal; badbuzz check works without one."))
        return WRONG
    from simulator.tui.preview import run

    return run(code, folder, proofs())


def upgrade(options: argparse.Namespace, code: str) -> int:
    """Lift a scenario to the version of the language that we read."""
    from simulator.author.upgrade import Stuck, version
    from simulator.author.upgrade import upgrade as lifted
    from simulator.scenario.library import find
    from simulator.scenario.load import FILE
    from simulator.scenario.model import FORMAT
    from simulator.scenario.problems import Findings
    from simulator.scenario.source import read_bytes

    _ = speak(code)._
    path = find(options.path)
    path = path if path.name.endswith(".yaml") else path / FILE
    findings = Findings(str(path))
    data = read_bytes(path, findings)
    for problem in findings.problems:
        complain(describe(problem, speak(code)))
    if data is None:
        return WRONG
    text = data.decode("utf-8-sig", "replace")
    written, shown = version(text), safe.line(str(path))
    if written == FORMAT:
        print(_("{file} is in version {version} already", file=shown, version=FORMAT))
        return DONE
    try:
        made = lifted(text)
        # The older file stays beside the new one, under its version.
        (path.parent / f"{path.stem}.v{written}.yaml").write_bytes(data)
        path.write_text(made, encoding="utf-8", newline="\n")
    except Stuck:
        complain(
            _("{file}: no way leads from its version to {version}", file=shown, version=FORMAT)
        )
        return WRONG
    except OSError as error:
        reason = _(error.strerror or "?")
        complain(_("{file} cannot be written: {reason}", file=shown, reason=reason))
        return WRONG
    print(_("Written: {file}", file=shown))
    return DONE
