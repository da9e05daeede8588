"""Copies of what is kept: dated ones beside the database, backups and exports that we know of."""

import hashlib
import os
import re
import sqlite3
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from simulator.store import engines, opening, place
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.folder import NAME, folder_of
from simulator.store.keeper import now
from simulator.store.store import Store

EXPORT, BACKUP = "export", "backup"
_DATED = re.compile(
    r"badbuzz-(\d{4}-\d\d-\d\d)-\d{6}-"
    r"(empty|foreign|damaged|orphan|replaced|schema-\d+)(?:-\d+)?\.db"
)
_ROWS = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was written elsewhere."""

    kind: str
    path: Path
    profile: str | None
    """Whose it is; None for everybody's, and for a workshop's."""
    digest: str
    made: datetime

    @property
    def state(self) -> str:
        """Say whether it is still there: missing, changed, or "" for as it was written."""
        try:
            data = self.path.read_bytes()
        except OSError:
            return "missing"
        return "" if hashlib.sha256(data).hexdigest() == self.digest else "changed"


@dataclass(frozen=True, slots=True)
class Dated:
    """What was kept aside beside the database, and why: a word of `place.Notice`, or schema-N."""

    path: Path
    day: str
    word: str

    @property
    def is_ours(self) -> bool:
        """Whether it was once a database of ours."""
        return self.word != "foreign"


def beside(folder: Path) -> list[Dated]:
    """Return the dated copies in *folder*, the oldest first."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    matches = ((path, _DATED.fullmatch(path.name)) for path in paths)
    return [Dated(path, *match.groups()) for path, match in matches if match]


def remove(path: Path) -> None:
    """Remove a database and what SQLite keeps beside it; OSError if that is not possible."""
    for more in ("", *place.BESIDE):
        with suppress(FileNotFoundError):
            Path(f"{path}{more}").unlink()


# ---- what is known of files elsewhere


def of_workshop(name: str) -> str:
    """Return the kind of a file written of the workshop called *name*, which no person owns."""
    return f"workshop {name}"


def note(store: Store, kind: str, path: Path, profile: str | None = None) -> None:
    """Remember that *path* was written, so that whoever erases finds it again."""
    whole = str(path.resolve())
    row = {
        "id": uuid.uuid4().hex, "profile": profile, "kind": kind, "path": whole, "made": now(),
        "digest": hashlib.sha256(path.read_bytes()).hexdigest(),
    }  # fmt: skip

    def written(connection: sa.Connection) -> bool:
        connection.execute(sa.delete(t.copy).where(t.copy.c.path == whole))
        connection.execute(sa.insert(t.copy).values(row))
        return True

    store.write(written)


def known(store: Store) -> list[Known]:
    """Return every file elsewhere that was written from this store."""
    c = t.copy.c
    wanted = sa.select(c.kind, c.path, c.profile, c.digest, c.made).order_by(c.made, c.id)

    def read(connection: sa.Connection) -> list[Known]:
        return [
            Known(row.kind, Path(row.path), row.profile, row.digest, row.made)
            for row in connection.execute(wanted)
        ]

    return store.read(read)


# ---- backups


def back_up(store: Store, target: Path) -> None:
    """Write all that *store* keeps to *target*, as it is at one moment; never over a file."""
    try:
        if store.path is not None:
            place.copy(store.path, target)
            _make_one_file(target)
        else:
            _from_server(store, target)
    except FileExistsError:
        raise StoreFault("there", str(target)) from None
    except OSError as error:
        raise engines.fault(error, str(target)) from None
    note(store, BACKUP, target)


def _make_one_file(target: Path) -> None:
    """Let a copy be read where nothing can be written beside it."""
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")


def _from_server(store: Store, target: Path) -> None:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    engine = engines.sqlite(target, writes=True)
    with engine.begin() as connection:
        opening.make_ours(connection)
        store.read(lambda source: _pour(source, connection))
    engine.dispose()
    _make_one_file(target)


def _pour(source: sa.Connection, target: sa.Connection) -> None:
    for table in t.metadata.sorted_tables:
        rows = source.execute(sa.select(table)).mappings()
        while some := rows.fetchmany(_ROWS):
            target.execute(sa.insert(table), [dict(row) for row in some])


def bring_back(source: Path, folder: str = "", *, database: str = "") -> str:
    """Put the backup *source* in the place of what is kept; return where that is kept aside.

    A server has to be empty: nothing there is ever written over.
    """
    if not source.exists():
        raise StoreFault("absent", str(source))
    wrong, _version = place.examine(source)
    if wrong:
        raise StoreFault("no-backup", str(source))
    if database:
        _to_server(source, database)
        return ""
    home = folder_of(folder)
    place.make(home)
    path = home / NAME
    temporary = path.with_name(f"{path.name}.new")
    aside = ""
    with place.alone(home):
        remove(temporary)
        place.copy(source, temporary)
        if path.exists() or place.is_orphaned(path):
            aside = place.keep_aside(path, "replaced").kept
        place.place_new(temporary, path)
    return aside


def _to_server(source: Path, database: str) -> None:
    with TemporaryDirectory(prefix="badbuzz-") as folder:
        place.copy(source, Path(folder) / NAME)
        old, new = opening.open_store(folder), opening.open_store(database=database)

        def poured(connection: sa.Connection) -> bool:
            for table in (t.exercise, t.workshop):
                if connection.execute(sa.select(table.c.id).limit(1)).first() is not None:
                    raise StoreFault("not-empty")
            connection.execute(sa.delete(t.profile))
            old.read(lambda kept: _pour(kept, connection))
            return True

        try:
            new.write(poured)
        finally:
            old.close()
            new.close()
