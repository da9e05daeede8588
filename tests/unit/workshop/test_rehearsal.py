"""Bots in the room: they come, answer most of the time, and leave with the workshop."""

import asyncio

import pytest

from simulator.scenario.library import find
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.drafts import drafts
from simulator.workshop.host import Host
from simulator.workshop.rehearsal import Pace, Rehearsal
from simulator.workshop.state import CLOSED, OVER
from tests.shelf import load

F = c.FACILITATOR


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("table-nine"))
    assert found is not None
    return found


async def settled(host, until):
    for _ in range(2000):
        if until(host.now):
            return
        await asyncio.sleep(0.005)
    raise AssertionError


async def test_a_facilitator_can_practise_alone_to_the_end(loaded):
    host = Host(loaded)
    await host.start()
    await host.do(c.Open(3), F)
    bots = asyncio.create_task(Rehearsal(host, 12, seed=3, pace=Pace(0, 0.01)).run())
    await settled(host, lambda now: len(now.seats) == 12)
    assert all(host.presence.has(seat) for seat in host.now.seats)
    await host.do(c.Begin(), F)
    while host.now.teams["1"].phase != OVER:
        await host.do(c.OpenVote(), F)
        await settled(host, lambda now: len(now.teams["1"].step.answers) > 6)
        await host.do(c.CloseVote(), F)
        await host.do(c.Reveal(), F)
        tally = host.now.teams["1"].tallies[-1]
        await host.do(c.GoOn(picks=tally.winner if tally.is_tied else None), F)
    tallies = [event for event in host.log if isinstance(event, w.VoteClosed)]
    assert len(tallies) > 4
    assert any(len(tally.answers) > 1 for tally in tallies)
    await host.do(c.LookBack(), F)
    await host.do(c.Close(), F)
    assert host.now.stage == CLOSED
    await asyncio.wait_for(bots, 5)
    await host.stop()


async def test_bots_write_too_and_pick(loaded):
    host = Host(loaded)
    await host.start()
    await host.do(c.Open(4), F)
    bots = asyncio.create_task(Rehearsal(host, 6, seed=4, pace=Pace(0, 0.01)).run())
    await settled(host, lambda now: len(now.seats) == 6)
    await host.do(c.Begin(), F)
    await host.do(c.OpenWriting(), F)
    await settled(host, lambda now: len(now.wall.texts) == 6)
    wall = host.now.wall
    assert wall is not None
    written = set(wall.texts.values())
    assert len(written) == 6
    assert written <= set(drafts(loaded, wall.scene, ""))
    await host.do(c.CloseWriting(), F)
    await settled(host, lambda now: len(now.wall.favours) == 6)
    bots.cancel()
    await asyncio.gather(bots, return_exceptions=True)
    await host.stop()
