"""A real host on a real port for tests: `async with hosted(...) as host:`."""

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
from aiohttp import web as aio

from simulator.serve.door import Door, Limits
from simulator.serve.policy import Policy
from simulator.serve.web import Served, application, listen


class Host:
    """Where it is, and a client with cookies of its own."""

    def __init__(self, app: aio.Application, port: int, told: list[str]) -> None:
        self.app = app
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.told = told
        """What whoever runs the host was told."""

    def client(self, language: str = "fr", **headers: str) -> aiohttp.ClientSession:
        """Return a visitor; forms need `Origin`, which it sends as browsers do."""
        given = {"Accept-Language": language, "Origin": self.url, **headers}
        return aiohttp.ClientSession(
            self.url, headers=given, cookie_jar=aiohttp.CookieJar(unsafe=True)
        )


@contextlib.asynccontextmanager
async def hosted(
    add: Callable[[aio.Application], None] = lambda app: None, *, limits: Limits = Limits(),  # noqa: B008 - frozen
    **policy: Any,
) -> AsyncIterator[Host]:  # fmt: skip
    """Serve what *add* adds to a guarded application, on a free port."""
    opened = listen("127.0.0.1", 0)
    port = opened.getsockname()[1]
    told: list[str] = []
    app = application(Policy(port, **policy), Door(limits), tell=told.append)
    add(app)
    served = Served(app)
    await served.start([opened])
    try:
        yield Host(app, port, told)
    finally:
        await served.stop()
