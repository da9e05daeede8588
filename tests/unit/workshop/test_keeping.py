"""A workshop in the store: held, killed, gone on with, closed, read again."""

from contextlib import closing

import pytest

from simulator.scenario.library import find
from simulator.store import workshops
from simulator.store.faults import StoreFault
from simulator.store.opening import open_store
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop import lines
from simulator.workshop.debrief import look_back
from simulator.workshop.keeping import kept, open_host, resume_host
from simulator.workshop.state import VOTING
from tests.shelf import load
from tests.workshops import NAMES, D, F


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    assert found is not None
    return found


@pytest.fixture
def store(tmp_path):
    with closing(open_store(tmp_path)) as found:
        yield found


async def begun(store, loaded):
    """Return a workshop in the middle of its first vote."""
    held = open_host(store, loaded, "en")
    await held.host.start()
    await held.host.do(c.Open(7), F)
    for name in NAMES[:6]:
        await held.host.do(c.Join(name, name, f"token of {name}"), D)
    await held.host.do(c.Begin(), F)
    await held.host.do(c.OpenVote(60), F)
    picks = next(iter(picks_of(held.host)))
    for name in NAMES[:6]:
        await held.host.do(c.Vote(1, picks, 3), name)
    return held


def picks_of(host):
    from simulator.workshop.asking import asked

    prompt = asked(host.loaded.scenario, host.now.teams["1"])
    assert prompt is not None
    return prompt.legal()


async def test_it_goes_on_where_it_was(store, loaded):
    held = await begun(store, loaded)
    with pytest.raises(StoreFault, match="hosted"):
        resume_host(store, held.id)
    began = held.host.began
    before = held.host.now
    await held.leave()
    again = resume_host(store, held.id)
    assert again.host.loaded == loaded
    assert again.host.loaded.reach == loaded.reach
    assert again.host.now == before
    assert began is not None
    assert again.host.began is not None
    assert abs((again.host.began - began).total_seconds()) < 5
    await again.host.start()
    team = again.host.now.teams["1"]
    assert team.phase == VOTING
    assert team.step is not None
    assert not team.step.is_running
    await again.leave()


async def test_closed_it_names_nobody_and_is_told_as_before(store, loaded):
    held = await begun(store, loaded)
    for command in (c.CloseVote(), c.Reveal(), c.GoOn(), c.TakeNote("a note"), c.LookBack()):
        await held.host.do(command, F)
    open_ = kept(store, held.id)
    assert not [event for event in open_.log if w.is_private(event)]
    done = await held.close()
    assert not done.left
    closed = kept(store, held.id)
    assert [event for event in closed.log if not isinstance(event, w.WorkshopClosed)] == list(
        open_.log
    )
    assert closed.stamps[: len(open_.stamps)] == open_.stamps
    found = look_back(closed.loaded, closed.log, closed.stamps)
    assert found.names == tuple(sorted(NAMES[:6]))
    assert found.decisions == look_back(loaded, open_.log, open_.stamps).decisions
    assert workshops.load(store, held.id).workshop.ended is not None
    with pytest.raises(StoreFault, match="closed-workshop"):
        resume_host(store, held.id)


async def test_killed_while_it_closes_it_is_closed_again(store, loaded):
    held = await begun(store, loaded)
    await held.host.do(c.Close(), F)
    await held.leave()
    again = resume_host(store, held.id)
    await again.close()
    assert workshops.load(store, held.id).workshop.ended is not None
    assert len([x for x in kept(store, held.id).log if isinstance(x, w.WorkshopClosed)]) == 1


async def test_what_cannot_be_read_is_said_and_let_go(store, loaded, monkeypatch):
    held = await begun(store, loaded)
    await held.leave()
    real = lines.decode

    def newer(line):
        if "VoteCast" in line:
            raise ValueError(line)
        return real(line)

    monkeypatch.setattr(lines, "decode", newer)
    with pytest.raises(StoreFault, match="altered-workshop"):
        resume_host(store, held.id)
    monkeypatch.setattr(lines, "decode", real)
    await resume_host(store, held.id).leave()  # nobody else holds it
