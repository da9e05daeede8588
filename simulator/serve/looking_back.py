"""The debrief on plain pages: the first view, then each part, and what is answered below it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

from aiohttp import hdrs, web
from markupsafe import Markup

from simulator import safe
from simulator.conduct.conduct import Conduct, Refused
from simulator.debrief.best import best_play
from simulator.debrief.curves import charts
from simulator.debrief.debrief import Debrief
from simulator.language import Language
from simulator.learning import kept as learnt
from simulator.learning.onward import Onward, alone
from simulator.present.afterwards import Afterwards, Answer, Leaves
from simulator.present.faults import unkept
from simulator.present.pages import First
from simulator.present.room import Room
from simulator.report.curves import svg
from simulator.scenario.load import Loaded
from simulator.serve import guard
from simulator.serve.shelf import Shelf
from simulator.serve.visitors import Chair, Visitors, whole
from simulator.serve.web import go, show
from simulator.store.faults import StoreFault

FOLDED = frozenset({"5", "9"})
"""Parts with one page for each decision: folded, to be opened one by one."""
CURVES = "7"
"""The part that is drawn: by lines here, by signs in a terminal."""
ELSEWHERE = frozenset({"p", "w"})
"""Parts that are no pages: playing again, and the report as a file."""
AT_ONCE = 1
"""What is computed at the same time for everybody: a second of work each, beside those who play."""
LONGEST = 2_000
Found = TypeVar("Found")
Wrap = Callable[
    [Callable[[web.Request, Chair], Awaitable[web.StreamResponse]]],
    Callable[[web.Request], Awaitable[web.StreamResponse]],
]


class Became(NamedTuple):
    """What became of what was typed."""

    told: str = ""
    typed: str = ""
    status: int = 200
    leaves: Leaves = ()


class LookingBack:
    """The pages after a play."""

    def __init__(self, visitors: Visitors, shelf: Shelf) -> None:
        """Look back on what *visitors* played; *shelf* says what can be played next."""
        self._visitors = visitors
        self._shelf = shelf
        self._working = asyncio.Semaphore(AT_ONCE)

    def add(self, app: web.Application, seated: Wrap) -> None:
        """Add the pages to *app*."""
        app.router.add_get("/play/debrief", seated(self.first))
        app.router.add_get("/play/debrief/{key}", seated(self.part))
        app.router.add_post("/play/debrief/{key}", seated(self.answer))
        app.router.add_post("/play/again", seated(self.again))
        app.router.add_get("/play/report", seated(self.report))

    async def first(self, request: web.Request, chair: Chair) -> web.Response:
        """Show the first view."""
        played = _over(chair)
        if played is None:
            return go("/play")
        said = guard.language(request)

        def work() -> tuple[First, tuple[tuple[str, str], ...], str]:
            parts = Afterwards(Room(played.loaded, said), played.log)
            return parts.results.first(), menu(parts), parts.pivotal

        page, keys, pivotal = await self._work(work)
        return show(request, "debrief.html", first=page, menu=keys, pivotal=pivotal, key="")

    async def part(
        self, request: web.Request, chair: Chair, became: Became | None = None
    ) -> web.Response:
        """Show one part, what was answered below it, and what is asked there."""
        played, key = _over(chair), request.match_info["key"]
        if played is None:
            return go("/play")
        became, said = became or Became(), guard.language(request)
        shelf = tuple((await self._shelf.all()).values())

        def onward(known: Debrief) -> Onward:
            return self._onward(chair, shelf, known)

        def work() -> tuple[Leaves, dict[str, Markup], Afterwards, str]:
            parts = Afterwards(Room(played.loaded, said), played.log, onward=onward)
            leaves, drawings = curves(parts) if key == CURVES else (parts.leaves(key), {})
            return leaves, drawings, parts, parts.pivotal

        leaves, drawings, parts, pivotal = await self._work(work)
        keys, question = menu(parts), parts.question(key)
        if key not in dict(keys):
            raise web.HTTPNotFound
        return show(
            request, "part.html", leaves=leaves, menu=keys, question=question, key=key,
            told=became.told, found=became.leaves, typed=became.typed, pivotal=pivotal,
            is_folded=key in FOLDED,
            drawings=drawings, status=became.status, back=request.path,
        )  # fmt: skip

    async def answer(self, request: web.Request, chair: Chair) -> web.Response:
        """Answer what was typed below a part, and keep what is to be kept."""
        played, key = _over(chair), request.match_info["key"]
        if played is None:
            return go("/play")
        sent, said = await guard.form(request), guard.language(request)
        typed = safe.line(sent.one("typed"), LONGEST)
        parts = Afterwards(Room(played.loaded, said), played.log)
        found: Answer = await self._work(lambda: parts.answer(key, typed))
        if (command := found.command) is None:
            became = Became(found.said, typed, leaves=found.leaves)
            return await self.part(request, chair, became)
        try:
            await whole(lambda: chair.sitting.say(command))
        except Refused:
            became = Became(said._("That could not be noted."), typed, 409)
        except StoreFault as fault:
            became = Became(unkept(fault, said), typed, 503)
        else:
            became = Became(noted(said, key))
        return await self.part(request, chair, became)

    async def again(self, request: web.Request, chair: Chair) -> web.Response:
        """Play again from the costliest decision, apart from the first play."""
        played, said = _over(chair), guard.language(request)
        if played is None:
            return go("/play")
        await guard.form(request)
        parts = Afterwards(Room(played.loaded, said), played.log)
        pivotal = await self._work(lambda: parts.pivotal)
        if pivotal:
            await whole(lambda: chair.sitting.again(pivotal, said.code))
            chair.live.change()
        return go("/play")

    async def report(self, request: web.Request, chair: Chair) -> web.Response:
        """Give the report as one file, to be kept or printed."""
        played = _over(chair)
        if played is None:
            return go("/play")
        said = guard.language(request)

        def work() -> str:
            from simulator.report.debriefing import debriefing
            from simulator.report.html import html
            from simulator.report.parts import Told

            return html(debriefing(Told(played.loaded, played.log, said)))

        text = await self._work(work)
        name = f"badbuzz-{played.loaded.scenario.id}.html"
        headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}"'}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def _work(self, work: Callable[[], Found]) -> Found:
        async with self._working:
            return await asyncio.to_thread(work)

    def _onward(self, chair: Chair, shelf: tuple[Loaded, ...], found: Debrief) -> Onward:
        today = datetime.now().astimezone().date()
        try:
            sitting = chair.sitting
            return learnt.onward(sitting.store, sitting.profile, shelf, found, today)
        except StoreFault:  # What was just played is known all the same.
            return alone(shelf, found)


def menu(parts: Afterwards) -> tuple[tuple[str, str], ...]:
    """Return the parts that are pages."""
    return tuple((key, name) for key, name in parts.menu() if key not in ELSEWHERE)


def curves(parts: Afterwards) -> tuple[Leaves, dict[str, Markup]]:
    """Return the page of curves, and each gauge's drawing."""
    room, results = parts.room, parts.results
    best = best_play(room.loaded, parts.log)
    plots = results.plots(charts(room.scenario, parts.log, best))
    # Ours, and every word in it is escaped there.
    drawings = {plot.chart.gauge: Markup(svg(plot)) for plot in plots}  # noqa: S704
    return (results.curves(best),), drawings


def noted(language: Language, key: str) -> str:
    """Say that it was kept."""
    _ = language._
    if key == "d":
        return _("Noted: it is kept with this play, for the author to read.")
    return _("Noted.")


def _over(chair: Chair) -> Conduct | None:
    """Return the exercise, once it is over."""
    played = chair.sitting.conduct
    return played if played and played.state.is_over else None
