"""The apps that run here: one for each seat, kept while its line is down, never more than allowed.

Whoever returns is given the very app they left. A second line to one seat takes the app over.
"""

import asyncio
import contextlib
import gc
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from simulator.tui.session import Make, Send, Session

KEEP = 600.0
"""Seconds that an app is kept for whoever lost the line."""
AT_ONCE = 2
"""Apps that start at the same time; the others wait their turn, and those who play notice less."""
STARTING = 10.0
"""Seconds after which a start no longer holds up the next."""
RARELY = 1000
"""As the app does for itself: what is left of apps is looked for seldom."""
MOST_FILES = 4
MOST_BYTES = 8 * 1024 * 1024
FETCH = 120.0
"""Files handed over by one app, their size, and the seconds in which a browser may fetch one."""


@dataclass(frozen=True)
class Seated:
    """Somebody whose place is known, and the app that is theirs."""

    seat: str
    """What tells seats apart; never a secret."""
    make: Make
    language: str = "en"


@dataclass(frozen=True)
class File:
    """What an app hands to a browser, once."""

    seat: str
    data: bytes
    name: str
    kind: str


@dataclass(frozen=True)
class Line:
    """What `Sessions.join` gives: an app, and this line's number and what sends on it."""

    kept: "Kept"
    number: int
    sending: "asyncio.Task[None] | None"
    """Ends when the app has ended, or the line is lost or taken over; None: it was, already."""

    @property
    def is_current(self) -> bool:
        """Whether no other line has taken the app over."""
        return self.kept.lines == self.number


class Kept:
    """One running app, with whose it is."""

    def __init__(self, seated: Seated, session: Session) -> None:
        """Keep *session* for *seated*."""
        self.seated = seated
        self.session = session
        self.lines = 0
        """Lines so far: the last one alone counts."""
        self.expiry: asyncio.TimerHandle | None = None
        self.announce: Callable[[str], None] | None = None
        """Tells the line of today that a file can be fetched under a key."""

    def unexpire(self) -> None:
        """Keep it for as long as there is a line."""
        if self.expiry is not None:
            self.expiry.cancel()
            self.expiry = None


class Sessions:
    """Every app of this process that is drawn elsewhere."""

    def __init__(self, most: int = 60, *, keep: float = KEEP, at_once: int = AT_ONCE) -> None:
        """Run *most* apps, *at_once* of them starting; keep one without a line for *keep* s."""
        self.most = most
        self.keep = keep
        self._gate = asyncio.Semaphore(at_once)
        self._kept: dict[str, Kept] = {}
        self._files: dict[str, File] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self.tell: Callable[[str, bool], None] = lambda _seat, _is_here: None
        """Called with a seat when a line of its comes, and when it goes."""

    def __len__(self) -> int:
        """Return how many apps run."""
        return len(self._kept)

    def is_full(self, seat: str = "") -> bool:
        """Say whether there is no room for *seat*; those who are here are never turned away."""
        return self._is_closed or (
            seat not in self._kept and len(self._kept) >= self.most and self._idlest() is None
        )

    def _idlest(self) -> "Kept | None":
        """Return the app that nobody has seen for longest: what was decided in it is kept."""
        return next((kept for kept in self._kept.values() if kept.expiry is not None), None)

    async def join(self, seated: Seated, send: Send, width: int, height: int) -> Line | None:
        """Draw *seated*'s app through *send*: the one that runs, else a new one; None if full."""
        if self.is_full(seated.seat):
            return None
        kept = self._kept.get(seated.seat)
        if kept is None or kept.session.ended.is_set():
            if len(self._kept) >= self.most and (idle := self._idlest()):
                self._end(idle)
            kept = self._kept[seated.seat] = self._new(seated)
        kept.lines += 1
        kept.unexpire()
        line = Line(kept, kept.lines, None)
        self.tell(seated.seat, True)  # noqa: FBT003 - by its place
        try:
            # Before it starts: a line that came later would have all of the screen drawn again.
            await kept.session.attach(send, width, height)
            line = Line(kept, line.number, kept.session.line if line.is_current else None)
            if not kept.session.is_started:
                await self._start(line, width, height)
        except BaseException:  # Lost while it waited for its turn: nobody else will let it go.
            self.leave(line)
            raise
        return line

    def _new(self, seated: Seated) -> Kept:
        def deliver(data: bytes, name: str, kind: str) -> bool:
            return self._hand_over(kept, data, name, kind)

        kept = Kept(seated, Session(seated.make, language=seated.language, deliver=deliver))
        return kept

    async def _start(self, line: Line, width: int, height: int) -> None:
        """Start an app when it is its turn, which lasts until it has drawn something."""
        session = line.kept.session
        async with self._gate:
            if not session.is_started and line.is_current and not self._is_closed:
                session.start(width, height)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(session.ready.wait(), STARTING)

    def leave(self, line: Line) -> None:
        """Let go of *line*, which is lost, or whose app has ended."""
        kept = line.kept
        self.tell(kept.seated.seat, False)  # noqa: FBT003 - by its place
        is_wanted = kept.session.is_started or not line.is_current  # Another line may wait for it.
        if kept.session.ended.is_set() or not is_wanted:
            self._end(kept)
        elif line.is_current and not self._is_closed:
            self._later(kept.session.detach())
            self._kept[kept.seated.seat] = self._kept.pop(kept.seated.seat, kept)  # The last to go.
            kept.expiry = asyncio.get_running_loop().call_later(self.keep, self._end, kept)

    def _end(self, kept: Kept) -> None:
        if self._kept.get(kept.seated.seat) is kept:
            del self._kept[kept.seated.seat]
        kept.unexpire()
        self._later(self._close(kept))

    async def _close(self, kept: Kept) -> None:
        await kept.session.close()
        for key in [key for key, file in self._files.items() if file.seat == kept.seated.seat]:
            del self._files[key]

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """End every app, and wait until they have."""
        self._is_closed = True
        for kept in list(self._kept.values()):
            self._end(kept)
        while self._closing:
            await asyncio.wait(set(self._closing))
        self._files.clear()

    # ---- files for browsers

    def _hand_over(self, kept: Kept, data: bytes, name: str, kind: str) -> bool:
        own = [file for file in self._files.values() if file.seat == kept.seated.seat]
        if kept.announce is None or len(data) > MOST_BYTES or len(own) >= MOST_FILES:
            return False
        key = secrets.token_urlsafe(16)
        self._files[key] = File(kept.seated.seat, data, name, kind)
        asyncio.get_running_loop().call_later(FETCH, self._files.pop, key, None)
        kept.announce(key)
        return True

    def fetch(self, key: str, seat: str) -> File | None:
        """Return the file called *key*, once, and to nobody but its *seat*."""
        file = self._files.get(key)
        if file is None or file.seat != seat:
            return None
        return self._files.pop(key)


def calm() -> None:
    """Let memory be looked through seldom: what was imported stays, and apps hold much the same."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], RARELY)
