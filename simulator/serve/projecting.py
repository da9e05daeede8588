"""What the room sees on its screen: read from the back, without a secret, following by itself.

Its address holds a key of its own, of which the digest alone is kept; with it nothing can be done.
"""

import asyncio
import secrets
import time
from collections.abc import Callable

from aiohttp import web

from simulator.language import Language
from simulator.preference import LANGUAGES
from simulator.present.pages import Item, Leaf
from simulator.present.workshop.pages import Joining, ProjectorPage, TeamView
from simulator.present.workshop.show import Show
from simulator.serve import guard, meeting, qr
from simulator.serve.door import digest
from simulator.serve.pages import draw
from simulator.serve.places import LONGEST, Mark, Watch
from simulator.serve.web import go
from simulator.workshop.host import Host

AT_ONCE = 6
"""Posts on screen at once; the older ones are on the participants' pages."""
BESIDE = 2
"""The same for each of several teams."""
PAUSE = 0.5
"""Real seconds between two pictures: a hundred answers in a moment are not drawn one by one."""
LONG, LONGER = 420, 800
"""Letters of a question with its options, from which it is set smaller."""


def projecting(
    application: web.Application,
    host: Host,
    *,
    joining: Callable[[], Joining] = lambda: Joining("", "", ""),
    leaves: Callable[[Language], tuple[Leaf, ...]] = lambda _language: (),
) -> None:
    """Add the screen of *host*'s room; *joining* says how people reach it."""
    screen = Projecting(host, joining, leaves)
    application.router.add_get("/projector/{key}", screen.page)
    application.router.add_get("/projector/{key}/state", screen.state)
    application.on_shutdown.append(screen.end)


class Projecting:
    """The screen of one room."""

    def __init__(
        self, host: Host, joining: Callable[[], Joining],
        leaves: Callable[[Language], tuple[Leaf, ...]],
    ) -> None:  # fmt: skip
        """Show *host*."""
        self._host = host
        self._joining = joining
        self._leaves = leaves
        self._watch = Watch(host)
        self._shows: dict[str, Show] = {}
        self._boot = secrets.token_hex(4)
        """Tells apart the numbers of this process from those of one before."""

    async def end(self, _application: web.Application) -> None:
        """Answer those who wait: the host stops."""
        self._watch.end()

    async def page(self, request: web.Request) -> web.Response:
        """Show the room's screen."""
        self._check(request)
        if (wanted := request.query.get("language", "")) in LANGUAGES:
            response = go(request.path)
            guard.give_cookie(request, response, guard.LANGUAGE_COOKIE, wanted)
            return response
        return self._drawn(request, "projector.html")

    async def state(self, request: web.Request) -> web.Response:
        """Wait for news, and give what has become of the screen; nothing where nothing has."""
        self._check(request)
        began = time.monotonic()
        seen = request.query.get("since", "")[:60]
        if not await self._watch.news(self._mark, seen, LONGEST):
            return web.Response(status=204)
        if time.monotonic() - began < PAUSE:
            await asyncio.sleep(PAUSE)
        return self._drawn(request, "projector_parts.html")

    def _check(self, request: web.Request) -> None:
        """Show nothing to whoever has no key: not even that there is a room."""
        known = self._host.now.keys.get("projector", ())
        if digest(request.match_info["key"]) not in known:
            raise web.HTTPNotFound

    def _mark(self) -> Mark:
        return Mark(f"{self._boot}-{self._host.version}")

    def _drawn(self, request: web.Request, template: str) -> web.Response:
        language, mark = guard.language(request), self._mark()
        page = self._seen(language)
        text = draw(
            template, language, path=request.path, v=meeting.words(language), page=page, mark=mark,
            state=f"/projector/{request.match_info['key']}/state", said=said(page),
            latest=latest, size=size, code=_code(language, page.joining),
        )  # fmt: skip
        return web.Response(text=text, content_type="text/html")

    def _seen(self, language: Language) -> ProjectorPage:
        host = self._host
        if language.code not in self._shows:
            self._shows[language.code] = Show(host.loaded, language)
        is_over = host.now.stage in {"debrief", "closed"}
        return self._shows[language.code].projector(
            host.now, self._joining(), version=host.version,
            left={team: host.left(team) for team in host.now.teams},
            left_to_write=host.left_to_write(),
            leaves=self._leaves(language) if is_over else (),
        )  # fmt: skip


def _code(language: Language, joining: Joining) -> str:
    if not joining.target:
        return ""
    words = meeting.words(language)
    return qr.svg(joining.target, words["scan"].format(address=joining.address))


def said(page: ProjectorPage) -> str:
    """Return what is going on, for whoever follows the screen with a reader."""
    return " ".join(f"{team.name}: {team.status}" for team in page.teams)


def latest(team: TeamView, *, is_alone: bool) -> tuple[Item, ...]:
    """Return the posts that are on screen, the newest last as in the feed."""
    items = team.feed.items or team.feed.earlier
    return items[-(AT_ONCE if is_alone else BESIDE) :]


def size(team: TeamView) -> str:
    """Return how large a question can be set: large, long or longer."""
    letters = len(team.question) + sum(len(one.choice.text) + 8 for one in team.options)
    if letters > LONGER:
        return "longer"
    return "long" if letters > LONG else "large"
