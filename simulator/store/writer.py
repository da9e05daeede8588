"""The one writer: a thread with the only connection that writes, for as many clients as there are.

Whoever waits when a transaction begins is served by it: thirty clients share one commit rather than
wait for thirty. An answer is given when the disk has it, never before.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from simulator.store.engines import fault, is_fault, is_lost
from simulator.store.faults import StoreFault
from simulator.store.lease import Turn

MOST = 256
"""Jobs in one transaction."""
LONGEST = 20.0
"""Seconds that whoever leaves waits for a server that does not answer."""
TRIES = 3
"""How often a lost connection is made anew to read back what became of a commit."""

Work = Callable[[sa.Connection], Any]


@dataclass
class _Job:
    work: Work
    is_done: Work | None
    """Reads whether the work is in the database, when its commit was left in doubt."""
    future: "Future[Any]" = field(default_factory=Future)


class Writer:
    """Takes work from any thread; does it in order, in its own."""

    def __init__(self, engine: Engine, path: Path | None = None) -> None:
        """Write through *engine*; *path* is its file, where it has one."""
        self._engine = engine
        self._path = path
        self.called = str(path or "")
        """What the file is called where something is told of it."""
        self._file = _identity(path)
        self._turn = Turn(path.with_name("writing.lock")) if path else nullcontext()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._connection: sa.Connection | None = None
        self._is_closed = False
        self._thread = threading.Thread(target=self._serve, name="badbuzz writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work, is_done: Work | None = None) -> "Future[Any]":
        """Do *work* in a transaction of this writer; the future holds what it returned."""
        job = _Job(work, is_done)
        if self._is_closed:
            job.future.set_exception(StoreFault("lost"))
        else:
            self._jobs.put(job)
        return job.future

    def write(self, work: Work, is_done: Work | None = None) -> Any:
        """Do *work* and wait until the disk has it; StoreFault if it has not."""
        return self.submit(work, is_done).result()

    def close(self) -> None:
        """Finish what waits, and end."""
        if not self._is_closed:
            self._is_closed = True
            self._jobs.put(None)
            self._thread.join(LONGEST)

    # ---- in the thread

    def _serve(self) -> None:
        is_open = True
        while is_open:
            job = self._jobs.get()
            batch = [] if job is None else [job]
            while not self._jobs.empty() and len(batch) < MOST and job is not None:
                job = self._jobs.get()
                if job is not None:
                    batch.append(job)
            is_open = job is not None
            if batch:
                self._serve_batch(batch)
        with suppress(StoreFault, OSError), self._turn:
            self._drop()  # The last one to leave puts what is beside the file into it.
        self._drop()
        self._engine.dispose()
        if isinstance(self._turn, Turn):
            self._turn.close()

    def _serve_batch(self, batch: list[_Job]) -> None:
        answers: list[tuple[_Job, Any, BaseException | None]] = []
        try:
            self._look_for_file()
            with self._turn, self._connected().begin() as transaction:
                connection = transaction.connection
                is_alone = len(batch) == 1
                answers = [(job, *_attempt(connection, job, is_alone)) for job in batch]
            self._look_for_file()
        except BaseException as broken:  # noqa: BLE001 - whoever waits has to be told
            self._settle(batch, broken)
            return
        for job, value, error in answers:
            _answer(job, value, error)

    def _settle(self, batch: list[_Job], error: BaseException) -> None:
        """Tell everybody in *batch* what became of it, reading back where that is in doubt."""
        told = fault(error, self.called)
        ours = is_fault(error)  # What else is wrong is the affair of whoever asked.
        is_doubtful = is_lost(error) or told.reason == "lost"
        if is_doubtful or told.reason in {"damaged", "gone"}:
            self._drop()
        for job in batch:
            known = self._look_back(job) if is_doubtful else None
            if known is not None:
                _answer(job, known, None)
            else:
                _answer(job, None, told if ours else error)

    def _look_back(self, job: _Job) -> Any:
        if job.is_done is None:
            return None
        for _ in range(TRIES):
            with suppress(SQLAlchemyError, OSError):
                connection = self._connected()
                with connection.begin():
                    return job.is_done(connection)
            self._drop()
        return None

    def _connected(self) -> sa.Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError, OSError):
                connection.close()

    def _look_for_file(self) -> None:
        """Notice a database that was removed under us: SQLite would go on writing to nowhere."""
        if self._path is not None and _identity(self._path) != self._file:
            raise StoreFault("gone", self.called)


def _attempt(
    connection: sa.Connection,
    job: _Job,
    is_alone: bool,  # noqa: FBT001 - read in one place
) -> tuple[Any, BaseException | None]:
    """Do one job; what it raises by itself spoils nobody else's."""
    if is_alone:
        return job.work(connection), None
    try:
        with connection.begin_nested():
            return job.work(connection), None
    except StoreFault as error:
        return None, error
    except Exception as error:
        # A constraint is this job's own affair; a full disk ends the whole transaction.
        if is_fault(error):
            raise
        return None, error


def _answer(job: _Job, value: Any, error: BaseException | None) -> None:
    if job.future.set_running_or_notify_cancel():
        if error is None:
            job.future.set_result(value)
        else:
            job.future.set_exception(error)


def _identity(path: Path | None) -> tuple[int, int] | None:
    if path is None:
        return None
    try:
        found = os.stat(path)  # noqa: PTH116 - asked twice a commit
    except OSError:
        return None
    return found.st_dev, found.st_ino
