"""The two hosts that are compared, each as a program: `python -m tests.bench.hosts ours PORT`."""

import asyncio
import logging
import os
import shlex
import socket
import sys
import tempfile
from functools import partial
from pathlib import Path

from aiohttp import web

CACHE = Path(tempfile.gettempdir()) / "badbuzz-bench-cache"
MANY, MOST = 100, 120
CODE = "ABCDEFGH"


def ours(port: int) -> None:
    """Serve the app from this one process, through our door."""
    asyncio.run(_ours(port))


async def _ours(port: int) -> None:
    from simulator.serve.door import Door, Limits
    from simulator.serve.policy import Policy
    from simulator.serve.sessions import Seated, Sessions, calm
    from simulator.serve.terminal import add_terminal
    from simulator.serve.web import Served, application, listen
    from tests.bench.served_app import house, room

    here = house(CACHE)

    class Seats:
        async def seated(self, request: web.Request) -> Seated | None:
            return Seated(request.cookies["seat"], partial(room, here))

        def language(self, _request: web.Request) -> str:
            return "en"

    app = application(Policy(port), Door(Limits(seats=MOST)))
    sessions = Sessions(MOST)
    add_terminal(app, sessions, Seats())
    served = Served(app)
    calm()
    await served.start([listen("127.0.0.1", port)])
    await asyncio.Event().wait()


def pages(port: int) -> None:
    """Hold a workshop on plain pages, kept by the store in the folder of the program."""
    asyncio.run(_pages(port))


async def _pages(port: int) -> None:
    from simulator.scenario.library import find
    from simulator.scenario.load import load
    from simulator.serve.door import Door, Limits
    from simulator.serve.participants import participants
    from simulator.serve.policy import Policy
    from simulator.serve.sessions import calm
    from simulator.serve.web import Served, application, listen
    from simulator.store.opening import open_store
    from simulator.workshop import commands as c
    from simulator.workshop.keeping import open_host
    from tests.bench.served_app import PLAYED

    loaded, problems = load(find(PLAYED), cache=CACHE)
    assert loaded is not None, problems
    store = open_store(Path(os.environ["BENCH_STORE"]))
    held = open_host(store, loaded, "en")
    host = held.host
    await host.start()
    await host.do(c.Open(7, capacity=MOST), c.FACILITATOR)
    await host.do(c.Key("code", CODE), c.FACILITATOR)
    app = application(Policy(port), Door(Limits(seats=MOST)))
    participants(app, host)
    served = Served(app)
    calm()
    await served.start([listen("127.0.0.1", port)])
    while len(host.now.seats) < MANY:
        await host.wait(host.version, 60)
    await host.do(c.Begin(), c.FACILITATOR)
    await host.do(c.OpenVote(), c.FACILITATOR)
    await asyncio.Event().wait()


def peer(port: int) -> None:
    """Serve the same app with textual-serve: a process for each line."""
    from textual_serve.server import Server

    logging.disable()
    command = shlex.join([sys.executable, "-m", "tests.bench.served_app"])
    server = Server(command, "127.0.0.1", port)
    server.console.quiet = True
    server.serve()


def free() -> int:
    """Return a port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    {"ours": ours, "peer": peer, "pages": pages}[sys.argv[1]](int(sys.argv[2]))
