"""Plain mode with a store, as processes: what is typed is kept, gone on with, and said in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.store.opening import open_store

ROOT = Path(__file__).parents[3]


def run(data, *arguments, typed="", language="en"):
    command = [sys.executable, "-m", "simulator", "play", "late-order", "--plain", "--seed", "3"]
    home = {"HOME": str(data.parent), "BADBUZZ_DATA": str(data), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [*command, "--lang", language, *arguments],
        input=typed, capture_output=True, text=True, cwd=ROOT, check=False, env=home, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def history(data):
    store = open_store(data)
    rows = store.history(store.profile())
    store.close()
    return rows


def test_a_play_is_kept_and_gone_on_with(tmp_path):
    data = tmp_path / "data"
    assert run(data, typed="1\n").returncode == 0
    (row,) = history(data)
    assert (row.ended, row.language, row.seed) == (None, "en", 3)
    done = run(data, "--continue", typed="1 2\n", language="fr")
    assert done.returncode == 0
    assert "reprend" in done.stdout
    (again,) = history(data)
    assert again.commands == row.commands + 1


def test_nothing_is_kept_where_nothing_is_wanted(tmp_path):
    data = tmp_path / "data"
    assert run(data, "--no-store").returncode == 0
    assert run(data, "--log", str(tmp_path / "log")).returncode == 0
    assert not data.exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "no play of this crisis to go on with"), ("fr", "aucune partie de cette crise")],
)
def test_there_may_be_nothing_to_go_on_with(tmp_path, language, sentence):
    done = run(tmp_path / "data", "--continue", language=language)
    assert done.returncode == 2
    assert sentence in done.stderr


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "cannot be written to"), ("fr", "Impossible d’écrire")]
)
def test_a_store_that_cannot_be_had_is_said_with_a_way_out(tmp_path, language, sentence):
    (tmp_path / "data").write_text("a file where the folder should be")
    done = run(tmp_path / "data", language=language)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "--no-store" in done.stderr
