"""The door of a workshop as pages: the code, a name, what is recorded; then the seat's cookie."""

import asyncio
import contextlib
import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from aiohttp import web

from simulator.exercise.commands import Refused
from simulator.language import Language
from simulator.preference import LANGUAGES
from simulator.present.workshop.recording import recording
from simulator.present.workshop.refusing import refused
from simulator.present.workshop.telling import team_name
from simulator.serve import guard, meeting
from simulator.serve.door import Door, digest
from simulator.serve.pages import draw
from simulator.serve.places import Places
from simulator.serve.ready import Ready
from simulator.serve.web import go
from simulator.store.faults import StoreFault
from simulator.workshop import commands as c
from simulator.workshop import naming
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED, LOBBY, OPEN, Seat

MOST_FORMS = 1_000
"""Forms remembered as sent: one that is sent twice seats one person."""
READY = 60
"""Words kept ready in each language."""
MISTAKEN, UNKEPT, UNSEATED = 422, 503, 403


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody at the door, in a browser or over SSH."""

    address: str
    language: Language


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed so far, kept when something in it was refused."""

    code: str = ""
    name: str = ""
    team: str = ""
    once: str = ""
    """A secret of the form, by which the same form sent twice is known."""


class Turned(Exception):  # noqa: N818 - somebody is turned away, which is no fault
    """Somebody is not let in: in which words, because of which field, with which status."""

    def __init__(self, said: str, field: str = "", status: int = MISTAKEN) -> None:
        """Say *said*, beside *field*."""
        super().__init__(said)
        self.said, self.field, self.status = said, field, status


class Joining:
    """Seats people."""

    def __init__(self, host: Host, door: Door, places: Places) -> None:
        """Seat people in *host*, as far as *door* lets them in."""
        self._host = host
        self._door = door
        self.places = places
        self._sent: OrderedDict[str, asyncio.Task[tuple[str, str]]] = OrderedDict()
        opened = host.now.opened
        most = min(opened.capacity, READY) if opened else READY
        self.ready = Ready(most, lambda: host.now.stage == LOBBY)
        self._words: dict[str, str] = {}
        self._was_open = host.now.door == OPEN
        self._follow()
        host.listen(self._follow)

    def _follow(self) -> None:
        """Keep the door in step: seats given back, and joining opened again."""
        now = self._host.now
        self._door.taken = len(now.seats)
        if not self._was_open and now.door == OPEN:
            self._door.reopen()
        self._was_open = now.door == OPEN
        if len(self._words) > len(now.seats):
            known = {seat.token for seat in now.seats.values()}
            self._words = {token: said for token, said in self._words.items() if token in known}

    def words(self, seat: Seat) -> str:
        """Return the four words of a seat; "" once the host was started again."""
        return self._words.get(seat.token, "")

    # ---- pages

    async def door(self, request: web.Request) -> web.Response:
        """Show the way in; whoever has a seat goes on."""
        if self.places.knows(guard.seat_digest(request)) or self._host.now.stage == CLOSED:
            return go("/seat")
        return self._form(request, Typed(request.match_info.get("code", "")[:60]))

    async def join(self, request: web.Request) -> web.Response:
        """Seat somebody, or say why not, with what they typed."""
        if self.places.knows(guard.seat_digest(request)):
            return go("/seat")
        sent = await guard.form(request)
        typed = Typed(
            sent.one("code")[:60], sent.one("name")[:200], sent.one("team")[:9], sent.one("once")
        )
        language = sent.one("language")
        try:
            token = await self._once(request, typed, language)
        except Turned as turned:
            return self._form(request, typed, turned)
        response = go("/seat")
        guard.give_cookie(request, response, guard.SEAT_COOKIE, token)
        if language in LANGUAGES:
            guard.give_cookie(request, response, guard.LANGUAGE_COOKIE, language)
        return response

    async def again(self, request: web.Request) -> web.Response:
        """Give a seat to the device of whoever knows its four words."""
        if self.places.knows(guard.seat_digest(request)):
            return go("/seat")
        said = (await guard.form(request)).one("words")
        comer = Comer(guard.address(request), guard.language(request))
        try:
            seat = await self.back(comer, said)
        except Turned as turned:
            return self._form(request, Typed(), Turned(turned.said, "words", UNSEATED))
        response = go("/seat")
        guard.give_cookie(request, response, guard.SEAT_COOKIE, self.places.lend(seat))
        return response

    def _form(
        self, request: web.Request, typed: Typed, turned: Turned | None = None
    ) -> web.Response:
        language, now = guard.language(request), self._host.now
        teams = [(team, team_name(language, now, team)) for team in now.teams]
        text = draw(
            "join.html", language, path=_path(request), v=meeting.words(language),
            typed=replace(typed, once=naming.new_token(), name=naming.label(typed.name)),
            fault=turned.said if turned else "", wrong=turned.field if turned else "",
            teams=teams if now.is_parallel else [],
            recording=recording(language, now.opened) if now.opened else (),
        )  # fmt: skip
        status = turned.status if turned else 200
        return web.Response(text=text, status=status, content_type="text/html")

    # ---- seats

    async def _once(self, request: web.Request, typed: Typed, language: str) -> str:
        """Seat somebody once, however often the same form is sent; return their secret."""
        key = digest(typed.once)
        task = self._sent.get(key) if key else None
        if task is None or (task.done() and task.exception()):
            comer = Comer(guard.address(request), guard.language(request))
            task = asyncio.create_task(self.sit(comer, typed, language))
            if key:
                self._sent[key] = task
            while len(self._sent) > MOST_FORMS:
                self._sent.popitem(last=False)
        token, _words = await asyncio.shield(task)
        return token

    async def sit(self, comer: Comer, typed: Typed, said: str) -> tuple[str, str]:
        """Seat *comer*, who *said* a language; Turned if not.

        Return the seat's secret, and four words that are theirs alone and bring them back. What is
        kept of words is slow to make: nobody makes us do it who has no code.
        """
        await self._check_code(comer, typed.code)
        self._check_name(comer.language, typed.name)
        spoken = said if said in LANGUAGES else comer.language.code
        words, kept = await self.ready.take(spoken)
        token = await self._take(comer, typed, spoken, kept)
        self._words[digest(token)] = words
        return token, words

    async def _take(self, comer: Comer, typed: Typed, spoken: str, phrase: str) -> str:
        language = comer.language
        if reason := self._door.seat(comer.address, time.monotonic()):
            raise Turned(_no_seat(language, reason), status=UNKEPT)
        token = naming.new_token()
        command = c.Join(
            secrets.token_hex(6), typed.name, digest(token), typed.team, phrase, spoken
        )
        try:
            await self._host.do(command, c.DOOR)
        except (Refused, StoreFault) as fault:
            self._door.leave()
            raise _turned(language, fault) from None
        return token

    async def back(self, comer: Comer, said: str) -> str:
        """Return the seat of four words as they were *said*; Turned if they are nobody's.

        Whoever is seated is let in while joining is closed; wrong words count as wrong codes do,
        and are not looked at too often.
        """
        if not self._door.may_try(comer.address, time.monotonic()):
            raise Turned(_no_words(comer.language))
        phrase = await self.ready.digest(said)
        seats = self._host.now.seats.values()
        found = [seat.id for seat in seats if hmac.compare_digest(seat.phrase, phrase) and phrase]
        self._door.tried(comer.address, is_right=bool(found))
        await self._shut()
        if not found:
            raise Turned(_no_words(comer.language))
        return found[0]

    async def _check_code(self, comer: Comer, code: str) -> None:
        """Turn away whoever has no code; a wrong one and a closed door sound alike."""
        now = self._host.now
        is_right = self._door.opens(comer.address, code, now.code, time.monotonic())
        await self._shut()
        if not is_right or now.door != OPEN or now.stage == CLOSED:
            raise Turned(_no_code(comer.language), "code", UNSEATED)

    async def _shut(self) -> None:
        """Close joining for everybody once too many codes were wrong."""
        if self._door.is_closed and self._host.now.door == OPEN:
            # If that cannot be kept, nobody comes in all the same: the door itself remembers.
            with contextlib.suppress(Refused, StoreFault):
                await self._host.do(c.Shut(), c.DOOR)

    def _check_name(self, language: Language, name: str) -> None:
        """Say what is wrong with a name before a seat is counted."""
        wanted = naming.label(name)
        known = {naming.likeness(seat.name) for seat in self._host.now.seats.values()}
        if not wanted or naming.likeness(wanted) in known:
            raise _turned(language, Refused("taken" if wanted else "name"))


def _path(request: web.Request) -> str:
    return request.path if request.method != "POST" else "/"


def _no_code(language: Language) -> str:
    return language._(
        "Either this is not the code of the workshop, or joining is closed for now. Compare it "
        "with the room's screen, character by character; if it is the same, ask the facilitator to "
        "let you in."
    )


def _no_words(language: Language) -> str:
    return language._("Nobody here has these words. Look at each letter, or join with the code.")


def _no_seat(language: Language, reason: str) -> str:
    if reason == "often":
        return language._(
            "Many have joined from your address within an hour. Ask the facilitator to lock the "
            "door and open it again."
        )
    return refused(language, reason, c.Join)


def _turned(language: Language, fault: Refused | StoreFault) -> Turned:
    if isinstance(fault, StoreFault):
        return Turned(unkept(language), status=UNKEPT)
    if fault.reason == "locked":
        return Turned(_no_code(language), "code", UNSEATED)
    said = refused(language, fault.reason, c.Join)
    if fault.reason in {"name", "taken"}:
        return Turned(said, "name")
    return Turned(said, status=UNKEPT)


def unkept(language: Language) -> str:
    """Say that nothing was done, since the disk did not take it."""
    return language._(
        "That could not be kept, so nothing was done. Try again; if it happens again, tell the "
        "facilitator."
    )
