"""A workshop looked back on, by examples."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.debrief.debrief import debrief
from simulator.scenario.library import find
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.asking import asked
from simulator.workshop.debrief import look_back
from simulator.workshop.voting import CONTESTED, FEWEST, SPLIT
from tests.shelf import load
from tests.workshops import D, Table, played


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    assert found is not None
    return found


@pytest.mark.parametrize(("people", "teams"), [(12, 1), (12, 2), (4, 1)])
def test_what_names_nobody_gives_the_same(loaded, people, teams):
    table = played(loaded, people, teams)
    private = [event for event in table.log if w.is_private(event)]
    assert len(private) > people
    whole = look_back(loaded, table.log, table.stamps)
    assert whole == look_back(loaded, *table.public())
    assert whole.names == tuple(sorted(whole.names))
    assert len(whole.names) == people


@given(st.integers(0, 10_000), st.integers(1, 16), st.integers(1, 3), st.integers(0, 4))
@settings(max_examples=25, deadline=None)
def test_whatever_is_played_names_nobody_and_adds_up(seed, people, teams, decisions):
    loaded, _ = load(find("late-order"))
    assert loaded is not None
    table = played(loaded, people, teams, seed, decisions=decisions)
    found = look_back(loaded, table.log, table.stamps)
    assert found == look_back(loaded, *table.public())
    for one in found.decisions:
        for count in one.counts:
            assert bool(count.rows) == (count.voters >= FEWEST)
            assert all(0 <= row.count <= count.voters for row in count.rows)
            assert sum(count.sure) <= count.voters
        assert one.discussed or not one.is_bettered
        assert not one.is_sure_and_wrong or one.is_bettered


def test_no_name_no_seat_and_no_vote_is_read_before_the_close(loaded):
    table = played(loaded, is_closed=False, decisions=2)
    told = repr(look_back(loaded, table.log))
    assert not [name for name in table.now.seats if repr(name) in told]


def test_below_five_there_is_no_split_and_no_alignment(loaded):
    found = look_back(loaded, played(loaded, FEWEST - 1).log)
    assert found.decisions
    for one in found.decisions:
        for count in one.counts:
            assert (count.rows, count.sure, count.agreement.alignment) == ((), (), "")
    assert {one.discussed for one in found.discussed} <= {"missed"}


def test_marks_are_those_of_any_debrief(loaded):
    table = played(loaded, 12, 2)
    found = look_back(loaded, table.log)
    for name, team in table.now.teams.items():
        assert found.teams[name] == debrief(loaded, team.log)
    taken = sum(len(one.moments) for one in found.teams.values())
    assert len(found.decisions) == taken
    assert list(found.teams) == ["1", "2"]


def votes(loaded, shares, sure=2):
    """Return a workshop with one decision, of which each legal answer got so many votes."""
    table = Table(loaded)
    table.seat(*(f"p{n}" for n in range(sum(shares))))
    table.do(c.Begin())
    table.do(c.OpenVote())
    prompt = asked(loaded.scenario, table.now.teams["1"])
    assert prompt is not None
    legal = list(prompt.legal())
    seats = iter(table.now.seats)
    for picks, count in zip(legal, shares, strict=False):
        for _ in range(count):
            table.do(c.Vote(1, picks, sure), next(seats))
    table.do(c.CloseVote(), D)
    table.do(c.Reveal())
    table.do(c.GoOn(picks=legal[0]))
    table.do(c.LookBack())
    return look_back(loaded, table.log, table.stamps).decisions[0]


def test_contested_and_split_come_before_what_was_agreed_on(loaded):
    assert votes(loaded, (4, 4)).discussed == CONTESTED
    assert votes(loaded, (5, 3, 2)).discussed == SPLIT
    agreed = votes(loaded, (8, 2), sure=3)
    assert agreed.discussed == ("wrong" if agreed.is_bettered else "")
    assert agreed.is_sure_and_wrong == agreed.is_bettered
    assert not votes(loaded, (8, 2), sure=1).is_sure_and_wrong
    ranks = [one.discussed for one in look_back(loaded, played(loaded, 12, 2).log).discussed]
    order = ("contested", "split", "wrong", "missed")
    assert ranks == sorted(ranks, key=order.index)


def test_a_workshop_that_never_began_is_looked_back_on(loaded):
    table = Table(loaded, teams=3)
    table.do(c.Close())
    found = look_back(loaded, table.log)
    assert (found.decisions, dict(found.teams), found.missed, found.minutes) == ((), {}, (), None)


def test_every_count_of_a_question_is_kept_and_what_was_tried(loaded):
    table = Table(loaded)
    table.seat(*(f"p{n}" for n in range(6)))
    table.do(c.Begin())
    prompt = asked(loaded.scenario, table.now.teams["1"])
    assert prompt is not None
    first, second = list(prompt.legal())[:2]
    for number, picks in enumerate((first, second), 1):
        table.do(c.OpenVote())
        for seat in tuple(table.now.seats):
            table.do(c.Vote(number, picks), seat)
        table.do(c.CloseVote())
    table.do(c.Try(first))
    table.do(c.GoOn())
    one = look_back(loaded, table.log, table.stamps).decisions[0]
    assert one.last is not None
    assert [count.winner for count in one.counts] == [first, second]
    assert one.last.winner == one.picks == second
    assert one.tried == (first,)
    assert len({count.at for count in one.counts}) == 2
