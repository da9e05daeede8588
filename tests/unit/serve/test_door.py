"""The door's limits hold whatever is tried, in whatever order."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from simulator.serve.door import (
    MOST_KEPT,
    Buckets,
    Door,
    Limits,
    Window,
    digest,
    household,
)
from simulator.workshop import naming

CODE = "ABCD2345"
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["10.0.0.1", "10.0.0.2", "fe80::1%eth0"]),
        st.sampled_from([CODE, "abcd-2345", "WRONG", ""]),
        st.floats(0, 30),
    ),
    max_size=120,
)


@given(STEPS, st.integers(1, 12), st.integers(1, 40))
def test_no_address_has_more_wrong_codes_looked_at_than_it_may(steps, a_minute, in_all):
    door, now, looked_at = Door(Limits(wrong_a_minute=a_minute, wrong_in_all=in_all)), 0.0, []
    for address, typed, after in steps:
        now += after
        before = door.wrong
        opened = door.opens(address, typed, CODE, now)
        if opened:
            assert typed.replace("-", "").upper() == CODE
        if door.wrong > before:
            assert not opened
            looked_at.append((household(address), now))
        recent = [one for one in looked_at if one[0] == household(address) and one[1] > now - 60]
        assert len(recent) <= a_minute
        assert door.wrong <= in_all
        if before >= in_all:
            assert not opened


def test_the_eleventh_try_of_a_minute_is_refused_even_when_right_and_only_for_that_address():
    door = Door()
    for second in range(10):
        assert not door.opens("10.0.0.1", "NOPE", CODE, second)
    assert not door.opens("10.0.0.1", CODE, CODE, 30)
    assert door.opens("10.0.0.2", CODE, CODE, 30)
    assert door.opens("10.0.0.1", CODE, CODE, 70)


def test_after_a_hundred_wrong_nobody_joins_until_it_is_reopened():
    door = Door()
    for number in range(1_000):
        assert not door.opens(f"10.0.{number // 250}.{number % 250}", "NOPE", CODE, number / 1000)
    assert door.is_closed
    assert door.wrong == 100
    assert not door.opens("10.9.9.9", CODE, CODE, 10_000)
    door.reopen()
    assert door.opens("10.9.9.9", CODE, CODE, 10_000)


def test_no_code_opens_a_door_that_has_none():
    assert not Door().opens("10.0.0.1", "", "", 0)


@given(st.integers(1, 60), st.integers(0, 200))
def test_exactly_as_many_are_seated_as_there_are_seats(seats, asking):
    door = Door(Limits(seats=seats))
    said = [door.seat(f"10.0.0.{number}", 0) for number in range(asking)]
    assert said.count("") == min(seats, asking)
    assert set(said[seats:]) <= {"full"}


def test_an_address_that_takes_seat_after_seat_is_told_to_wait():
    door = Door(Limits(joins=2))
    assert [door.seat("10.0.0.1", 0) for _ in range(3)] == ["", "", "often"]
    assert door.seat("10.0.0.2", 0) == ""
    assert door.seat("10.0.0.1", 3_601) == ""
    assert [door.seat("10.0.0.2", 1) for _ in range(2)] == ["", "often"]
    door.reopen()
    assert door.seat("10.0.0.2", 2) == ""


@given(st.lists(st.floats(0, 5), max_size=200), st.floats(0.5, 50), st.integers(1, 50))
def test_nobody_goes_faster_than_the_pace(waits, a_second, at_once):
    buckets, now, taken = Buckets(a_second, at_once), 0.0, 0
    for wait in waits:
        now += wait
        taken += buckets.take(b"key", now)
    assert taken <= at_once + now * a_second + 1e-6


def test_what_is_remembered_has_an_end():
    window, buckets = Window(1, 60), Buckets(1, 1)
    for number in range(MOST_KEPT + 50):
        window.count(str(number).encode(), 0)
        buckets.take(str(number).encode(), 0)
    assert len(window._kept) == len(buckets._kept) == MOST_KEPT
    assert not window.is_full(b"0", 0)
    assert window.is_full(str(MOST_KEPT).encode(), 0)


def test_no_address_can_be_read_in_what_is_remembered():
    door = Door()
    door.opens("192.0.2.77", "NOPE", CODE, 0)
    door.may_ask("192.0.2.77", 0)
    kept = [*door._wrong._kept, *door._requests._kept]
    assert kept
    assert all(b"192.0.2.77" not in key for key in kept)
    assert hashlib.blake2b(b"192.0.2.77", digest_size=16).digest() not in kept


def test_a_household_has_one_address_however_many_it_makes_up():
    assert household("2001:db8:1:2::1") == household("2001:db8:1:2:ffff::9")
    assert household("2001:db8:1:2::1") != household("2001:db8:1:3::1")
    assert household("::ffff:10.0.0.1") == "10.0.0.1"


def test_secrets_are_128_bits_and_only_ours_have_a_digest():
    many = {naming.new_token() for _ in range(500)}
    assert len(many) == 500
    assert all(len(digest(one)) == 64 for one in many)
    assert digest("") == digest("x" * 21) == digest("é" * 22) == ""
