"""Opening what is there, whatever it is: nothing that is not ours and whole is ever written to."""

import hashlib
import os
import sqlite3
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa

from simulator.conduct.kept import look_back, resume
from simulator.language import speak
from simulator.store import keeper, migrations
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.folder import folder_of
from simulator.store.opening import create_tables, open_store
from tests.unit.store.test_store import go_on, play

NAME = "badbuzz.db"


def stored(folder):
    """A store with one exercise, closed; return the exercise's id."""
    store = open_store(folder)
    _, name = play(store, decisions=2)
    store.close()
    return name


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.suffix == ".db")


def test_what_is_kept_is_its_owners_alone(tmp_path):
    stored(tmp_path / "deep" / "data")
    data = tmp_path / "deep" / "data"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    store = open_store(data)
    play(store, decisions=0)
    for path in data.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    store.close()
    (data / NAME).chmod(0o644)
    open_store(data).close()
    assert stat.S_IMODE((data / NAME).stat().st_mode) == 0o600


def test_where_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.delenv("BADBUZZ_DATA", raising=False)
    assert folder_of() == tmp_path / "share" / "badbuzz"
    monkeypatch.setenv("BADBUZZ_DATA", str(tmp_path / "named"))
    assert folder_of() == tmp_path / "named"
    assert folder_of("given").name == "given"


def noise(data):
    return os.urandom(len(data))


def cut(data):
    return data[: len(data) // 2]


def text(_data):
    return "Chère tante, tout va bien.\n".encode() * 400


def zeroed_head(data):
    return bytes(4096) + data[4096:]


def torn_pages(data):
    return data[:4096] + b"\xff" * 4096 * 3 + data[4096 * 4 :]


SHAPES = [(noise, "damaged"), (cut, "damaged"), (text, "damaged"), (zeroed_head, "damaged"),
          (torn_pages, "damaged"), (lambda _: b"", "empty")]  # fmt: skip


@pytest.mark.parametrize(("shape", "reason"), SHAPES)
def test_what_cannot_be_used_is_kept_aside_as_it_is_and_said(tmp_path, shape, reason):
    stored(tmp_path)
    spoilt = shape((tmp_path / NAME).read_bytes())
    (tmp_path / NAME).write_bytes(spoilt)
    store = open_store(tmp_path)
    (notice,) = store.notices
    assert notice.reason == reason
    for code in ("en", "fr"):
        sentence = notice.sentence(speak(code))
        assert NAME in sentence
        assert notice.kept in sentence
    (aside,) = [name for name in names(tmp_path) if name != NAME]
    assert aside.startswith(f"badbuzz-{datetime.now(UTC):%Y-%m-}")
    assert (tmp_path / aside).read_bytes() == spoilt
    assert store.history(store.profile()) == []
    play(store)
    store.close()
    again = open_store(tmp_path)
    assert again.notices == ()
    again.close()


def test_nothing_that_was_kept_aside_is_ever_written_over(tmp_path):
    for number in range(3):
        (tmp_path / NAME).write_bytes(b"%d" % number * 9000)
        open_store(tmp_path).close()
    kept = [path.read_bytes()[:1] for path in tmp_path.glob("badbuzz-*.db")]
    assert sorted(kept) == [b"0", b"1", b"2"]


def test_a_database_of_somebody_else_is_kept_aside(tmp_path):
    other = sqlite3.connect(tmp_path / NAME)
    other.execute("CREATE TABLE profile (id)")
    other.commit()
    other.close()
    before = (tmp_path / NAME).read_bytes()
    store = open_store(tmp_path)
    (notice,) = store.notices
    assert notice.reason == "foreign"
    assert hashlib.sha256(before).digest() == hashlib.sha256(_read(notice.kept)).digest()
    store.close()


def _read(name):
    with open(name, "rb") as file:  # noqa: PTH123 - a name
        return file.read()


def test_what_is_left_of_a_removed_database_spoils_nothing(tmp_path):
    store = open_store(tmp_path)
    play(store, decisions=1)
    left = (tmp_path / f"{NAME}-wal").read_bytes()
    store.close()
    (tmp_path / NAME).unlink()
    (tmp_path / f"{NAME}-wal").write_bytes(left)
    store = open_store(tmp_path)
    assert [notice.reason for notice in store.notices] == ["orphan"]
    assert store.history(store.profile()) == []
    play(store)
    store.close()
    (aside,) = tmp_path.glob("badbuzz-*-orphan.db-wal")
    assert aside.read_bytes() == left


def test_a_newer_database_is_refused_and_left_alone(tmp_path):
    stored(tmp_path)
    newer = sqlite3.connect(tmp_path / NAME)
    newer.execute(f"PRAGMA user_version={t.SCHEMA + 1}")
    newer.close()
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(StoreFault, match="newer") as told:
        open_store(tmp_path)
    assert "Bad Buzz" in told.value.sentence(speak("fr"))
    assert (tmp_path / NAME).read_bytes() == before
    assert names(tmp_path) == [NAME]


def test_a_newer_database_is_refused_on_a_server_too(database):
    store = open_store(database=database)
    newer = f"UPDATE {t.VERSIONS} SET version_num = '99'"  # noqa: S608 - our own name
    store.write(lambda c: c.exec_driver_sql(newer).rowcount)
    store.close()
    with pytest.raises(StoreFault, match="newer"):
        open_store(database=database)


def test_tables_of_somebody_else_on_a_server_are_left_alone(database):
    engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE event (id int)")
    with pytest.raises(StoreFault, match="foreign"):
        open_store(database=database)
    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == ["event"]
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("mysql://x/y", "address"),
        ("postgresql://", "address"),
        ("nonsense", "address"),
        ("postgresql://127.0.0.1:1/x", "unreachable"),
    ],
)
def test_an_address_of_no_server_is_said(address, reason):
    with pytest.raises(StoreFault, match=reason):
        open_store(database=address)


def test_a_byte_flipped_in_an_event_is_noticed(tmp_path):
    """As quick_check does not: the page is well formed, what it says is not what was written."""
    name = stored(tmp_path)
    data = (tmp_path / NAME).read_bytes()
    at = data.rindex(b'"event":"ResponseGiven"') + len(b'"event":"ResponseGiven","scene":"') + 1
    (tmp_path / NAME).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    store = open_store(tmp_path)
    assert store.notices == ()
    with pytest.raises(StoreFault, match="altered"):
        look_back(store, name)
    store.close()


# ---- clocks


def test_a_clock_that_jumps_changes_labels_and_nothing_else(tmp_path, monkeypatch):
    jumps = [timedelta(days=d) for d in (0, 400, -9000, 1, 0, -1, 5, 0, 2, 3)]
    moments = iter([datetime.now(UTC) + jump for jump in jumps * 9])
    monkeypatch.setattr(keeper, "now", lambda: next(moments))
    store = open_store(tmp_path)
    whole, _ = play(store)
    begun, name = play(store, decisions=2)
    found, lease = resume(store, name)
    assert found.conduct.log == begun.log
    go_on(found.conduct)
    lease.close()
    assert found.conduct.log == whole.log
    assert [row.number for row in store.history(store.profile())] == [2, 1]
    assert all(0 <= row.seconds < 60 for row in store.history(store.profile()))
    store.close()


def test_played_time_is_measured_by_the_monotonic_clock(tmp_path, monkeypatch):
    ticks = iter(range(0, 10_000, 10))
    monkeypatch.setattr("simulator.store.keeper.monotonic", lambda: next(ticks))
    store = open_store(tmp_path)
    _, name = play(store, decisions=2)
    assert store.load(name).exercise.seconds == 30
    found, lease = resume(store, name)
    go_on(found.conduct, 1)
    lease.close()
    assert store.load(name).exercise.seconds == 40
    store.close()


IN_ZONE = """
import sys, time
from simulator.store.opening import open_store
from tests.unit.store.test_store import play
time.tzset()
store = open_store(sys.argv[1])
play(store, decisions=1)
rows = store.history(store.profile())
print(time.tzname[0], [store.load(row.id).exercise.number for row in rows])
store.close()
"""


def test_daylight_saving_and_other_zones_change_nothing(tmp_path):
    """The night when an hour comes twice, and two zones, go over one database."""
    for zone in ("Europe/Paris", "America/St_Johns"):
        done = subprocess.run(
            [sys.executable, "-c", IN_ZONE, str(tmp_path)],
            env=os.environ | {"TZ": zone, "PYTHONPATH": "."},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "[" in done.stdout
    store = open_store(tmp_path)
    rows = store.history(store.profile())
    assert [row.number for row in rows] == [2, 1]
    assert all(a.started > b.touched for a, b in pairwise(rows))
    assert all(abs(datetime.now(UTC) - row.started) < timedelta(minutes=5) for row in rows)
    store.close()


def test_the_hour_that_comes_twice_is_two_moments():
    os.environ["TZ"], before = "Europe/Paris", os.environ.get("TZ")
    time.tzset()
    try:
        first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        second = first + timedelta(hours=1)
        kind = t.Utc()
        texts = [kind.process_bind_param(m.astimezone(), None) for m in (first, second)]  # type: ignore[arg-type] # no dialect
        assert texts[0] < texts[1]  # type: ignore[operator] # both are text
        assert kind.process_result_value(texts[0], None) == first  # type: ignore[arg-type] # no dialect
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


# ---- versions of the schema


def shape(connection):
    """What the tables are, as the engine says: columns, keys, indexes."""
    inspector = sa.inspect(connection)
    found = {}
    for name in sorted(inspector.get_table_names()):
        columns = [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)]
        found[name] = (
            sorted(columns),
            str(inspector.get_pk_constraint(name)),
            sorted(map(str, inspector.get_foreign_keys(name))),
            sorted(map(str, inspector.get_unique_constraints(name))),
            sorted(str((i["name"], i["column_names"])) for i in inspector.get_indexes(name)),
        )
    return found


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"])
def test_going_through_every_step_gives_todays_tables(engine_name, tmp_path, request):
    urls = [f"sqlite:///{tmp_path}/{n}.db" for n in range(2)]
    if engine_name == "postgresql":
        make = request.getfixturevalue("new_database")
        urls = [make().replace("postgresql:", "postgresql+psycopg:") for _ in range(2)]
    shapes = []
    for url, build in zip(urls, (create_tables, migrations.upgrade), strict=True):
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            build(connection)
        with engine.connect() as connection:
            shapes.append(shape(connection))
        engine.dispose()
    assert shapes[0] == shapes[1]


STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{after}", "{before}"

def upgrade():
    with op.batch_alter_table("profile") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="blue"))
        batch.alter_column("name", type_=sa.String(200))
    {more}
"""


@pytest.fixture
def next_schema(tmp_path, monkeypatch):
    """A version that does not exist yet, after today's."""
    steps = tmp_path / "steps"
    steps.mkdir()
    for step in migrations.STEPS.glob("schema_*.py"):
        (steps / step.name).write_bytes(step.read_bytes())
    today = t.SCHEMA

    def begin(more=""):
        step = STEP.format(more=more, after=today + 1, before=today)
        (steps / "next.py").write_text(step)
        monkeypatch.setattr(migrations, "STEPS", steps)
        monkeypatch.setattr(t, "SCHEMA", today + 1)

    return begin


def test_an_older_database_is_copied_and_brought_up_to_date(tmp_path, next_schema):
    name = stored(tmp_path / "data")
    next_schema()
    store = open_store(tmp_path / "data")
    (notice,) = store.notices
    assert notice.reason == "migrated"
    assert store.read(lambda c: c.exec_driver_sql("SELECT colour FROM profile").scalar()) == "blue"
    found, lease = resume(store, name)
    go_on(found.conduct)
    lease.close()
    store.close()
    copy = sqlite3.connect(notice.kept)
    assert copy.execute("PRAGMA user_version").fetchone() == (t.SCHEMA - 1,)
    assert copy.execute("SELECT count(*) FROM exercise WHERE ended IS NULL").fetchone() == (1,)
    copy.close()
    assert stat.S_IMODE(os.stat(notice.kept).st_mode) == 0o600  # noqa: PTH116 - a name
    again = open_store(tmp_path / "data")
    assert again.notices == ()
    again.close()


def test_an_older_database_on_a_server_is_brought_up_to_date(database, next_schema):
    store = open_store(database=database)
    _, name = play(store, decisions=1)
    store.close()
    next_schema()
    store = open_store(database=database)
    assert store.read(lambda c: c.exec_driver_sql("SELECT colour FROM profile").scalar()) == "blue"
    assert look_back(store, name).exercise.ended is None
    store.close()


def test_a_migration_that_fails_changes_nothing(tmp_path, next_schema, monkeypatch):
    name = stored(tmp_path / "data")
    next_schema('op.execute("INSERT INTO nowhere VALUES (1)")')
    with pytest.raises(StoreFault):
        open_store(tmp_path / "data")
    monkeypatch.undo()
    store = open_store(tmp_path / "data")
    assert look_back(store, name).exercise.ended is None
    store.close()
