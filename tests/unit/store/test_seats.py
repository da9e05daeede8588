"""Seats of solo visitors: known again by a token or four words, of which only a digest is kept."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from simulator.language import speak
from simulator.store import seats
from simulator.store import tables as t
from simulator.store.erasing import Scope, erase
from simulator.store.faults import StoreFault
from simulator.store.keeper import now
from simulator.store.retention import retain
from tests.unit.store.test_erasing import count, grow_old
from tests.unit.store.test_store import play


def digest(number):
    return f"{number:064x}"


def made(store, number=1, name="Blue Heron"):
    return seats.make(store, digest(number), digest(1000 + number), name)


def grow(store, number, **values):
    own = sa.update(t.seat).where(t.seat.c.digest == digest(number)).values(values)
    store.write(lambda connection: connection.execute(own).rowcount)


def seen(store, number=1):
    own = sa.select(t.seat.c.seen).where(t.seat.c.digest == digest(number))
    return store.read(lambda connection: connection.execute(own).scalar())


def test_who_comes_back_is_known_again(opener):
    store = opener()
    profile = made(store)
    assert profile.name == "Blue Heron"
    other = opener()
    assert seats.take(other, digest(1)) == profile
    assert seats.by_phrase(other, digest(1001)) == profile
    assert seats.take(other, digest(1001)) is None
    assert seats.by_phrase(other, digest(1)) is None


def test_four_words_bring_a_new_token_in_the_place_of_the_old(store):
    profile, other = made(store), made(store, 2)
    assert seats.by_phrase(store, digest(1001), digest(7)) == profile
    assert seats.take(store, digest(7)) == profile
    assert seats.take(store, digest(1)) is None
    with pytest.raises(StoreFault, match="seat"):
        seats.by_phrase(store, digest(1001), digest(2))
    assert seats.take(store, digest(2)) == other


def test_a_name_is_ones_own(store):
    names = [made(store, 1).name, made(store, 2, "blue heron").name, made(store, 3).name]
    assert names == ["Blue Heron", "blue heron 2", "Blue Heron 3"]
    long = "x" * 24
    assert [made(store, number, long).name for number in (4, 5)] == [long, "x" * 22 + " 2"]


def test_what_is_somebodys_is_told(store):
    made(store)
    for token, phrase in ((1, 9), (9, 1001)):
        with pytest.raises(StoreFault, match="seat") as told:
            seats.make(store, digest(token), digest(phrase), "Other")
    assert "place" in told.value.sentence(speak("fr"))
    for name, reason in (("", "name"), ("a\x1bb", "name"), ("x" * 25, "name"), ("a@b.fr", "email")):
        with pytest.raises(StoreFault, match=reason):
            made(store, 5, name)
    assert count(store)["profile"] == count(store)["seat"] == 1


def test_two_programs_at_once_give_two_names(opener):
    stores = [opener(), opener()]
    names: list[str] = []

    def many(number):
        names.extend(made(stores[number], 10 * number + x).name for x in range(1, 6))

    threads = [threading.Thread(target=many, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names)) == 10


def test_being_seen_is_written_down_once_an_hour(store):
    made(store)
    first = seen(store)
    seats.take(store, digest(1))
    assert seen(store) == first
    for moved in (timedelta(minutes=61), -timedelta(days=2)):  # And a clock that went back.
        grow(store, 1, seen=now() - moved)
        seats.by_phrase(store, digest(1001))
        assert abs(seen(store) - now()) < timedelta(minutes=1)


def test_a_seat_goes_alone_or_with_its_profile(store):
    profile, other = made(store), made(store, 2)
    assert seats.forget(store, digest(1))
    assert not seats.forget(store, digest(1))
    assert seats.take(store, digest(1)) is None
    assert profile in store.profiles()
    erase(store, Scope(other))
    assert seats.take(store, digest(2)) is None
    assert count(store)["seat"] == 0


def test_an_unused_seat_goes_after_a_year_and_a_used_one_keeps_its_profile(store):
    gone, stays, playing = (made(store, number) for number in (1, 2, 3))
    _, name = play(store, profile=playing.name)
    grow_old(store, name, 300)
    old = now() - timedelta(days=400)
    created = sa.update(t.profile).values(created=old)
    store.write(lambda connection: connection.execute(created).rowcount)
    grow(store, 1, seen=old)
    grow(store, 3, seen=old)
    retain(store)
    assert [seats.take(store, digest(number)) is None for number in (1, 2, 3)] == [
        True, False, True,
    ]  # fmt: skip
    names = {profile.name for profile in store.profiles()}
    assert stays.name in names
    assert playing.name in names
    assert gone.name not in names
