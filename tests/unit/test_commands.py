"""The commands as a whole: quick to list, and each says in both languages what it takes."""

import shlex
import subprocess
import sys

import pytest

from simulator import cli
from simulator.commands import COMMANDS
from simulator.scenario import library

HEAVY = {
    "textual", "rich", "pydantic", "jinja2", "typst", "pygls", "lsprotocol", "sqlalchemy",
    "alembic", "yaml", "numpy", "fsrs", "aiohttp", "asyncio", "zipfile", "simulator.scenario.model",
}  # fmt: skip


def test_help_imports_nothing_that_weighs():
    program = (
        "import contextlib, io, sys\nfrom simulator import cli\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        "    cli.main(['--help'])\n"
        "print('\\n'.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "simulator.commands.documents" in done.stdout.split()
    assert HEAVY & set(done.stdout.split()) == set()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_says_what_it_takes(command, language, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([command, "--help", "--lang", language])
    assert left.value.code == 0
    assert f"badbuzz {command}" in capsys.readouterr().out


def test_every_command_that_is_listed_does_something(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert [
        command for command in COMMANDS if f"  {command} " not in shown.replace("\n", " \n")
    ] == []


def test_advice_on_an_extra_names_no_package_index(monkeypatch):
    from simulator import language
    from simulator.store.faults import StoreFault

    for name in ("author", "report", "postgres"):
        command = shlex.split(language.speak("en").installing(name))
        assert command[1:] == ["-m", "pip", "install", "-e", f"{library.folder().parent}[{name}]"]
    monkeypatch.setattr(language, "find_spec", lambda _name: None)
    assert language.speak("fr").installing("author").endswith("sous Suppléments")
    assert "[postgres]" not in StoreFault("driver").sentence(language.speak("en"))
    assert "“postgres”" in StoreFault("driver").sentence(language.speak("en"))
    for page in [
        *(library.folder().parent / "docs").rglob("*.md"),
        *library.folder().parent.glob("README*"),
    ]:
        assert "badbuzz[" not in page.read_text(encoding="utf-8"), page
