"""What the pages about personal data say, compared with what the code does."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from simulator.cli import _parser
from simulator.settings import Settings
from simulator.store import retention
from simulator.store import tables as t

ROOT = Path(__file__).parents[2]
PAGES = {code: ROOT / "docs" / f"privacy{more}.md" for code, more in (("en", ""), ("fr", ".fr"))}
PREFERENCES = {
    "language", "theme", "motion", "bell", "cases", "mode", "timed", "keep_months", "profile",
    "played", "museum",
}  # fmt: skip
"""What the row about preferences tells of, in words."""
NETWORK = {
    "socket", "ssl", "urllib", "http", "ftplib", "smtplib", "aiohttp", "asyncssh", "httpx",
    "requests", "xmlrpc", "websockets",
}  # fmt: skip
MAY_CONNECT = {"simulator/export/lrs.py"}
DOOR = "simulator/serve/"
"""What is opened to others, when it is asked for: it answers, and calls nobody."""
HARMLESS = {"urllib.parse"}


@pytest.fixture(params=PAGES)
def page(request):
    return PAGES[request.param].read_text(encoding="utf-8")


def test_every_table_has_its_row(page):
    said = set(re.findall(r"`(\w+)`", "\n".join(x for x in page.splitlines() if "table" in x)))
    assert set(t.metadata.tables) <= said


def test_a_preference_that_is_new_has_to_be_told():
    assert {field.name for field in fields(Settings)} == PREFERENCES


def test_the_months_are_those_of_the_code(page):
    assert retention.MONTHS == Settings().keep_months == 12
    assert "| 12 m" in page


def test_the_commands_are_there(page, capsys):
    for command, flag in re.findall(r"`badbuzz (\w+)(?: (--\w+))?", page):
        with pytest.raises(SystemExit) as left:
            _parser("en").parse_args([command, "--help"])
        assert left.value.code == 0, command
        assert flag in capsys.readouterr().out


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_nothing_else_opens_a_connection():
    found = {
        str(path.relative_to(ROOT))
        for folder in ("simulator", "scoring")
        for path in (ROOT / folder).rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] in NETWORK and name not in HARMLESS
    }
    assert {path for path in found if not path.startswith(DOOR)} == MAY_CONNECT
