"""The two hosts that are compared, each as a program: `python -m tests.bench.hosts ours PORT`."""

import asyncio
import logging
import shlex
import socket
import sys
import tempfile
from functools import partial
from pathlib import Path

from aiohttp import web

CACHE = Path(tempfile.gettempdir()) / "badbuzz-bench-cache"
MOST = 120


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
    {"ours": ours, "peer": peer}[sys.argv[1]](int(sys.argv[2]))
