"""What a participant's page is made of: their own view of the workshop, drawn as HTML."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from simulator.language import Language
from simulator.present.pages import Choice, Leaf
from simulator.present.workshop.facilitating import undeleted
from simulator.present.workshop.pages import SeatPage
from simulator.present.workshop.show import Show
from simulator.serve import guard, meeting
from simulator.serve.joining import Joining
from simulator.serve.pages import draw, sheet
from simulator.serve.places import GONE, Mark, Marks
from simulator.serve.web import go
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED, EXERCISE, LOBBY, READING, Seat
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


class SeatPages:
    """Draws the pages of those who are seated, and of those who no longer are."""

    def __init__(self, host: Host, joining: Joining, extras: Extras) -> None:
        """Show *host* to those who came in by *joining*."""
        self._host = host
        self._joining = joining
        self._extras = extras
        self._marks = Marks(host)
        self._shows: dict[str, Show] = {}

    def mark(self, seat: str) -> Mark:
        """Return the mark of what *seat* sees now."""
        return self._marks.of(seat)

    def parts(self, request: web.Request, seat: Seat, mark: Mark) -> web.Response:
        """Return what has become of a page that follows by itself."""
        language = guard.language(request)
        return _html(self._draw("seat_parts.html", language, seat, self.seen(language, seat), mark))

    def left(self, request: web.Request) -> web.Response:
        """Send a page that follows to where it is said what became of its seat."""
        language = guard.language(request)
        return _html(draw("gone_parts.html", language, path="/seat", mark=GONE))

    def show(self, language: Language) -> Show:
        """Return what shows the workshop in *language*."""
        if language.code not in self._shows:
            self._shows[language.code] = Show(self._host.loaded, language)
        return self._shows[language.code]

    def seen(self, language: Language, seat: Seat) -> SeatPage:
        """Return what *seat* sees now."""
        host = self._host
        is_over = host.now.stage not in {LOBBY, EXERCISE}
        return self.show(language).seat(
            host.now, seat.id, version=host.version, left=host.left(seat.team),
            left_to_write=host.left_to_write(),
            leaves=self._extras.leaves(language) if is_over else (),
        )  # fmt: skip

    def page(
        self, request: web.Request, seat: Seat, notice: str = "",
        picks: tuple[str, ...] | None = None, status: int = NOTHING_DONE,
    ) -> web.Response:  # fmt: skip
        """Show the seat's page; *notice* says why nothing was done, *picks* what was asked for."""
        if seat.id not in self._host.now.seats:
            return self.outside(request)
        language = guard.language(request)
        page, mark = self.seen(language, seat), self._marks.of(seat.id)
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

    def leaves(self, request: web.Request, seat: Seat, leaves: tuple[Leaf, ...]) -> web.Response:
        """Show pages to be read."""
        language = guard.language(request)
        return _html(
            draw(
                "seat_leaves.html", language, path=request.path, v=meeting.words(language),
                leaves=leaves, seat=seat,
            )
        )  # fmt: skip

    def outside(self, request: web.Request) -> web.Response:
        """Say why there is no seat here: the workshop is over, it was taken away, or never was."""
        language, now = guard.language(request), self._host.now
        token = guard.seat_digest(request)
        if now.stage != CLOSED and not self._joining.places.was_here(token):
            return go("/")
        leaves = self._extras.leaves(language) if now.stage == CLOSED else ()
        text = draw(
            "gone.html", language, path="/seat", v=meeting.words(language), leaves=leaves,
            is_closed=now.stage == CLOSED,
            undeleted=undeleted(language) if self._host.fault else "",
            title=self.show(language).title,
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
