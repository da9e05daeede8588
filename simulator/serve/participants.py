"""A participant's plain pages: read, answer, see how the room split, write, look back.

Everything works without a script. A form says which question it is about; who asks is known by the
cookie alone, and there is no way here to ask for what a facilitator may.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from simulator.conduct.conduct import Conduct
from simulator.exercise.commands import Refused
from simulator.language import Language
from simulator.present.pages import Choice, Leaf
from simulator.present.workshop.pages import SeatPage
from simulator.present.workshop.refusing import refused
from simulator.present.workshop.show import Show
from simulator.serve import guard, meeting
from simulator.serve.joining import Joining, unkept
from simulator.serve.pages import clashes, draw, picked, sheet
from simulator.serve.places import GONE, Mark, Marks, Places, Watch
from simulator.serve.web import go
from simulator.store.faults import StoreFault
from simulator.workshop import commands as c
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED, LOBBY, READING, Seat
from simulator.workshop.walls import LONGEST_POST

REFRESH = 5
"""Seconds after which a page without a script asks again, while nothing is to be filled in."""
NOTHING_DONE, UNKEPT = 409, 503

Leaves = Callable[[Language], tuple[Leaf, ...]]


@dataclass(frozen=True)
class Extras:
    """What a workshop's pages show beyond the workshop itself."""

    leaves: Leaves = lambda _language: ()
    """The debrief, once it is open."""
    has_terminal: bool = False


def participants(
    application: web.Application, host: Host, *, extras: Extras = Extras()
) -> Joining:  # fmt: skip
    """Add the pages of *host*'s participants to a guarded *application*; return the way in."""
    places = Places(host)
    application[guard.HOUSE].seated = places.knows
    joining = Joining(host, application[guard.HOUSE].door, places)
    pages = Participants(host, joining, extras)
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
    application.on_shutdown.append(pages.end)
    return joining


class Participants:
    """The pages of those who are seated."""

    def __init__(self, host: Host, joining: Joining, extras: Extras) -> None:
        """Show *host* to those who came in by *joining*."""
        self._host = host
        self._joining = joining
        self._places = joining.places
        self._extras = extras
        self._marks = Marks(host)
        self._watch = Watch(host)
        self._shows: dict[str, Show] = {}

    async def end(self, _application: web.Application) -> None:
        """Answer those who wait: the host stops."""
        self._watch.end()

    # ---- pages

    async def seat(self, request: web.Request) -> web.Response:
        """Show what is going on."""
        seat = self._of(request)
        return self._page(request, seat) if seat else self._outside(request)

    async def state(self, request: web.Request) -> web.Response:
        """Wait for news, and give what has become of the page; nothing where nothing has."""
        seat = self._of(request)
        if seat is None:
            return self._left(request)
        seen = request.query.get("since", "")[:60]
        self._host.arrive(seat.id)
        try:
            is_new = await self._watch.news(lambda: self._marks.of(seat.id), seen)
        finally:
            self._host.depart(seat.id)
        if not is_new:
            return web.Response(status=204)
        mark = self._marks.of(seat.id)
        if mark.shown == GONE:
            return self._left(request)
        language = guard.language(request)
        return _html(
            self._draw("seat_parts.html", language, seat, self._seen(language, seat), mark)
        )

    def _left(self, request: web.Request) -> web.Response:
        """Send a page that follows to where it is said what became of its seat."""
        language = guard.language(request)
        return _html(draw("gone_parts.html", language, path="/seat", mark=GONE))

    async def plan(self, request: web.Request) -> web.Response:
        """Show the briefing and the plan."""
        if (seat := self._of(request)) is None:
            return go("/seat")
        language = guard.language(request)
        return self._leaves(request, seat, self._show(language).about())

    async def people(self, request: web.Request) -> web.Response:
        """Show who is who."""
        if (seat := self._of(request)) is None:
            return go("/seat")
        team, room = self._host.now.teams[seat.team], self._show(guard.language(request)).room
        return self._leaves(request, seat, (room.people(Conduct(room.loaded, log=team.log)),))

    # ---- what they do

    async def vote(self, request: web.Request) -> web.Response:
        """Answer the open question."""
        sent, seat = await guard.form(request), self._of(request)
        if seat is None:
            return go("/seat")
        language, step = guard.language(request), sent.number("step")
        page = self._seen(language, seat)
        if page.ask is None or step != page.step:
            return self._page(request, seat, refused(language, "late", c.Vote))
        if clashes(page.ask, sent.all):
            said = language._("Two of them have the same place. Each has its own.")
            return self._page(request, seat, said, picked(page.ask, sent.all))
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
            self._host.saw(seat.id)
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
            return self._page(request, seat, refused(language, fault.reason, command), picks)
        except StoreFault:
            return self._page(request, seat, unkept(language), picks, UNKEPT)
        return go("/seat" + place)

    def _show(self, language: Language) -> Show:
        if language.code not in self._shows:
            self._shows[language.code] = Show(self._host.loaded, language)
        return self._shows[language.code]

    def _seen(self, language: Language, seat: Seat) -> SeatPage:
        host = self._host
        is_over = host.now.stage not in {LOBBY, "exercise"}
        return self._show(language).seat(
            host.now, seat.id, version=host.version, left=host.left(seat.team),
            left_to_write=host.left_to_write(),
            leaves=self._extras.leaves(language) if is_over else (),
        )  # fmt: skip

    def _page(
        self, request: web.Request, seat: Seat, notice: str = "",
        picks: tuple[str, ...] | None = None, status: int = NOTHING_DONE,
    ) -> web.Response:  # fmt: skip
        """Show the seat's page; *notice* says why nothing was done, *picks* what was asked for."""
        if seat.id not in self._host.now.seats:
            return self._outside(request)
        language = guard.language(request)
        page, mark = self._seen(language, seat), self._marks.of(seat.id)
        text = self._draw(
            "seat.html", language, seat, page, mark, picks, notice=notice,
            refresh=0 if _is_filled_in(page) else REFRESH, has_terminal=self._extras.has_terminal,
            words=self._joining.words(seat),
        )  # fmt: skip
        return _html(text, status if notice else 200)

    def _draw(  # noqa: PLR0913, PLR0917 - what a page is made of
        self, template: str, language: Language, seat: Seat, page: SeatPage, mark: Mark,
        picks: tuple[str, ...] | None = None, **data: object,
    ) -> str:  # fmt: skip
        asked = page.ask
        filled = page.picks if picks is None else picks
        return draw(
            template, language, path="/seat", v=meeting.words(language), page=page, seat=seat,
            mark=mark, sheet=sheet(asked, language, filled) if asked else None,
            mine=_chosen(page), has_answered=self._has_answered(seat),
            longest=LONGEST_POST, **data,
        )  # fmt: skip

    def _has_answered(self, seat: Seat) -> bool:
        """Say whether there is an answer: to pick none of several is one."""
        step = self._host.now.teams[seat.team].step
        return step is not None and seat.id in step.answers

    def _leaves(self, request: web.Request, seat: Seat, leaves: tuple[Leaf, ...]) -> web.Response:
        language = guard.language(request)
        return _html(
            draw(
                "seat_leaves.html", language, path=request.path, v=meeting.words(language),
                leaves=leaves, seat=seat,
            )
        )  # fmt: skip

    def _outside(self, request: web.Request) -> web.Response:
        """Say why there is no seat here: the workshop is over, it was taken away, or never was."""
        language, now = guard.language(request), self._host.now
        token = guard.seat_digest(request)
        if now.stage != CLOSED and not self._places.was_here(token):
            return go("/")
        leaves = self._extras.leaves(language) if now.stage == CLOSED else ()
        text = draw(
            "gone.html", language, path="/seat", v=meeting.words(language), leaves=leaves,
            is_closed=now.stage == CLOSED, title=self._show(language).title,
            kept=any(one.name for one in now.kept),
        )  # fmt: skip
        return _html(text)


def _chosen(page: SeatPage) -> list[Choice]:
    """Return what somebody answered, as it is offered, in their own order."""
    known = {choice.id: choice for choice in page.ask.choices} if page.ask else {}
    return [known[pick] for pick in page.picks if pick in known]


def _is_filled_in(page: SeatPage) -> bool:
    """Say whether there is something on a page that may be half filled in."""
    has_wall = page.wall is not None
    return (
        page.is_open
        or has_wall
        or page.stage == "debrief"
        or (page.phase == READING and bool(page.wishes))
    )


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")
