"""What the room sees on its screen: read from the back, without a secret, following by itself.

Its address holds a key of its own, of which the digest alone is kept; with it nothing can be done.
"""

import asyncio
import secrets
import time
from collections.abc import Callable

from aiohttp import web

from simulator.language import Language, speak
from simulator.preference import LANGUAGES
from simulator.present.pages import FrontPage, Heading, Item, Leaf, Post
from simulator.present.workshop.facilitating import undeleted
from simulator.present.workshop.pages import Joining, ProjectorPage, TeamView
from simulator.present.workshop.show import Show
from simulator.serve import guard, meeting, qr
from simulator.serve.door import digest
from simulator.serve.pages import draw
from simulator.serve.places import LONGEST, Mark, Watch
from simulator.serve.web import go
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED, DEBRIEF

ROOM_COOKIE = "badbuzz_room"
"""Holds the language of the room's screen, which is nobody's own."""
AT_ONCE = 6
"""Posts on screen at once beside a question; older ones are on the participants' pages."""
MOMENT = 12
"""The most of what an answer set off, or of what came next, while everybody reads."""
BESIDE = 2
"""The same for each of several teams."""
PAUSE = 0.5
"""Real seconds between two pictures: a hundred answers in a moment are not drawn one by one."""
LONG, LONGER, LONGEST_ASKED = 420, 800, 1300
"""Letters of a question with its options, from which it is set smaller, at last without posts."""


def projecting(
    application: web.Application,
    host: Host,
    *,
    joining: Callable[[], Joining] = lambda: Joining("", "", ""),
    leaves: Callable[[Language], tuple[Leaf, ...]] = lambda _language: (),
    language: Language | None = None,
) -> None:
    """Add the screen of *host*'s room; *joining* says how people reach it.

    It speaks *language* unless another is asked for; without one, the browser's.
    """
    screen = Projecting(host, joining, leaves, language)
    application.router.add_get("/projector/{key}", screen.page)
    application.router.add_get("/projector/{key}/state", screen.state)
    application.on_shutdown.append(screen.end)


class Projecting:
    """The screen of one room."""

    def __init__(
        self, host: Host, joining: Callable[[], Joining],
        leaves: Callable[[Language], tuple[Leaf, ...]], language: Language | None,
    ) -> None:  # fmt: skip
        """Show *host*."""
        self._language = language
        self._host = host
        self._joining = joining
        self._leaves = leaves
        self._watch = Watch(host)
        self._shows: dict[str, Show] = {}
        self._boot = secrets.token_hex(4)
        """Tells apart the numbers of this process from those of one before."""
        self._known: tuple[str, ...] = ()
        """Digests of the keys; remembered here once the workshop's own are deleted."""
        self._learn()
        host.listen(self._learn)

    def _learn(self) -> None:
        if self._host.now.stage != CLOSED:
            self._known = self._host.now.keys.get("projector", ())

    async def end(self, _application: web.Application) -> None:
        """Answer those who wait: the host stops."""
        self._watch.end()

    async def page(self, request: web.Request) -> web.Response:
        """Show the room's screen."""
        self._check(request)
        if (wanted := request.query.get("language", "")) in LANGUAGES:
            response = go(request.path)
            guard.give_cookie(request, response, ROOM_COOKIE, wanted)
            return response
        return self._drawn(request, "projector.html")

    async def state(self, request: web.Request) -> web.Response:
        """Wait for news, and give what has become of the screen; nothing where nothing has."""
        self._check(request)
        began = time.monotonic()
        seen = request.query.get("since", "")[:60]
        if not await self._watch.news(self._mark, seen, LONGEST):
            return web.Response(status=204)
        is_over = self._host.now.stage == CLOSED
        if time.monotonic() - began < PAUSE and not is_over:
            await asyncio.sleep(PAUSE)
        return self._drawn(request, "projector_parts.html")

    def _check(self, request: web.Request) -> None:
        """Show nothing to whoever has no key: not even that there is a room."""
        if digest(request.match_info["key"]) not in self._known:
            raise web.HTTPNotFound

    def _mark(self) -> Mark:
        return Mark(f"{self._boot}-{self._host.version}")

    def _drawn(self, request: web.Request, template: str) -> web.Response:
        language, mark = self._spoken(request), self._mark()
        page = self._seen(language)
        leaf = max(min(self._host.leaf, len(page.leaves) - 1), 0)
        text = draw(
            template, language, path=request.path, v=meeting.words(language), page=page, mark=mark,
            state=f"/projector/{request.match_info['key']}/state", said=said(page),
            latest=latest, moments=moments, size=size, leaf=leaf,
            code=_code(language, page.joining),
            undeleted=undeleted(language) if self._host.fault else "",
        )  # fmt: skip
        return web.Response(text=text, content_type="text/html")

    def _spoken(self, request: web.Request) -> Language:
        """Return the room's language: asked for on this screen, else the host's."""
        if (chosen := request.cookies.get(ROOM_COOKIE, "")) in LANGUAGES:
            return speak(chosen)
        return self._language or guard.language(request)

    def _seen(self, language: Language) -> ProjectorPage:
        host = self._host
        if language.code not in self._shows:
            self._shows[language.code] = Show(host.loaded, language)
        is_over = host.now.stage == DEBRIEF
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
    """Return what is on screen, the newest last; of several teams, what each published too."""
    items = team.feed.items or team.feed.earlier
    if is_alone:
        return items[-AT_ONCE:]
    newest = items[-BESIDE:]
    ours = [one for one in items[:-BESIDE] if isinstance(one, Post) and one.is_mine]
    return (*ours[:1], *newest)


def moments(team: TeamView) -> tuple[tuple[Item, ...], ...]:
    """Return what is read together: what the answer set off, and what came next.

    The first is read from its beginning, what was published; the second ends with the newest.
    """
    items = team.feed.items or team.feed.earlier[-AT_ONCE:]
    cut = max(
        (n for n, one in enumerate(items) if isinstance(one, (Heading, FrontPage))), default=0
    )
    head, after = items[cut : cut + 1], items[cut + 1 :]
    found = (items[:cut][:MOMENT], (*head, *after[-MOMENT:]))
    return tuple(part for part in found if part)


def size(team: TeamView) -> str:
    """Return how large a question can be set, in a word; the script measures."""
    options = sum(len(one.choice.text) + len(one.words) + 8 for one in team.options)
    found = ("large", "long", "longer", "longest")
    letters = len(team.question) + options
    return found[sum(letters > most for most in (LONG, LONGER, LONGEST_ASKED))]
