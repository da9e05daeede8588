"""The running workshop: takes what is asked in order, keeps what follows, then tells everybody.

It lives in one asyncio loop and holds no rule. Nothing is seen by anybody before the disk has it:
whatever is asked at the same moment is decided in turn and kept in one transaction.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from simulator.crash import report
from simulator.exercise.commands import Refused
from simulator.scenario.load import Loaded
from simulator.store.faults import StoreFault
from simulator.store.workshop_rows import Row
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop import lines
from simulator.workshop.changes import replay
from simulator.workshop.clocks import Clock, Clocks
from simulator.workshop.presence import Presence
from simulator.workshop.rules import decide
from simulator.workshop.state import CLOSED, Workshop

MOST_AT_ONCE = 256
PAUSE = 5.0
"""Seconds after which a bell that failed by a fault of ours is rung again."""


class Keeping(Protocol):
    """What keeps a workshop: simulator/store/workshops.py."""

    def submit(self, rows: Sequence[Row]) -> "Future[object]":
        """Keep *rows*, all or none; the future is done when the disk has them."""


@dataclass
class _Asked:
    command: c.Command
    by: str
    answer: "asyncio.Future[w.Log]"


class Host:
    """One workshop, for all who are connected to this process."""

    def __init__(
        self,
        loaded: Loaded,
        keeper: Keeping | None = None,
        log: Sequence[w.Event] = (),
        *,
        began: datetime | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Run a workshop on *loaded*, going on after *log*; *began* is when it did."""
        self.loaded = loaded
        self.is_rehearsal = False
        """Whether it is practice: nothing of it is kept, and nobody is told that it is."""
        self.clock = clock or Clock()
        self.log: w.Log = tuple(log)
        self.now: Workshop = replay(self.log)
        self.began = began
        """When the exercises began, on the wall's clock."""
        self.version = 0
        """Grows with every change: whoever has seen an older one has something to read."""
        self.leaf = 0
        """The page of the debrief that the room is on: for whoever looks now, and never kept."""
        self.fault: StoreFault | None = None
        """Why the last thing asked could not be kept; None once something was."""
        self._lasted = max((self.clock.wall() - began).total_seconds(), 0.0) if began else 0.0
        """Real seconds since then, up to the moment from which this process counts them."""
        self._counts_from = self.clock.monotonic()
        self._keeper = keeper
        self._queue: asyncio.Queue[_Asked] = asyncio.Queue()
        self.clocks = Clocks(self.clock.monotonic)
        self.presence = Presence(self.clock.monotonic)
        self._listeners: list[Callable[[], None]] = []
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._is_over = False

    # ---- running

    async def start(self) -> None:
        """Begin to take commands; after a stop, pause every clock first."""
        self._tasks = [asyncio.create_task(self._serve()), asyncio.create_task(self._ring())]
        if self.now.opened is not None and self.now.stage != CLOSED:
            await self.do(c.Restart(), c.DOOR)

    async def stop(self) -> None:
        """Finish what is being kept, and end; whoever asks from here on is told that it is over."""
        self._is_over = True
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._tasks = []
        while not self._queue.empty():
            asked = self._queue.get_nowait()
            if not asked.answer.done():
                asked.answer.set_exception(Refused("closed"))

    async def do(self, command: c.Command, by: str) -> w.Log:
        """Obey *command*, asked for *by* somebody, once it is kept.

        Refused if it cannot be obeyed, StoreFault if it could not be kept: then nothing happened.
        """
        if self._is_over:
            raise Refused("closed")
        answer: asyncio.Future[w.Log] = asyncio.get_running_loop().create_future()
        await self._queue.put(_Asked(command, by, answer))
        return await answer

    async def _serve(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty() and len(batch) < MOST_AT_ONCE:
                batch.append(self._queue.get_nowait())
            # Once begun, a batch is kept and told whole, even if the host is being stopped.
            work = asyncio.create_task(self._obey(batch))
            try:
                await asyncio.shield(work)
            except asyncio.CancelledError:
                await work
                raise

    async def _obey(self, batch: list[_Asked]) -> None:
        now, found = self._decide(batch)
        new = tuple(event for answer in found if isinstance(answer, tuple) for event in answer)
        try:
            if new and self._keeper is not None:
                await asyncio.wrap_future(self._keeper.submit([_row(event) for event in new]))
        except Exception as error:  # noqa: BLE001 - the disk's fault, or one of ours: told to whoever asked
            # Whoever was refused, too: what refused them may be what did not happen.
            found = [error] * len(batch)
            if isinstance(error, StoreFault):
                self.fail(error)
        else:
            if new:
                self._accept(now, new)
        for asked, answer in zip(batch, found, strict=True):
            _answer(asked.answer, answer)

    def _decide(self, batch: list[_Asked]) -> tuple[Workshop, "list[w.Log | Exception]"]:
        """Decide *batch* one by one, each on what the one before made happen."""
        now, clocks = self.now, self.clocks.copy()
        found: list[w.Log | Exception] = []
        for asked in batch:
            try:
                events = decide(self.loaded, now, clocks.timed(now, asked.command), asked.by)
                now = replay(events, now)
            except Exception as error:  # noqa: BLE001 - a refusal, or a fault of ours: told to whoever asked
                found.append(error)
                continue
            clocks.hear(events)
            found.append(events)
        return now, found

    def _accept(self, now: Workshop, new: w.Log) -> None:
        self.fault = None
        self.now = now
        self.log = (*self.log, *new)
        self.clocks.hear(new)
        if any(isinstance(event, w.Begun) for event in new):
            self.began = self.clock.wall()
            self._lasted, self._counts_from = 0.0, self.clock.monotonic()
        self._tell()

    # ---- whoever listens

    def listen(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call *changed* after every change, in this loop; return what stops it."""
        self._listeners.append(changed)

        def stop() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(changed)

        return stop

    async def wait(self, seen: int, seconds: float) -> int:
        """Return the version once it is newer than *seen*, or after so many *seconds*."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.version <= seen:
                    await self._changed.wait()
        return self.version

    def fail(self, fault: StoreFault | None) -> None:
        """Tell everybody why something could not be kept, or deleted; None once it was."""
        self.fault = fault
        self._tell()

    def turn(self, to: int) -> None:
        """Turn the room's debrief to page *to*, counted from 0; only from this loop."""
        if max(to, 0) != self.leaf:
            self.leaf = max(to, 0)
            self._tell()

    def _tell(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()
        for changed in tuple(self._listeners):
            try:
                changed()
            except Exception as error:  # noqa: BLE001 - one face's fault is not the room's
                report(error, "en")

    # ---- clocks

    def left(self, team: str) -> int | None:
        """Return the real seconds that a team's vote has left; None where it has no clock."""
        return self.clocks.left(self.now, team)

    def left_to_write(self) -> int | None:
        """Return the real seconds that the round of writing has left."""
        return self.clocks.left_to_write(self.now)

    def elapsed(self) -> float:
        """Return the real seconds since the exercises began.

        Not by the wall's clock, which may be put right meanwhile, but for what was before a stop.
        """
        if self.began is None:
            return 0.0
        return self._lasted + self.clock.monotonic() - self._counts_from

    async def _ring(self) -> None:
        """Close each vote, and each round of writing, when its time is up."""
        while True:
            await asyncio.sleep(0.25)
            for command in self.clocks.due(self.now):
                try:
                    await self.do(command, c.DOOR)
                except (Refused, StoreFault):
                    continue
                except Exception as error:  # noqa: BLE001 - ours: the other bells ring all the same
                    report(error, "en")
                    await asyncio.sleep(PAUSE)


def _answer(future: "asyncio.Future[w.Log]", answer: "w.Log | Exception") -> None:
    if future.done():
        return  # Whoever asked has gone away.
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)


def _row(event: w.Event) -> Row:
    return Row(type(event).__name__, lines.encode(event), w.is_private(event))
