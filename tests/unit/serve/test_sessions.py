"""Which apps run: none is left behind by a line that was lost while its app waited to start."""

import asyncio
from collections import Counter

from textual.app import App
from textual.widgets import Static

from simulator.serve.sessions import Seated, Sessions


class Small(App[None]):
    """Something to look at."""

    def compose(self):
        yield Static("standing")


async def nowhere(_data):
    """Send to nobody."""


async def test_a_line_lost_before_its_turn_leaves_no_app_behind():
    found = Sessions(most=1, at_once=1)
    here = Counter[str]()
    found.tell = lambda seat, is_here: here.update({seat: 1 if is_here else -1})
    async with found._gate:  # somebody else's app is starting
        waiting = asyncio.create_task(found.join(Seated("ann", Small), nowhere, 80, 24))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert not found.is_full("ben")
    assert len(found) == 0
    assert here["ann"] == 0
    await found.close()


async def test_a_first_line_that_is_lost_ends_nothing_for_the_second():
    found = Sessions(at_once=1)
    seated = Seated("ann", Small)
    async with found._gate:
        first = asyncio.create_task(found.join(seated, nowhere, 80, 24))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(found.join(seated, nowhere, 80, 24))
        await asyncio.sleep(0.01)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
    line = await second
    assert line is not None
    assert len(found) == 1
    assert line.sending is not None
    assert not line.sending.done()
    await found.close()
