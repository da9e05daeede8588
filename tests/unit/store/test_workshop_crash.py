"""A host killed at any moment: what was told is kept in whole batches, nothing private stays."""

import random
import signal
import time
from contextlib import closing
from itertools import accumulate, count

import pytest

from simulator.store import workshops
from simulator.store.closing import close_privately
from simulator.store.opening import open_store
from simulator.store.retention import retain
from simulator.store.workshop_rows import Row
from tests.unit.store.nursery import Nursery, batches
from tests.unit.store.test_erasing import traces

KILLED = -signal.SIGKILL
WANTED = [row for batch in batches() for row in batch]
WHOLE = [0, *accumulate(len(batch) for batch in batches())]
PRIVATE = [row.body for row in WANTED if row.is_private]


@pytest.fixture(scope="module")
def nursery():
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def file_places(tmp_path):
    numbers = iter(range(10_000))
    return lambda: {"data": str(tmp_path / f"data-{next(numbers)}")}


@pytest.fixture
def server_places(tmp_path, new_database):
    return lambda: {"data": str(tmp_path), "database": new_database()}


def given(rows):
    return [Row(row.kind, row.body, row.is_private) for row in rows]


def look_after(place, said):
    """After a death: a prefix of whole batches, all that was told; and it is closed cleanly."""
    told = max([int(line) for line in said if line.isdecimal()], default=0)
    with closing(open_store(place["data"], database=place.get("database", ""))) as store:
        for row in workshops.open_workshops(store):
            kept, keeper = workshops.resume(store, row.id)
            assert len(kept.rows) in WHOLE
            assert len(kept.rows) >= told
            assert given(kept.rows) == WANTED[: len(kept.rows)]
            assert "closed" not in said
            keeper.append(WANTED[len(kept.rows) :])
            close_privately(store, keeper)
        retain(store, 0)
        if told:
            (row,) = workshops.history(store)
            stays = given(workshops.load(store, row.id).rows)
            assert stays == [x for x in WANTED if not x.is_private]
            assert row.cleared is not None
        assert traces(store, *PRIVATE) == set()


def around_commits(nursery, places, numbers):
    """Die before and after the commits of these numbers; return how often."""
    deaths = 0
    for number in numbers:
        ends = set()
        for when in ("before", "after"):
            place = places()
            ended, said = nursery.do(
                work="hold", scenario="late-order", die=(when, number), **place
            )
            ends.add(ended)
            look_after(place, said)
        assert ends <= {KILLED, 0}
        if KILLED not in ends:
            break
        deaths += 2
    return deaths


def test_killed_before_and_after_every_commit(nursery, file_places):
    assert around_commits(nursery, file_places, count(1)) >= 14


def test_killed_before_and_after_some_commits_on_a_server(nursery, server_places):
    assert around_commits(nursery, server_places, (1, 2, 5)) == 6


def at_random(nursery, places, times, seed):
    place = places()
    began = time.monotonic()
    ended, said = nursery.do(work="hold", scenario="late-order", **place)
    took = time.monotonic() - began
    assert (ended, said[-1]) == (0, "closed")
    look_after(place, said)
    chance = random.Random(seed)
    deaths = 0
    while deaths < times:
        place = places()
        after = chance.uniform(0, took)
        ended, said = nursery.do(work="hold", scenario="late-order", after=after, **place)
        deaths += ended == KILLED
        took *= 1 if ended == KILLED else 0.9
        look_after(place, said)


def test_killed_at_ten_random_moments(nursery, file_places):
    at_random(nursery, file_places, 10, 1)


@pytest.mark.slow
def test_killed_at_two_hundred_random_moments(nursery, file_places):
    at_random(nursery, file_places, 200, 2)


@pytest.mark.slow
def test_killed_at_random_moments_on_a_server(nursery, server_places):
    at_random(nursery, server_places, 40, 3)
