"""How what is kept is doing: looked at without changing, moving or making anything."""

import hashlib
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from simulator.scenario.material import unpack
from simulator.store import copies, engines, opening, place, workshops
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.folder import NAME, folder_of
from simulator.store.store import Store

OTHERS = 0o077


@dataclass(slots=True)
class Health:
    """What was found."""

    where: str
    state: str = ""
    """"": whole; missing; empty, foreign, damaged, orphan, as in `place`; fault."""
    fault: StoreFault | None = None
    schema: int = 0
    size: int = 0
    profiles: int = 0
    exercises: int = 0
    unfinished: int = 0
    workshops: int = 0
    open_workshops: int = 0
    uncleared: int = 0
    """Workshops that were closed, and whose names and votes may still lie in free space."""
    altered_workshops: dict[str, StoreFault] = field(default_factory=dict)
    altered: dict[str, StoreFault] = field(default_factory=dict)
    """Exercises that are not what was written, and why."""
    spoilt: list[str] = field(default_factory=list)
    """Scenarios and organisations that are not what was played, by digest."""
    readable: list[Path] = field(default_factory=list)
    """What others on this machine can get at."""
    dated: list[copies.Dated] = field(default_factory=list)
    known: list[copies.Known] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether there is nothing that somebody should see to."""
        is_whole = self.state in {"", "missing"} and not self.spoilt
        is_as_written = not self.altered and not self.altered_workshops
        return is_whole and is_as_written and not self.readable


def look(folder: str = "", *, database: str = "") -> Health:
    """Look at what is kept in *folder*, or on the server at *database*."""
    if database:
        return _look_at_server(database)
    home = folder_of(folder)
    path = home / NAME
    found = Health(str(path), dated=copies.beside(home), readable=_readable(home))
    try:
        found.state, found.schema = place.examine(path)
        if found.state == "missing" and place.is_orphaned(path):
            found.state = "orphan"
        if not found.state:
            found.size = sum(x.stat().st_size for x in home.glob(f"{NAME}*"))
            _pages(path)
            if found.schema == t.SCHEMA:
                with closing(opening.look(path)) as store:
                    _rows(store, found)
    except StoreFault as fault:
        found.state, found.fault = "fault", fault
    return found


def _look_at_server(database: str) -> Health:
    found = Health("PostgreSQL", schema=t.SCHEMA)
    try:
        with closing(opening.look_at_server(database)) as store:
            _rows(store, found)
    except StoreFault as fault:
        found.state, found.fault = "fault", fault
    return found


def _readable(folder: Path) -> list[Path]:
    """Return what in *folder*, and the folder itself, is open to others."""
    if not folder.is_dir():
        return []
    # What else is in a folder that somebody chose is not our affair.
    ours = (
        path for mask in ("badbuzz*", "*.lock", "locks", "locks/*") for path in folder.glob(mask)
    )
    paths = [folder, *sorted(ours)]
    return [path for path in paths if stat.S_IMODE(path.lstat().st_mode) & _others(path)]


def _others(path: Path) -> int:
    return 0 if path.is_symlink() else OTHERS


def _pages(path: Path) -> None:
    """Look at every page; StoreFault if one is damaged."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as file:
            (answer,) = file.execute("PRAGMA integrity_check(1)").fetchone()
            strays = file.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise engines.fault(error, str(path)) from None
    if answer != "ok" or strays:
        raise StoreFault("damaged", str(path))


def _rows(store: Store, found: Health) -> None:
    c = t.exercise.c
    names = store.read(lambda conn: list(conn.execute(sa.select(c.id, c.ended))))
    found.profiles = len(store.profiles())
    found.exercises = len(names)
    found.unfinished = sum(row.ended is None for row in names)
    for row in names:
        try:
            store.load(row.id)
        except StoreFault as fault:
            if fault.reason not in {"altered", "material"}:
                raise
            found.altered[row.id] = fault
    _workshops(store, found)
    found.spoilt = store.read(_spoilt)
    found.known = copies.known(store)


def _workshops(store: Store, found: Health) -> None:
    c = t.workshop.c
    wanted = sa.select(c.id, c.ended, c.cleared)
    names = store.read(lambda conn: list(conn.execute(wanted)))
    found.workshops = len(names)
    found.open_workshops = sum(row.ended is None for row in names)
    found.uncleared = sum(row.ended is not None and row.cleared is None for row in names)
    for row in names:
        try:
            workshops.load(store, row.id)
        except StoreFault as fault:
            if fault.reason not in {"altered-workshop", "material"}:
                raise
            found.altered_workshops[row.id] = fault


def _spoilt(connection: sa.Connection) -> list[str]:
    rows = connection.execute(sa.select(t.material))
    return [row.digest for row in rows if _digest(row.kind, bytes(row.body)) != row.digest]


def _digest(kind: str, body: bytes) -> str:
    if kind == "organisation":
        return hashlib.sha256(body).hexdigest()
    try:
        return unpack(body, "").digest
    except (ValueError, UnicodeError):
        return ""
