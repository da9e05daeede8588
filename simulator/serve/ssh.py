"""The app over SSH: no password, no shell, no command, no file, no forwarding; only a terminal.

Who somebody is, is asked inside (a code, or four words). The host's key is made once and kept, so
that nobody is told that it changed.
"""

import asyncio
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, cast

import asyncssh

from simulator.language import Language, speak
from simulator.preference import preferred
from simulator.serve.colours import draws_all, plainer
from simulator.serve.sessions import Seated, Sessions
from simulator.tui.session import Make, Session

KEY = "ssh_host_key"
"""The file of the host's key, for its owner alone."""
PATIENCE = 20.0
"""Seconds within which a connection has to log in, and then to ask for a terminal."""
BEAT, MISSED = 15, 3
"""Seconds between two signs of life, and how many may be missing."""
SPARE = 20
"""Connections beyond the places there are: for those who are told that it is full."""
_HEARD = ("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "COLORTERM")
"""All that is read of what a client says of its environment."""


class Entrance(Protocol):
    """Who says what somebody sees first."""

    def entrance(self, code: str, address: str) -> Make:
        """Return what makes the app that asks who comes; it returns a Seated, or None."""


def host_key(folder: Path) -> asyncssh.SSHKey:
    """Return the host's key, kept in *folder*, made if there is none; OSError if it cannot be."""
    path = folder / KEY
    try:
        return asyncssh.import_private_key(path.read_bytes())
    except FileNotFoundError:
        pass
    except (asyncssh.KeyImportError, ValueError) as error:
        raise OSError(str(path)) from error
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = asyncssh.generate_private_key("ssh-ed25519")
    temporary = path.with_name(f"{KEY}.{os.getpid()}.new")
    with suppress(FileNotFoundError):
        temporary.unlink()
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key.export_private_key())
    try:
        os.link(temporary, path)  # Whoever was first made the key that counts.
    except FileExistsError:
        key = asyncssh.import_private_key(path.read_bytes())
    finally:
        temporary.unlink()
    return key


class Host:
    """The SSH server, until it is stopped."""

    def __init__(self, sessions: Sessions, entrance: Entrance, key: asyncssh.SSHKey) -> None:
        """Let people in by *entrance*, to the apps of *sessions*."""
        self.sessions = sessions
        self.entrance = entrance
        self._key = key
        self._acceptors: list[asyncssh.SSHAcceptor] = []
        self.connections: set[asyncssh.SSHServerConnection] = set()
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def print(self) -> str:
        """The key's fingerprint, to be compared by whoever connects first."""
        return self._key.get_fingerprint()

    @property
    def is_crowded(self) -> bool:
        """Whether there are more connections than any number of places explains."""
        return len(self.connections) >= self.sessions.most + SPARE

    async def start(self, sockets: Sequence[socket.socket]) -> None:
        """Answer on *sockets*, which are ours from here on."""
        for opened in sockets:
            self._acceptors.append(
                await asyncssh.listen(
                    sock=opened, server_factory=lambda: Door(self), server_host_keys=[self._key],
                    server_version="badbuzz", encoding=None, line_editor=False, gss_host=None,
                    allow_scp=False, sftp_factory=None, agent_forwarding=False,
                    x11_forwarding=False, login_timeout=PATIENCE, keepalive_interval=BEAT,
                    keepalive_count_max=MISSED, compression_algs=None, config=[],
                )
            )  # fmt: skip

    async def stop(self) -> None:
        """Let everybody go, and close."""
        for acceptor in self._acceptors:
            acceptor.close()
        for task in self.tasks:
            task.cancel()
        if self.tasks:
            await asyncio.wait(set(self.tasks), timeout=3)
        for connection in set(self.connections):
            connection.abort()
        await asyncio.sleep(0)
        self._acceptors.clear()


class Door(asyncssh.SSHServer):
    """One connection: nobody is asked for a password, and one terminal is all there is."""

    def __init__(self, host: Host) -> None:
        """Belong to *host*."""
        self._host = host
        self._connection: asyncssh.SSHServerConnection | None = None
        self._has_session = False
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Let it in, unless there are too many."""
        if self._host.is_crowded:
            conn.abort()
            return
        self._connection = conn
        self._host.connections.add(conn)
        self._late = asyncio.get_running_loop().call_later(2 * PATIENCE, self._hurry)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncssh's
        """Forget it."""
        if self._connection is not None:
            self._host.connections.discard(self._connection)
        if self._late is not None:
            self._late.cancel()

    def _hurry(self) -> None:
        if not self._has_session and self._connection is not None:
            self._connection.abort()

    def begin_auth(self, username: str) -> bool:  # noqa: ARG002 - asyncssh's
        """Ask for nothing: who somebody is, is asked inside."""
        return False

    def session_requested(self) -> "asyncssh.SSHServerSession[bytes] | bool":
        """Give one terminal."""
        if self._has_session:
            return False
        self._has_session = True
        return Terminal(self._host)


class Terminal(asyncssh.SSHServerSession[bytes]):
    """One terminal: a screen of questions first, then the app."""

    def __init__(self, host: Host) -> None:
        """Belong to *host*."""
        self._host = host
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
        self._host.tasks.add(self._task)
        self._task.add_done_callback(self._host.tasks.discard)

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
        make = self._host.entrance.entrance(language.code, address)
        session = self._session = Session(make, language=language.code)
        try:
            session.start(*self._size())
            await session.attach(self._send, *self._size())
            line = session.line
            if line is not None:
                await asyncio.wait({line})
            if session.has_crashed:
                return "fault"
            return cast("Seated | None", session.result) or "left"
        finally:
            self._session = None
            await asyncio.shield(session.close())

    async def _play(self, seated: Seated) -> None:
        language = speak(seated.language)
        line = await self._host.sessions.join(seated, self._send, *self._size())
        if line is None:
            self._end(sentence(language, "full"), 1)
            return
        self._session = line.kept.session
        try:
            if line.sending is not None:
                await asyncio.wait({line.sending})
        finally:
            self._session = None
            self._host.sessions.leave(line)
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
