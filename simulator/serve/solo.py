"""Solo play on plain pages: the library, the briefing, the room, and what each decision sets off.

Every rule is the engine's. A form carries the step it was drawn at: sent twice, or late, it has no
effect and says so. What was decided is on disk before its page is.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from simulator.conduct.conduct import Refused
from simulator.exercise.commands import MODES
from simulator.language import Language
from simulator.present.briefing import briefing, card, plan
from simulator.present.faults import unkept
from simulator.present.room import Room
from simulator.scenario.library import TUTORIAL
from simulator.scenario.load import Loaded
from simulator.serve import guard
from simulator.serve.live import news
from simulator.serve.looking_back import LookingBack
from simulator.serve.pages import clashes, picked, published, sheet
from simulator.serve.shelf import Shelf
from simulator.serve.showing import ended, reaction, refused, room_page, stale
from simulator.serve.sitting import STALE, Asked
from simulator.serve.visitors import Chair, Visitors, whole
from simulator.serve.web import go, show
from simulator.store.faults import StoreFault
from simulator.store.store import Store

Read = Callable[[], list[Loaded]]
Handler = Callable[[web.Request, Chair], Awaitable[web.StreamResponse]]


def solo(
    app: web.Application, store: Store, *, cache: Path | None = None, read: Read | None = None
) -> Visitors:
    """Add solo play to *app*, kept in *store*, which stays open until *app* has stopped.

    *read* gives the crises, where the process has read them for its terminals.
    """
    house = app[guard.HOUSE]
    visitors = Visitors(store, cache=cache, tries=house.door.words)
    house.seated = visitors.knows
    pages = Solo(visitors, read)
    back = LookingBack(visitors, pages.shelf)
    app.router.add_get("/", pages.door)
    app.router.add_post("/begin", pages.seat)
    app.router.add_post("/back", pages.come_back)
    app.router.add_get("/crises", pages.seated(pages.library))
    app.router.add_get("/crises/{id}", pages.seated(pages.crisis))
    app.router.add_post("/play/begin", pages.seated(pages.begin))
    app.router.add_get("/play", pages.seated(pages.room))
    app.router.add_get("/play/state", pages.state)
    app.router.add_post("/play/answer", pages.seated(pages.answer))
    app.router.add_post("/play/do", pages.seated(pages.do))
    app.router.add_get("/play/reaction", pages.seated(pages.reaction))
    app.router.add_get("/play/page/{name}", pages.seated(pages.leaf))
    back.add(app, pages.seated)

    async def close(_app: web.Application) -> None:
        await visitors.close()

    app.on_cleanup.append(close)
    return visitors


class Became(NamedTuple):
    """What became of a form: why it was not taken, and what to fill in again."""

    told: str = ""
    status: int = 200
    picks: tuple[str, ...] = ()
    sure: int | None = None


class Solo:
    """The pages that a visitor goes through."""

    def __init__(self, visitors: Visitors, read: Read | None = None) -> None:
        """Serve *visitors*; *read* gives the crises."""
        self.visitors = visitors
        self.shelf = Shelf(visitors.cache, read)

    def seated(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Return *handler* for those who have a seat; the others are sent to the door."""

        async def answer(request: web.Request) -> web.StreamResponse:
            said = guard.language(request)
            try:
                async with self.visitors.sitting(guard.seat_digest(request)) as chair:
                    return go("/") if chair is None else await handler(request, chair)
            except StoreFault as fault:
                return show(request, "said.html", status=503, said=fault.sentence(said))

        return answer

    # ---- the door

    async def door(self, request: web.Request) -> web.Response:
        """Say what this is and what is kept, before anything is."""
        if await self.visitors.profile(guard.seat_digest(request)):
            return go("/crises")
        return show(request, "welcome.html", told="")

    async def seat(self, request: web.Request) -> web.Response:
        """Give a seat to somebody new."""
        if await self.visitors.profile(guard.seat_digest(request)):
            return go("/crises")
        door, said = request.app[guard.HOUSE].door, guard.language(request)
        await self.visitors.rise()
        now, door.taken = asyncio.get_running_loop().time(), self.visitors.in_use
        if full := door.seat(guard.address(request), now):
            return show(request, "welcome.html", status=503, told=no_seat(said, full))
        try:
            token, words = await self.visitors.seat(said.code)
        except StoreFault as fault:
            return show(request, "welcome.html", status=503, told=fault.sentence(said))
        response = show(request, "words.html", words=words)
        guard.give_cookie(request, response, guard.SEAT_COOKIE, token)
        return response

    async def come_back(self, request: web.Request) -> web.Response:
        """Give a seat back to whoever knows its four words."""
        sent, said = await guard.form(request), guard.language(request)
        try:
            token = await self.visitors.back(sent.one("words")[:200], guard.address(request))
        except StoreFault as fault:
            return show(request, "welcome.html", status=503, told=fault.sentence(said))
        if not token:
            told = said._("These words lead to no seat, or too many were tried. Wait a minute.")
            return show(request, "welcome.html", status=403, told=told)
        response = go("/crises")
        guard.give_cookie(request, response, guard.SEAT_COOKIE, token)
        return response

    # ---- the library

    async def library(self, request: web.Request, chair: Chair) -> web.Response:
        """Show the crises, and what was begun."""
        said, played = guard.language(request), chair.sitting.conduct
        found = await self.shelf.all()
        cards = [card(one, said) for one in found.values()]
        title = Room(played.loaded, said).texts.of("scenario", "title") if played else ""
        return show(
            request, "library.html", cards=cards, going=title,
            is_over=bool(played and played.state.is_over), tutorial=TUTORIAL,
        )  # fmt: skip

    async def crisis(self, request: web.Request, _chair: Chair) -> web.Response:
        """Show the briefing of one crisis, from which it begins."""
        loaded = (await self.shelf.all()).get(request.match_info["id"])
        if loaded is None:
            raise web.HTTPNotFound
        room = Room(loaded, guard.language(request))
        return show(
            request, "briefing.html", leaf=briefing(room), id=loaded.scenario.id,
            is_tutorial=loaded.scenario.is_tutorial,
        )  # fmt: skip

    async def begin(self, request: web.Request, chair: Chair) -> web.Response:
        """Begin a crisis."""
        sent = await guard.form(request)
        loaded = (await self.shelf.all()).get(sent.one("id"))
        if loaded is None:
            raise web.HTTPNotFound
        mode = sent.one("mode") if sent.one("mode") in MODES else MODES[0]
        said = guard.language(request)
        await whole(lambda: chair.sitting.begin(loaded, mode, said.code))
        chair.live.change()
        return go("/play")

    # ---- the room

    async def room(
        self, request: web.Request, chair: Chair, became: Became | None = None
    ) -> web.Response:
        """Show the room, and what became of the last form where something did."""
        played, said = chair.sitting.conduct, guard.language(request)
        became = became or Became()
        if played is None:
            return go("/crises")
        room = Room(played.loaded, said)
        if played.state.is_over:
            return show(
                request, "over.html", back="/play", status=became.status, items=ended(room, played),
                told=became.told,
            )  # fmt: skip
        page = room_page(room, played)
        form = sheet(page.ask, said, became.picks) if page.ask else None
        return show(
            request, "room.html", back="/play", status=became.status, page=page, sheet=form,
            told=became.told, sure=became.sure, version=chair.live.version,
        )  # fmt: skip

    async def state(self, request: web.Request) -> web.StreamResponse:
        """Answer once something happened in another window; 204 when nothing did."""
        chair = self.visitors.chair(guard.seat_digest(request))
        if chair is not None and not await news(request, chair.live):
            return web.Response(status=204)
        return await self.seated(self.room)(request)

    async def answer(self, request: web.Request, chair: Chair) -> web.Response:
        """Take an answer: shown as it would be published first, then given."""
        sent, said = await guard.form(request), guard.language(request)
        played = chair.sitting.conduct
        room = Room(played.loaded, said) if played else None
        page = room_page(room, played) if room and played and not played.state.is_over else None
        ask = page.ask if page else None
        if played is None or ask is None or sent.number("step") != chair.sitting.step:
            return await self.room(request, chair, Became(stale(said), 409))
        picks = picked(ask, sent.all)
        sure = sent.number("confidence") if ask.asks_confidence else None
        sure = sure if sure in {1, 2, 3} else None
        if reason := "places" if clashes(ask, sent.all) else played.refusal(picks):
            told = refused(said, reason, ask, picks)
            return await self.room(request, chair, Became(told, 422, picks, sure))
        if sent.one("then") == "back":
            return await self.room(request, chair, Became("", 200, picks, sure))
        if sent.one("then") != "send" and (words := published(ask, picks)):
            return show(
                request, "send.html", back="/play", words=words, sure=sure,
                sheet=sheet(ask, said, picks), step=chair.sitting.step,
            )  # fmt: skip
        asked = Asked(chair.sitting.step, "respond", picks, sure)
        return await self._done(request, chair, asked, "/play/reaction")

    async def do(self, request: web.Request, chair: Chair) -> web.Response:
        """Look closer, let the time run out, or take the hint."""
        sent = await guard.form(request)
        kind = sent.one("kind") if sent.one("kind") in {"look", "pass", "hint"} else "look"
        step = sent.number("step")
        asked = Asked(-1 if step is None else step, kind, sent.all("look")[:1])
        onward = (
            "/play/reaction" if kind == "pass" else "/play#ask" if kind == "hint" else "/play#found"
        )
        return await self._done(request, chair, asked, onward)

    async def _done(
        self, request: web.Request, chair: Chair, asked: Asked, onward: str
    ) -> web.Response:
        said = guard.language(request)
        try:
            await whole(lambda: chair.sitting.do(asked))
        except Refused as refusal:
            told = stale(said) if refusal.reason == STALE else said._("That is not possible now.")
            return await self.room(request, chair, Became(told, 409))
        except StoreFault as fault:
            became = Became(unkept(fault, said), 503, asked.picks, asked.confidence)
            return await self.room(request, chair, became)
        chair.live.change()
        return go(onward)

    async def reaction(self, request: web.Request, chair: Chair) -> web.Response:
        """Show what the last decision set off, and what the mentor says of it."""
        played, said = chair.sitting.conduct, guard.language(request)
        found = reaction(Room(played.loaded, said), played) if played else None
        return show(request, "reaction.html", page=found) if found else go("/play")

    async def leaf(self, request: web.Request, chair: Chair) -> web.Response:
        """Show the plan, the briefing or who is who, beside the play."""
        played = chair.sitting.conduct
        if played is None:
            return go("/crises")
        room = Room(played.loaded, guard.language(request))
        name = request.match_info["name"]
        if name not in {"plan", "briefing", "people"}:
            raise web.HTTPNotFound
        leaf = (
            room.people(played)
            if name == "people"
            else {"plan": plan, "briefing": briefing}[name](room)
        )
        return show(request, "leaf.html", leaf=leaf)


def no_seat(language: Language, reason: str) -> str:
    """Say why there is no seat."""
    _ = language._
    if reason == "full":
        return _("Every seat is taken. Those who have one go on; try again later.")
    return _(
        "Many seats were taken from where you are. Wait an hour, or ask whoever runs this host."
    )
