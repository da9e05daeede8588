"""Who plays at `badbuzz serve` through a terminal: seats in the store, known by cookie or by words.

One profile is one seat is one app, by whichever way it is reached.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.language import speak
from simulator.serve import door, guard, phrases
from simulator.serve.sessions import Seated
from simulator.serve.solo import no_seat
from simulator.store import seats
from simulator.store.faults import StoreFault
from simulator.store.rows import Profile
from simulator.store.store import Store
from simulator.tui.entrance import Entrance
from simulator.tui.house import House, Visitor
from simulator.tui.served import Served
from simulator.workshop import naming

if TYPE_CHECKING:
    from simulator.tui.session import Make

MOST_REMEMBERED = 1_000
"""Visitors whose preferences are remembered; they are not kept when we stop."""


class Guests:
    """The visitors of one host, as terminals know them."""

    def __init__(self, store: Store, house: House, limits: door.Door | None = None) -> None:
        """Seat them in *store*, in *house*; newcomers as *limits* allow."""
        self._limits = limits or door.Door()
        self.let_go: Callable[[str], Awaitable[None]] | None = None
        """Makes the plain pages let go of a seat's exercise."""
        self._store = store
        self._house = house
        self._visitors: OrderedDict[str, Visitor] = OrderedDict()

    # ---- by cookie

    async def seated(self, request: web.Request) -> Seated | None:
        """Return whose seat the request's cookie is."""
        token = guard.seat_digest(request)
        profile = await asyncio.to_thread(seats.take, self._store, token) if token else None
        if profile is not None and self.let_go is not None and request.path == "/ws":
            await self.let_go(token)
        return self._seat(profile, self.language(request)) if profile else None

    def language(self, request: web.Request) -> str:
        """Return the language to speak to whoever asks."""
        return guard.language(request).code

    # ---- by words

    def entrance(self, code: str, address: str) -> "Make":
        """Return what makes the app that asks who comes."""
        return lambda: Entrance(code, partial(self._answer, address))

    async def _answer(self, address: str, typed: str, code: str) -> "Seated | str":
        """Return whose seat *typed* leads to, a new one for "", or why there is none."""
        if not typed:
            if why := self._limits.seat(address, monotonic()):
                return no_seat(speak(code), why)
            profile, words = await asyncio.to_thread(self._made, code)
            return self._seat(profile, code, words)
        _ = speak(code)._
        if not self._limits.words.begin(address, monotonic()):
            return _("Too many wrong words came in. Wait a minute, then try again.")
        found = await asyncio.to_thread(self._found, typed)
        if found is None:
            return _("Nobody here has these words. Look at each letter, or begin as somebody new.")
        self._limits.words.were_right(address)
        return self._seat(found, code)

    def _found(self, typed: str) -> Profile | None:
        kept = phrases.digest(typed)
        return seats.by_phrase(self._store, kept) if kept else None

    def _made(self, code: str) -> tuple[Profile, str]:
        """Seat somebody new; whoever is in the way had the same words, which happens to nobody."""
        words = phrases.new(code)
        token = door.digest(naming.new_token())
        name = phrases.name(code)
        return seats.make(self._store, token, phrases.digest(words), name), words

    # ---- whoever it is

    def _seat(self, profile: Profile, code: str, words: str = "") -> Seated:
        visitor = self._visitors.get(profile.id) or Visitor(profile.name)
        self._visitors[profile.id] = visitor
        self._visitors.move_to_end(profile.id)
        if len(self._visitors) > MOST_REMEMBERED:
            self._visitors.popitem(last=False)
        visitor.profile, visitor.language = profile.name, code
        visitor.words, visitor.renew = words, partial(self._renewed, profile.id, code)
        return Seated(profile.id, partial(Served, self._house, visitor), code)

    def _renewed(self, profile: str, code: str) -> str:
        words = phrases.new(code)
        if not seats.rephrase(self._store, profile, phrases.digest(words)):
            raise StoreFault("nobody")
        return words
