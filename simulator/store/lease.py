"""One exercise, one window: a lease that ends with the process which holds it, whatever the clock.

The lease is a courtesy, told early. What keeps a log whole is that a command is only added to the
head it was decided on.
"""

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from simulator.store import engines
from simulator.store.engines import fault
from simulator.store.faults import StoreFault

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Where there are no such locks, the head of the log is all that protects it.
    fcntl = None


class Lease:
    """A lock on a small file beside the database."""

    def __init__(self, folder: Path, name: str) -> None:
        """Take the lease called *name*; StoreFault if another window has it."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self._path = folder / f"{name}.lock"
        self._handle = -1
        while not self._is_taken():
            continue

    def _is_taken(self) -> bool:
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if fcntl is not None:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held it may have removed the file between our opening and our locking it.
            if os.stat(self._path).st_ino == os.fstat(handle).st_ino:  # noqa: PTH116
                self._handle = handle
                return True
        except BlockingIOError:
            os.close(handle)
            raise StoreFault("elsewhere") from None
        except FileNotFoundError:
            pass
        os.close(handle)
        return False

    def release(self) -> None:
        """Let another window have it."""
        if self._handle >= 0:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._handle)
            self._handle = -1


class Turn:
    """One process at a time writes: SQLite before 3.51.3 can spoil a WAL that several write to.

    `BEGIN IMMEDIATE` alone is not enough, since a checkpoint follows the commit.
    """

    def __init__(self, path: Path) -> None:
        """Take turns by a lock on the file at *path*."""
        self._path = path
        self._handle = -1

    def __enter__(self) -> None:
        """Wait for the turn; StoreFault if another process keeps it for too long."""
        if fcntl is None:
            return
        if self._handle < 0:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        end = time.monotonic() + engines.PATIENCE
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise StoreFault("busy") from None
                time.sleep(0.002)
            else:
                return

    def __exit__(self, *_: object) -> None:
        """Let another process write."""
        if fcntl is not None and self._handle >= 0:
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Forget the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


class ServerLeases:
    """Locks of one session on a PostgreSQL server, which ends them with the session."""

    def __init__(self, engine: Engine) -> None:
        """Hold them on a connection of *engine* of their own."""
        self._engine = engine
        self._connection: sa.Connection | None = None
        self._held: set[str] = set()
        self._turn = threading.Lock()

    def take(self, name: str) -> "ServerLease":
        """Take the lease called *name*; StoreFault if another window has it."""
        with self._turn:
            if name in self._held or not self._ask("pg_try_advisory_lock", name):
                raise StoreFault("elsewhere")
            self._held.add(name)
        return ServerLease(self, name)

    def give_back(self, name: str) -> None:
        """Let another window have it."""
        with self._turn, suppress(StoreFault):
            self._held.discard(name)
            self._ask("pg_advisory_unlock", name)

    def _ask(self, function: str, name: str) -> bool:
        try:
            if self._connection is None:
                self._connection = self._engine.connect().execution_options(
                    isolation_level="AUTOCOMMIT"
                )
            key = sa.literal(int(name[:15], 16), sa.BigInteger)
            asked = sa.select(getattr(sa.func, function)(key))
            return bool(self._connection.execute(asked).scalar())
        except SQLAlchemyError as error:
            self.close()
            raise fault(error) from None

    def close(self) -> None:
        """Leave the session, and with it every lease."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.invalidate()
                connection.close()


@dataclass(frozen=True, slots=True)
class ServerLease:
    """One of them."""

    leases: ServerLeases
    name: str

    def release(self) -> None:
        """Let another window have it."""
        self.leases.give_back(self.name)
