"""Before anything starts: exact Host and Origin, limits, what browsers may do, errors as sentences.

What is decided is in `policy.py` and `door.py`; here it is applied to requests (hazards, 7).
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import hdrs, web

from simulator import crash
from simulator.language import Language, speak
from simulator.preference import LANGUAGES
from simulator.serve.door import Door, digest
from simulator.serve.pages import draw
from simulator.serve.policy import Policy
from simulator.store.faults import StoreFault


@dataclass
class House:
    """What every handler of one application shares."""

    policy: Policy
    door: Door
    seated: Callable[[str], bool]
    """Says whether the digest of a seat's secret is known: those seated are limited one by one."""
    tell: Callable[[str], None]
    """Tells whoever runs the host that something went wrong on our side."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the host stops: whoever waits for news stops waiting."""
    busy: Counter[web.RequestHandler] = field(default_factory=Counter)
    """Connections on which something is being answered; the others only wait."""


HOUSE = web.AppKey("HOUSE", House)
SEAT_COOKIE = "badbuzz_seat"
LANGUAGE_COOKIE = "badbuzz_language"
MOST_BYTES = 16 * 1024
MOST_FIELDS = 200
PATIENCE = 10.0
"""Seconds within which a request has to be here whole."""

_SOURCES = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "font-src": "'self'",
    "img-src": "'self' data:", "connect-src": "'self'", "form-action": "'self'",
    "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def content_policy(**wider: str) -> str:
    """Return the Content-Security-Policy; *wider* replaces sources: style_src="'self' …"."""
    sources = _SOURCES | {name.replace("_", "-"): value for name, value in wider.items()}
    return "; ".join(f"{name} {value}" for name, value in sources.items())


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Tell the browser what a page of ours may do; a handler may have said otherwise."""
    response.headers.setdefault("Content-Security-Policy", content_policy())
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers[hdrs.SERVER] = "badbuzz"  # Which version of what is nobody's business.


# ---- who asks


def address(request: web.Request) -> str:
    """Return the address that asks."""
    forwarded = request.headers.getall("X-Forwarded-For", [])
    return request.app[HOUSE].policy.who(_peer(request), forwarded)


def scheme(request: web.Request) -> str:
    """Return http or https, as the visitor's browser speaks it."""
    said = request.headers.get("X-Forwarded-Proto", "")
    return request.app[HOUSE].policy.spoken(_peer(request), said)


def seat_digest(request: web.Request) -> str:
    """Return the digest of the seat's secret that the visitor has; "" for none."""
    return digest(request.cookies.get(SEAT_COOKIE, ""))


def language(request: web.BaseRequest) -> Language:
    """Return the visitor's language: chosen on a page, else the browser's, else English."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return speak(chosen)
    return speak(wanted(request.headers.get("Accept-Language", "")))


def wanted(accepted: str) -> str:
    """Return which of our languages an Accept-Language line likes best."""
    best, liked = LANGUAGES[0], 0.0
    for part in accepted[:500].split(","):
        name, _sep, weight = part.partition(";q=")
        try:
            weighed = float(weight) if weight else 1.0
        except ValueError:
            continue
        code = name.strip()[:2].lower()
        if code in LANGUAGES and weighed > liked:
            best, liked = code, weighed
    return best


def give_cookie(
    request: web.Request, response: web.StreamResponse, name: str, value: str,
    days: int = 365,
) -> None:  # fmt: skip
    """Give the visitor a cookie that no script reads and no other site sends."""
    response.set_cookie(
        name, value, max_age=days * 86_400, path="/", httponly=True, samesite="Strict",
        secure=scheme(request) == "https",
    )  # fmt: skip


def _peer(request: web.BaseRequest) -> str:
    return request.remote or ""


def _reached(request: web.BaseRequest) -> str:
    found = request.get_extra_info("sockname")
    return str(found[0]) if isinstance(found, tuple) else ""


# ---- what is let through


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what no visitor of ours would send, before anything is started for it."""
    policy, spoken = request.app[HOUSE].policy, scheme(request)
    if not policy.answers_to(request.host, _reached(request), spoken):
        raise web.HTTPForbidden(reason="host")
    if request.method not in {hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_POST}:
        raise web.HTTPMethodNotAllowed(request.method, ["GET", "HEAD", "POST"])
    is_page = request.method in {hdrs.METH_GET, hdrs.METH_HEAD}
    is_socket = hdrs.UPGRADE in request.headers
    if not is_page or is_socket:
        _from_our_page(request, policy, spoken)
    _in_pace(request)
    if not is_socket:
        await _whole(request)
    return await handler(request)


def _from_our_page(request: web.Request, policy: Policy, spoken: str) -> None:
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    said = request.headers.get(hdrs.ORIGIN, "")
    if site != "same-origin" or not policy.is_ours(said, request.host, spoken):
        raise web.HTTPForbidden(reason="origin")


def _in_pace(request: web.Request) -> None:
    door, seat, now = request.app[HOUSE].door, seat_digest(request), time.monotonic()
    if seat and request.app[HOUSE].seated(seat):
        is_allowed = door.may_say(seat, now)
    else:
        is_allowed = door.may_ask(address(request), now)
    if not is_allowed:
        raise web.HTTPTooManyRequests(headers={"Retry-After": "2"})


async def _whole(request: web.Request) -> None:
    """Have the whole body, small and plain, before anybody waits for it."""
    if hdrs.CONTENT_ENCODING in request.headers:
        raise web.HTTPUnsupportedMediaType
    if (request.content_length or 0) > MOST_BYTES:
        raise web.HTTPRequestEntityTooLarge(MOST_BYTES)
    try:
        async with asyncio.timeout(PATIENCE):
            await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


class Form:
    """What a form of ours sent."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        """Hold *pairs*, in the order they came."""
        self._pairs = pairs

    def one(self, name: str) -> str:
        """Return the field called *name*; "" if it was not sent."""
        return next((value for key, value in self._pairs if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return every field called *name*."""
        return tuple(value for key, value in self._pairs if key == name)

    def number(self, name: str) -> int | None:
        """Return a field that is a whole number; None for anything else."""
        said = self.one(name)
        return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None  # noqa: PLR2004 - digits


async def form(request: web.Request) -> Form:
    """Return what was sent; a page of errors for what no form of ours sends."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    body = (await request.read()).decode("utf-8", "replace")
    try:
        return Form(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise web.HTTPBadRequest from None  # More fields than any form of ours has.


# ---- errors


@web.middleware
async def excused(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn errors into small pages in the visitor's language; never a traceback."""
    busy, connection = request.app[HOUSE].busy, request.protocol
    busy[connection] += 1
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:  # noqa: PLR2004 - where errors begin
            raise
        return refused(request, error)
    except (asyncio.CancelledError, ConnectionError):
        raise
    except StoreFault as fault:  # Of the disk, and told as such: no fault of ours to report.
        return _page(request, 503, said=fault.sentence(language(request)))
    except Exception as error:  # noqa: BLE001 - ours, whatever it is: written down and told
        found = await asyncio.to_thread(crash.report, error, "en")
        request.app[HOUSE].tell(found)
        return _page(request, 500)
    finally:
        busy[connection] -= 1
        if not busy[connection]:
            del busy[connection]


def refused(request: web.Request, error: web.HTTPException) -> web.Response:
    """Return the page of an error, with the headers that go with it."""
    page = _page(request, error.status, error.reason)
    for name in (hdrs.ALLOW, hdrs.RETRY_AFTER):
        if name in error.headers:
            page.headers[name] = error.headers[name]
    return page


def _page(request: web.Request, status: int, reason: str = "", said: str = "") -> web.Response:
    spoken = language(request)
    said = said or sentence(spoken, status, reason)
    text = draw("error.html", spoken, path="", status=status, sentence=said)
    return web.Response(text=text, status=status, content_type="text/html")


def sentence(language: Language, status: int, reason: str = "") -> str:
    """Return what an error means for whoever sees it."""
    _ = language._
    if reason == "host":
        return _(
            "This host does not answer to that address. Use the one you were given, letter by "
            "letter."
        )
    if reason == "origin":
        return _("That did not come from a page of this host, so nothing was done.")
    said = {
        400: _("That could not be understood."),
        403: _("That is not open to you."),
        404: _("There is nothing at this address."),
        405: _("That cannot be done here."),
        408: _("It took too long to arrive. Nothing was done; try again."),
        413: _("That is too long: a page takes 16 KB at most. Nothing was done."),
        415: _("That could not be understood."),
        429: _("That was a lot at once. Wait a few seconds, then try again."),
        503: _("This host is full, or stopping. Try again in a moment."),
    }
    return said.get(status) or _("Something went wrong on our side; please tell us.")
