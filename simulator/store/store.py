"""The store: profiles, exercises and what they showed; for any thread, on either engine.

Nothing here knows what a score means; that is said by `Keeper.grade`, from above.
"""

import hashlib
import uuid
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from simulator.store import material
from simulator.store import tables as t
from simulator.store.chain import Link, verified
from simulator.store.engines import fault, is_fault
from simulator.store.faults import StoreFault
from simulator.store.keeper import Grade, Keeper, Releasable, now
from simulator.store.lease import Lease, ServerLeases
from simulator.store.place import Notice
from simulator.store.rows import Beginning, Exercise, Kept, Profile
from simulator.store.values import fit
from simulator.store.writer import Work, Writer

Answer = TypeVar("Answer")
_DECIDED = t.exercise.c.commands > 1
"""More was done than to begin it: the next one is a replay (F13), and this one is listed."""


class Store:
    """What `open_store` returns."""

    def __init__(
        self, writer: Writer, reading: Engine, notices: Sequence[Notice] = (),
        *, path: Path | None = None,
    ) -> None:  # fmt: skip
        """Write through *writer*, read through *reading*; *path* is the file, if it is one."""
        self.notices = tuple(notices)
        """What has to be told once: a file kept aside, a migration."""
        self.path = path
        self._writer = writer
        self._reading = reading
        self._server = None if path else ServerLeases(reading)

    def close(self) -> None:
        """Finish what waits, and close every connection."""
        if self._server:
            self._server.close()
        # Last the one that writes: what is left beside the file is then put into it.
        self._reading.dispose()
        self._writer.close()

    def hide_place(self) -> None:
        """Call the file by its name alone: what goes wrong is told to people elsewhere."""
        self._writer.called = self.path.name if self.path else ""

    # ---- for whoever keeps more than exercises

    def read(self, work: Callable[[sa.Connection], Answer]) -> Answer:
        """Return what *work* reads, all at one moment; StoreFault if it cannot be read."""
        try:
            with self._reading.begin() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            if not is_fault(error):
                raise
            raise fault(error, self._writer.called) from None

    def write(self, work: Work, is_done: Work | None = None) -> Any:
        """Do *work* in one transaction of the writer; StoreFault if the disk does not have it.

        *is_done* reads whether it was done, for a connection that is lost at the commit: work
        without it that is told as lost may have been done all the same.
        """
        return self._writer.write(work, is_done)

    def submit(self, work: Work, is_done: Work | None = None) -> "Future[Any]":
        """Do the same without waiting: the future holds what *work* returned."""
        return self._writer.submit(work, is_done)

    def tidy(self, anew: Collection[str] = ()) -> bool:
        """Let a server forget what was deleted; False if it does not let us say so.

        The tables called *anew* are made anew: nothing of a deleted row is left in their files.
        """
        try:
            with self._reading.connect() as found:
                connection = found.execution_options(isolation_level="AUTOCOMMIT")
                connection.exec_driver_sql("SET default_transaction_read_only = off")
                for table in t.metadata.sorted_tables:
                    how = "VACUUM (FULL)" if table.name in anew else "VACUUM"
                    connection.exec_driver_sql(f'{how} "{table.name}"')
                connection.invalidate()
        except SQLAlchemyError as error:
            if not is_fault(error):
                raise
            return False
        return True

    # ---- profiles

    def profiles(self) -> list[Profile]:
        """Return every profile, the oldest first."""
        wanted = sa.select(t.profile).order_by(t.profile.c.created, t.profile.c.id)
        return self.read(lambda c: [Profile(*row) for row in c.execute(wanted)])

    def profile(self, name: str = "") -> Profile:
        """Return the profile called *name*, made if there is none; "" is the default one."""
        wanted = sa.select(t.profile).where(t.profile.c.name == fit(name))

        def found(connection: sa.Connection) -> Profile | None:
            row = connection.execute(wanted).first()
            return Profile(*row) if row else None

        def made(connection: sa.Connection) -> Profile:
            if (known := found(connection)) is not None:
                return known
            new = Profile(uuid.uuid4().hex, name, now())
            connection.execute(sa.insert(t.profile).values(asdict(new)))
            return new

        if (known := self.read(found)) is not None:
            return known
        answer: Profile = self.write(made, found)
        return answer

    # ---- exercises

    def begin(
        self, profile: Profile, scenario: str, beginning: Beginning, grade: Grade | None = None
    ) -> Keeper:
        """Return what keeps a new exercise; nothing is written before its first command."""
        name = uuid.uuid4().hex
        house = beginning.organisation
        row = {
            "id": name, "profile": profile.id,
            "kind": beginning.kind or self._kind(profile, scenario),
            "organisation": hashlib.sha256(house).hexdigest() if house else None,
        }  # fmt: skip
        lease = self.lease(name)
        return Keeper(self._writer, row, lease, beginning=beginning, grade=grade)

    def _kind(self, profile: Profile, scenario: str) -> str:
        """Tell a first attempt from a replay: any decision made before makes it one (F13)."""
        c = t.exercise.c
        before = sa.select(c.id).where(
            c.profile == profile.id, c.scenario == scenario, c.kind != "drill", _DECIDED
        ).limit(1)  # fmt: skip
        return self.read(lambda conn: "replay" if conn.execute(before).first() else "first")

    def resume(self, name: str, grade: Grade | None = None) -> tuple[Kept, Keeper]:
        """Return an exercise and what keeps it from here on; StoreFault if it is open elsewhere."""
        lease = self.lease(name)
        try:
            kept = self.load(name)
        except StoreFault:
            lease.release()
            raise
        row = {field: getattr(kept.exercise, field) for field in Exercise.__slots__}
        return kept, Keeper(self._writer, row, lease, log=kept.log, grade=grade)

    def lease(self, name: str) -> Releasable:
        """Take the lease called *name*; StoreFault if another window has it."""
        if self._server is not None:
            return self._server.take(name)
        assert self.path is not None  # noqa: S101 - one of the two is there
        return Lease(self.path.parent / "locks", name)

    def load(self, name: str) -> Kept:
        """Return an exercise with its log, every row of it verified, and what it was played on."""

        def loaded(connection: sa.Connection) -> Kept:
            own = sa.select(t.exercise).where(t.exercise.c.id == name)
            found = connection.execute(own).mappings().first()
            if found is None:
                raise StoreFault("unknown")
            row = dict(found)
            wanted = sa.select(t.event).where(t.event.c.exercise == name).order_by(t.event.c.seq)
            links = [
                Link(**{field: link[field] for field in Link.__slots__})
                for link in connection.execute(wanted).mappings()
            ]
            log = verified(links, row)
            scenario = material.read(connection, row["digest"])
            house = material.read(connection, row["organisation"])
            return Kept(Exercise.of(row), log, scenario, house)

        return self.read(loaded)

    def history(
        self,
        profile: Profile,
        scenario: str = "",
        *,
        limit: int = 50,
        before: int = 0,
        decided: bool = False,
    ) -> list[Exercise]:
        """Return the exercises of *profile*, the latest first, from number *before* down.

        With *decided*, without those that were opened and left before anything was done in them.
        """
        c = t.exercise.c
        wanted = sa.select(t.exercise).where(c.profile == profile.id)
        if scenario:
            wanted = wanted.where(c.scenario == scenario)
        if decided:
            wanted = wanted.where(_DECIDED)
        if before:
            wanted = wanted.where(c.number < before)
        wanted = wanted.order_by(c.number.desc()).limit(limit)
        return self.read(lambda conn: _exercises(conn, wanted))

    def open_exercises(
        self, profile: Profile, scenario: str = "", *, limit: int = 10, decided: bool = False
    ) -> list[Exercise]:
        """Return the exercises that were begun and not ended, drills apart, the latest first.

        With *decided*, those alone in which something was done.
        """
        c = t.exercise.c
        wanted = sa.select(t.exercise).where(
            c.profile == profile.id, c.ended.is_(None), c.kind != "drill"
        ).order_by(c.number.desc()).limit(limit)  # fmt: skip
        if decided:
            wanted = wanted.where(_DECIDED)
        if scenario:
            wanted = wanted.where(c.scenario == scenario)
        return self.read(lambda conn: _exercises(conn, wanted))


def _exercises(connection: sa.Connection, wanted: sa.Select[Any]) -> list[Exercise]:
    return [Exercise.of(dict(row)) for row in connection.execute(wanted).mappings()]
