"""The app over SSH: no password, no shell, no command, no file, no forwarding; only a terminal.

Here is the server and who is let in to it; what somebody meets inside is in `ssh_terminal.py`.
"""

import asyncio
import socket
from collections.abc import Sequence

import asyncssh

from simulator.serve.sessions import Sessions
from simulator.serve.ssh_terminal import Entrance, Terminal

PATIENCE = 20.0
"""Seconds within which a connection has to log in, and then to ask for a terminal."""
BEAT, MISSED = 15, 3
"""Seconds between two signs of life, and how many may be missing."""
SPARE = 20
"""Connections beyond the places there are: for those who are told that it is full."""


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
        return Terminal(self._host.sessions, self._host.entrance, self._host.tasks)
