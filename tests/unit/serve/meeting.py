"""A workshop on a real port, for the tests of its pages: `async with met() as room:`."""

import contextlib
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from simulator.language import Language
from simulator.present.workshop.pages import Joining
from simulator.scenario.library import find
from simulator.scenario.load import Loaded
from simulator.serve.door import Limits
from simulator.serve.participants import Extras, participants
from simulator.serve.projecting import projecting
from simulator.serve.seat_pages import Leaves
from simulator.workshop import commands as c
from simulator.workshop.asking import asked
from simulator.workshop.host import Host
from simulator.workshop.naming import digest, new_token, shown
from simulator.workshop.state import Answer
from tests.serving import Host as Served
from tests.serving import hosted
from tests.shelf import load

F, D = c.FACILITATOR, c.DOOR
CODE = "ABCDEFGH"
FAST = Limits(messages_a_second=1000, messages_at_once=1000)
"""Of tests, which click faster than people do."""
_LOADED: dict[str, Loaded] = {}


def crisis(name: str = "late-order") -> Loaded:
    if name not in _LOADED:
        found, _problems = load(find(name))
        assert found is not None
        _LOADED[name] = found
    return _LOADED[name]


def first(pattern: str, page: str) -> str:
    """Return what the first group of *pattern* finds."""
    found = re.search(pattern, page)
    assert found is not None, page
    return str(found[1])


@dataclass
class Visit:
    """Somebody at their browser, without a script."""

    client: aiohttp.ClientSession
    status: int = 0
    text: str = ""
    path: str = ""

    async def get(self, path: str) -> str:
        async with self.client.get(path) as answer:
            return await self._seen(answer)

    async def post(self, path: str, **fields: Any) -> str:
        data = [(name.replace("__", "-"), one) for name, value in fields.items()
                for one in ([value] if isinstance(value, str) else value)]  # fmt: skip
        async with self.client.post(path, data=data) as answer:
            return await self._seen(answer)

    async def _seen(self, answer: aiohttp.ClientResponse) -> str:
        self.status, self.text, self.path = answer.status, await answer.text(), answer.url.path
        return self.text

    async def join(self, name: str, code: str = CODE, **more: str) -> str:
        return await self.post("/join", code=code, name=name, **more)

    @property
    def mark(self) -> str:
        return first(r'data-version="([^"]*)"', self.text)


@dataclass
class Room:
    """A workshop that is served."""

    host: Host
    served: Served
    key: str
    clients: list[aiohttp.ClientSession] = field(default_factory=list)

    def visit(self, language: str = "en") -> Visit:
        client = self.served.client(language)
        self.clients.append(client)
        return Visit(client)

    async def do(self, command: c.Command, by: str = F) -> None:
        await self.host.do(command, by)

    def seat(self, name: str) -> str:
        return next(seat.id for seat in self.host.now.seats.values() if seat.name == name)

    def answers(self, team: str = "1") -> Mapping[str, Answer]:
        step = self.host.now.teams[team].step
        return step.answers if step else {}

    def legal(self, team: str = "1") -> list[tuple[str, ...]]:
        prompt = asked(self.host.loaded.scenario, self.host.now.teams[team])
        assert prompt is not None
        return list(prompt.legal())


@contextlib.asynccontextmanager
async def met(
    name: str = "late-order", *, keeper: Any = None, limits: Limits = FAST,
    extras: Extras | None = None, leaves: Leaves = lambda _language: (),
    spoken: Language | None = None, **how: Any,
) -> AsyncIterator[Room]:  # fmt: skip
    host = Host(crisis(name), keeper)
    await host.start()
    await host.do(c.Open(7, **how), F)
    await host.do(c.Key("code", CODE), F)
    key = new_token()
    await host.do(c.Key("projector", digest(key)), F)

    def add(app: web.Application) -> None:
        participants(app, host, extras=extras)
        link = f"http://127.0.0.1:8710/j/{CODE}"
        joining = Joining("http://127.0.0.1:8710", shown(CODE), link)
        projecting(app, host, joining=lambda: joining, leaves=leaves, language=spoken)

    async with hosted(add, limits=limits) as served:
        room = Room(host, served, key)
        try:
            yield room
        finally:
            for client in room.clients:
                await client.close()
    await host.stop()
