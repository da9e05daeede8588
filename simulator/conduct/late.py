"""Keeps an exercise in a store that is perhaps still being opened: nobody waits for it to begin."""

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from simulator.exercise import events as e
from simulator.scenario.load import Loaded

if TYPE_CHECKING:
    # Importing either imports SQLAlchemy, which has to wait for the first frame.
    from simulator.store.keeper import Keeper
    from simulator.store.store import Store

Begin = Callable[["Store", Loaded], "Keeper"]


class LateKeeper:
    """Has the journal's `append`; asks for the store when there is something to keep."""

    def __init__(self, store: "Callable[[], Store | None]", loaded: Loaded, begin: Begin) -> None:
        """Keep an exercise on *loaded* where *store* says, which may wait; None keeps nothing."""
        self._store = store
        self._loaded = loaded
        self._begin = begin
        self._waiting: list[e.Log] = []
        self._keeper: Keeper | None = None
        self._turn = threading.Lock()
        self._is_closed = False

    @property
    def id(self) -> str:
        """The exercise's own id; "" as long as nothing was kept."""
        return self._keeper.id if self._keeper is not None else ""

    def defer(self, events: e.Log) -> None:
        """Keep *events*, the beginning of an exercise, before anything else."""
        self._waiting.append(events)

    def flush(self) -> None:
        """Keep what was deferred; StoreFault if that cannot be done now."""
        with self._turn:
            self._flush()

    def append(self, events: Iterable[e.Event]) -> None:
        """Keep *events* and wait until the disk has them; StoreFault if it has not."""
        with self._turn:
            self._flush()
            if self._keeper is not None:
                self._keeper.append(events)

    def _flush(self) -> None:
        if self._keeper is None:
            store = self._store()
            if store is None:
                self._waiting.clear()
                return
            self._keeper = self._begin(store, self._loaded)
            if self._is_closed:
                self._keeper.close()
        while self._waiting:
            self._keeper.append(self._waiting[0])
            self._waiting.pop(0)

    def close(self) -> None:
        """Let another window go on with this exercise."""
        self._is_closed = True
        if self._keeper is not None:
            self._keeper.close()
