"""The full terminal in a browser: a page, its files, and the line that carries keys and frames.

The protocol is textual-serve's, whose script draws: ["stdin", s], ["resize", {width, height}],
["ping", x], ["focus"], ["blur"] come in; frames go out as bytes, and ["pong", x] as text. Host and
Origin are looked at before anything comes here (`guard`).
"""

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any, Protocol

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from simulator.language import Language, speak
from simulator.serve.guard import content_policy
from simulator.serve.pages import environment
from simulator.serve.sessions import Line, Seated, Sessions
from simulator.tui.session import Session

MOST_SAID = 16 * 1024
"""Bytes of one message (hazards, section 7)."""
PACE, AHEAD = 20.0, 60.0
"""Messages a second in the long run, and at once: a held key, a paste."""
HEARTBEAT = 15.0
ENDED, TAKEN, FULL, NOBODY, FAULT = 4000, 4001, 4002, 4003, 4004
"""Why a line is closed for good: the app ended, another line took it, no room, no seat, a crash."""

# name in the address -> file in the package of textual-serve, type
_THEIRS = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "mono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": ("fonts/RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}
_OURS = {
    "terminal.js": ("terminal.js", "text/javascript"),
    "terminal.css": ("terminal.css", "text/css"),
}
POLICY = content_policy(style_src="'self' 'unsafe-inline'")
"""Of the terminal's page. Its script makes styles as it goes."""
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def said(language: Language) -> dict[str, str]:
    """Return the texts of the page."""
    _ = language._
    return {
        "noscript": _("This page is a terminal, which is a script."),
        "door": _("Back to the door"),
        "aloud": _("A terminal cannot be read aloud here: to the plain pages"),
        "opening": _("One moment: the app is being opened."),
        "lost": _("The line was lost. Nothing you decided is: this page comes back by itself."),
        "ended": _("You have left Bad Buzz. Everything you decided is kept."),
        "taken": _("You went on in another window or on another machine."),
        "full": _("Every place is taken. Please try again in a few minutes."),
        "nobody": _("Your seat is not known here any more."),
        "fault": _("Something went wrong on our side. Everything you decided is kept."),
        "again": _("Go on"),
    }


class Seats(Protocol):
    """Who says whose app a request is for."""

    async def seated(self, request: web.Request) -> Seated | None:
        """Return whose seat the request's cookie is, and their app; None for a stranger."""

    def language(self, request: web.Request) -> str:
        """Return the language to speak to whoever asks."""


def add_terminal(application: web.Application, sessions: Sessions, seats: Seats) -> None:
    """Let *application* serve the terminal: the page, its files, its line and its downloads."""
    terminal = add_page(application, sessions, seats, "/terminal", "/ws")
    application.router.add_get("/download/{key}", terminal.download)
    application.router.add_get("/static/terminal/{name}", terminal.file)


def add_page(
    application: web.Application, sessions: Sessions, seats: Seats, page: str, line: str
) -> "Terminal":
    """Let *application* serve a terminal at *page*, whose keys and frames go over *line*."""
    terminal = Terminal(sessions, seats, page, line)
    application.router.add_get(page, terminal.page)
    application.router.add_get(line, terminal.line)
    application.on_shutdown.append(terminal.close)
    return terminal


class Terminal:
    """The four things that a browser asks for."""

    def __init__(self, sessions: Sessions, seats: Seats, place: str, over: str) -> None:
        """Serve the apps of *sessions* to those whom *seats* knows, at *place*, *over* a line."""
        self._place, self._over = place, over
        self._sessions = sessions
        self._seats = seats
        self._lines: set[web.WebSocketResponse] = set()
        self._files = {name: (_theirs(path), kind) for name, (path, kind) in _THEIRS.items()}
        self._files |= {name: (_ours(path), kind) for name, (path, kind) in _OURS.items()}

    async def page(self, request: web.Request) -> web.Response:
        """Give the page of the terminal; whoever has no seat is sent to the door."""
        if request.query_string:
            raise web.HTTPSeeOther(self._place)  # The script would act on some words in it.
        if await self._seats.seated(request) is None:
            raise web.HTTPSeeOther("/")
        language = speak(self._seats.language(request))
        page = environment().get_template("terminal.html")
        text = page.render(
            code=language.code, said=said(language), line=self._over,
            has_pages=self._place == "/terminal",
        )  # fmt: skip
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def file(self, request: web.Request) -> web.Response:
        """Give one of the few files there are, by its exact name."""
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=found[0], content_type=found[1], headers=headers)

    async def download(self, request: web.Request) -> web.Response:
        """Give a file that an app handed over, once, to the browser it is for."""
        key, seated = request.match_info["key"], await self._seats.seated(request)
        file = self._sessions.fetch(key, seated.seat) if seated and _KEY.fullmatch(key) else None
        if file is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }  # fmt: skip
        return web.Response(body=file.data, content_type=file.kind, headers=headers)

    async def line(self, request: web.Request) -> web.WebSocketResponse:
        """Carry keys in and frames out, until the app ends or the line is lost."""
        seated = await self._seats.seated(request)
        socket = web.WebSocketResponse(
            heartbeat=HEARTBEAT, max_msg_size=MOST_SAID, compress=False, timeout=2.0
        )
        await socket.prepare(request)
        if seated is None:
            await socket.close(code=NOBODY)
            return socket
        self._lines.add(socket)
        try:
            width, height = _size(request.query.get("width"), request.query.get("height"))
            line = await self._sessions.join(seated, socket.send_bytes, width, height)
            if line is None:
                await socket.close(code=FULL)
            else:
                await self._carry(socket, line)
        finally:
            self._lines.discard(socket)
        return socket

    async def _carry(self, socket: web.WebSocketResponse, line: Line) -> None:
        kept = line.kept
        kept.announce = _announcing(socket)
        hearing = asyncio.create_task(_hear(socket, kept.session))
        try:
            if line.sending is not None:
                await asyncio.wait({hearing, line.sending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # First: a line that somebody listens to is cut when it is closed, not said goodbye.
            hearing.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await hearing
            if line.is_current:
                kept.announce = None
            code = _why(line)
            self._sessions.leave(line)
            await socket.close(code=code)

    async def close(self, _application: web.Application) -> None:
        """Let every line go: browsers come back by themselves when we do."""
        going = [line.close(code=WSCloseCode.SERVICE_RESTART) for line in set(self._lines)]
        await asyncio.gather(*going, return_exceptions=True)


def _why(line: Line) -> int:
    """Return the code with which *line* is closed."""
    if not line.is_current:
        return TAKEN
    session = line.kept.session
    if session.ended.is_set():
        return FAULT if session.has_crashed else ENDED
    return WSCloseCode.GOING_AWAY  # It read too slowly, or we stop: it may come back.


async def _hear(socket: web.WebSocketResponse, session: Session) -> None:
    """Give what is said to the app, at a pace that nobody who types exceeds."""
    loop = asyncio.get_running_loop()
    steps, since = AHEAD, loop.time()
    async for message in socket:
        now = loop.time()
        steps, since = min(AHEAD, steps + (now - since) * PACE), now
        if steps < 1:
            await asyncio.sleep((1 - steps) / PACE)  # What comes meanwhile waits in the line.
        steps -= 1
        if message.type is not WSMsgType.TEXT or not await _obey(socket, session, message):
            await socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
            return


async def _obey(socket: web.WebSocketResponse, session: Session, message: WSMessage) -> bool:
    """Do what *message* says; False for what the script never says."""
    try:
        said = json.loads(message.data)
    except (ValueError, RecursionError):
        return False
    match said:
        case ["stdin", str(text)]:
            session.feed(text.encode("utf-8", "replace"))
        case ["resize", {"width": size_x, "height": size_y}]:
            session.resize(*_size(size_x, size_y))
        case ["ping", str(mark)] if len(mark) <= 40:  # noqa: PLR2004 - a moment in milliseconds
            await socket.send_json(["pong", mark])
        case ["focus"] | ["blur"]:
            pass
        case _:
            return False
    return True


def _announcing(socket: web.WebSocketResponse) -> Callable[[str], None]:
    going: set[asyncio.Task[None]] = set()

    def announce(key: str) -> None:
        task = asyncio.create_task(_quietly(socket.send_json(["deliver_file_start", key])))
        going.add(task)
        task.add_done_callback(going.discard)

    return announce


async def _quietly(sending: Awaitable[None]) -> None:
    with contextlib.suppress(OSError, RuntimeError):
        await sending


def _size(width: Any, height: Any) -> tuple[int, int]:
    """Return what a browser says of its size; the app draws no size that is too small or large."""
    return _number(width, 80), _number(height, 24)


def _number(said: Any, usual: int) -> int:
    text = str(said)[:6]
    return int(text) if text.isascii() and text.isdigit() else usual


def _theirs(path: str) -> bytes:
    found = files("textual_serve") / "static"
    for part in path.split("/"):
        found /= part
    return found.read_bytes()


def _ours(path: str) -> bytes:
    return (files("simulator.serve") / "static" / path).read_bytes()
