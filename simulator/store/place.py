"""The file of the database: where it is, whether it is ours and whole; keeping aside what is not.

Nothing here ever writes to a file that is not known to be a whole database of ours.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.language import Language
from simulator.store import tables as t
from simulator.store.engines import fault
from simulator.store.faults import StoreFault
from simulator.store.keeper import now
from simulator.store.lease import fcntl

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it belongs to that one and to no other."""
_MAGIC = b"SQLite format 3\0"
_LOOKED_THROUGH = 16 * 2**20
"""Bytes up to which every page is looked at when a database is opened; `doctor` looks at all."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should be told about the database; `reason` is a word."""

    reason: str
    file: str
    kept: str

    def sentence(self, language: Language) -> str:
        """Return it in *language*."""
        _ = language._
        said = {
            "empty": _("{file} was empty."),
            "foreign": _("{file} was not a database of Bad Buzz."),
            "damaged": _("{file} was damaged."),
            "orphan": _("{file} had disappeared, and something of it was left."),
            "migrated": _("{file} was brought up to date; as it was, it is kept as {kept}."),
        }[self.reason].format(file=self.file, kept=self.kept)
        if self.reason == "migrated":
            return said
        aside = _("Nothing was written to it: it is kept aside as {kept}, and a new one begins.")
        return f"{said} {aside.format(kept=self.kept)}"


def make(folder: Path) -> None:
    """Make *folder*, for its owner alone; StoreFault if that is not possible."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise fault(error, str(folder)) from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process at a time look at the database before it opens it."""
    try:
        handle = os.open(folder / "opening.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise fault(error, str(folder)) from None
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def examine(path: Path) -> tuple[str, int]:
    """Return what is wrong with the database at *path* ("": nothing) and its schema's version.

    missing, empty, foreign and damaged are for keeping aside; StoreFault for what has to be told:
    it cannot be read, or it is of a newer version.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return "missing", 0
    except OSError as error:
        raise fault(error, str(path)) from None
    if not head:
        return "empty", 0
    if not head.startswith(_MAGIC):
        return "damaged", 0
    if int.from_bytes(head[68:72], "big") != t.APPLICATION:
        return "foreign", 0
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return _look(database, size, str(path))
    except sqlite3.Error as error:
        found = fault(error, str(path))
        if found.reason != "damaged":
            raise found from None
        return "damaged", 0


def _look(database: sqlite3.Connection, size: int, name: str) -> tuple[str, int]:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > t.SCHEMA:
        raise StoreFault("newer", name)
    if size <= _LOOKED_THROUGH:
        (answer,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            return "damaged", version
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    if version < 1 or (version == t.SCHEMA and not set(t.metadata.tables) <= tables):
        return "damaged", version
    return "", version


def keep_aside(path: Path, reason: str) -> Notice:
    """Give the database at *path* and what is beside it a dated name; nothing is overwritten."""
    aside = dated(path, reason)
    try:
        for beside in ("", *BESIDE):
            with suppress(FileNotFoundError):
                Path(f"{path}{beside}").rename(f"{aside}{beside}")
    except OSError as error:
        raise fault(error, str(path)) from None
    return Notice(reason, str(path), str(aside))


def dated(path: Path, word: str) -> Path:
    """Return a name beside *path*, with the date and *word* in it, that nobody has."""
    stem = f"{path.stem}-{now():%Y-%m-%d-%H%M%S}-{word}"
    number = 1
    while True:
        more = f"-{number}" if number > 1 else ""
        found = path.with_name(f"{stem}{more}{path.suffix}")
        if not any(Path(f"{found}{beside}").exists() for beside in ("", *BESIDE)):
            return found
        number += 1


def is_orphaned(path: Path) -> bool:
    """Say whether something is left of a database that is gone: it would spoil the next one."""
    return any(Path(f"{path}{beside}").exists() for beside in BESIDE)


def place_new(temporary: Path, path: Path) -> None:
    """Put a database that is ready in its place, unless there is one by now."""
    handle = os.open(temporary, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    temporary.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)


def make_private(path: Path) -> None:
    """Let the file at *path* be read by its owner alone."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            path.chmod(mode & 0o700)


def copy(path: Path, target: Path) -> None:
    """Copy the database at *path*, as it is at one moment, to *target*."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(handle)
    source = f"{path.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
