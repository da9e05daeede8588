"""Databases of every schema: they open, are brought up to date, and score as on their day.

`BADBUZZ_WRITE_GOLDEN=1 python -m pytest tests/golden/test_databases.py` keeps one of today's schema
when there is none yet. It never writes over a file.
"""

import contextlib
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
from simulator.scenario.material import pack
from simulator.scenario.model import FORMAT
from simulator.store import closing, rollup, seats, workshops
from simulator.store import tables as t
from simulator.store.opening import open_store
from simulator.store.workshop_rows import Row, WorkshopBeginning
from tests.golden.test_logs import part
from tests.unit.store.test_store import rows

FOLDER = Path(__file__).parent
KEPT = sorted((FOLDER / "databases").glob("schema-*.db"))


def answer(conduct, decisions=99, which=0):
    while decisions and (asked := conduct.prompt()) is not None:
        conduct.do(Respond(list(asked.legal())[which]))
        decisions -= 1


def write(folder):
    """Keep a database of today's: three plays (one contested, one not finished), two workshops."""
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
    hold(store, loaded)
    seats.make(store, "a" * 64, "b" * 64, "Fern")
    store.close()
    database = sqlite3.connect(store.path or "")
    database.execute("VACUUM")
    database.close()
    return store.path


def hold(store, loaded):
    """Keep a workshop that was closed, where one participant agreed, and one that goes on."""
    held_on = WorkshopBeginning(
        loaded.scenario.id, loaded.digest, pack(loaded.files), FORMAT, 1, "fr"
    )
    for is_closed in (True, False):
        keeper = workshops.begin(store, held_on)
        for word, is_private in (("été", False), ("Ada", True), ("Bo", True), ("fin", False)):
            keeper.append([Row("Said", json.dumps({"word": word}), is_private)])
        if is_closed:
            closing.close_privately(store, keeper, [2])
        else:
            keeper.close()


def held(folder):
    """All that is said of the workshops that a database holds."""
    with contextlib.closing(open_store(folder)) as store:
        return [workshops.export(store, row.id) for row in workshops.history(store)]


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


def beside(golden):
    """Where it is written what *golden* says of workshops, which began with schema 3."""
    return golden.with_suffix(".workshops.json")


def test_todays_schema_is_kept(tmp_path):
    place = FOLDER / "databases" / f"schema-{t.SCHEMA}.db"
    if os.environ.get("BADBUZZ_WRITE_GOLDEN") == "1" and not place.exists():
        shutil.copyfile(write(tmp_path), place)
        place.with_suffix(".json").write_text(
            json.dumps(told(tmp_path), ensure_ascii=False, separators=(",", ":")) + "\n",
            encoding="utf-8",
        )
        beside(place).write_text(json.dumps(held(tmp_path)) + "\n", encoding="utf-8")
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


def test_workshops_of_an_old_database_are_what_they_were_and_go_on(kept):
    folder, golden = kept
    then = json.loads(beside(golden).read_text("utf-8")) if beside(golden).exists() else []
    assert held(folder) == then
    with contextlib.closing(open_store(folder)) as store:
        for row in workshops.open_workshops(store):
            _, keeper = workshops.resume(store, row.id)
            keeper.append([Row("Said", "{}")])
            closing.close_privately(store, keeper)
            stays = workshops.load(store, row.id).rows
            assert [event.seq for event in stays] == [0, 3, 4]
        assert not workshops.open_workshops(store)
