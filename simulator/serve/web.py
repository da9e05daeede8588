"""The web application that everything else hangs on, and what starts and stops it."""

import asyncio
import errno
import logging
import socket
import ssl
import sys
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from aiohttp import hdrs, web

from simulator.language import Language
from simulator.preference import LANGUAGES
from simulator.serve import guard
from simulator.serve.door import Door
from simulator.serve.pages import draw
from simulator.serve.policy import Policy

WEB_PORT = 8710
SSH_PORT = 8722
MOST_PORTS = 65_535
IDLE = 10.0
"""Seconds after which a connection that has not sent a whole head is closed, or is idle."""
IDLE_BEHIND = 120.0
"""The same behind a proxy of ours, which waits for its visitors itself and keeps lines open."""
MOST_CONNECTIONS = 1_000
"""Open at once; past that, those that wait for a request are closed, the oldest first."""
GRACE = 1.5
"""Seconds that a request may still take when the host stops."""
STATIC = {
    "look.css": "text/css", "live.js": "text/javascript",
    "workshop.css": "text/css", "workshop.js": "text/javascript", "projector.css": "text/css",
}  # fmt: skip
"""All that /static serves of ours: no folder is listed, no other name is looked up."""


class CannotServe(Exception):  # noqa: N818 - the place is taken, which is no fault
    """The door cannot be opened: `reason` is a word, `detail` what it is about."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Because of *reason*: taken, absent, denied, port, certificate, key or system."""
        super().__init__(reason)
        self.reason = reason
        self.detail = detail

    def sentence(self, language: Language) -> str:
        """Return why, and what to do."""
        _ = language._
        return {
            "taken": _("{place} is in use: another program, or another host of ours, listens "
                       "there. Choose another port.", place=self.detail),
            "absent": _("{place} is not an address of this machine: `badbuzz host --check` "
                        "lists those that are.", place=self.detail),
            "denied": _("{place} may not be used: ports below 1024 are for administrators. "
                        "Choose a higher one.", place=self.detail),
            "port": _("{place} is not a port: take a number from 1 to 65535.", place=self.detail),
            "certificate": _("{place} cannot be used as a certificate with that key: both files "
                             "should be PEM, and belong together.", place=self.detail),
        }.get(self.reason) or _("{place} cannot be opened.", place=self.detail)  # fmt: skip


def listen(bind: str, port: int) -> socket.socket:
    """Return a socket bound to *bind* and *port* (0: any free one), not listening yet."""
    place = f"{bind}:{port}"
    if not 0 <= port <= MOST_PORTS:
        raise CannotServe("port", place)
    try:
        family, kind, proto, _name, where = socket.getaddrinfo(
            bind, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise CannotServe("absent", place) from None
    opened = socket.socket(family, kind, proto)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if bind == "::":  # Every address means those of both kinds, whatever the system thinks.
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        opened.bind(where)
        opened.listen(256)
    except OSError as error:
        opened.close()
        reasons = {errno.EADDRINUSE: "taken", errno.EADDRNOTAVAIL: "absent", errno.EACCES: "denied"}
        raise CannotServe(reasons.get(error.errno or 0, "system"), place) from None
    opened.settimeout(0)
    return opened


def tls(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return how to speak with a certificate; CannotServe if its files are of no use."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key, password=lambda: b"")
    except (OSError, ssl.SSLError, ValueError):
        raise CannotServe("certificate", str(certificate)) from None
    return context


def application(
    policy: Policy, door: Door, *, seated: Callable[[str], bool] | None = None,
    tell: Callable[[str], None] | None = None,
) -> web.Application:  # fmt: skip
    """Return an application that is guarded and has the look, the script and the languages.

    What is served is added to it: `solo.solo(application, ...)`, the workshop's pages, terminals.
    """
    app = web.Application(
        middlewares=[guard.excused, guard.guarded], client_max_size=guard.MOST_BYTES
    )
    app[guard.HOUSE] = guard.House(policy, door, seated or (lambda _digest: False), tell or _tell)
    app.on_response_prepare.append(guard.add_headers)
    app.router.add_get("/static/{name}", static)
    app.router.add_post("/language", choose_language)
    app.router.add_get("/robots.txt", robots)
    return app


def show(request: web.Request, template: str, *, status: int = 200, **data: object) -> web.Response:
    """Return a page of ours in the visitor's language."""
    text = draw(template, guard.language(request), path=request.path, **data)
    return web.Response(text=text, status=status, content_type="text/html")


def go(place: str) -> web.Response:
    """Send the visitor on to *place*, a path of ours, with a GET."""
    return web.Response(status=303, headers={hdrs.LOCATION: place})


async def static(request: web.Request) -> web.Response:
    """Serve one of our few files."""
    name = request.match_info["name"]
    if name not in STATIC:
        raise web.HTTPNotFound
    body = (files("simulator.serve") / "static" / name).read_bytes()
    return web.Response(
        body=body, content_type=STATIC[name], charset="utf-8",
        headers={hdrs.CACHE_CONTROL: "max-age=300"},
    )  # fmt: skip


async def robots(_request: web.Request) -> web.Response:
    """Keep a host that is reached from outside off search engines."""
    return web.Response(text="User-agent: *\nDisallow: /\n")


async def choose_language(request: web.Request) -> web.Response:
    """Speak another language from here on."""
    sent = await guard.form(request)
    back = sent.one("back")
    response = go(back if is_path(back) else "/")
    if sent.one("language") in LANGUAGES:
        guard.give_cookie(request, response, guard.LANGUAGE_COOKIE, sent.one("language"))
    return response


def is_path(text: str) -> bool:
    """Say whether *text* is a path of ours and leads nowhere else."""
    is_plain = text.isascii() and text.isprintable() and "\\" not in text and len(text) < 500  # noqa: PLR2004 - long enough
    return is_plain and text.startswith("/") and not text.startswith("//")


def _tell(said: str) -> None:
    # Textual takes sys.stderr away while an app runs: this is the one that was there at start.
    print(said, file=sys.__stderr__)


class Served:
    """One application on one or more sockets, until it is stopped."""

    def __init__(self, app: web.Application, *, context: ssl.SSLContext | None = None) -> None:
        """Serve *app*, with a certificate where there is a *context*."""
        self.app = app
        self._context = context
        behind = bool(app[guard.HOUSE].policy.proxies)
        quiet = logging.getLogger("simulator.serve.aiohttp")
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False  # It would log addresses.
        self._runner = web.AppRunner(
            app, access_log=None, logger=quiet, auto_decompress=False, handler_cancellation=False,
            keepalive_timeout=IDLE_BEHIND if behind else IDLE, shutdown_timeout=GRACE,
        )  # fmt: skip
        self._servers: list[asyncio.Server] = []

    async def start(self, sockets: Sequence[socket.socket]) -> None:
        """Answer on *sockets*, which are ours from here on."""
        await self._runner.setup()
        server = self._runner.server
        if server is None:  # pragma: no cover - it was just set up
            raise CannotServe("system")
        answering: web.Server = server

        def connection() -> asyncio.Protocol:
            make_room(answering, self.app[guard.HOUSE])
            return answering()

        loop = asyncio.get_running_loop()
        patience = IDLE if self._context else None
        for opened in sockets:
            self._servers.append(
                await loop.create_server(
                    connection, sock=opened, ssl=self._context, ssl_handshake_timeout=patience
                )
            )

    async def stop(self) -> None:
        """Close every socket, in less than 3 seconds; pages that wait are answered first."""
        self.app[guard.HOUSE].stopping.set()
        for server in self._servers:
            server.close()
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(2.5):
                await self._runner.cleanup()
        except TimeoutError:
            for connection in self._runner.server.connections if self._runner.server else ():
                connection.force_close()
        self._servers.clear()


def make_room(server: web.Server, house: guard.House) -> None:
    """Close some that only wait, the oldest first, where there are too many connections."""
    kept = server.connections
    if len(kept) >= MOST_CONNECTIONS:
        waiting = [connection for connection in kept if connection not in house.busy]
        for connection in waiting[: max(1, MOST_CONNECTIONS // 10)]:
            # Not close(): while a connection waits, that ends its task and leaves it open.
            connection.force_close()
