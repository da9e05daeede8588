"""The app that both sides serve: a participant's, in a workshop in which a vote is open.

As a program it is what textual-serve starts for each line; its workshop is then of one, and keeps
nothing, while ours keeps every answer before it tells of it.
"""

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

    from simulator.scenario.load import Loaded
    from simulator.workshop.host import Host

PLAYED = "late-order"
CACHE = Path(tempfile.gettempdir()) / "badbuzz-bench-cache"
READY = "Pick one."
"""What is drawn when somebody has joined."""
DECISIONS = (
    (("a", "How sure are you?"), ("3", "")),
    (("b", "How sure are you?"), ("2", "")),
)
"""The keys of one decision and of another, an answer and how sure one is, and what each draws; "":
whatever comes first, since nothing else was to come."""


def crisis() -> "Loaded":
    """Return what is played, compiled before."""
    from simulator.scenario.library import find
    from simulator.scenario.load import load

    loaded, problems = load(find(PLAYED), cache=CACHE)
    assert loaded is not None, problems
    return loaded


async def vote(host: "Host", seats: int) -> None:
    """Begin the workshop of *host* with so many people in it, and ask them something."""
    from simulator.workshop import commands as c

    await host.start()
    await host.do(c.Open(7, capacity=max(seats, 2)), c.FACILITATOR)
    for seat in range(seats):
        await host.do(c.Join(f"{seat}", f"Participant {seat}", f"{seat}"), c.DOOR)
    await host.do(c.Begin(), c.FACILITATOR)
    await host.do(c.OpenVote(), c.FACILITATOR)


def app(host: "Host", seat: str) -> "App[Any]":
    """Return the app of whoever sits in *seat*."""
    from simulator.tui.workshop.seat import SeatApp

    return SeatApp(host, seat, "en")


async def main() -> None:
    """Run the app for one participant."""
    from simulator.workshop.host import Host

    host = Host(crisis())
    await vote(host, 1)
    await app(host, "0").run_async()
    await host.stop()


if __name__ == "__main__":
    asyncio.run(main())
