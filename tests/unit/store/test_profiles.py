"""Several trainees on one machine, by pseudonym."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.store.faults import StoreFault
from simulator.store.profiles import LONGEST, find, listed, pseudonym, rename, take
from tests.unit.store.test_store import play


def test_two_names_that_look_alike_are_one(store):
    fern = take(store, "Fern")
    assert take(store, " fern ") == take(store, "ＦＥＲＮ") == fern
    assert find(store, "Moss") is None
    assert [known.name for known in store.profiles()] == ["Fern"]


def test_a_profile_is_renamed_and_its_plays_stay(store):
    play(store)
    rename(store, "", "Fern")
    assert [(row.profile.name, row.exercises) for row in listed(store)] == [("Fern", 1)]
    assert store.load(store.history(take(store, "fern"))[0].id).log
    assert rename(store, "Fern", "FERN").name == "FERN"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("Moss", "Ivy", "nobody"), ("Fern", "ivy", "taken"), ("Fern", "", "name")],
)
def test_what_cannot_be_renamed_is_refused(store, old, new, reason):
    take(store, "Fern")
    take(store, "Ivy")
    with pytest.raises(StoreFault) as told:
        rename(store, old, new)
    assert told.value.reason == reason
    assert [known.name for known in store.profiles()] == ["Fern", "Ivy"]


@pytest.mark.parametrize("name", ["x" * 25, "a\u202eb", "a\0b", "\x1b[2J", "me@example.org"])
def test_what_is_no_pseudonym_is_refused(name):
    with pytest.raises(StoreFault):
        pseudonym(name)


@given(st.text())
def test_a_pseudonym_is_short_and_stays_what_it_is(name):
    try:
        found = pseudonym(name)
    except StoreFault:
        return
    assert len(found) <= LONGEST
    assert pseudonym(found) == found
