"""Keeps one workshop while it is held: each batch whole, in one transaction, before it is told.

Batches may be handed in faster than the disk takes them; they share commits. Each is decided on the
ones before it: when one is not kept, none of those behind it is.
"""

import threading
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.keeper import Releasable, now
from simulator.store.store import Store
from simulator.store.workshop_rows import KeptRow, Row, Workshop, columns, made

Batch = tuple[KeptRow, ...]
_IN_DOUBT = {"lost", "unreachable"}


class WorkshopKeeper:
    """Writes the events of one workshop."""

    def __init__(
        self, store: Store, workshop: Workshop, lease: Releasable, command: int = 0
    ) -> None:
        """Go on with *workshop*, whose last batch had the number *command*."""
        self._store = store
        self._lease = lease
        self._turn = threading.RLock()
        self._kept = self._tip = (workshop, command)
        """What the disk is known to have; what it has when all that waits is kept."""
        self._generation = 0
        """How often a batch was not kept: what was decided before that is not kept either."""
        self._fault = StoreFault("closed-workshop")
        self._doubtful: frozenset[str] = frozenset()
        """Heads that the database may have: nobody was told that they were kept."""
        self._waiting: set[Future[Batch]] = set()
        self._is_closed = False

    @property
    def workshop(self) -> Workshop:
        """The workshop, with all that is known to be kept."""
        return self._kept[0]

    @property
    def id(self) -> str:
        """The workshop's own id."""
        return self.workshop.id

    def submit(self, rows: Iterable[Row]) -> "Future[Any]":
        """Keep *rows*, all of one batch, in one transaction; the future holds them as kept.

        It ends when the disk has them, or with a StoreFault: then nothing of this batch was kept,
        nor of any that was handed in after it, and the next one is decided on what was kept.
        """
        answer: Future[Batch] = Future()
        answer.set_running_or_notify_cancel()  # What was handed in is not taken back.
        with self._turn:
            try:
                batch = self._made(tuple(rows))
            except StoreFault as fault:
                answer.set_exception(fault)
                return answer
            if not batch:
                answer.set_result(batch)
                return answer
            before, _ = self._tip
            after = replace(
                before, head=batch[-1].hash, events=batch[-1].seq + 1, touched=batch[-1].at
            )
            self._tip = after, batch[-1].command
            self._waiting.add(answer)
            work = _Append(self, self._generation, before, after, batch)
            # In its turn: the order of the queue is that of the chain.
            found = self._store.submit(work, work.is_done)
        found.add_done_callback(lambda done: self._answer(work, done, answer))
        return answer

    def append(self, rows: Iterable[Row]) -> Batch:
        """Keep *rows*, all of one batch, and wait until the disk has them; StoreFault if not."""
        batch: Batch = self.submit(rows).result()
        return batch

    def close(self) -> None:
        """Wait for what was handed in, and let another host go on with this workshop."""
        self.pause()
        self._lease.release()

    def pause(self) -> None:
        """Take nothing more, and wait for what was handed in."""
        with self._turn:
            self._is_closed = True
            waiting = list(self._waiting)
        for one in waiting:
            one.exception()

    def go_on(self) -> None:
        """Take batches again."""
        self._is_closed = False

    def settle(self, connection: sa.Connection) -> None:
        """Take back what nobody was told was kept; StoreFault if others have written since."""
        workshop = self.workshop
        c = t.workshop.c
        head = connection.execute(sa.select(c.head).where(c.id == workshop.id)).scalar()
        if head == workshop.head:
            return
        if head not in self._doubtful:
            raise StoreFault("hosted")
        e = t.workshop_event.c
        beyond = e.workshop == workshop.id, e.seq >= workshop.events
        connection.execute(sa.delete(t.workshop_event).where(*beyond))
        known = {"head": workshop.head, "events": workshop.events, "touched": workshop.touched}
        connection.execute(sa.update(t.workshop).where(c.id == workshop.id).values(known))

    def follows(self, generation: int) -> None:
        """Raise StoreFault if a batch before this one was not kept."""
        if generation != self._generation:
            raise self._fault

    def _made(self, rows: tuple[Row, ...]) -> Batch:
        if self._is_closed:
            raise StoreFault("closed-workshop")
        workshop, command = self._tip
        return made(rows, workshop.head, workshop.events, command + 1, now())

    def _answer(self, work: "_Append", done: "Future[bool]", answer: "Future[Batch]") -> None:
        """Learn what became of *work*; runs in the writer's thread, before its next transaction."""
        fault = done.exception()
        with self._turn:
            self._waiting.discard(answer)
            if fault is None:
                self._kept = work.after, work.batch[-1].command
                self._doubtful = frozenset()
            else:
                fault = self._failed(work, fault)
        if fault is None:
            answer.set_result(work.batch)
        else:
            answer.set_exception(fault)

    def _failed(self, work: "_Append", fault: BaseException) -> BaseException:
        if isinstance(fault, StoreFault) and fault.reason in _IN_DOUBT:
            self._doubtful |= {work.after.head}
        if work.generation != self._generation:
            return self._fault
        self._generation += 1
        self._tip = self._kept
        self._fault = fault if isinstance(fault, StoreFault) else StoreFault("lost")
        return fault


class _Append:
    """One batch on its way to the database."""

    def __init__(
        self, keeper: WorkshopKeeper, generation: int, before: Workshop, after: Workshop,
        batch: Batch,
    ) -> None:  # fmt: skip
        self._keeper, self.generation = keeper, generation
        self._before, self.after, self.batch = before, after, batch

    def __call__(self, connection: sa.Connection) -> bool:
        """Write it; StoreFault if the workshop has moved on without us."""
        self._keeper.follows(self.generation)
        if self._before is self._keeper.workshop:
            self._keeper.settle(connection)
        c = t.workshop.c
        own = c.id == self.after.id, c.head == self._before.head, c.ended.is_(None)
        changed = {name: getattr(self.after, name) for name in ("head", "events", "touched")}
        if connection.execute(sa.update(t.workshop).where(*own).values(changed)).rowcount != 1:
            raise StoreFault("hosted")
        connection.execute(sa.insert(t.workshop_event), columns(self.batch, self.after.id))
        return True

    def is_done(self, connection: sa.Connection) -> bool | None:
        """Read whether it is there, after a connection was lost at its commit."""
        with suppress(StoreFault):
            self._keeper.follows(self.generation)
            last = self.batch[-1]
            e = t.workshop_event.c
            own = sa.select(e.hash).where(e.workshop == self.after.id, e.seq == last.seq)
            return connection.execute(own).scalar() == last.hash or None
        return None
