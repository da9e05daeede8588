"""Workshops that the store keeps: held, gone on with, closed, and read again without their names.

While one is open its whole log is there, so that a host that is killed goes on where it was. What
is handed out is made of what names nobody, open or closed.
"""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from simulator.exercise import events as e
from simulator.scenario.load import Loaded
from simulator.scenario.material import pack, reopen
from simulator.scenario.model import FORMAT
from simulator.store import closing, workshops
from simulator.store.erasing import Erased
from simulator.store.faults import StoreFault
from simulator.store.store import Store
from simulator.store.workshop_keeper import WorkshopKeeper
from simulator.store.workshop_rows import KeptRow, KeptWorkshop, Workshop, WorkshopBeginning
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop import lines
from simulator.workshop.clocks import Clock
from simulator.workshop.host import Host
from simulator.workshop.state import CLOSED


@dataclass(frozen=True)
class Kept:
    """A workshop read back: what it was played on, and what names nobody of what happened."""

    workshop: Workshop
    loaded: Loaded
    log: w.Log
    stamps: tuple[datetime, ...]
    """When each event of the log was kept."""


@dataclass(frozen=True)
class Held:
    """A workshop that this process holds: its host, and what keeps it."""

    host: Host
    keeper: WorkshopKeeper
    store: Store

    @property
    def id(self) -> str:
        """The workshop's own id."""
        return self.keeper.id

    async def close(self) -> Erased:
        """End the workshop, then take from the disk and its copies all that is private.

        Return what was cleaned and what could not be reached; StoreFault if the disk does not do
        it: the workshop is still kept as open then, and is closed by trying again.
        """
        if self.host.now.stage != CLOSED:
            await self.host.do(c.Close(), c.FACILITATOR)
        await self.host.stop()
        return await asyncio.to_thread(closing.close_privately, self.store, self.keeper)

    async def leave(self) -> None:
        """Stop without ending it: it is gone on with by `resume_host`."""
        await self.host.stop()
        await asyncio.to_thread(self.keeper.close)


def open_host(store: Store, loaded: Loaded, language: str, *, clock: Clock | None = None) -> Held:
    """Return a host for a new workshop on *loaded*, to be started and opened; StoreFault if not.

    It is listed nowhere before something happens in it.
    """
    if loaded.files is None:
        raise StoreFault("material")
    # What any play can earn was proved when it was loaded; not again years later.
    settings = json.dumps({"reach": loaded.reach})
    beginning = WorkshopBeginning(
        loaded.scenario.id, loaded.digest, pack(loaded.files), FORMAT, e.ENGINE, language,
        loaded.house, settings,
    )  # fmt: skip
    keeper = workshops.begin(store, beginning)
    return Held(Host(loaded, keeper, clock=clock), keeper, store)


def resume_host(
    store: Store, name: str, *, cache: Path | None = None, clock: Clock | None = None
) -> Held:
    """Return a host that goes on with the workshop called *name*, to be started.

    StoreFault if it is closed, held by another program, or cannot be read back.
    """
    found, keeper = workshops.resume(store, name)
    try:
        log = decoded(found.rows)
        loaded = reopened(found, cache)
    except StoreFault:
        keeper.close()
        raise
    stamps = (row.at for row, event in zip(found.rows, log, strict=True)
              if isinstance(event, w.Begun))  # fmt: skip
    host = Host(loaded, keeper, log, began=next(stamps, None), clock=clock)
    return Held(host, keeper, store)


def kept(store: Store, name: str, *, cache: Path | None = None) -> Kept:
    """Return the workshop called *name* to be read, open or closed; StoreFault if it cannot be."""
    found = workshops.load(store, name)
    public = [
        (event, row.at) for event, row in zip(decoded(found.rows), found.rows, strict=True)
        if not w.is_private(event)
    ]  # fmt: skip
    log, stamps = tuple(event for event, _at in public), tuple(at for _event, at in public)
    return Kept(found.workshop, reopened(found, cache), log, stamps)


def decoded(rows: Iterable[KeptRow]) -> w.Log:
    """Return the events that *rows* hold; StoreFault if one is none of this program's."""
    try:
        return tuple(lines.decode(row.body) for row in rows)
    except ValueError:
        raise StoreFault("altered-workshop") from None


def reopened(found: KeptWorkshop, cache: Path | None = None) -> Loaded:
    """Return the scenario as it was played; StoreFault if it cannot be read any more."""
    reach = json.loads(found.workshop.settings).get("reach")
    loaded, _problems = reopen(
        found.scenario, found.organisation, found.workshop.digest,
        reach=tuple(reach) if reach else None, cache=cache,
    )  # fmt: skip
    if loaded is None:
        raise StoreFault("material")
    return loaded
