"""The store of the app, opened in a thread once the app stands: nobody waits for it to be drawn."""

import asyncio
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING

from simulator import settings
from simulator.store.faults import StoreFault

if TYPE_CHECKING:
    from simulator.store.store import Store


class Opening:
    """Where exercises will be kept, if it can be opened."""

    def __init__(self, data: str = "", database: str = "") -> None:
        """Open later what `open_store` is told by *data* and *database*."""
        self._where = data, database
        self._future: Future[Store | None] = Future()
        self.has_begun = False
        """Whether it is being opened, or was."""
        self.fault: StoreFault | None = None
        """Why there is no store, once that is known."""

    def is_there(self) -> bool:
        """Say whether anything can have been kept there; told without opening it."""
        from simulator.store.folder import NAME, folder_of

        folder, database = self._where
        return bool(database) or (folder_of(folder) / NAME).exists()

    def begin(self) -> None:
        """Open it, in a thread of its own."""
        if not self.has_begun:
            self.has_begun = True
            threading.Thread(target=self._open, name="badbuzz opening", daemon=True).start()

    def _open(self) -> None:
        try:
            from simulator.store.opening import open_store
            from simulator.store.retention import retain

            folder, database = self._where
            store = open_store(folder, database=database)
            with suppress(StoreFault):  # What is old is forgotten the next time.
                retain(store, settings.read(settings.folder()).keep_months)
            self._future.set_result(store)
        except StoreFault as fault:
            self.fault = fault
            self._future.set_result(None)
        except BaseException as error:  # noqa: BLE001 - whoever waits has to be told
            self._future.set_exception(error)

    def result(self) -> "Store | None":
        """Wait for the store: not for the thread that draws."""
        self.begin()
        return self._future.result()

    async def ready(self) -> "Store | None":
        """Return the store once it is open; None if there is none to be had."""
        self.begin()
        return await asyncio.shield(asyncio.wrap_future(self._future))

    def close(self) -> None:
        """Finish what is being written, and close."""
        if self._future.done() and self._future.exception() is None:
            store = self._future.result()
            if store is not None:
                store.close()
