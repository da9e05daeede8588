"""`badbuzz host`: a workshop, its door, its console, its screen, started and stopped together."""

import asyncio
import contextlib
import contextvars
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.crash import report
from simulator.exercise.commands import Refused
from simulator.language import Language, speak
from simulator.plain.workshop.console import PlainConsole
from simulator.plain.workshop.ends import Streams
from simulator.plain.workshop.hearing import Around
from simulator.present.workshop.pages import Joining as Invitation
from simulator.scenario.load import Loaded
from simulator.serve import ssh as secure
from simulator.serve.debriefs import Debriefs
from simulator.serve.door import Door, Limits
from simulator.serve.participants import Extras, participants
from simulator.serve.ports import Whereabouts, Wish, heed_signals, opened
from simulator.serve.projecting import projecting
from simulator.serve.qr import blocks
from simulator.serve.sessions import Sessions, calm
from simulator.serve.ssh_key import host_key
from simulator.serve.terminal import add_page, add_terminal
from simulator.serve.terminals import Facilitating, SeatTerminals
from simulator.serve.web import Served, application, tls
from simulator.store.erasing import Left
from simulator.store.faults import StoreFault
from simulator.store.folder import folder_of
from simulator.tui.workshop.console import ConsoleApp
from simulator.tui.workshop.hands import HandsApp
from simulator.workshop import commands as c
from simulator.workshop import naming
from simulator.workshop.host import Host
from simulator.workshop.keeping import Held
from simulator.workshop.rehearsal import Rehearsal
from simulator.workshop.state import CLOSED

CRASHED = 70
LINGER = 120.0
"""Seconds in which pages still say that it is over, where nobody leads from this terminal."""
AGAIN = 5.0
"""Seconds after which what could not be deleted is tried again."""


@dataclass(frozen=True)
class Lead:
    """How a workshop is led from here."""

    language: Language
    opens: c.Open
    """What a new one is opened with."""
    has_terminal: bool = True
    """Whether the console is on this terminal."""
    by_hands: bool = False
    bots: int = 0
    shelf: tuple[Loaded, ...] = ()
    cases: bool = True
    is_plain: bool = False
    """Whether the console on this terminal is lines of text, one after the other."""


class Hosting:
    """One workshop in this process, until it is left or closed."""

    def __init__(self, wish: Wish, lead: Lead, host: Host, held: Held | None) -> None:
        """Run *host*, which *held* keeps, if it is kept; CannotServe if a port cannot be had."""
        self.lead, self.host, self.held, self.wish = lead, host, held, wish
        self._context = tls(Path(wish.cert), Path(wish.key)) if wish.is_tls else None
        self.sockets = opened(wish)
        self.where = Whereabouts(wish, self.sockets)
        self.debriefs = Debriefs(host, lead.shelf, cases=lead.cases)
        self.facilitator = self.projector = ""
        """The secrets of the two links; made anew at each start."""
        self.fingerprint = ""
        self.fault: StoreFault | None = None
        """Why what is private could not be taken away yet, once the workshop has closed."""
        self.left: tuple[Left, ...] = ()
        """Copies from which what is private could not be taken."""
        self.crash = ""
        """What to say of a fault of ours on the console, once the screen is left."""
        self._web: Served | None = None
        self._ssh: secure.Host | None = None
        self._clearing: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._code = 0

    # ---- where it is

    def invitation(self) -> Invitation:
        """Return how people join."""
        code = self.host.now.code
        url = self.where.url
        target = f"{url}j/{code}" if url else ""
        return Invitation(url.removesuffix("/"), naming.shown(code), target, self.where.ssh)

    def links(self) -> tuple[tuple[str, str], ...]:
        """Return the links that are not for participants, each after what it opens."""
        _ = self.lead.language._
        url = self.where.url
        if not url:
            return ()
        return (
            (_("The room's screen"), f"{url}projector/{self.projector}"),
            (_("Your console in a browser (a secret)"), f"{url}facilitate/{self.facilitator}"),
        )

    # ---- running

    async def run(self, ready: Callable[[], None]) -> int:
        """Hold the workshop until it is left, or stopped by a signal; return the exit code."""
        heed_signals(self.stop)
        sessions = Sessions(self.lead.opens.capacity + 1)
        consoles = Sessions(2)
        tasks: list[asyncio.Task[None]] = []
        try:
            await self.host.start()
            if self.host.now.stage == CLOSED:
                return self._code  # Stopped while it closed: what is private goes now, in `_end`.
            await self._open()
            await self._start(sessions, consoles)
            calm()
            ready()
            tasks.append(asyncio.create_task(self._clear_when_closed()))
            if self.lead.bots:
                bots = Rehearsal(self.host, self.lead.bots, language=self.lead.language.code)
                tasks.append(asyncio.create_task(bots.run()))
            await self._lead()
        finally:
            await self._end(tasks, sessions, consoles)
        return self._code

    def stop(self, code: int = 0) -> None:
        """Stop soon."""
        self._code = code
        self._stopping.set()

    async def _open(self) -> None:
        """Open a workshop that is new, and give both links their secrets."""
        host, leads = self.host, c.FACILITATOR
        if host.now.opened is None:
            await host.do(self.lead.opens, leads)
            await host.do(c.Key("code", naming.new_code()), leads)
        self.facilitator, self.projector = naming.new_token(), naming.new_token()
        await host.do(c.Key("facilitator", naming.digest(self.facilitator)), leads)
        await host.do(c.Key("projector", naming.digest(self.projector)), leads)

    async def _start(self, sessions: Sessions, consoles: Sessions) -> None:
        if not self.sockets:
            return
        now = self.host.now
        capacity = now.opened.capacity if now.opened else self.lead.opens.capacity
        door = Door(Limits(seats=capacity), taken=len(now.seats))
        wish, leaves = self.wish, self.debriefs.leaves
        policy = wish.policy(self.where.port("web"))
        app = application(policy, door)
        joining = participants(app, self.host, extras=Extras(leaves=leaves, has_terminal=True))
        seats = SeatTerminals(self.host, joining, leaves)
        sessions.tell = self._tell
        add_terminal(app, sessions, seats)
        projecting(
            app, self.host, joining=self.invitation, leaves=leaves, language=self.lead.language
        )
        facilitating = Facilitating(self.host, self._console)
        app.router.add_get("/facilitate/{secret}", facilitating.link)
        add_page(app, consoles, facilitating, "/console", "/console/line")
        self._web = Served(app, context=self._context)
        await self._web.start([self.sockets["web"]] if "web" in self.sockets else [])
        if "ssh" in self.sockets:
            key = await asyncio.to_thread(host_key, folder_of(wish.data))
            self._ssh = secure.Host(sessions, seats, key)
            self.fingerprint = self._ssh.print
            await self._ssh.start([self.sockets["ssh"]])

    def _tell(self, seat: str, is_here: bool) -> None:  # noqa: FBT001 - as it is told
        (self.host.presence.arrive if is_here else self.host.presence.depart)(seat)

    # ---- leading

    def _console(self, code: str) -> ConsoleApp:
        language = speak(code)
        return ConsoleApp(
            self.host, language, self.invitation, lambda text: list(blocks(text)),
            links=self.links, leaves=lambda: self.debriefs.leaves(language),
        )  # fmt: skip

    async def _lead(self) -> None:
        """Show the console here until it is left; without a terminal, wait."""
        if not self.lead.has_terminal:
            await self._stopping.wait()
            return
        if self.lead.is_plain:
            await self._lead_in_text()
            return
        language = self.lead.language
        app = (
            HandsApp(self.host, language, leaves=lambda: self.debriefs.leaves(language))
            if self.lead.by_hands
            else self._console(language.code)
        )
        # A context of its own, as every app here has.
        run = asyncio.create_task(app.run_async(), context=contextvars.Context())
        stopped = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({run, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not run.done():
            app.exit()
        stopped.cancel()
        await run
        if app.crash is not None:
            self._code = CRASHED
            self.crash = report(app.crash, language.code)

    async def _lead_in_text(self) -> None:
        """Lead by lines that are typed here, until it is left or stopped."""
        language = self.lead.language
        around = Around(
            self.invitation, self.links, lambda: self.debriefs.leaves(language), self.lead.by_hands
        )
        ends = Streams(sys.stdin.fileno(), sys.stdout.fileno())
        converses = sys.stdin.isatty() and sys.stdout.isatty()
        console = PlainConsole(self.host, language, ends, around, converses=converses)
        run = asyncio.create_task(console.run())
        stopped = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({run, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not run.done():
            run.cancel()
            sys.stdout.write("\n")  # Whatever is said next begins a line of its own.
        with contextlib.suppress(asyncio.CancelledError):
            await run

    async def _clear_when_closed(self) -> None:
        """Take away what is private as soon as the workshop is closed."""
        seen = -1
        while self.host.now.stage != CLOSED:
            seen = await self.host.wait(seen, 3600)
        await self._clear()
        while self.fault is not None:
            await asyncio.sleep(AGAIN)
            await self._clear()
        if not self.lead.has_terminal:
            await asyncio.sleep(LINGER)
            self.stop()

    async def _clear(self) -> None:
        """Take away what is private: by one at a time, to its end even if whoever waits is gone."""
        if self._clearing is None or self._clearing.done():
            self._clearing = asyncio.create_task(self._take_away())
        await asyncio.shield(self._clearing)

    async def _take_away(self) -> None:
        if self.held is None:
            return
        try:
            self.left = tuple((await self.held.close()).left)
            self.fault, self.held = None, None
        except StoreFault as fault:
            self.fault = fault
        if self.host.fault is not self.fault:
            self.host.fail(self.fault)

    async def _end(
        self, tasks: Sequence["asyncio.Task[None]"], sessions: Sessions, consoles: Sessions
    ) -> None:  # fmt: skip
        """Let everybody go: lines first, then apps, then the workshop itself."""
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._ssh is not None:
            await self._ssh.stop()
        if self._web is not None:
            await self._web.stop()
        await asyncio.gather(sessions.close(), consoles.close())
        for listening in self.sockets.values():
            listening.close()
        if self.held is None:
            await self.host.stop()
        elif self.host.now.stage == CLOSED:
            await self._clear()
        else:
            with contextlib.suppress(StoreFault, Refused):
                await self.held.leave()
