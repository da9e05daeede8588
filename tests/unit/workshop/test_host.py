"""The running host: order, disk before eyes, bells, faults."""

import asyncio
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from simulator.exercise.commands import Refused
from simulator.scenario.library import find
from simulator.store.faults import StoreFault
from simulator.store.workshop_rows import Row
from simulator.workshop import commands as c
from simulator.workshop import lines
from simulator.workshop.asking import asked
from simulator.workshop.changes import replay
from simulator.workshop.clocks import GRACE, Clock
from simulator.workshop.host import Host
from simulator.workshop.state import COUNTED, VOTING
from tests.shelf import load

F, D = c.FACILITATOR, c.DOOR


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    assert found is not None
    return found


@dataclass
class Disk:
    """Keeps rows, when it is told to."""

    rows: list[Row] = field(default_factory=list)
    batches: int = 0
    is_full: bool = False
    faults: list[Exception] = field(default_factory=list)
    """Of ours: each is raised once."""

    def submit(self, rows):
        if self.faults:
            raise self.faults.pop()
        future: Future[object] = Future()
        if self.is_full:
            future.set_exception(StoreFault("full"))
        else:
            self.batches += 1
            self.rows += rows
            future.set_result(None)
        return future


@dataclass
class Hand:
    """A clock moved by hand."""

    at: float = 0.0

    def clock(self):
        return Clock(monotonic=lambda: self.at)


async def opened(loaded, disk, hand=None, **how):
    host = Host(loaded, disk, clock=hand.clock() if hand else None)
    await host.start()
    await host.do(c.Open(7, **how), F)
    return host


def first_picks(host):
    prompt = asked(host.loaded.scenario, host.now.teams["1"])
    assert prompt is not None
    return next(iter(prompt.legal()))


async def test_a_hundred_votes_at_once_are_all_kept_in_few_commits(loaded):
    disk = Disk()
    host = await opened(loaded, disk, capacity=100)
    await asyncio.gather(*(host.do(c.Join(f"s{n}", f"name {n}", f"t{n}"), D) for n in range(100)))
    await host.do(c.Begin(), F)
    await host.do(c.OpenVote(), F)
    before = disk.batches
    picks = first_picks(host)
    await asyncio.gather(*(host.do(c.Vote(1, picks), f"s{n}") for n in range(100)))
    assert disk.batches - before < 10
    assert len(host.now.teams["1"].step.answers) == 100
    assert replay(lines.decode(row.body) for row in disk.rows) == host.now
    await host.stop()


async def test_exactly_the_limit_is_seated_of_two_hundred_at_once(loaded):
    host = await opened(loaded, Disk(), capacity=60)
    joins = (host.do(c.Join(f"s{n}", f"name {n}", f"t{n}"), D) for n in range(200))
    found = await asyncio.gather(*joins, return_exceptions=True)
    refused = [one for one in found if isinstance(one, Refused)]
    assert len(host.now.seats) == 60
    assert {one.reason for one in refused} == {"full"}
    assert len(refused) == 140
    await host.stop()


async def test_what_cannot_be_kept_has_not_happened(loaded):
    disk = Disk()
    host = await opened(loaded, disk)
    version = host.version
    disk.is_full = True
    with pytest.raises(StoreFault):
        await host.do(c.Begin(), F)
    assert host.fault is not None
    assert host.now.teams["1"].log == ()
    assert host.version > version  # a banner has to be shown
    disk.is_full = False
    await host.do(c.Begin(), F)
    assert host.fault is None
    assert host.now.teams["1"].log
    await host.stop()


async def test_the_bell_rings_after_the_grace_and_not_before(loaded):
    hand = Hand()
    host = await opened(loaded, Disk(), hand)
    await host.do(c.Join("a", "ann", "t"), D)
    await host.do(c.Begin(), F)
    await host.do(c.OpenVote(60), F)
    hand.at = 59.5
    assert host.left("1") == 1
    await host.do(c.Extend(30), F)
    assert host.left("1") == 31
    await host.do(c.Pause(), F)
    hand.at = 500
    assert host.left("1") == 31
    assert host.clocks.due(host.now) == []
    await host.do(c.Resume(), F)
    hand.at = 531 + GRACE - 0.1
    assert host.clocks.due(host.now) == []
    await host.do(c.Vote(1, first_picks(host)), "a")
    hand.at = 531 + GRACE
    seen = host.version
    await host.wait(seen, 5)
    assert host.now.teams["1"].phase == COUNTED
    assert host.now.teams["1"].step.tally.voters == 1
    await host.stop()


async def test_after_a_stop_everything_is_there_and_the_clock_stands(loaded):
    disk = Disk()
    host = await opened(loaded, disk)
    await host.do(c.Join("a", "ann", "t"), D)
    await host.do(c.Begin(), F)
    await host.do(c.OpenVote(60), F)
    await host.do(c.Vote(1, first_picks(host)), "a")
    before = host.now.teams["1"].step
    assert before is not None
    await host.stop()
    again = Host(loaded, disk, [lines.decode(row.body) for row in disk.rows])
    await again.start()
    team = again.now.teams["1"]
    assert team.phase == VOTING
    assert team.step is not None
    assert team.step.answers == before.answers
    assert again.left("1") == 60
    assert again.clocks.due(again.now) == []
    await again.stop()


async def test_whoever_waits_is_told_of_a_change_and_only_then(loaded):
    host = await opened(loaded, Disk())
    seen = host.version
    assert await host.wait(seen, 0.01) == seen
    heard = []
    stop = host.listen(lambda: heard.append(host.version))
    waiting = asyncio.create_task(host.wait(seen, 5))
    await asyncio.sleep(0)
    await host.do(c.Blank(is_blank=True), F)
    assert await waiting > seen
    assert heard
    stop()
    with pytest.raises(Refused):
        await host.do(c.Begin(), "nobody")
    await host.stop()


async def test_a_page_is_turned_for_all_who_look_and_kept_by_nobody(loaded):
    host = Host(loaded)
    told = []
    host.listen(lambda: told.append(host.leaf))
    host.turn(2)
    host.turn(2)
    host.turn(-1)
    assert told == [2, 0]
    assert host.version == 2
    assert host.log == ()


async def test_what_is_refused_by_what_was_not_kept_was_not_refused(loaded):
    disk = Disk()
    host = await opened(loaded, disk)
    await host.do(c.Join("a", "ann", "t"), D)
    await host.do(c.Begin(), F)
    await host.do(c.OpenVote(), F)
    disk.is_full = True
    asked_at_once = (host.do(c.CloseVote(), F), host.do(c.Vote(1, first_picks(host)), "a"))
    found = await asyncio.gather(*asked_at_once, return_exceptions=True)
    # Not "too late": the vote is open as before.
    assert [type(one) for one in found] == [StoreFault, StoreFault]
    assert host.now.teams["1"].phase == VOTING
    await host.stop()


async def test_time_given_twice_in_one_moment_is_given_twice(loaded):
    hand = Hand()
    host = await opened(loaded, Disk(), hand)
    await host.do(c.Begin(), F)
    await host.do(c.OpenVote(60), F)
    hand.at = 10
    await asyncio.gather(host.do(c.Extend(30), F), host.do(c.Extend(30), F))
    assert host.left("1") == 110
    await asyncio.gather(host.do(c.Extend(30), F), host.do(c.Pause(), F))
    assert host.left("1") == 140
    await host.stop()


async def test_a_fault_of_ours_ends_neither_the_room_nor_the_wait(loaded, monkeypatch):
    disk = Disk()
    host = await opened(loaded, disk)
    told, heard = [], []
    monkeypatch.setattr("simulator.workshop.host.report", lambda error, _: told.append(error))

    def failing():
        raise KeyError(failing)

    host.listen(failing)
    host.listen(lambda: heard.append(host.version))

    disk.faults.append(KeyError())
    async with asyncio.timeout(60):
        with pytest.raises(KeyError):
            await host.do(c.Begin(), F)
        await host.do(c.Begin(), F)
    assert heard
    assert told
    await host.stop()


async def test_a_bell_that_a_fault_of_ours_stopped_rings_again(loaded, monkeypatch):
    disk, hand, told = Disk(), Hand(), []
    monkeypatch.setattr("simulator.workshop.host.report", lambda error, _: told.append(error))
    monkeypatch.setattr("simulator.workshop.host.PAUSE", 0.01)
    host = await opened(loaded, disk, hand)
    await host.do(c.Begin(), F)
    await host.do(c.OpenVote(60), F)
    disk.faults.append(KeyError())
    hand.at = 60 + GRACE
    async with asyncio.timeout(60):
        await host.wait(host.version, 5)
    assert host.now.teams["1"].phase == COUNTED
    assert len(told) == 1
    await host.stop()


async def test_how_long_it_lasts_is_not_read_on_a_clock_that_is_put_right(loaded):
    hand = Hand()
    walls = iter([datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 1, 15, tzinfo=UTC)])
    host = await opened(loaded, Disk(), hand)
    host.clock.wall = lambda: next(walls)
    assert host.elapsed() == 0
    await host.do(c.Begin(), F)
    hand.at = 90
    assert host.elapsed() == 90
    await host.stop()
    assert host.began is not None
    hand.at = 0  # Another process, whose clock begins anew; the wall's goes on.
    clock = Clock(lambda: hand.at, lambda: host.began + timedelta(minutes=5))
    again = Host(loaded, Disk(), host.log, began=host.began, clock=clock)
    hand.at = 60
    assert again.elapsed() == 360
