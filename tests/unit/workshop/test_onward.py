"""What one key does next, and how many decisions are ahead."""

import pytest

from simulator.scenario.library import find
from simulator.workshop import commands as c
from simulator.workshop.onward import decisions_ahead, decisions_done, next_command
from simulator.workshop.state import Workshop
from tests.shelf import load
from tests.workshops import Table


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    assert found is not None
    return found


def test_one_key_leads_through_a_workshop(loaded):
    table = Table(loaded)
    table.seat("ann")
    found = [table.onward() for _ in range(6)]
    assert found == [
        c.Begin(), c.OpenVote(), c.CloseVote(), c.Reveal(), c.GoOn(), c.OpenVote(),
    ]  # fmt: skip
    table.do(c.CloseVote())
    table.do(c.Try(table.options()[0]))
    assert next_command(table.now) == c.EndTrial()
    table.do(c.OpenWriting())
    assert [table.onward() for _ in range(3)] == [c.CloseWriting(), c.EndWriting(), c.EndTrial()]
    while next_command(table.now) != c.LookBack():
        table.onward()
    assert [table.onward() for _ in range(2)] == [c.LookBack(), None]


def test_a_vote_is_opened_for_as_long_as_wanted(loaded):
    table = Table(loaded)
    table.do(c.Begin())
    assert next_command(table.now, 90) == c.OpenVote(90)
    assert next_command(Workshop()) is None


def test_teams_in_the_middle_of_something_come_first(loaded):
    table = Table(loaded, teams=2)
    table.seat("ann", "bob")
    table.do(c.Begin())
    table.do(c.OpenVote(team="2"))
    assert next_command(table.now) == c.CloseVote()
    table.do(c.CloseVote())
    assert next_command(table.now) == c.Reveal()


def test_the_decisions_ahead_are_those_of_the_longest_way(loaded):
    table = Table(loaded)
    plain = [s for s in loaded.scenario.scenes.values() if s.decision and not s.interrupts]
    assert decisions_ahead(loaded.scenario, table.now) == len(plain)
    table.do(c.Begin())
    table.do(c.Skip())
    assert decisions_done(table.now) == 1
    assert decisions_ahead(loaded.scenario, table.now) <= len(plain)
    while table.team.phase != "over":
        table.do(c.Skip())
    assert decisions_ahead(loaded.scenario, table.now) == 0


def test_the_short_route_has_those_that_are_on_it():
    found, _ = load(find("cracked-cup"))
    assert found is not None
    table = Table(found, route="short")
    table.seat("ann")
    ahead = decisions_ahead(found.scenario, table.now)
    assert ahead < decisions_ahead(found.scenario, Table(found).now)
    while next_command(table.now) != c.LookBack():
        table.onward()
    broken_in = len(table.team.exercise.interruptions)
    assert decisions_done(table.now) - broken_in == ahead
