"""The kept workshops on the command line."""

import asyncio
import json

import pytest

from simulator.scenario.library import find
from simulator.store.copies import known
from simulator.workshop import commands as c
from simulator.workshop.keeping import open_host
from tests.shelf import load
from tests.workshops import NAMES, D, F


@pytest.fixture
def workshop(kept):
    """A workshop of one decision that is kept; gives its id."""
    loaded, _ = load(find("late-order"))
    assert loaded is not None
    return asyncio.run(_held(kept(), loaded))


async def _held(store, loaded):
    held = open_host(store, loaded, "en")
    await held.host.start()
    await held.host.do(c.Open(7), F)
    for name in NAMES[:6]:
        await held.host.do(c.Join(name, name, f"token of {name}"), D)
    for command in (c.Begin(), c.Skip(), c.LookBack()):
        await held.host.do(command, F)
    await held.close()
    return held.id


def test_nothing_is_kept_at_first(badbuzz):
    code, said, complained = badbuzz("workshops")
    assert (code, said.strip(), complained) == (0, "No workshop is kept.", "")
    code, _said, complained = badbuzz("report", "--workshop")
    assert (code, complained.strip()) == (2, "No workshop is kept.")


def test_it_is_listed_told_and_erased(badbuzz, workshop, home):
    _code, said, _complained = badbuzz("workshops")
    assert workshop[:8] in said
    assert "(closed)" in said
    (row,) = json.loads(badbuzz("workshops", "--json")[1])
    assert (row["number"], row["id"]) == (1, workshop)
    for name in ("html", "md", "csv", "json", "pdf"):
        file = home / f"report.{name}"
        code, _said, complained = badbuzz("report", "--workshop", "--format", name, "-o", file)
        assert (code, complained) == (0, "")
        assert file.stat().st_mode & 0o077 == 0
    by_number = badbuzz("report", "--workshop", "1", "--format", "md")
    assert by_number == badbuzz("report", "--workshop", workshop[:8], "--format", "md")
    assert "The order that did not arrive in time" in by_number[1]
    assert badbuzz("erase", "--workshop", workshop, "--yes")[0] == 0
    assert badbuzz("workshops")[1].strip() == "No workshop is kept."


def test_a_report_that_was_written_is_found_again(badbuzz, workshop, home, kept):
    badbuzz("report", "--workshop", workshop, "-o", home / "report.html")
    assert [row for row in known(kept()) if row.path.name == "report.html"]


def test_what_was_written_of_a_workshop_is_erased_with_it(badbuzz, workshop, home, kept):
    for name in ("report.html", "report.csv"):
        badbuzz("report", "--workshop", "-o", home / name, "--format", name[-4:].strip("."))
    (home / "report.csv").write_text("mine now")
    code, said, complained = badbuzz("erase", "--workshop", "1", "--yes")
    assert f"Removed: {home / 'report.html'}" in said
    assert (code, complained.count("report.csv")) == (1, 1)
    assert [path.name for path in home.glob("report.*")] == ["report.csv"]
    assert not known(kept())
    assert badbuzz("erase", "--workshop", "", "--yes")[0] == 2


def test_the_attendance_sheet_has_names_after_and_rows_before(badbuzz, workshop, tmp_path):
    after = badbuzz("report", "--workshop", "--attendance", "--format", "md")[1]
    assert all(name in after for name in NAMES[:6])
    assert "principle" not in after.lower()
    before = badbuzz("report", "--attendance", "--scenario", "late-order", "--format", "md")[1]
    assert "The order that did not arrive in time" in before
    assert before.count("|  |  |  |  |") == 10
    sheet = tmp_path / "sheet.md"
    sheet.touch(0o644)
    badbuzz("report", "--workshop", "--attendance", "--format", "md", "-o", str(sheet))
    assert NAMES[0] in sheet.read_text(encoding="utf-8")
    assert sheet.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--workshop", "7"), ("report", "--workshop", "\x1b[31m"),
        ("report", "3", "--workshop", "1"), ("report", "--format", "csv"),
        ("report", "--attendance", "--format", "json"),
        ("report", "--attendance", "--scenario", "nowhere"), ("handouts", "nowhere"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_a_line(badbuzz, workshop, words):
    code, said, complained = badbuzz(*words)
    assert (code, said) == (2, "")
    assert complained.strip()
    assert "\x1b" not in complained
    assert "Traceback" not in complained


@pytest.mark.parametrize("language", ["en", "fr"])
def test_handouts_are_printed(badbuzz, language):
    code, said, complained = badbuzz("--lang", language, "handouts", "late-order")
    assert (code, complained) == (0, "")
    assert f'<html lang="{language}">' in said
