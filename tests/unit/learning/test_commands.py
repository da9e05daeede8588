"""history, progress and drill, as they are typed."""

import io
import json

import pytest

from simulator.cli import main
from simulator.store.opening import open_store
from tests.unit.learning.test_kept import play


@pytest.fixture
def badbuzz(tmp_path, monkeypatch, capsys):
    """Run a command on a store of its own; return its exit code and what it said."""

    def run(*words, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        given = [words[0], "--data", str(tmp_path / "data"), *words[1:]]
        code = main(["--lang", "en", *given])
        return code, capsys.readouterr().out

    return run


def test_nothing_was_played(badbuzz):
    assert badbuzz("history") == (0, "Nothing has been played yet.\n")
    code, said = badbuzz("progress")
    assert code == 0
    assert "Begin with" in said


def test_a_play_is_listed_and_counted(badbuzz):
    badbuzz("play", "late-order", "--plain", typed="1\n1 2\n" * 20)
    code, said = badbuzz("history")
    assert code == 0
    assert "first play" in said
    row = json.loads(badbuzz("history", "--json")[1])[0]
    assert row["kind"] == "first"
    found = json.loads(badbuzz("progress", "--json")[1])
    assert found["crises"] == (row["ended"] is not None)


def test_drills_wait_for_a_play(badbuzz):
    code, said = badbuzz("drill")
    assert code == 0
    assert "play one to its end first" in said


@pytest.fixture
def played(tmp_path):
    """A store in which the tutorial was played once."""
    store = open_store(tmp_path / "data")
    play(store)
    store.close()


@pytest.mark.usefixtures("played")
def test_a_set_of_drills_is_asked_and_the_next_set_is_another(badbuzz):
    code, said = badbuzz("drill", typed="1\n1 2\n1 2 3\n2 1 3 4\n1 4 7\n" * 9)
    assert code == 0
    assert said.startswith("3 decisions, about a minute each.")
    assert "=== " in said
    rows = json.loads(badbuzz("history", "--json")[1])
    assert {row["kind"] for row in rows} == {"first", "drill"}
    assert badbuzz("drill", typed="")[1] != said


@pytest.mark.usefixtures("played")
def test_a_drill_can_be_left(badbuzz):
    code, said = badbuzz("drill", typed="quit\n")
    assert code == 0
    assert "Stopped before the end." in said


def test_an_unknown_profile_is_said(badbuzz):
    with pytest.raises(SystemExit) as left:
        badbuzz("history", "--profile", "Zed")
    assert left.value.code == 2
