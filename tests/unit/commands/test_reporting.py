"""`badbuzz report` and `badbuzz certificate`: which play, what is written, and what is refused."""

import json
import stat
from contextlib import ExitStack
from pathlib import Path

import pytest

from simulator.commands.looking import Shelf
from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.language import speak
from simulator.scenario.library import TUTORIAL, find
from simulator.store.copies import known
from simulator.store.journal import Journal
from tests.shelf import load
from tests.unit.store.test_store import go_on, play


def test_the_last_finished_play_is_reported_or_the_one_that_is_numbered(badbuzz, kept):
    assert badbuzz("report") == (2, "", "No play has been finished yet.\n")
    store = kept()
    _, first = play(store)
    _, second = play(store, last=True)
    play(store, decisions=1)
    play(store, decisions=1, kind="drill")

    def told(*words):
        code, said, _ = badbuzz("report", "--format", "json", *words)
        assert code == 0
        return json.loads(said)["exercise"]

    assert told()["id"] == second
    assert told("1")["id"] == first
    assert told(first)["number"] == 1
    code, _, said = badbuzz("report", "3")
    assert (code, said) == (2, "Play 3 is not finished: badbuzz play --continue\n")
    for unknown in ("9", "0", "99999999999999999999", "\x1b[2J", "-"):
        code, _, said = badbuzz("report", unknown)
        assert code == 2
        assert "\x1b" not in said
        assert "badbuzz history" in said


def test_a_play_of_somebody_else_is_not_theirs_to_report(badbuzz, kept):
    store = kept()
    _, mine = play(store, profile="Fern")
    play(store, profile="Moss")
    assert badbuzz("report", mine, "--profile", "Moss")[0] == 2
    assert badbuzz("report", mine, "--profile", "Fern")[0] == 0


@pytest.mark.parametrize(
    ("form", "begins"), [("html", b'<!doctype html>\n<html lang="fr">'), ("pdf", b"%PDF-"),
                         ("md", "# Retour sur «".encode()), ("json", b"{")]
)  # fmt: skip
def test_each_format_is_written_for_its_owner_and_remembered(form, begins, badbuzz, kept, home):
    play(kept())
    out = home / "a file"
    assert badbuzz("report", "--format", form, "-o", out, "--lang", "fr")[0] == 0
    assert out.read_bytes().startswith(begins)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [found.path for found in known(kept())] == [out]
    assert badbuzz("erase", "--all", "--yes")[0] == 0
    assert not out.exists()


def test_a_report_goes_to_the_terminal_and_a_certificate_has_the_name_that_is_given(badbuzz, kept):
    play(kept(), profile="Fern")
    code, said, complained = badbuzz("report", "--profile", "Fern", "--no-cases")
    assert (code, complained) == (0, "")
    assert "Fern" in said
    assert "closest real case" not in said
    assert "Fern" in badbuzz("certificate", "--profile", "Fern")[1]
    said = badbuzz("certificate", "--profile", "Fern", "--name", "Ada \x1b[1m<i>")[1]
    assert "Ada �[1m&lt;i&gt;" in said
    assert "Fern" not in said
    assert badbuzz("certificate", "9", "--profile", "Fern")[0] == 2
    assert badbuzz("report", "--profile", "Fern", "-o", "/nowhere/at/all")[0] == 2


# ---- a log in a file


@pytest.fixture
def log(home):
    """A finished play of the tutorial in a file."""
    path = home / "log"
    journal = Journal(path)
    loaded, _ = load(find(TUTORIAL))
    assert loaded
    conduct = Conduct(loaded, journal.append)
    conduct.start(3)
    go_on(conduct)
    journal.close()
    return path


def test_a_log_is_reported_without_a_date(log, badbuzz):
    code, said, _ = badbuzz("report", "--log", log, "--format", "json")
    assert code == 0
    assert json.loads(said)["exercise"] is None
    assert badbuzz("report", "--log", log, "--lang", "fr")[0] == 0


def changed(log, **words):
    """The events of *log*, each field named in *words* changed wherever it is."""
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line]
    for row in rows:
        row |= {name: value for name, value in words.items() if name in row}
    log.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize(
    "words", [{"value": 99}, {"picks": ["nothing"]}, {"picks": 3}, {"scene": "x"}, {"seed": "x"},
              {"minute": None}, {"ending": "x"}, {"how": {}}, {"truths": 4}]
)  # fmt: skip
def test_a_log_that_the_engine_does_not_tell_is_refused(log, words, badbuzz):
    changed(log, **words)
    code, said, complained = badbuzz("report", "--log", log)
    assert (code, said) == (2, "")
    assert "cannot be used" in complained
    assert "Traceback" not in complained


def test_what_was_said_in_a_log_is_held_to_the_same(log, badbuzz):
    text = log.read_text(encoding="utf-8")
    scene = next(
        json.loads(line)["scene"] for line in text.splitlines() if '"ResponseGiven"' in line
    )
    good = e.encode(e.Contested(scene, "", "Not so."))
    log.write_text(f"{text}{good}\n\n", encoding="utf-8")
    assert "Not so." in badbuzz("report", "--log", log)[1]
    for line in ("\x1b[2J", 3, "x" * 999, None):
        wrong = json.dumps({"event": "Contested", "scene": scene, "item": "", "line": line})
        log.write_text(f"{text}{wrong}\n\n", encoding="utf-8")
        assert badbuzz("report", "--log", log)[0] == 2


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"[1]\n", b"x" * 5000])
def test_a_file_that_holds_no_play_is_said(content, badbuzz, home):
    path = Path(home / "other")
    path.write_bytes(content)
    code, _, said = badbuzz("report", "--log", path)
    assert (code, said) == (2, f"{path} cannot be used: it does not hold a play\n")
    assert badbuzz("report", "--log", home / "missing")[0] == 2
    assert badbuzz("report", "--log", home)[0] == 2


# ---- with one key, from plain mode


def test_a_debrief_saved_from_plain_mode_is_the_report_and_is_remembered(
    badbuzz, kept, home, monkeypatch
):
    folder = home / "documents"
    folder.mkdir()
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(folder))
    conduct, _ = play(kept(), profile="Zoé")
    store = kept()
    said = Shelf(speak("en"), ExitStack(), store, store.profile("Zoé")).save(
        conduct.loaded, conduct.log
    )
    path = folder / "badbuzz-late-order.html"
    assert said == f"Written: {path}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8") == badbuzz("report", "--profile", "Zoé")[1]
    assert [found.path for found in known(store)] == [path]
    said = Shelf(speak("en"), ExitStack()).save(conduct.loaded, conduct.log)
    assert said.endswith("badbuzz-late-order-2.html")
    assert "Zoé" not in (folder / "badbuzz-late-order-2.html").read_text(encoding="utf-8")
