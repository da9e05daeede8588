"""Progress, advice and drills out of a real database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from simulator.conduct.kept import begin
from simulator.exercise.commands import DRILL, Respond
from simulator.learning.kept import advice, learnt, note, practice
from simulator.store.opening import open_store
from simulator.store.totals import LATEST, cards, totals
from tests.shelf import crises

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SHELF = crises()
TUTORIAL = next(one for one in SHELF if one.scenario.is_tutorial)


@pytest.fixture
def store(tmp_path):
    found = open_store(tmp_path)
    yield found
    found.close()


def play(store, loaded=TUTORIAL, *, scene="", last=False):
    """Play by first (or last) responses, the decision at *scene* alone if one is named."""
    kind = DRILL if scene else ""
    conduct, keeper = begin(store, store.profile(), loaded, language="en", kind=kind)
    conduct.start(3, route=DRILL if scene else "full", at=scene)
    while (asked := conduct.prompt()) is not None:
        legal = list(asked.legal())
        conduct.do(Respond(legal[-1] if last else legal[0]))
    keeper.close()
    return conduct, keeper.id


def test_nobody_has_played_yet(store):
    found = learnt(store, store.profile())
    assert not found.standings
    assert {row.value for row in found.progress.first} == {None}
    assert not found.progress.has_profile
    asked = advice([one.scenario for one in SHELF], found)
    assert asked is not None
    assert asked.scenario == TUTORIAL.scenario.id


def test_first_attempts_and_replays_stay_apart(store):
    play(store)
    once = learnt(store, store.profile()).progress
    play(store, last=True)
    twice = learnt(store, store.profile()).progress
    assert twice.first == once.first
    assert {row.value for row in once.again} == {None}
    assert any(row.value is not None for row in twice.again)
    assert len({point.ended for point in twice.points}) == 2
    assert twice.crises == 1


def test_a_drill_is_no_play(store):
    play(store, scene="it-was-for-today")
    found = learnt(store, store.profile())
    assert not found.standings
    assert not found.progress.points
    assert {row.value for row in found.progress.first} == {None}


def test_other_profiles_are_not_seen(store):
    play(store)
    assert not learnt(store, store.profile("Fern")).standings


def test_only_the_latest_are_read_one_by_one(store):
    for _ in range(LATEST + 2):
        play(store)
    found = totals(store, store.profile())
    assert len({row.exercise for row in found.latest}) == LATEST
    assert found.standings[0].plays == LATEST + 2


def test_a_drill_comes_back_on_its_day(store):
    me = store.profile()
    assert practice(store, me, SHELF, TODAY, UTC).chosen == ()
    play(store)
    first = practice(store, me, SHELF, TODAY, UTC)
    assert first.due == 0
    assert first.chosen
    drill = first.chosen[0]
    loaded = next(one for one in SHELF if one.scenario.id == drill.scenario)
    conduct, name = play(store, loaded, scene=drill.scene)
    assert note(store, me, conduct, name, NOW)
    assert drill not in practice(store, me, SHELF, TODAY, UTC).chosen
    later = practice(store, me, SHELF, TODAY + timedelta(days=200), UTC)
    assert later.due == 1
    assert later.chosen[0] == drill


def test_a_reminder_is_kept_once(store):
    me = store.profile()
    conduct, name = play(store, scene="it-was-for-today")
    note(store, me, conduct, name, NOW)
    once = cards(store, me)
    note(store, me, conduct, name, NOW + timedelta(days=3))
    assert cards(store, me) == once
