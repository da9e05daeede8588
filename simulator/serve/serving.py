"""`badbuzz serve`: everything behind one door for solo play, started and stopped together."""

import asyncio
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.language import Language
from simulator.serve.addresses import own
from simulator.serve.ports import Wish, exposed, heed_signals, opened
from simulator.serve.sessions import Sessions, calm
from simulator.store.folder import folder_of
from simulator.store.store import Store
from simulator.tui.house import House
from simulator.tui.opening import Opening

if TYPE_CHECKING:
    from simulator.serve.guests import Guests
    from simulator.serve.ssh import Host
    from simulator.serve.web import Served

VISITORS = 10_000
"""Seats given to newcomers from one start to the next; what runs at once is `--max`."""
SOON = ("simulator.tui.screens.room", "simulator.tui.screens.debrief", "simulator.tui.mine",
        "simulator.conduct.kept", "simulator.conduct.late", "simulator.learning.kept")  # fmt: skip
"""What a first visitor would wait for."""


class Serving:
    """Solo play for whoever comes, until it is stopped."""

    def __init__(self, wish: Wish, opening: Opening, store: Store, cache: Path | None) -> None:
        """Open the ports; CannotServe or OSError if that is not possible."""
        from simulator.serve.web import tls

        self.wish = wish
        self.store = store
        store.hide_place()
        self._house = House(opening, cache)
        self._cache = cache
        self._context = tls(Path(wish.cert), Path(wish.key)) if wish.is_tls else None
        self.sockets = opened(wish)
        self.fingerprint = ""
        self._web: Served | None = None
        self._ssh: Host | None = None

    def port(self, name: str) -> int:
        """Return the port of *name*."""
        return int(self.sockets[name].getsockname()[1])

    async def run(self, ready: Callable[[], None]) -> int:
        """Serve until a signal comes; return the exit code. *ready* is called once it is open."""
        stopping, code = asyncio.Event(), 0

        def stop(asked: int) -> None:
            nonlocal code
            code = asked
            stopping.set()

        heed_signals(stop)
        sessions = Sessions(self.wish.most)
        try:
            await self._start(sessions)
            calm()
            ready()
            await stopping.wait()
        finally:
            await self._stop(sessions)
        return code

    async def _start(self, sessions: Sessions) -> None:
        await asyncio.to_thread(self._warm)
        from simulator.serve.door import Door, Limits
        from simulator.serve.guests import Guests

        door = Door(Limits(seats=VISITORS, joins=2 * self.wish.most))
        guests = Guests(self.store, self._house, door)
        if "web" in self.sockets:
            await self._start_web(sessions, guests, door)
        if "ssh" in self.sockets:
            from simulator.serve.ssh import Host
            from simulator.serve.ssh_key import host_key

            key = await asyncio.to_thread(host_key, folder_of(self.wish.data))
            self._ssh = Host(sessions, guests, key)
            self.fingerprint = self._ssh.print
            await self._ssh.start([self.sockets["ssh"]])

    def _warm(self) -> None:
        """Read and import once what every visitor needs."""
        self._house.library()
        for name in SOON:
            import_module(name)

    async def _start_web(self, sessions: Sessions, guests: "Guests", door: "object") -> None:
        from simulator.serve.door import Door
        from simulator.serve.solo import solo
        from simulator.serve.terminal import add_terminal
        from simulator.serve.web import Served, application

        assert isinstance(door, Door)  # noqa: S101 - of `_start`
        app = application(self.wish.policy(self.port("web")), door)
        visitors = solo(app, self.store, cache=self._cache, read=self._house.library)
        guests.let_go = visitors.let_go
        add_terminal(app, sessions, guests)
        self._web = Served(app, context=self._context)
        await self._web.start([self.sockets["web"]])

    async def _stop(self, sessions: Sessions) -> None:
        """Let everybody go: lines first, then apps."""
        if self._ssh is not None:
            await self._ssh.stop()
        if self._web is not None:
            await self._web.stop()
        await sessions.close()
        for listening in self.sockets.values():
            listening.close()


def told(serving: Serving, language: Language) -> list[str]:
    """Return what whoever starts it has to know: where it is, and who can reach it."""
    _, wish = language._, serving.wish
    shared = [one.address for one in own() if one.is_shared]
    hosts = shared if wish.is_everywhere else [wish.bind]
    lines = [_("Bad Buzz is open for solo play:")]
    for host in hosts or [wish.bind]:
        lines += _places(serving, f"[{host}]" if ":" in host else host)
    if wish.public_url:
        lines.append(f"  {wish.public_url}")
    if serving.fingerprint:
        lines.append(_("The key of this host over SSH: {print}", print=serving.fingerprint))
    lines.append("")
    elsewhere = (
        _("Whoever can reach these addresses can play here: no password is asked. They see their "
          "own plays, nobody else's, and no file of this machine."),
        _("At most {count} apps run at once; plays are kept in the store of this machine.",
          count=wish.most),
    )  # fmt: skip
    lines += exposed(wish, language, elsewhere)
    lines.append(_("Ctrl+C stops it; everything decided is kept, and visitors come back to it."))
    return lines


def _places(serving: Serving, host: str) -> list[str]:
    places = []
    if "web" in serving.sockets:
        scheme = "https" if serving.wish.is_tls else "http"
        places.append(f"  {scheme}://{host}:{serving.port('web')}/")
    if "ssh" in serving.sockets:
        places.append(f"  ssh -p {serving.port('ssh')} {host.strip('[]')}")
    return places
