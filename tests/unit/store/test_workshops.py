"""Workshops as they are kept: whole batches in, the same rows out, whatever happens between."""

import json
from concurrent.futures import wait

import pytest
import sqlalchemy as sa

from simulator.scenario.material import pack
from simulator.store import workshops
from simulator.store.faults import StoreFault
from simulator.store.workshop_rows import Row, WorkshopBeginning
from tests.unit.store.conftest import tutorial


def beginning():
    loaded = tutorial()
    assert loaded.files is not None
    return WorkshopBeginning(
        loaded.scenario.id, loaded.digest, pack(loaded.files), 1, 1, "fr", b"", '{"teams":1}'
    )


def said(*words, is_private=False):
    return [Row("Said", json.dumps({"text": word}), is_private) for word in words]


def words(rows):
    return [json.loads(row.body)["text"] for row in rows]


def test_what_was_kept_is_found_again(opener):
    store = opener()
    keeper = workshops.begin(store, beginning())
    keeper.append(said("one", "two"))
    keeper.append(said("three", is_private=True))
    assert keeper.append([]) == ()
    keeper.close()
    kept, again = workshops.resume(opener(), keeper.id)
    assert words(kept.rows) == ["one", "two", "three"]
    assert [row.is_private for row in kept.rows] == [False, False, True]
    assert [row.command for row in kept.rows] == [1, 1, 2]
    assert kept.scenario == beginning().material
    (four,) = again.append(said("four"))
    assert (four.seq, four.command) == (3, 3)
    again.close()
    assert workshops.load(store, keeper.id).rows == (*kept.rows, four)


def test_two_hundred_at_once_share_commits(store):
    keeper = workshops.begin(store, beginning())
    commits: list[object] = []
    sa.event.listen(store._writer._engine, "commit", commits.append)
    waiting = [keeper.submit(said(f"{number}")) for number in range(200)]
    wait(waiting, 30)
    assert [words(one.result()) for one in waiting] == [[f"{number}"] for number in range(200)]
    assert len(commits) < 50
    assert words(workshops.load(store, keeper.id).rows) == [f"{n}" for n in range(200)]
    keeper.close()


def test_one_workshop_one_host(opener):
    one, other = opener(), opener()
    keeper = workshops.begin(one, beginning())
    keeper.append(said("here"))
    for store in (one, other):
        with pytest.raises(StoreFault, match="hosted"):
            workshops.resume(store, keeper.id)
    keeper.close()
    workshops.resume(other, keeper.id)[1].close()
