"""A participant's plain pages: read, answer, see how the room split, write, look back.

Everything works without a script. A form says which question it is about; who asks is known by the
cookie alone, and there is no way here to ask for what a facilitator may.
"""

from aiohttp import web

from simulator.conduct.conduct import Conduct
from simulator.exercise.commands import Refused
from simulator.present.workshop.refusing import refused
from simulator.serve import guard
from simulator.serve.joining import Joining, unkept
from simulator.serve.pages import clashes, picked
from simulator.serve.places import GONE, Places, Watch
from simulator.serve.seat_pages import UNKEPT, Extras, SeatPages
from simulator.serve.web import go
from simulator.store.faults import StoreFault
from simulator.workshop import commands as c
from simulator.workshop.host import Host
from simulator.workshop.state import Seat

__all__ = ["Extras", "participants"]


def participants(
    application: web.Application, host: Host, *, extras: Extras | None = None
) -> Joining:  # fmt: skip
    """Add the pages of *host*'s participants to a guarded *application*; return the way in."""
    places = Places(host)
    application[guard.HOUSE].seated = places.knows
    joining = Joining(host, application[guard.HOUSE].door, places)
    pages = Participants(host, joining, extras or Extras())
    add = application.router
    add.add_get("/", joining.door)
    add.add_get("/j/{code}", joining.door)
    add.add_post("/join", joining.join)
    add.add_post("/return", joining.again)
    add.add_get("/seat", pages.seat)
    add.add_get("/seat/state", pages.state)
    add.add_get("/seat/plan", pages.plan)
    add.add_get("/seat/people", pages.people)
    for name in ("vote", "wish", "write", "favour", "agree", "rename", "leave"):
        add.add_post(f"/seat/{name}", getattr(pages, name))
    application.cleanup_ctx.append(joining.ready.run)
    application.on_shutdown.append(pages.end)
    return joining


class Participants:
    """The pages of those who are seated."""

    def __init__(self, host: Host, joining: Joining, extras: Extras) -> None:
        """Show *host* to those who came in by *joining*."""
        self._host = host
        self._places = joining.places
        self._pages = SeatPages(host, joining, extras)
        self._watch = Watch(host)

    async def end(self, _application: web.Application) -> None:
        """Answer those who wait: the host stops."""
        self._watch.end()

    # ---- pages

    async def seat(self, request: web.Request) -> web.Response:
        """Show what is going on."""
        seat = self._of(request)
        return self._pages.page(request, seat) if seat else self._pages.outside(request)

    async def state(self, request: web.Request) -> web.Response:
        """Wait for news, and give what has become of the page; nothing where nothing has."""
        seat = self._of(request)
        if seat is None:
            return self._pages.left(request)
        seen = request.query.get("since", "")[:60]
        self._host.presence.arrive(seat.id)
        try:
            is_new = await self._watch.news(lambda: self._pages.mark(seat.id), seen)
        finally:
            self._host.presence.depart(seat.id)
        if not is_new:
            return web.Response(status=204)
        mark = self._pages.mark(seat.id)
        if mark.shown == GONE:
            return self._pages.left(request)
        return self._pages.parts(request, seat, mark)

    async def plan(self, request: web.Request) -> web.Response:
        """Show the briefing and the plan."""
        if (seat := self._of(request)) is None:
            return go("/seat")
        language = guard.language(request)
        return self._pages.leaves(request, seat, self._pages.show(language).about())

    async def people(self, request: web.Request) -> web.Response:
        """Show who is who."""
        if (seat := self._of(request)) is None:
            return go("/seat")
        team, room = self._host.now.teams[seat.team], self._pages.show(guard.language(request)).room
        return self._pages.leaves(request, seat, (room.people(Conduct(room.loaded, log=team.log)),))

    # ---- what they do

    async def vote(self, request: web.Request) -> web.Response:
        """Answer the open question."""
        sent, seat = await guard.form(request), self._of(request)
        if seat is None:
            return go("/seat")
        language, step = guard.language(request), sent.number("step")
        page = self._pages.seen(language, seat)
        if page.ask is None or step != page.step:
            return self._pages.page(request, seat, refused(language, "late", c.Vote))
        if clashes(page.ask, sent.all):
            said = language._("Two of them have the same place. Each has its own.")
            return self._pages.page(request, seat, said, picked(page.ask, sent.all))
        picks = picked(page.ask, sent.all)
        vote = c.Vote(step, picks, sent.number("confidence") or None)
        return await self._do(request, seat, vote, "#seat-asked", picks)

    async def wish(self, request: web.Request) -> web.Response:
        """Say what one would like to look at more closely."""
        sent = await guard.form(request)
        return await self._do(request, None, c.Wish(sent.one("inquiry")), "#seat-wishes")

    async def write(self, request: web.Request) -> web.Response:
        """Write the post."""
        sent = await guard.form(request)
        text = sent.one("text").replace("\r\n", "\n")
        command = c.Write(sent.number("round") or 0, text)
        return await self._do(request, None, command, "#seat-wall")

    async def favour(self, request: web.Request) -> web.Response:
        """Pick a post on the wall."""
        sent = await guard.form(request)
        number = sent.number("number")
        command = c.Favour(sent.number("round") or 0, -1 if number is None else number)
        return await self._do(request, None, command, "#seat-wall")

    async def agree(self, request: web.Request) -> web.Response:
        """Let one's answers be kept with one's name, or no longer."""
        sent = await guard.form(request)
        return await self._do(request, None, c.Agree(sent.one("agree") == "yes"), "#seat-own")

    async def rename(self, request: web.Request) -> web.Response:
        """Take another name."""
        sent, seat = await guard.form(request), self._of(request)
        command = c.Rename(seat.id if seat else "", sent.one("name")[:200])
        return await self._do(request, seat, command, "#seat-own")

    async def leave(self, request: web.Request) -> web.Response:
        """Give the seat up."""
        await guard.form(request)
        response = await self._do(request, None, c.Leave(), "")
        if response.status == 303:  # noqa: PLR2004 - it was done
            response = go("/")
            response.del_cookie(guard.SEAT_COOKIE, path="/")
        return response

    # ---- how

    def _of(self, request: web.Request) -> Seat | None:
        seat = self._places.seat(guard.seat_digest(request))
        if seat is not None:
            self._host.presence.saw(seat.id)
        return seat

    async def _do(
        self, request: web.Request, seat: Seat | None, command: c.Command, place: str,
        picks: tuple[str, ...] | None = None,
    ) -> web.Response:  # fmt: skip
        """Do what the seat of the cookie asks for, and nobody else's; say so if it is refused."""
        seat = seat or self._of(request)
        if seat is None:
            return go("/seat")
        language = guard.language(request)
        try:
            await self._host.do(command, seat.id)
        except Refused as fault:
            return self._pages.page(request, seat, refused(language, fault.reason, command), picks)
        except StoreFault:
            return self._pages.page(request, seat, unkept(language), picks, UNKEPT)
        return go("/seat" + place)
