"""A workshop led by typed lines, for tests: the lines come when nothing else has anything to do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from simulator import safe
from simulator.language import speak
from simulator.plain.workshop.console import PlainConsole
from simulator.plain.workshop.hearing import Around
from simulator.present.workshop.debrief import leaves
from simulator.present.workshop.pages import Joining
from simulator.workshop import commands as c
from simulator.workshop.host import Host, Keeping
from simulator.workshop.state import CLOSED, DEBRIEF

TURNS = 60
"""Turns of the loop in which bots that never wait have done all that they do."""


class Script:
    """Lines, one when everybody else has had their turn; None at the end. Keeps what is written.

    A line may be a call: what happens while somebody types, and then what they typed.
    """

    def __init__(self, lines: Iterable[str | Callable[[], Awaitable[str]]]) -> None:
        self.lines = iter(lines)
        self.text = ""

    async def line(self) -> str | None:
        for _ in range(TURNS):
            await asyncio.sleep(0)
        found = next(self.lines, None)
        found = await found() if callable(found) else found
        # As both ends do: what is typed is inert, and a transcript shows it.
        found = None if found is None else safe.line(found, 1_000)
        self.text += "" if found is None else f"<{found}>"
        return found

    async def write(self, text: str) -> None:
        self.text += text


def around(host: Host, language: str, *, by_hands: bool = False) -> Around:
    """Return surroundings that are the same on each machine."""
    spoken = speak(language)

    def looked_back():
        is_time = host.now.stage in {DEBRIEF, CLOSED}
        return leaves(host.loaded, host.log, spoken) if is_time else ()

    return Around(
        lambda: Joining("http://192.0.2.1:8710", "ABCD-2345", "http://192.0.2.1:8710/j/ABCD2345"),
        lambda: () if by_hands else (("Screen", "http://192.0.2.1:8710/projector/x"),),
        looked_back, by_hands,
    )  # fmt: skip


def console(host: Host, script: Script, code: str = "en", *, by_hands: bool = False):
    found = around(host, code, by_hands=by_hands)
    return PlainConsole(host, speak(code), script, found, converses=False)


@asynccontextmanager
async def hosted(
    loaded, *, teams: int = 1, decider: str = c.MAJORITY, keeper: Keeping | None = None
) -> AsyncIterator[Host]:
    """Run a new workshop in the memory."""
    host = Host(loaded, keeper)
    await host.start()
    try:
        await host.do(c.Open(7, teams, decider, "short"), c.FACILITATOR)
        await host.do(c.Key("code", "ABCD2345"), c.FACILITATOR)
        yield host
    finally:
        await host.stop()
