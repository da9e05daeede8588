"""One app for one person far away: begun, fed, drawn, kept while the line is down, and ended.

It knows neither the web nor SSH. A line is attached with a function that sends; it may be lost and
another attached, and the app never notices. What is not taken in time is dropped and drawn anew.
"""

import asyncio
import contextlib
import contextvars
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, cast

from textual.app import App
from textual.driver import Driver
from textual.geometry import Size

from simulator.crash import report
from simulator.tui.driver import BEGIN, Deliver, ServedDriver, drives
from simulator.tui.terminal import clamped

GRACE = 3.0
"""Seconds that an app has to end by itself once it is told to."""
PATIENCE = 20.0
"""Seconds that a line may take to accept what is sent; then it counts as lost."""
MOST_HELD = 2 * 1024 * 1024
"""Bytes kept for a line that does not read: past that they are dropped, and all is drawn anew."""

Make = Callable[[], App[Any]]
"""Makes the app; called in the session's own task."""
Send = Callable[[bytes], Awaitable[None]]
"""Sends, and waits until the line has taken it; raises OSError once the line is lost."""


class Session:
    """An app, and the line that it is drawn on at the moment, if there is one."""

    def __init__(self, make: Make, *, language: str = "en", deliver: Deliver | None = None) -> None:
        """Run what *make* makes; speak *language* of our own faults."""
        self._make = make
        self._language = language
        self._deliver = deliver
        self._size = Size(80, 24)
        self._task: asyncio.Task[None] | None = None
        self._line: asyncio.Task[None] | None = None
        self._held: list[bytes] = []
        self._count = 0
        self._has_dropped = False
        self._wakes = asyncio.Event()
        self.app: App[Any] | None = None
        self.ended = asyncio.Event()
        """Set once the app has ended, however it did."""
        self.ready = asyncio.Event()
        """Set once the first screen was drawn, or nothing will be."""
        self.result: Any = None
        """What the app returned."""
        self.has_crashed = False
        """Whether it ended by a fault of ours, which the crash report tells without any value."""

    # ---- its life

    @property
    def is_started(self) -> bool:
        """Whether it was begun."""
        return self._task is not None

    def start(self, width: int, height: int) -> None:
        """Begin, in a task and a context of its own."""
        self._size = clamped(Size(width, height))
        self._task = asyncio.create_task(
            self._run(), name="badbuzz session", context=contextvars.Context()
        )

    async def _run(self) -> None:
        try:
            await self._perform()
        finally:
            self.app = None
            self.ended.set()
            self.ready.set()
            self._wakes.set()

    async def _perform(self) -> None:
        try:
            app = self.app = unredirected(self._make())
            driver = partial(ServedDriver, draw=self._draw, deliver=self._deliver)
            app.driver_class = cast("type[Driver]", driver)
            app.animation_level = "none"
            app.call_after_refresh(self.ready.set)
            await app.run_async(size=(self._size.width, self._size.height))
            self.result = app.return_value
            error = getattr(app, "crash", None) or app._exception  # noqa: SLF001 - Textual tells nobody else
        except Exception as raised:  # noqa: BLE001 - whatever it is ends this session alone
            error = raised
        if error is not None:
            self.has_crashed = True
            await asyncio.to_thread(report, error, self._language)

    async def close(self) -> None:
        """End the app, by force if it does not; the line too."""
        if self.app is not None and not self.ended.is_set():
            self.app.exit(return_code=0)
        task = self._task
        if task is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({task}, timeout=GRACE)
                task.cancel()
                await asyncio.wait({task}, timeout=GRACE)
        await self.detach()

    # ---- the line

    async def attach(self, send: Send, width: int, height: int) -> None:
        """Draw through *send* from now on; the line there was before is let go."""
        await self.detach()
        if drives(self.app) if self.app else None:
            self._drop()
            self._hold(BEGIN.encode())
            self.resize(width, height)
            self.redraw()
        self._line = asyncio.create_task(self._pump(send), name="badbuzz line")

    async def detach(self) -> None:
        """Let the line go; the app goes on, drawn for nobody."""
        line, self._line = self._line, None
        if line is not None and line is not asyncio.current_task():
            line.cancel()
            await asyncio.wait({line}, timeout=GRACE)
        self._drop()

    @property
    def line(self) -> "asyncio.Task[None] | None":
        """What sends at the moment: it ends when the app has ended, or the line is lost."""
        return self._line

    async def _pump(self, send: Send) -> None:
        """Send what is drawn until the app has ended, or the line is lost."""
        with contextlib.suppress(OSError, TimeoutError):
            while self._held or self._has_dropped or not self.ended.is_set():
                await self._wakes.wait()
                self._wakes.clear()
                data, has_dropped = b"".join(self._held), self._has_dropped
                self._drop()
                async with asyncio.timeout(PATIENCE):
                    await send(data)
                if has_dropped and not self.ended.is_set():
                    self._hold(BEGIN.encode())
                    self.redraw()

    # ---- in

    def feed(self, data: bytes) -> None:
        """Take what was typed."""
        driver = drives(self.app) if self.app else None
        if driver is not None and driver.feed(data):
            self._tell_of_cut()

    def resize(self, width: int, height: int) -> None:
        """Draw on another size from now on."""
        self._size = clamped(Size(width, height))
        driver = drives(self.app) if self.app else None
        if driver is not None:
            driver.resize(self._size)

    def redraw(self) -> None:
        """Draw all of the screen again."""
        if self.app is not None and self.app._running:  # noqa: SLF001 - before, there is nothing to draw
            self.app.refresh(layout=True)

    def _tell_of_cut(self) -> None:
        from simulator.language import speak
        from simulator.tui.driver import LONGEST_PASTE

        code = getattr(getattr(self.app, "language", None), "code", self._language)
        said = speak(code)._(
            "What was pasted is too long: the first {count} characters were taken.",
            count=LONGEST_PASTE,
        )
        if self.app is not None:
            self.app.notify(said, markup=False)

    # ---- out

    def _draw(self, text: str) -> None:
        if self._line is not None:
            self._hold(text.encode("utf-8", "replace"))

    def _hold(self, data: bytes) -> None:
        self._held.append(data)
        self._count += len(data)
        if self._count > MOST_HELD:
            self._drop()
            self._has_dropped = True
        self._wakes.set()

    def _drop(self) -> None:
        self._held, self._count, self._has_dropped = [], 0, False


def unredirected(app: App[Any]) -> App[Any]:
    """Return *app*, which leaves the streams of the process alone.

    It would put itself in their place, and leave them so where apps end in another order than they
    began; and it would print a crash there with every local value (libraries, 4.3).
    """
    app._capture_stdout = sys.stdout  # type: ignore[assignment] # noqa: SLF001 - redirected to what it is
    app._capture_stderr = sys.stderr  # type: ignore[assignment] # noqa: SLF001 - the same
    app._print_error_renderables = lambda: None  # type: ignore[method-assign] # noqa: SLF001 - the same
    return app
