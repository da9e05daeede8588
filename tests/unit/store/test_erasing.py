"""What was erased is nowhere: in no byte of the files, in no row of the server."""

import contextlib
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from simulator.conduct.kept import resume
from simulator.debrief.debrief import debrief
from simulator.exercise.commands import Contest
from simulator.store import copies, place, rollup
from simulator.store import tables as t
from simulator.store.erasing import EVERYTHING, Scope, erase
from simulator.store.faults import StoreFault
from simulator.store.keeper import now
from simulator.store.opening import open_store
from simulator.store.profiles import take
from simulator.store.retention import limit, retain
from simulator.store.rows import Profile
from simulator.store.totals import keep_card
from tests.unit.store.test_store import play, rows

SECRET = "quite-unlikely-words"  # noqa: S105 - what a trainee typed
GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "databases").glob("schema-*.db"))
TABLES = t.metadata.sorted_tables


def confide(store, name, *, profile, kind=""):
    """Play, and leave words and a name behind."""
    conduct, exercise = play(store, profile=profile, kind=kind)
    moment = debrief(conduct.loaded, conduct.log).moments[0]
    again, keeper = resume(store, exercise)
    again.conduct.do(Contest(moment.scene, moment.picks[0], name))
    keeper.close()
    return exercise


def count(store):
    return {
        table.name: len(found) for table, found in zip(TABLES, rows(store, *TABLES), strict=True)
    }


def traces(store, *words):
    """Where any of *words* is still to be found: in bytes of files, or in rows."""
    if store.path is None:
        text = json.dumps(rows(store, *TABLES), default=str)
        return {word for word in words if word in text}
    found = set()
    for path in store.path.parent.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        found |= {f"{path.name}: {word}" for word in words if word.encode() in data}
    return found


def test_a_profile_is_erased_to_the_last_byte(store):
    mine = [confide(store, SECRET, profile="Zebulon") for _ in range(3)]
    keep_card(store, take(store, "Zebulon"), "a/b", SECRET, now(), mine[0], 3)
    other = confide(store, "somebody else's words", profile="Quillon")
    assert traces(store, SECRET, "Zebulon", *mine)
    kept = store.load(other)
    fern = take(store, "Zebulon")
    done = erase(store, Scope(fern))
    assert done.exercises == 3
    assert traces(store, SECRET, "Zebulon", fern.id, *mine) == set()
    assert store.load(other) == kept
    assert traces(store, "Quillon", "somebody else's words")


def test_what_was_deleted_carelessly_before_goes_too(tmp_path):
    path = tmp_path / "data" / "badbuzz.db"
    open_store(path.parent).close()
    with contextlib.closing(sqlite3.connect(path)) as careless:
        careless.execute("PRAGMA secure_delete=OFF")
        row = ("INSERT INTO material VALUES ('x', 'scenario', ?)", [SECRET * 2000])
        careless.execute(*row)
        careless.commit()
        careless.execute("DELETE FROM material")
        careless.commit()
    with contextlib.closing(open_store(path.parent)) as store:
        assert traces(store, SECRET)
        erase(store, EVERYTHING)
        assert traces(store, SECRET) == set()


def test_an_exercise_is_erased_and_the_rest_added_up_again(store):
    first = confide(store, SECRET, profile="Zebulon")
    second = confide(store, "kept", profile="Zebulon")
    erase(store, Scope(exercise=first))
    assert traces(store, SECRET, first) == set()
    assert [row.id for row in store.history(take(store, "Zebulon"))] == [second]
    kept = rows(store, t.tally, t.standing)
    assert kept[1][0][2] == 1
    store.write(lambda c: rollup.rebuild(c, take(store, "Zebulon").id))
    assert rows(store, t.tally, t.standing) == kept


def test_a_drill_is_erased_with_what_was_computed_from_it(store):
    name = confide(store, SECRET, profile="Zebulon", kind="drill")
    keep_card(store, take(store, "Zebulon"), "a/b", SECRET, now(), name, 3)
    erase(store, Scope(exercise=name))
    assert traces(store, SECRET) == set()
    assert (count(store)["card"], count(store)["review"]) == (0, 0)


def test_everything_is_erased(store):
    confide(store, SECRET, profile="Zebulon")
    confide(store, SECRET, profile="")
    erase(store, EVERYTHING)
    assert set(count(store).values()) == {0}
    assert traces(store, SECRET, "Zebulon") == set()
    play(store)


def test_nothing_is_erased_by_a_name_nobody_has(store):
    confide(store, SECRET, profile="Zebulon")
    before = rows(store, *TABLES)
    with pytest.raises(StoreFault):
        erase(store, Scope(exercise="nothing"))
    with pytest.raises(StoreFault):
        erase(store, Scope(exercise=""))
    assert rows(store, *TABLES) == before


# ---- copies


@pytest.fixture
def own(tmp_path):
    found = open_store(tmp_path / "data")
    yield found
    found.close()


def test_copies_beside_the_database_are_erased_from_as_well(own):
    confide(own, SECRET, profile="Zebulon")
    confide(own, "kept", profile="Quillon")
    beside = place.dated(own.path, "schema-1")
    place.copy(own.path, beside)
    elsewhere = own.path.parent / "mine.db"
    copies.back_up(own, elsewhere)
    done = erase(own, Scope(take(own, "Zebulon")))
    assert done.cleaned == [str(elsewhere), str(beside)]
    assert not done.left
    assert traces(own, SECRET, "Zebulon") == set()
    with sqlite3.connect(beside) as copy:
        assert copy.execute("SELECT name FROM profile").fetchall() == [("Quillon",)]
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_copies_of_every_schema_are_erased_from(own, golden):
    beside = place.dated(own.path, golden.stem)
    beside.write_bytes(golden.read_bytes())
    with contextlib.closing(sqlite3.connect(beside)) as copy:
        ((fern,),) = copy.execute("SELECT id FROM profile WHERE name = 'Fern'").fetchall()
    done = erase(own, Scope(Profile(fern, "Fern", now())))
    assert (done.cleaned, done.left) == ([str(beside)], [])
    assert traces(own, fern) == set()


def test_exports_are_removed_or_named(own, tmp_path):
    confide(own, SECRET, profile="Zebulon")
    fern = take(own, "Zebulon")
    whole, changed, gone = (tmp_path / name for name in ("whole", "changed", "gone"))
    for path in (whole, changed, gone):
        path.write_text(SECRET, encoding="utf-8")
        copies.note(own, copies.EXPORT, path, fern.id)
    changed.write_text("other", encoding="utf-8")
    gone.unlink()
    done = erase(own, Scope(fern))
    assert done.removed == [str(whole)]
    assert not whole.exists()
    assert {(left.reason, left.where) for left in done.left} == {
        ("changed", str(changed)), ("missing", str(gone)),
    }  # fmt: skip


def test_what_cannot_be_read_or_is_not_ours_is_named(own):
    confide(own, SECRET, profile="Zebulon")
    damaged, foreign = (place.dated(own.path, word) for word in ("damaged", "foreign"))
    for path in (damaged, foreign):
        path.write_text("anything", encoding="utf-8")
    done = erase(own, Scope(take(own, "Zebulon")))
    assert [(x.reason, x.where) for x in done.left] == [
        ("unread", str(damaged)), ("foreign", str(foreign)),
    ]  # fmt: skip
    done = erase(own, EVERYTHING)
    assert [(x.reason, x.where) for x in done.left] == [("foreign", str(foreign))]
    assert not damaged.exists()
    assert foreign.exists()


def test_a_database_that_somebody_reads_is_said_not_to_be_clean(own, monkeypatch):
    monkeypatch.setattr("simulator.store.engines.PATIENCE", 0.1)
    confide(own, SECRET, profile="Zebulon")
    with sqlite3.connect(own.path, isolation_level=None) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM profile").fetchall()
        done = erase(own, EVERYTHING)
    assert [x.reason for x in done.left] == ["journal"]
    assert not erase(own, EVERYTHING).left
    assert traces(own, SECRET) == set()


# ---- retention


def grow_old(store, exercise, days):
    """Let *exercise* have been played *days* ago."""
    at = now() - timedelta(days=days)
    c = t.exercise.c
    changed = {"started": at, "touched": at, "ended": at}
    store.write(lambda x: x.execute(sa.update(t.exercise).where(c.id == exercise).values(changed)))
    ended = sa.update(t.result).where(t.result.c.exercise == exercise).values(ended=at)
    store.write(lambda x: x.execute(ended))


def test_after_a_year_scores_stay_without_names(store):
    old = [confide(store, SECRET, profile="Zebulon") for _ in range(2)]
    new = confide(store, "kept", profile="Quillon")
    for name in old:
        grow_old(store, name, 400)
    profile = sa.update(t.profile).where(t.profile.c.name == "Zebulon")
    store.write(lambda c: c.execute(profile.values(created=now() - timedelta(days=500))))
    [before] = rows(store, t.result)
    overalls = [row.overall for row in store.history(take(store, "Zebulon"))]
    assert retain(store) == 2
    assert traces(store, SECRET, "Zebulon", *old) == set()
    assert [row.id for row in store.history(take(store, "Quillon"))] == [new]
    [past] = rows(store, t.past)
    months = {row[0] for row in past}
    assert months == {f"{now() - timedelta(days=400):%Y-%m}"}
    assert sum(row[5] for row in past if row[3] == "") == sum(overalls)
    [after] = rows(store, t.result)
    obtained = sum(row[5] for row in before) - sum(row[5] for row in after)
    assert sum(row[5] for row in past if row[3]) == obtained
    assert retain(store) == 0


def test_what_is_not_a_year_old_stays(store):
    name = confide(store, SECRET, profile="Zebulon")
    grow_old(store, name, 360)
    before = rows(store, *TABLES)
    assert retain(store) == 0
    assert retain(store, 0) == 0
    assert rows(store, *TABLES) == before
    assert retain(store, 11) == 1


@pytest.mark.parametrize(
    ("today", "months", "before"),
    [
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2024, 2, 29), 12, (2023, 2, 28)),
        ((2026, 1, 5), 1, (2025, 12, 5)),
        ((2026, 11, 22), 12, (2025, 11, 22)),
    ],
)
def test_months_are_counted_on_the_calendar(today, months, before):
    (y, m, d), (a, b, c) = today, before
    assert limit(months, datetime(y, m, d, 12, tzinfo=UTC)) == datetime(a, b, c, 12, tzinfo=UTC)


def test_old_copies_go_too_and_foreign_ones_stay(own):
    folder = own.path.parent
    for word in ("schema-1", "foreign"):
        (folder / f"badbuzz-2024-01-02-030405-{word}.db").write_bytes(b"x")
    (folder / "badbuzz-2024.db").write_bytes(b"x")
    retain(own)
    assert sorted(p.name for p in folder.glob("badbuzz-*")) == [
        "badbuzz-2024-01-02-030405-foreign.db", "badbuzz-2024.db",
    ]  # fmt: skip


# ---- backups


def test_a_backup_is_brought_back(opener, tmp_path):
    store = opener()
    name = confide(store, "kept", profile="Zebulon")
    backup = tmp_path / "backup.db"
    copies.back_up(store, backup)
    assert backup.stat().st_mode & 0o777 == 0o600
    with pytest.raises(StoreFault) as told:
        copies.back_up(store, backup)
    assert told.value.reason == "there"
    kept = store.load(name)
    aside = copies.bring_back(backup, str(tmp_path / "again"))
    assert not aside
    again = open_store(tmp_path / "again")
    assert again.load(name) == kept
    confide(again, "lost", profile="Quillon")
    again.close()
    aside = copies.bring_back(backup, str(tmp_path / "again"))
    again = open_store(tmp_path / "again")
    assert [known.name for known in again.profiles()] == ["Zebulon"]
    again.close()
    with sqlite3.connect(aside) as found:
        assert ("Quillon",) in found.execute("SELECT name FROM profile").fetchall()


def test_a_backup_is_brought_back_to_an_empty_server_only(own, database, tmp_path):
    name = confide(own, "kept", profile="Zebulon")
    backup = tmp_path / "backup.db"
    copies.back_up(own, backup)
    copies.bring_back(backup, database=database)
    server = open_store(database=database)
    assert server.load(name) == own.load(name)
    with pytest.raises(StoreFault) as told:
        copies.bring_back(backup, database=database)
    assert told.value.reason == "not-empty"
    server.close()


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "x").write_text("no", encoding="utf-8")
    for name, reason in (("x", "no-backup"), ("missing", "absent")):
        with pytest.raises(StoreFault) as told:
            copies.bring_back(tmp_path / name, str(tmp_path / "data"))
        assert told.value.reason == reason
