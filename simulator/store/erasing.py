"""Erasing: out of the database, its copies, exports and logs; what cannot be reached is named.

Required by hazards, section 8; GDPR art. 17. Nothing is left in the free pages of a file:
`secure_delete` writes zeros over what goes, VACUUM makes the file anew, the journal is cut.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from simulator import crash
from simulator.language import Language
from simulator.store import copies, engines, material, place, rollup
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.lease import Turn
from simulator.store.rows import Profile
from simulator.store.store import Store
from simulator.store.writer import Work


@dataclass(frozen=True, slots=True)
class Left:
    """A copy that was not erased; `reason` is a word."""

    reason: str
    where: str = ""

    def sentence(self, language: Language) -> str:
        """Say which it is, in *language*."""
        _ = language._
        return {
            "missing": _("{where} is not there any more: it was moved or renamed."),
            "changed": _("{where} has been changed since it was exported; it is left alone."),
            "holds": _("{where} holds other plays too: export again, and remove it."),
            "stuck": _("{where} cannot be changed or removed."),
            "unread": _("{where} is kept aside and cannot be read: remove it yourself."),
            "foreign": _("{where} was kept aside and is not ours."),
            "sent": _("Statements were sent to {where}: ask whoever keeps that record store."),
            "server": _("The backups of the database server: ask whoever runs it."),
            "journal": _("Another window is using the database: close it and erase again."),
            "later": _(
                "What was deleted may still lie in free space of {where}: the next start clears it."
            ),
        }[self.reason].format(where=self.where)


@dataclass(slots=True)
class Erased:
    """What was erased, and what was not."""

    exercises: int = 0
    removed: list[str] = field(default_factory=list)
    """Files that are gone."""
    cleaned: list[str] = field(default_factory=list)
    """Copies of the database from which it was taken as well."""
    left: list[Left] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be erased: a workshop, an exercise, a profile; none of them: everything."""

    # An empty id is no exercise, and nobody's: only None leaves the choice to the profile.

    profile: Profile | None = None
    exercise: str | None = None
    workshop: str | None = None

    def exercises(self) -> "sa.Select[str, str]":
        """Select the exercises that are meant, and whose they are."""
        found = sa.select(t.exercise.c.id, t.exercise.c.profile)
        if self.workshop is not None:
            return found.where(sa.false())
        if self.exercise is not None:
            return found.where(t.exercise.c.id == self.exercise)
        return found if self.profile is None else found.where(
            t.exercise.c.profile == self.profile.id
        )  # fmt: skip


EVERYTHING = Scope()


def erase(store: Store, scope: Scope) -> Erased:
    """Erase what *scope* means wherever it is known to be; the database last."""
    done = Erased()
    meant = reached(store, scope)
    done.left += store.read(lambda c: _sent(c, [name for name, _whose in meant]))
    _elsewhere(store, scope, {whose for _name, whose in meant}, done)
    from_copies(store, None if scope == EVERYTHING else lambda c: delete(c, scope), done)
    if store.path is not None:
        _locks(store.path.parent, (name for name, _whose in meant))
    else:
        done.left.append(Left("server"))
    if scope == EVERYTHING:
        _logs(done)
    store.write(lambda connection: delete(connection, scope))
    if not shrink(store, t.workshop_event.name):
        done.left.append(Left("journal"))
    done.exercises = len(meant)
    return done


def reached(store: Store, scope: Scope) -> list[tuple[str, str]]:
    """Return the exercises that *scope* means, and whose they are; StoreFault if it names none."""
    found = store.read(lambda c: [(row[0], row[1]) for row in c.execute(scope.exercises())])
    if scope.exercise is not None and not found:
        raise StoreFault("unknown")
    return found


def delete(connection: sa.Connection, scope: Scope) -> bool:
    """Delete the rows that *scope* means, in a database of this or an earlier schema."""
    if scope == EVERYTHING:
        _delete_all(connection)
        return True
    if scope.workshop is not None:
        if not _delete_workshop(connection, scope.workshop):
            return False
    elif scope.exercise is not None:
        whose = connection.execute(scope.exercises()).first()
        if whose is not None:
            _delete_one(connection, scope.exercise, whose[1])
    elif scope.profile is not None:
        connection.execute(sa.delete(t.profile).where(t.profile.c.id == scope.profile.id))
    material.forget(connection)
    return True


def _delete_all(connection: sa.Connection) -> None:
    there = set(sa.inspect(connection).get_table_names())
    for table in reversed(t.metadata.sorted_tables):
        if table.name in there:
            connection.execute(sa.delete(table))


def _delete_workshop(connection: sa.Connection, name: str) -> bool:
    own = sa.delete(t.workshop).where(t.workshop.c.id == name)
    written = sa.delete(t.copy).where(t.copy.c.kind == copies.of_workshop(name))
    if sa.inspect(connection).has_table(t.copy.name):
        connection.execute(written)
    is_there = sa.inspect(connection).has_table(t.workshop.name)
    return is_there and bool(connection.execute(own).rowcount)


def _delete_one(connection: sa.Connection, name: str, profile: str) -> None:
    drilled = sa.select(t.review.c.name).where(t.review.c.exercise == name)
    mine = t.card.c.profile == profile
    # What comes back when was computed from this drill too: it begins anew.
    connection.execute(sa.delete(t.card).where(mine, t.card.c.name.in_(drilled)))
    connection.execute(sa.delete(t.exercise).where(t.exercise.c.id == name))
    rollup.rebuild(connection, profile)


def shrink(store: Store, *tables: str) -> bool:
    """Leave nothing in the free pages or the journal; False if somebody else is using them.

    A server makes *tables* anew; of the others it only forgets what was deleted.
    """
    if store.path is None:
        return store.tidy(tables)
    turn = Turn(store.path.with_name("writing.lock"))
    try:
        with turn:
            return _vacuum(store.path)
    except StoreFault:
        return False
    except sqlite3.Error as error:
        if engines.fault(error).reason == "busy":
            return False
        raise engines.fault(error, str(store.path)) from None
    finally:
        turn.close()


def _vacuum(path: Path) -> bool:
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(
        sqlite3.connect(address, uri=True, timeout=engines.PATIENCE, isolation_level=None)
    ) as file:
        for pragma in ("secure_delete=ON", "temp_store=MEMORY", "synchronous=FULL"):
            file.execute(f"PRAGMA {pragma}")
        file.execute("VACUUM")
        (busy, *_pages) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


# ---- copies


def _elsewhere(store: Store, scope: Scope, profiles: set[str], done: Erased) -> None:
    """Erase it from the exports of which the database knows."""
    if scope.profile is not None:
        profiles = {*profiles, scope.profile.id}
    for one in copies.known(store):
        is_meant = (
            scope == EVERYTHING
            or one.profile in profiles
            or (scope.workshop is not None and one.kind == copies.of_workshop(scope.workshop))
        )
        if one.kind != copies.BACKUP and is_meant:
            _export(one, scope, done)


def _export(one: copies.Known, scope: Scope, done: Erased) -> None:
    if one.state:
        done.left.append(Left(one.state, str(one.path)))
    elif scope.exercise is not None:
        done.left.append(Left("holds", str(one.path)))
    else:
        _unlink(one.path, done)


def from_copies(
    store: Store, work: Work | None, done: Erased, since: datetime | None = None
) -> None:
    """Do *work* in every backup and dated copy made *since*; remove them where there is none."""
    for one in copies.known(store):
        if one.kind == copies.BACKUP and (since is None or one.made >= since):
            _copy(one.path, work, done, is_ours=True)
    if store.path is not None:
        for dated in copies.beside(store.path.parent):
            if since is None or dated.day >= f"{since:%Y-%m-%d}":
                _copy(dated.path, work, done, is_ours=dated.is_ours)


def _copy(path: Path, work: Work | None, done: Erased, *, is_ours: bool) -> None:
    """Do *work*, which says whether it changed anything, in a copy; remove it if there is none."""
    if not path.exists():
        done.left.append(Left("missing", str(path)))
    elif not is_ours:
        done.left.append(Left("foreign", str(path)))
    elif work is None:
        _unlink(path, done)
    elif path.stat().st_size:
        _clean(path, work, done)


def _clean(path: Path, work: Work, done: Erased) -> None:
    try:
        wrong, _version = place.examine(path)
        if wrong:
            done.left.append(Left("unread", str(path)))
            return
        engine = engines.sqlite(path, writes=True)
        with engine.begin() as connection:
            is_changed = work(connection)
        engine.dispose()
        if is_changed:
            _vacuum(path)
    except (OSError, sqlite3.Error, SQLAlchemyError):
        done.left.append(Left("stuck", str(path)))
        return
    if is_changed:
        done.cleaned.append(str(path))


def _unlink(path: Path, done: Erased) -> None:
    try:
        copies.remove(path)
    except OSError:
        done.left.append(Left("stuck", str(path)))
    else:
        done.removed.append(str(path))


def _locks(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        with suppress(OSError):
            (folder / "locks" / f"{name}.lock").unlink()


def _logs(done: Erased) -> None:
    """Remove our crash logs: no name and no answer is in them, but when something happened is."""
    for path in sorted(crash.logs()):
        _unlink(path, done)


def _sent(connection: sa.Connection, names: list[str]) -> list[Left]:
    c = t.outbox.c
    rows = sa.select(c.target, c.exercise).where(c.sent.is_not(None)).distinct()
    meant = set(names)
    targets = {row.target for row in connection.execute(rows) if row.exercise in meant}
    return [Left("sent", target) for target in sorted(targets)]
