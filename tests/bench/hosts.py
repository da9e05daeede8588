"""The two hosts that are compared, each as a program: `python -m tests.bench.hosts ours PORT`."""

import asyncio
import logging
import os
import shlex
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from tests.bench.served_app import app, crisis, vote

if TYPE_CHECKING:
    from simulator.workshop.keeping import Held

MANY, MOST = 100, 120
CODE = "ABCDEFGH"


def _held() -> "Held":
    """Return a workshop that a store in the folder of the program keeps."""
    from simulator.store.opening import open_store
    from simulator.workshop.keeping import open_host

    return open_host(open_store(Path(os.environ["BENCH_STORE"])), crisis(), "en")


def ours(port: int) -> None:
    """Serve the app from this one process, through our door, as `badbuzz host` does."""
    from simulator.commands.hosting import ready

    ready()
    asyncio.run(_ours(port))


async def _ours(port: int) -> None:
    from simulator.serve.sessions import Seated, Sessions
    from simulator.serve.terminal import add_terminal

    host = _held().host
    await vote(host, MANY)

    class Seats:
        async def seated(self, request: web.Request) -> Seated | None:
            seat = request.cookies["seat"]
            return Seated(seat, partial(app, host, seat))

        def language(self, _request: web.Request) -> str:
            return "en"

    await _serve(port, lambda served: add_terminal(served, Sessions(MOST), Seats()))
    await asyncio.Event().wait()


async def _serve(port: int, add: Callable[[web.Application], object]) -> None:
    from simulator.serve.door import Door, Limits
    from simulator.serve.policy import Policy
    from simulator.serve.sessions import calm
    from simulator.serve.web import Served, application, listen

    served = application(Policy(port), Door(Limits(seats=MOST)))
    add(served)
    calm()
    await Served(served).start([listen("127.0.0.1", port)])


def pages(port: int) -> None:
    """Hold a workshop on plain pages."""
    asyncio.run(_pages(port))


async def _pages(port: int) -> None:
    from simulator.serve.participants import participants
    from simulator.workshop import commands as c

    host = _held().host
    await host.start()
    await host.do(c.Open(7, capacity=MOST), c.FACILITATOR)
    await host.do(c.Key("code", CODE), c.FACILITATOR)
    await _serve(port, lambda served: participants(served, host))
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
