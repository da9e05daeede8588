"""A workshop that is closed: no name, token or vote is left in any byte; what was agreed stays."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.language import speak
from simulator.store import copies, health, place, workshops
from simulator.store import tables as t
from simulator.store.closing import close_abandoned, close_privately, erase
from simulator.store.erasing import EVERYTHING, Scope
from simulator.store.erasing import erase as erase_scope
from simulator.store.faults import StoreFault
from simulator.store.keeper import now
from simulator.store.opening import open_store
from simulator.store.retention import retain
from tests.unit.store.test_erasing import count, traces
from tests.unit.store.test_store import play
from tests.unit.store.test_workshops import beginning, said, words

NAME, VOTE, TEXT = "Zebulon-qx", "option-qy", "a text of one's own, qz"
PRIVATE = (NAME, VOTE, TEXT)


def held(store, rounds=3):
    """A workshop in which something was said in public and in private; its keeper."""
    keeper = workshops.begin(store, beginning())
    keeper.append(said("opened") + said(NAME, is_private=True))
    for number in range(rounds):
        keeper.append(said(*(f"{VOTE} {x}" for x in range(9)), is_private=True))
        keeper.append(said(f"tally {number}"))
    keeper.append(said(TEXT, is_private=True))
    keeper.append(said("over"))
    return keeper


def row(store, name):
    return store.read(lambda connection: workshops.found(connection, name))


def test_nothing_private_is_left_to_the_last_byte(store):
    keeper = held(store)
    hashes = [x.hash for x in workshops.load(store, keeper.id).rows[1:]]
    assert traces(store, *PRIVATE)
    done = close_privately(store, keeper)
    assert traces(store, *PRIVATE) == set()
    assert traces(store, *hashes) == set()  # A vote may be tried against one of these.
    kept = workshops.load(store, keeper.id)
    assert words(kept.rows) == ["opened", "tally 0", "tally 1", "tally 2", "over"]
    assert [x.seq for x in kept.rows] == [0, 11, 21, 31, 33]
    assert kept.workshop.ended is not None
    assert kept.workshop.cleared is not None
    assert [x.reason for x in done.left] == ([] if store.path else ["server"])
    with pytest.raises(StoreFault, match="closed") as told:
        workshops.resume(store, keeper.id)
    assert "clos" in told.value.sentence(speak("fr"))
    with pytest.raises(StoreFault, match="closed"):
        keeper.append(said("late"))


def test_nothing_private_is_left_in_the_files_of_a_server(database):
    with closing(open_store(database=database)) as store:

        def files(connection):
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql("CHECKPOINT")
            asked = "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname="
            return tuple(connection.exec_driver_sql(f"{asked}current_database()").one())

        def found():
            where, number = store.write(files)
            data = [x.read_bytes() for x in (Path(where) / "base" / str(number)).iterdir()]
            return {word for word in PRIVATE if any(word.encode() in one for one in data)}

        keeper = held(store, rounds=60)
        assert found() == set(PRIVATE)
        close_privately(store, keeper)
        assert found() == set()


def test_what_participants_agreed_to_leave_stays(store):
    keeper = held(store)
    close_privately(store, keeper, agreed=[2, 3, 4])
    kept = workshops.load(store, keeper.id).rows
    assert words(kept)[:5] == ["opened", *(f"{VOTE} {x}" for x in range(3)), "tally 0"]
    assert [x.is_private for x in kept] == [False, True, True, True, False, False, False, False]
    assert traces(store, NAME, TEXT, f"{VOTE} 3") == set()
    assert f"{VOTE} 0" in json.dumps(workshops.export(store, keeper.id))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE workshop_event SET body = replace(body, 'opened', 'closed')",
        "UPDATE workshop_event SET seq = 12 WHERE seq = 11",
        "DELETE FROM workshop_event WHERE seq = 11",
        "UPDATE workshop SET ended = NULL",
    ],
)
def test_a_row_that_was_changed_afterwards_is_noticed(store, change):
    keeper = held(store)
    close_privately(store, keeper)
    store.write(lambda connection: connection.exec_driver_sql(change).rowcount)
    with pytest.raises(StoreFault, match="altered"):
        workshops.load(store, keeper.id)


def test_closing_vouches_for_nothing_that_was_altered_before(store):
    keeper = held(store)
    change = "UPDATE workshop_event SET body = replace(body, 'opened', 'closed') WHERE seq = 0"
    store.write(lambda connection: connection.exec_driver_sql(change).rowcount)
    close_privately(store, keeper)
    assert traces(store, *PRIVATE) == set()
    with pytest.raises(StoreFault, match="altered"):
        workshops.load(store, keeper.id)


def test_others_go_on_while_one_is_closed(store):
    one, other = held(store), held(store)
    waiting = [other.submit(said(f"{number}")) for number in range(50)]
    close_privately(store, one)
    assert all(future.result(30) for future in waiting)
    assert f"{VOTE} 0" in words(workshops.load(store, other.id).rows)
    other.close()


def test_a_close_that_fails_closes_nothing_and_may_be_tried_again(store):
    keeper = held(store)
    own = sa.update(t.workshop).where(t.workshop.c.id == keeper.id)
    head = row(store, keeper.id).head
    store.write(lambda c: c.execute(own.values(head="x" * 64)).rowcount)
    with pytest.raises(StoreFault, match="hosted"):
        close_privately(store, keeper)
    store.write(lambda c: c.execute(own.values(head=head)).rowcount)
    keeper.append(said("after"))
    close_privately(store, keeper)
    assert words(workshops.load(store, keeper.id).rows)[-1] == "after"


SAID = st.tuples(st.text("ab", max_size=3), st.booleans())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(SAID, max_size=4), max_size=5), st.sets(st.integers(0, 19)))
def test_any_workshop_closed_keeps_what_is_public_or_agreed(tmp_path_factory, batches, agreed):
    with closing(open_store(tmp_path_factory.mktemp("closed"))) as store:
        keeper = workshops.begin(store, beginning())
        for batch in batches:
            keeper.append([said(word, is_private=is_private)[0] for word, is_private in batch])
        before = workshops.load(store, keeper.id).rows
        close_privately(store, keeper, agreed)
        after = workshops.load(store, keeper.id).rows
    stays = [x for x in before if not x.is_private or x.seq in agreed]
    assert [(x.seq, x.at, x.body) for x in after] == [(x.seq, x.at, x.body) for x in stays]


# ---- copies, other programs, hosts that died


@pytest.fixture
def own(tmp_path):
    found = open_store(tmp_path / "data")
    yield found
    found.close()


def test_copies_made_meanwhile_are_closed_too(own):
    old = place.dated(own.path, "schema-1")
    golden = Path(__file__).parents[2] / "golden" / "databases" / "schema-1.db"
    old.write_bytes(golden.read_bytes())
    before = own.path.parent / "before.db"
    copies.back_up(own, before)
    keeper = held(own)
    backup = own.path.parent / "mine.db"
    copies.back_up(own, backup)
    aside = place.dated(own.path, "schema-3")
    place.copy(own.path, aside)
    keeper.append(said("later"))
    before.unlink()  # Nobody misses it: it is older than the workshop.
    done = close_privately(own, keeper)
    assert traces(own, *PRIVATE) == set()
    assert done.cleaned == [str(backup), str(aside)]
    assert not done.left
    assert old.read_bytes() == golden.read_bytes()
    copies.bring_back(backup, str(own.path.parent / "again"))
    with closing(open_store(own.path.parent / "again")) as again:
        kept = words(workshops.load(again, keeper.id).rows)
        assert kept == ["opened", "tally 0", "tally 1", "tally 2", "over"]


def test_another_program_that_reads_is_told_and_the_next_start_goes_on(own, monkeypatch):
    monkeypatch.setattr("simulator.store.engines.PATIENCE", 0.1)
    keeper = held(own)
    with sqlite3.connect(own.path, isolation_level=None) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM profile").fetchall()
        done = close_privately(own, keeper)
        reader.execute("ROLLBACK")
    assert [left.reason for left in done.left] == ["later"]
    assert str(own.path) in done.left[0].sentence(speak("fr"))
    assert row(own, keeper.id).cleared is None
    assert health.look(str(own.path.parent)).uncleared == 1
    retain(own, 0)
    assert row(own, keeper.id).cleared is not None
    assert traces(own, *PRIVATE) == set()
    assert health.look(str(own.path.parent)).uncleared == 0


def grow_old(store, name, days):
    at = now() - timedelta(days=days)
    own = sa.update(t.workshop).where(t.workshop.c.id == name).values(touched=at)
    store.write(lambda connection: connection.execute(own).rowcount)


def test_a_workshop_to_which_nobody_comes_back_is_closed(opener):
    store, other = opener(), opener()
    left, recent, running = (held(store) for _ in range(3))
    grow_old(store, left.id, 31)
    grow_old(store, recent.id, 29)
    grow_old(store, running.id, 31)
    left.close()
    recent.close()
    assert retain(other, 0) == 0
    assert words(workshops.load(store, left.id).rows)[:2] == ["opened", "tally 0"]
    assert [x.id for x in workshops.open_workshops(store)] == [running.id, recent.id]
    running.close()
    assert close_abandoned(store) == 1
    assert close_abandoned(store) == 0


def test_a_workshop_to_which_somebody_comes_back_at_that_moment_is_left_open(store, monkeypatch):
    keeper = held(store)
    grow_old(store, keeper.id, 31)
    keeper.close()

    def late(asked, name):
        _, again = workshops.resume(asked, name)
        again.append(said("back"))
        again.close()
        return workshops.leased(asked, name)

    monkeypatch.setattr("simulator.store.closing.leased", late)
    assert close_abandoned(store) == 0
    assert words(workshops.load(store, keeper.id).rows)[-1] == "back"


def test_a_workshop_is_erased_whole_unless_it_is_held(opener):
    store, other = opener(), opener()
    one, two = held(store), held(store)
    with pytest.raises(StoreFault, match="hosted"):
        erase(other, one.id)
    one.close()
    two.close()
    erase(store, one.id)
    assert traces(store, one.id) == set()
    assert words(workshops.load(store, two.id).rows)[0] == "opened"
    with pytest.raises(StoreFault, match="no-workshop"):
        erase(store, one.id)
    assert count(store)["material"] == 1
    erase(store, two.id)
    assert traces(store, *PRIVATE) == set()
    assert count(store)["material"] == 0


def test_what_a_workshop_is_held_on_stays_when_exercises_go_and_the_reverse(store):
    _, name = play(store)
    keeper = held(store)
    keeper.close()
    erase_scope(store, Scope(exercise=name))
    assert workshops.load(store, keeper.id).scenario == beginning().material
    _, name = play(store)
    erase(store, keeper.id)
    assert store.load(name).scenario == beginning().material
    held(store).close()
    erase_scope(store, EVERYTHING)
    assert set(count(store).values()) == {0}


def test_after_a_year_a_workshop_goes_whole(store):
    old, recent = held(store), held(store)
    for keeper, days in ((old, 400), (recent, 20)):
        close_privately(store, keeper)
        grow_old(store, keeper.id, days)
    assert retain(store) == 0
    assert [x.id for x in workshops.history(store)] == [recent.id]
    assert traces(store, old.id) == set()
    assert retain(store, 0) == 0
    assert retain(store) == 0


def test_a_backup_of_a_workshop_is_brought_back_to_an_empty_server_only(own, database, tmp_path):
    held(own).close()
    copies.back_up(own, tmp_path / "backup.db")
    copies.bring_back(tmp_path / "backup.db", database=database)
    with closing(open_store(database=database)) as server:
        (only,) = workshops.open_workshops(server)
        assert words(workshops.load(server, only.id).rows)[-1] == "over"
    with pytest.raises(StoreFault, match="not-empty"):
        copies.bring_back(tmp_path / "backup.db", database=database)
