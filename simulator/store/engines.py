"""Connections: how each of the two engines is made to keep its word, and what its errors mean."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event as hooks
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.pool import NullPool, QueuePool

from simulator.store.faults import StoreFault
from simulator.store.journal import FULL

PATIENCE = 5.0
"""Seconds that a write waits for another program's."""


def sqlite(path: Path, *, writes: bool, cascades: bool = True) -> Engine:
    """Return an engine on the file at *path*; it makes no file that is not there.

    A migration rewrites tables whole: it wants one that does not cascade, or what hangs on their
    rows would go with the old ones.
    """
    mode = "rw" if writes else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )

    pool = NullPool if writes else QueuePool
    engine = sa.create_engine("sqlite://", creator=connect, poolclass=pool)
    hooks.listen(engine, "connect", _pragmas(writes=writes, cascades=cascades))
    hooks.listen(engine, "begin", _begins("BEGIN IMMEDIATE" if writes else "BEGIN"))
    return engine


def _pragmas(*, writes: bool, cascades: bool) -> Any:
    keys = "foreign_keys=ON" if cascades else "foreign_keys=OFF"
    wanted = [keys, "secure_delete=ON", "trusted_schema=OFF", "cell_size_check=ON"]
    if writes:
        wanted += ["journal_mode=WAL", "synchronous=FULL"]

    def connected(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in wanted:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return connected


def _begins(statement: str) -> Any:
    def begin(connection: sa.Connection) -> None:
        # A deferred transaction that comes to write fails at once when another one has written.
        connection.exec_driver_sql(statement)

    return begin


_ALIVE = {
    "connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}  # fmt: skip
"""A line that is dead is known to be so within ten seconds, not a quarter of an hour."""


def postgresql(url: str, *, writes: bool) -> Engine:
    """Return an engine on the server at *url*; StoreFault if that is no address of one."""
    scheme, _, rest = url.partition("://")
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"} or not rest:
        raise StoreFault("address")
    options = "-c timezone=UTC -c synchronous_commit=on -c lock_timeout=5s"
    if not writes:
        options += " -c default_transaction_read_only=on"
    try:
        return sa.create_engine(
            f"postgresql+psycopg://{rest}",
            poolclass=NullPool if writes else QueuePool,
            connect_args=_ALIVE | {"options": options, "application_name": "badbuzz"},
            pool_pre_ping=not writes,
            # Whoever reads in several steps reads all of them at one moment, as in SQLite.
            isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
        )
    except ImportError:
        raise StoreFault("driver") from None
    except (sa.exc.ArgumentError, ValueError):
        raise StoreFault("address") from None


def is_lost(error: BaseException) -> bool:
    """Say whether *error* left the connection dead, so that what it was doing is in doubt."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, InterfaceError)


_REASONS = {
    "SQLITE_FULL": "full", "SQLITE_BUSY": "busy", "SQLITE_LOCKED": "busy",
    "SQLITE_READONLY": "read-only", "SQLITE_CANTOPEN": "read-only", "SQLITE_PERM": "read-only",
    "SQLITE_CORRUPT": "damaged", "SQLITE_NOTADB": "damaged",
}  # fmt: skip


def is_fault(error: BaseException) -> bool:
    """Say whether *error* is the disk's, the line's or the file's, and not a mistake in a query."""
    if isinstance(error, DBAPIError):
        ours = (IntegrityError, ProgrammingError, DataError, NotSupportedError)
        return not isinstance(error, ours)
    return isinstance(error, (OSError, sqlite3.Error))


def fault(error: BaseException, where: str = "") -> StoreFault:
    """Return what *error*, which a connection raised, means for a person."""
    if isinstance(error, StoreFault):
        return error
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        if "no such savepoint" in str(origin) and error.__context__ is not None:
            # A disk that is full ended the transaction before the savepoint could be left.
            return fault(error.__context__, where)
        name = getattr(origin, "sqlite_errorname", "")
        main = "_".join(name.split("_")[:2])
        # Writing fails in as many ways as disks have; most often the disk is full.
        reason = _REASONS.get(main, "full" if main == "SQLITE_IOERR" else "damaged")
        return StoreFault(reason, where)
    if isinstance(origin, OSError):
        return StoreFault("full" if origin.errno in FULL else "read-only", where)
    if is_lost(error):
        return StoreFault("lost")
    if isinstance(error, OperationalError):
        state = getattr(origin, "sqlstate", None) or ""
        reasons = {"53100": "full", "55P03": "busy", "40P01": "busy", "40001": "busy"}
        return StoreFault(reasons.get(state, "unreachable" if not state else "lost"))
    return StoreFault("damaged", where)
