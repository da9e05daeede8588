"""Databases of every schema: they open, are brought up to date, and score as on their day.

`BADBUZZ_WRITE_GOLDEN=1 python -m pytest tests/golden/test_databases.py` keeps one of today's schema
when there is none yet. It never writes over a file.
"""

import json
import os
import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from simulator.conduct.kept import begin, look_back, resume
from simulator.debrief.debrief import debrief
from simulator.debrief.record import record
from simulator.exercise import events as e
from simulator.exercise.commands import Contest, Respond
from simulator.scenario.load import load
from simulator.store import rollup
from simulator.store import tables as t
from simulator.store.opening import open_store
from tests.golden.test_logs import part
from tests.unit.store.test_store import rows

FOLDER = Path(__file__).parent
KEPT = sorted((FOLDER / "databases").glob("schema-*.db"))


def answer(conduct, decisions=99, which=0):
    while decisions and (asked := conduct.prompt()) is not None:
        conduct.do(Respond(list(asked.legal())[which]))
        decisions -= 1


def write(folder):
    """Keep a database of today's: three plays, one contested, one not finished, two profiles."""
    loaded, problems = load(FOLDER / "scenarios" / "late-order-1")
    assert loaded is not None, problems
    store = open_store(folder)
    for profile, seed, decisions, which in (("", 1, 99, 0), ("Fern", 2, 99, -1), ("", 3, 2, 0)):
        conduct, keeper = begin(store, store.profile(profile), loaded, language="fr")
        conduct.start(seed)
        answer(conduct, decisions, which)
        if decisions > 2:
            conduct.do(Contest(debrief(loaded, conduct.log).moments[0].scene, "", "trop tôt"))
        keeper.close()
    store.close()
    database = sqlite3.connect(store.path or "")
    database.execute("VACUUM")
    database.close()
    return store.path


def told(folder):
    """All that is said of what a database holds."""
    store = open_store(folder)
    found = []
    for profile in store.profiles():
        for row in store.history(profile):
            again = look_back(store, row.id).conduct
            found.append(
                {
                    "profile": profile.name, "number": row.number, "kind": row.kind,
                    "overall": row.overall,
                    "log": [json.loads(e.encode(event)) for event in again.log],
                    "debrief": record(debrief(again.loaded, again.log)),
                }
            )  # fmt: skip
    store.close()
    return found


def test_todays_schema_is_kept(tmp_path):
    place = FOLDER / "databases" / f"schema-{t.SCHEMA}.db"
    if os.environ.get("BADBUZZ_WRITE_GOLDEN") == "1" and not place.exists():
        shutil.copyfile(write(tmp_path), place)
        place.with_suffix(".json").write_text(
            json.dumps(told(tmp_path), ensure_ascii=False, separators=(",", ":")) + "\n",
            encoding="utf-8",
        )
    assert place.exists(), "a new schema wants a golden database: see the head of this file"


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request, tmp_path):
    (tmp_path / "data").mkdir()
    shutil.copyfile(request.param, tmp_path / "data" / "badbuzz.db")
    return tmp_path / "data", request.param


def test_an_old_database_opens_and_scores_as_on_its_day(kept):
    folder, golden = kept
    then = json.loads(golden.with_suffix(".json").read_text(encoding="utf-8"))
    assert part(json.loads(json.dumps(told(folder))), then) == then


def test_an_old_database_goes_on(kept):
    folder, _ = kept
    store = open_store(folder)
    wrong = {notice.reason for notice in store.notices} - {"migrated"}
    assert not wrong
    (waiting,) = store.open_exercises(store.profile())
    found, keeper = resume(store, waiting.id)
    answer(found.conduct)
    keeper.close()
    assert look_back(store, waiting.id).exercise.ended is not None
    kept_sums = rows(store, t.tally, t.standing)
    for profile in store.profiles():
        store.write(partial(rollup.rebuild, profile=profile.id))
    assert rows(store, t.tally, t.standing) == kept_sums
    store.close()
