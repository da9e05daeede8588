"""The host is killed at each step of a whole workshop, and everybody finds everything again."""

import asyncio
import contextlib
import re

import pytest
from yarl import URL

from tests.openssh import needs_ssh
from tests.postgres import NotHere, server
from tests.workshop.room import (
    BACK,
    BACK_HERE,
    NOTED,
    Guest,
    SshGuest,
    TerminalGuest,
    body,
    console,
    events,
    found,
    free,
    led,
    needs_linux,
)

pytestmark = [needs_ssh, needs_linux]
STEPS = (
    "lobby", "reading", "voting", "paused", "counted", "revealed", "trial", "gone on", "writing",
    "wall", "debrief",
)  # fmt: skip


class Workshop:
    """A workshop whose host is killed at some steps, and started again by the same command."""

    def __init__(self, folder, count, kills, database=""):
        self.folder, self.count, self.kills, self.database = folder, count, kills, database
        self.soon = BACK if kills == STEPS else BACK_HERE
        self.port, self.ssh = free(), free()
        self.took = {}
        self.seen = []

    @contextlib.asynccontextmanager
    async def run(self, *words):
        more = ("--database", self.database) if self.database else ()
        async with (
            led(self.folder / "data", *words, *more, port=self.port, ssh=self.ssh) as self.host,
            console(self.host) as self.keys,
        ):
            try:
                yield
            except AssertionError as error:
                error.add_note(f"The console showed: {self.keys.seen[-9000:]}")
                raise

    async def sit(self):
        """Seat everybody: one over SSH, one in a terminal page, the others on plain pages."""
        url = URL(f"http://127.0.0.1:{self.port}")
        self.pages = [Guest(f"Person {n}", url) for n in range(self.count - 2)]
        self.guests: list[Guest | SshGuest] = [*self.pages, TerminalGuest("Terminal", url),
                       SshGuest("Dialled", self.folder, self.ssh)]  # fmt: skip
        for guest in self.guests:
            await guest.join(self.host.code)
            guest.follow()

    async def play(self):
        """Go through the whole workshop; the host is killed wherever that is asked for."""
        steps = self.steps()
        async with contextlib.AsyncExitStack() as everybody:
            async with self.run("late-order"):
                await self.sit()
                for guest in self.guests:
                    everybody.push_async_callback(guest.close)
                was_killed = await self.onward(steps)
            while was_killed:
                async with self.run():
                    await self.all_back()
                    was_killed = await self.onward(steps)

    async def onward(self, steps):
        """Go on to the next step at which the host is killed; say whether there is one."""
        async for name in steps:
            self.seen.append(name)
            if name in self.kills:
                self.name, self.before = name, await self.shown()
                await self.host.kill()
                return True
        return False

    async def shown(self):
        """Return what tells where everybody is: stage, phase, step, trial, who has answered."""
        found_ = []
        for guest in self.pages:
            page = await guest.get()
            step = re.findall(r'name="step" value="(\d+)"', page)
            found_.append((found(r'class="(seat [^"]*)"', page), step, NOTED in page,
                           "seat-trial" in page, "So far this is noted" in page))  # fmt: skip
        return found_

    async def all_back(self):
        """See that everybody is back by themselves, where they were, and that no clock runs."""
        assert "Going on with the workshop" in self.host.said
        took = await asyncio.gather(*(guest.back(self.host.began) for guest in self.guests))
        self.took[self.name] = max(took)
        assert max(took) <= self.soon, took
        assert await self.shown() == self.before, self.name
        assert "data-left" not in await self.pages[0].get(), self.name

    # ---- a whole workshop

    async def steps(self):
        one, half = self.pages[0], self.count // 2
        yield "lobby"
        await self.keys.press(" ", " ")
        await one.stands("exercise", "reading")
        await self.keys.stands("reading")
        yield "reading"
        await self.keys.press("o")
        await self.keys.until("120 seconds")
        await self.keys.press("3")
        for guest in self.guests[half:]:
            await guest.vote()
        yield "voting"
        if "data-left" in await one.stands("exercise", "voting"):
            await self.keys.press("p")
        await self.pages[0].vote()
        assert "data-left" not in await one.get()
        yield "paused"
        for guest in self.pages[1:half]:
            await guest.vote()
        await self.keys.press("c", "c")
        await one.stands("exercise", "counted")
        await self.keys.stands("counted")
        yield "counted"
        await self.keys.press("r")
        await one.stands("exercise", "revealed")
        await self.keys.stands("revealed")
        yield "revealed"
        async for name in self.onwards(one):
            yield name

    async def onwards(self, one):
        await self.keys.press("t")
        await self.keys.until("Press a letter to choose")
        await self.keys.press("b")
        await one.until('id="seat-trial"')
        await self.keys.stands("trial")
        yield "trial"
        await self.keys.press("t")
        await self.keys.stands("revealed")
        await self.keys.press(" ", " ")
        await one.stands("exercise", "reading")
        await self.keys.stands("reading")
        yield "gone on"
        await self.keys.press("w", "w")
        await one.until('action="/seat/write"')
        for n, guest in enumerate(self.pages):
            await guest.post("/seat/write", round="1", text=f"What we say, {n}")
        await self.keys.stands("writing")
        yield "writing"
        await self.keys.press("w", "w")
        await one.until('class="hung"')
        await one.post("/seat/favour", round="1", number="1")
        await self.keys.stands("wall")
        yield "wall"
        await self.keys.press("w")
        await self.keys.until("take it down and erase it")
        await self.keys.press("1")
        await one.stands("exercise", "reading")
        await self.keys.stands("reading")
        await self.keys.press("d")
        await self.keys.until("d again ends the crisis")
        await self.keys.press("d")
        await one.stands("debrief")
        await self.keys.stands("debrief")
        yield "debrief"
        await self.keys.press("q")
        await self.keys.until("Close the workshop?")
        await self.keys.press("q")
        await one.until("The workshop is over")


async def killed(folder, count, kills, database=""):
    workshop = Workshop(folder, count, kills, database)
    await workshop.play()
    assert workshop.seen == list(STEPS)
    assert set(workshop.took) == set(kills)
    rows = events(folder / "data", database)
    (counted,) = [body(row) for row in rows if row[0] == "VoteClosed"]
    assert counted["voters"] == count
    assert not {"VoteCast", "SeatTaken", "Written", "Keyed"} & {kind for kind, _body in rows}
    return str({name: round(took, 1) for name, took in workshop.took.items()})


@pytest.fixture
def told(record_property):
    """Note in the report of the tests how long it took."""
    return lambda took: record_property("seconds until everybody was back", took)


async def test_ten_participants_and_the_host_killed_at_each_step_in_short(tmp_path, told):
    told(await killed(tmp_path, 4, ("voting", "trial", "writing")))


@pytest.mark.slow
async def test_ten_participants_and_the_host_killed_at_each_step(tmp_path, told):
    told(await killed(tmp_path, 10, STEPS))


@pytest.fixture
def database():
    with contextlib.ExitStack() as stack:
        try:
            address = stack.enter_context(server())
        except NotHere as reason:
            pytest.skip(str(reason))
        yield f"{address}/postgres"


async def test_the_same_on_postgresql_in_short(tmp_path, database, told):
    told(await killed(tmp_path, 4, ("voting",), database))


@pytest.mark.slow
async def test_the_same_on_postgresql(tmp_path, database, told):
    told(await killed(tmp_path, 10, STEPS, database))
