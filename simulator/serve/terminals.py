"""A workshop's terminals: a participant's by cookie or over SSH, the facilitator's by its own link.

Who somebody is, is known by a secret alone; what they may do, by the rules.
"""

import hmac
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import web

from simulator.language import Language, speak
from simulator.present.pages import Leaf
from simulator.present.workshop.recording import recording
from simulator.serve import guard, phrases
from simulator.serve.door import digest
from simulator.serve.joining import Comer, Joining, Turned, Typed
from simulator.serve.sessions import Seated
from simulator.serve.web import go
from simulator.tui.workshop import joining as gate
from simulator.tui.workshop.console import ConsoleApp
from simulator.tui.workshop.seat import SeatApp
from simulator.workshop.host import Host

FACILITATOR_COOKIE = "badbuzz_facilitator"
CONSOLE = "facilitator"
"""What tells the facilitator's app from every seat's."""
Leaves = Callable[[Language], tuple[Leaf, ...]]


class SeatTerminals:
    """The terminals of those who sit in a workshop."""

    def __init__(self, host: Host, joining: Joining, leaves: Leaves) -> None:
        """Show *host* to those who sit there; seat others by *joining*."""
        self._host = host
        self._places = joining.places
        self._joining = joining
        self._leaves = leaves

    # ---- by cookie

    async def seated(self, request: web.Request) -> Seated | None:
        """Return whose seat the request's cookie is."""
        seat = self._places.seat(guard.seat_digest(request))
        return self._seat(seat.id, self.language(request)) if seat else None

    def language(self, request: web.Request) -> str:
        """Return the language to speak to whoever asks."""
        return guard.language(request).code

    def _seat(self, seat: str, code: str) -> Seated:
        language = speak(code)
        leaves = partial(self._leaves, language)
        return Seated(seat, partial(SeatApp, self._host, seat, language, leaves=leaves), code)

    # ---- over SSH

    def entrance(self, code: str, address: str) -> "Callable[[], Gate]":
        """Return what makes the app that asks for the code and a name, or for four words."""
        teams = tuple(self._host.now.teams) if self._host.now.is_parallel else ()
        return lambda: Gate(
            partial(self._join, address), code, seat=self._seat, recorded=self._recorded,
            teams=teams,
        )  # fmt: skip

    def _recorded(self, language: Language) -> tuple[str, ...]:
        opened = self._host.now.opened
        return tuple(recording(language, opened)) if opened else ()

    async def _join(
        self, address: str, code: str, name: str, team: str, spoken: str
    ) -> gate.Seated | gate.Turned:
        comer = Comer(address, speak(spoken))
        try:
            if len(phrases.plain(code).split()) == phrases.WORDS:
                return gate.Seated(await self._joining.back(comer, code))
            token, words = await self._joining.sit(comer, Typed(code, name, team), spoken)
        except Turned as turned:
            return gate.Turned(turned.said)
        seat = self._places.seat(digest(token))
        return gate.Seated(seat.id if seat else "", words)


class Gate(gate.JoinApp):
    """The form of those who come over SSH; it gives their place, with the app that is theirs."""

    def __init__(
        self, join: gate.Join, code: str, *, seat: Callable[[str, str], Seated], **more: Any
    ) -> None:
        """Seat somebody by *join*; *seat* makes the place of a seat in a language."""
        super().__init__(join, code, **more)
        self._place = seat

    def exit(self, result: Any = None, *more: Any, **others: Any) -> None:
        """End with the place of whoever is seated."""
        if isinstance(result, gate.Seated):
            result = self._place(result.seat, self.language.code)
        super().exit(result, *more, **others)


class Facilitating:
    """The facilitator's own link, and the console that it opens in a browser."""

    def __init__(self, host: Host, make: Callable[[str], ConsoleApp]) -> None:
        """Open the console that *make* makes in a language, to whoever has a key of *host*."""
        self._host = host
        self._make = make

    def _knows(self, secret: str) -> bool:
        found = digest(secret)
        kept = self._host.now.keys.get("facilitator", ())
        return any(hmac.compare_digest(found, one) for one in kept if found)

    async def link(self, request: web.Request) -> web.Response:
        """Give whoever has the link its cookie, and send them on: no secret stays in the bar."""
        secret = request.match_info["secret"]
        if not self._knows(secret):
            raise web.HTTPNotFound
        response = go("/console")
        guard.give_cookie(request, response, FACILITATOR_COOKIE, secret, days=2)
        return response

    async def seated(self, request: web.Request) -> Seated | None:
        """Return the facilitator's place, for a request with their cookie."""
        if not self._knows(request.cookies.get(FACILITATOR_COOKIE, "")):
            return None
        code = self.language(request)
        return Seated(CONSOLE, partial(self._make, code), code)

    def language(self, request: web.Request) -> str:
        """Return the language to speak to the facilitator."""
        return guard.language(request).code
