"""Writes that fail for real, each in turn: not kept, not counted, tried again, counted once."""

import os
import sqlite3

import pytest

from simulator.conduct.kept import begin
from simulator.exercise.commands import Respond
from simulator.exercise.state import State
from simulator.store import engines
from simulator.store.faults import StoreFault
from simulator.store.journal import Journal, read
from simulator.store.lease import Turn
from simulator.store.opening import open_store
from tests.unit.store.conftest import tutorial
from tests.unit.store.nursery import Nursery, steps
from tests.unit.store.test_crash import SHORT, kept_in, outcome, whole


@pytest.fixture(scope="module")
def nursery():
    nursery = Nursery()
    yield nursery
    nursery.close()


def pages(store, limit=None):
    """How many pages the database has; let it have no more than *limit*."""
    return store.write(
        lambda c: (
            c.exec_driver_sql(f"PRAGMA max_page_count={limit}").scalar()
            if limit
            else c.exec_driver_sql("PRAGMA page_count").scalar()
        )
    )


def test_a_disk_that_is_full_at_each_page_in_turn(nursery, tmp_path):
    expected, _, told = whole(nursery, {"data": str(tmp_path / "whole")}, SHORT)
    place = {"data": str(tmp_path / "data")}
    store = open_store(place["data"])
    conduct, keeper = begin(store, store.profile(), tutorial(), language="en")
    reasons = []
    for step in steps(conduct):
        most = pages(store)
        before = conduct.state, conduct.log
        while True:
            pages(store, most)
            try:
                step()
                break
            except StoreFault as fault:
                reasons.append(fault.reason)
                assert (conduct.state, conduct.log) == before
                most += 1
        pages(store, 10**6)
        assert kept_in_open(store) == len(conduct.log)
    keeper.close()
    store.close()
    assert set(reasons) == {"full"}
    assert len(reasons) > len(told)
    assert outcome(place) == expected


def kept_in_open(store):
    (row,) = store.history(store.profile())
    return row.events


def test_files_that_may_not_grow_at_each_piece_in_turn(nursery, tmp_path):
    expected, _, told = whole(nursery, {"data": str(tmp_path / "whole")}, SHORT)
    place = {"data": str(tmp_path / "data")}
    ended, said = nursery.do(work="cramped", scenario=SHORT, **place)
    assert ended == 0, said
    assert set(said) == {"full"}
    assert len(said) > len(told)
    assert outcome(place) == expected


def test_a_database_that_another_program_holds(tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    store = open_store(tmp_path)
    conduct, keeper = begin(store, store.profile(), tutorial(), language="en")
    other = sqlite3.connect(tmp_path / "badbuzz.db", isolation_level=None)
    for step in steps(conduct):
        other.execute("BEGIN IMMEDIATE")
        before = conduct.state, conduct.log
        with pytest.raises(StoreFault, match="busy"):
            step()
        assert (conduct.state, conduct.log) == before
        other.execute("ROLLBACK")
        step()
        assert store.load(keeper.id).log == conduct.log
    other.close()
    keeper.close()
    store.close()


def test_another_process_whose_turn_it_is(tmp_path, monkeypatch):
    """It may be putting what it wrote into the file: no lock of SQLite's tells that."""
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    store = open_store(tmp_path)
    conduct, keeper = begin(store, store.profile(), tutorial(), language="en")
    with Turn(tmp_path / "writing.lock"), pytest.raises(StoreFault, match="busy"):
        conduct.start(1)
    conduct.start(1)
    assert store.load(keeper.id).log == conduct.log
    keeper.close()
    store.close()


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_database_that_is_removed_while_it_is_open(tmp_path, how):
    store = open_store(tmp_path / "data")
    conduct, keeper = begin(store, store.profile(), tutorial(), language="en")
    conduct.start(1)
    before = conduct.state
    assert store.path is not None
    kept = store.path.with_name("elsewhere.db")
    store.path.rename(kept)
    if how == "replaced":
        store.path.write_bytes(kept.read_bytes())
    answer = next(iter(conduct.prompt().legal()))  # type: ignore[union-attr] # it is open
    for _ in range(2):
        with pytest.raises(StoreFault, match="gone"):
            conduct.do(Respond(answer))
        assert conduct.state == before
    store.path.unlink(missing_ok=True)
    kept.rename(store.path)
    conduct.do(Respond(answer))
    keeper.close()
    store.close()


def test_a_folder_that_cannot_be_written_to(nursery, tmp_path):
    """By somebody who is not root, since root may do anything."""
    tmp_path.chmod(0o755)
    for parent in list(tmp_path.parents)[:-1]:
        if os.geteuid() == 0 and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
    place = {"data": str(tmp_path / "data")}
    whole(nursery, place, SHORT)
    kept = kept_in(place)
    (tmp_path / "data").chmod(0o555)
    for path in (tmp_path / "data").iterdir():
        path.chmod(0o444) if path.is_file() else path.chmod(0o555)
    before = {path: path.read_bytes() for path in (tmp_path / "data").glob("*.db*")}
    ended, said = nursery.do(work="powerless", scenario=SHORT, **place)
    assert (ended, said) == (3, ["fault read-only"])
    assert {path: path.read_bytes() for path in (tmp_path / "data").glob("*.db*")} == before
    (tmp_path / "data").chmod(0o700)
    for path in (tmp_path / "data").iterdir():
        path.chmod(0o600) if path.is_file() else path.chmod(0o700)
    assert kept_in(place) == kept


def test_a_log_file_whose_disk_is_full_goes_on_after_its_last_whole_command(tmp_path, monkeypatch):
    journal = Journal(tmp_path / "log")
    from simulator.conduct.conduct import Conduct

    conduct = Conduct(tutorial(), journal.append)
    conduct.start(1)
    whole_before = (tmp_path / "log").read_bytes()
    write, left = os.write, 30

    def short(handle, data):
        nonlocal left
        if not left:
            raise OSError(28, "No space left on device")
        taken = write(handle, bytes(data)[:left])
        left -= taken
        return taken

    monkeypatch.setattr(os, "write", short)
    answer = next(iter(conduct.prompt().legal()))  # type: ignore[union-attr] # it is open
    with pytest.raises(StoreFault, match="full"):
        conduct.do(Respond(answer))
    monkeypatch.undo()
    assert (tmp_path / "log").read_bytes() != whole_before
    assert conduct.state != State()
    conduct.do(Respond(answer))
    journal.close()
    assert read(tmp_path / "log") == conduct.log
