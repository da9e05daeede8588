"""A terminal over SSH: who somebody is, is asked inside (a code, or four words), then their app."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

import asyncssh

from simulator.language import Language, speak
from simulator.preference import preferred
from simulator.serve.colours import draws_all, plainer
from simulator.serve.sessions import Seated, Sessions
from simulator.tui.session import Make, Session

ASKING = 900.0
"""Seconds that somebody has to say who they are: a line that says nothing keeps others out."""
_HEARD = ("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "COLORTERM")
"""All that is read of what a client says of its environment."""


class Entrance(Protocol):
    """Who says what somebody sees first."""

    def entrance(self, code: str, address: str) -> Make:
        """Return what makes the app that asks who comes; it returns a Seated, or None."""


class Terminal(asyncssh.SSHServerSession[bytes]):
    """One terminal: a screen of questions first, then the app."""

    def __init__(
        self, sessions: Sessions, entrance: Entrance, tasks: set[asyncio.Task[None]]
    ) -> None:
        """Ask by *entrance* who comes, draw an app of *sessions*; be served by one of *tasks*."""
        self._sessions, self._entrance, self._tasks = sessions, entrance, tasks
        self._channel: asyncssh.SSHServerChannel[bytes]
        self._task: asyncio.Task[None] | None = None
        self._session: Session | None = None
        self._may_write = asyncio.Event()
        self._may_write.set()
        self._is_lost = False
        self._paint: Callable[[bytes], bytes] = plainer
        self._wants_command = False

    # ---- what asyncssh tells

    def connection_made(self, chan: "asyncssh.SSHServerChannel[bytes]") -> None:
        """Remember the line."""
        self._channel = chan

    def pty_requested(
        self,
        term_type: str | None,  # noqa: ARG002 - asyncssh's, and asked of the channel later
        term_size: tuple[int, int, int, int],  # noqa: ARG002 - the same
        term_modes: Mapping[int, int],  # noqa: ARG002 - the same
    ) -> bool:
        """Accept any terminal."""
        return True

    def shell_requested(self) -> bool:
        """Begin; there is no shell behind it."""
        return True

    def exec_requested(self, command: str) -> bool:  # noqa: ARG002 - none is ever looked at
        """Run nothing, and say so."""
        self._wants_command = True
        return True

    def session_started(self) -> None:
        """Serve, in a task of its own."""
        self._task = asyncio.create_task(self._serve(), name="badbuzz ssh")
        self._tasks.add(self._task)
        self._task.add_done_callback(self._tasks.discard)

    def data_received(self, data: bytes, datatype: Any) -> None:  # noqa: ARG002 - asyncssh's
        """Hand on what was typed."""
        if self._session is not None:
            self._session.feed(data)

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:  # noqa: ARG002 - asyncssh's
        """Draw on another size."""
        if self._session is not None:
            self._session.resize(width, height)

    def break_received(self, msec: int) -> bool:  # noqa: ARG002 - asyncssh's
        """Take no notice."""
        return True

    def pause_writing(self) -> None:
        """Wait: the line has enough to send."""
        self._may_write.clear()

    def resume_writing(self) -> None:
        """Go on."""
        self._may_write.set()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncssh's
        """Let go of the app, which is kept for a while."""
        self._is_lost = True
        self._may_write.set()
        if self._task is not None:
            self._task.cancel()

    # ---- what is done

    async def _serve(self) -> None:
        environment = _environment(self._channel.get_environment())
        language = speak(preferred(environment))
        terminal = str(self._channel.get_terminal_type() or "")
        if self._wants_command or terminal in {"", "dumb", "unknown"}:
            self._end(sentence(language, "command" if self._wants_command else "terminal"), 2)
            return
        if draws_all(terminal, environment):
            self._paint = bytes
        try:
            seated = await self._ask(language)
            if isinstance(seated, str):
                self._end(sentence(language, seated), 0 if seated == "left" else 1)
            else:
                await self._play(seated)
        except asyncio.CancelledError:
            if not self._is_lost:
                self._end(sentence(language, "stopped"), 0)
            raise

    async def _ask(self, language: Language) -> Seated | str:
        """Return whose seat it is, by an app that asks; else why there is none."""
        address = str(self._channel.get_extra_info("peername", ("",))[0])
        make = self._entrance.entrance(language.code, address)
        session = self._session = Session(make, language=language.code)
        try:
            session.start(*self._size())
            await session.attach(self._send, *self._size())
            line = session.line
            if line is not None:
                _done, waits = await asyncio.wait({line}, timeout=ASKING)
                if waits:
                    return "unasked"
            if session.has_crashed:
                return "fault"
            return cast("Seated | None", session.result) or "left"
        finally:
            self._session = None
            await asyncio.shield(session.close())

    async def _play(self, seated: Seated) -> None:
        language = speak(seated.language)
        line = await self._sessions.join(seated, self._send, *self._size())
        if line is None:
            self._end(sentence(language, "full"), 1)
            return
        self._session = line.kept.session
        try:
            if line.sending is not None:
                await asyncio.wait({line.sending})
        finally:
            self._session = None
            self._sessions.leave(line)
        reason = "left" if line.is_current else "taken"
        if line.is_current and line.kept.session.has_crashed:
            reason = "fault"
        self._end(sentence(language, reason), 1 if reason == "fault" else 0)

    async def _send(self, data: bytes) -> None:
        if self._is_lost:
            raise ConnectionResetError
        self._channel.write(self._paint(data))
        await self._may_write.wait()

    def _size(self) -> tuple[int, int]:
        width, height = self._channel.get_terminal_size()[:2]
        return width, height

    def _end(self, text: str, code: int) -> None:
        if not self._is_lost:
            self._channel.write_stderr(f"{text}\r\n".encode())
            self._channel.exit(code)


def sentence(language: Language, reason: str) -> str:
    """Return why a line is closed, and what to do."""
    _ = language._
    return {
        "command": _("No commands are run here: connect without one."),
        "terminal": _("This needs a terminal: connect with ssh -t, from a window that draws."),
        "full": _("Every place is taken. Please try again in a few minutes."),
        "taken": _("You went on in another window or on another machine."),
        "unasked": _("Nobody has come in here for a while, so this line is closed. Connect again."),
        "fault": _("Something went wrong on our side. Everything you decided is kept."),
        "stopped": _("The host has stopped. Everything you decided is kept."),
        "left": _("You have left Bad Buzz. Everything you decided is kept."),
    }[reason]


def _environment(told: Mapping[Any, Any]) -> dict[str, str]:
    """Return the little that is read of what a client says."""
    pairs = {_text(name): _text(value) for name, value in told.items()}
    return {name: pairs[name] for name in _HEARD if name in pairs}


def _text(told: "bytes | str") -> str:
    return (told.decode("utf-8", "replace") if isinstance(told, bytes) else told)[:40]
