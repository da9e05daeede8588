"""Killed at any moment: nothing that was told as kept is lost, nothing counts twice.

Every death is a real SIGKILL of a real process.
"""

import json
import random
import signal
import time

import pytest
import sqlalchemy as sa

from simulator.conduct.kept import look_back
from simulator.debrief.debrief import debrief
from simulator.debrief.record import record
from simulator.exercise import events as e
from simulator.language import speak
from simulator.present.room import Room
from simulator.store import tables as t
from simulator.store.opening import open_store
from tests.unit.store.nursery import CACHE, Nursery

SHORT = "late-order"
LONG = "scenarios/table-nine"
KILLED = -signal.SIGKILL


@pytest.fixture(scope="module")
def nursery():
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def file_places(tmp_path):
    """Gives a new folder to keep exercises in."""
    numbers = iter(range(10_000))
    return lambda: {"data": str(tmp_path / f"data-{next(numbers)}")}


@pytest.fixture
def server_places(tmp_path, database):
    """Gives an empty database to keep exercises in."""
    return lambda: emptied({"data": str(tmp_path), "database": database})


@pytest.fixture(params=["file_places", "server_places"])
def places(request):
    return request.getfixturevalue(request.param)


def emptied(place):
    """The server's place once more, with nothing in it: a new database each time takes longer."""
    store = open_store(place["data"], database=place["database"])
    store.write(lambda c: c.exec_driver_sql("TRUNCATE profile, material CASCADE").rowcount)
    store.close()
    return place


def outcome(place):
    """All that is left of the only exercise there: log, words, marks, totals, as text."""
    store = open_store(place["data"], database=place.get("database", ""))
    (row,) = store.history(store.profile())
    conduct = look_back(store, row.id, cache=CACHE).conduct
    sums = [c for c in t.tally.c if c.name != "profile"]

    def totals(connection):
        added = sorted(map(tuple, connection.execute(sa.select(*sums))))
        return added, list(connection.execute(sa.select(t.standing.c.plays)).scalars())

    room = Room(conduct.loaded, speak("fr"))
    found = [
        e.dump(conduct.log),
        "\n".join(map(str, room.items(conduct.log))),
        json.dumps(record(debrief(conduct.loaded, conduct.log))),
        str(store.read(totals)),
    ]
    store.close()
    return found


def kept_in(place):
    store = open_store(place["data"], database=place.get("database", ""))
    rows = store.history(store.profile())
    count = rows[0].events if rows else 0
    assert len(rows) <= 1
    store.close()
    return count


def whole(nursery, place, scenario):
    """Play without an interruption; return what is left, and the seconds it took."""
    began = time.monotonic()
    ended, said = nursery.do(work="play", scenario=scenario, **place)
    assert ended == 0, said
    return outcome(place), time.monotonic() - began, [int(line) for line in said]


def look_after(nursery, place, scenario, said, *, told, expected):
    """After a death: what was told is kept, at most one command more; and it goes on to the end."""
    known = int(said[-1]) if said else 0
    kept = kept_in(place)
    following = [count for count in told if count > known][:1]
    assert kept in {known, *following}
    if kept != told[-1]:
        ended, said = nursery.do(work="play", scenario=scenario, **place)
        assert ended == 0, said
    assert outcome(place) == expected


def around_commits(nursery, places, numbers):
    """Die before and after the commits of these numbers; return how often."""
    expected, _, told = whole(nursery, places(), SHORT)
    deaths = 0
    for number in numbers(told):
        for when in ("before", "after"):
            place = places()
            ended, said = nursery.do(work="play", scenario=SHORT, die=(when, number), **place)
            assert ended == KILLED, said
            deaths += 1
            look_after(nursery, place, SHORT, said, told=told, expected=expected)
    place = places()
    beyond = len(told) + 2
    assert nursery.do(work="play", scenario=SHORT, die=("before", beyond), **place)[0] == 0
    return deaths


def every(told):
    """The profile's commit, then one for each command."""
    return range(1, len(told) + 2)


def test_killed_before_and_after_every_commit(nursery, file_places):
    assert around_commits(nursery, file_places, every) > 12


def test_killed_before_and_after_some_commits_on_a_server(nursery, server_places):
    assert around_commits(nursery, server_places, lambda told: (2, 4, len(told) + 1)) == 6


@pytest.mark.slow
def test_killed_before_and_after_every_commit_on_a_server(nursery, server_places):
    assert around_commits(nursery, server_places, every) > 12


def at_random(nursery, places, scenario, times, seed):
    """Be killed *times* times, each at some moment of an exercise of its own."""
    expected, _, told = whole(nursery, places(), scenario)
    _, took, _ = whole(nursery, places(), scenario)
    chance = random.Random(seed)
    deaths = 0
    while deaths < times:
        place = places()
        ended, said = nursery.do(
            work="play", scenario=scenario, after=chance.uniform(0, took), **place
        )
        deaths += ended == KILLED
        # It ended before its moment came: the machine has become quicker.
        took *= 1 if ended == KILLED else 0.9
        look_after(nursery, place, scenario, said, told=told, expected=expected)


def test_killed_at_twenty_random_moments(nursery, file_places):
    at_random(nursery, file_places, SHORT, 20, 1)


def test_killed_at_random_moments_on_a_server(nursery, server_places):
    at_random(nursery, server_places, SHORT, 4, 1)


@pytest.mark.slow
def test_killed_at_two_hundred_random_moments(nursery, places):
    at_random(nursery, places, SHORT, 200, 2)


@pytest.mark.slow
def test_a_long_exercise_killed_at_random_moments(nursery, places):
    at_random(nursery, places, LONG, 20, 3)


@pytest.mark.slow
def test_killed_again_and_again_in_one_exercise(nursery, places):
    """Each death is survived by the next process, until one of them gets to the end."""
    expected, took, told = whole(nursery, places(), SHORT)
    chance, place = random.Random(4), places()
    for _ in range(30):
        nursery.do(work="play", scenario=SHORT, after=chance.uniform(0, took * 0.5), **place)
        if kept_in(place) == told[-1]:
            break
    else:
        ended, said = nursery.do(work="play", scenario=SHORT, **place)
        assert ended == 0, said
    assert outcome(place) == expected
