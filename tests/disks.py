"""A disk that fails when a test wants it to."""

from concurrent.futures import Future

from simulator.store.faults import StoreFault


class Disk:
    """Keeps, unless it is full."""

    is_full = False

    def submit(self, _rows: object) -> "Future[object]":
        """Keep nothing really, and say so as the store does."""
        future: Future[object] = Future()
        if self.is_full:
            future.set_exception(StoreFault("full"))
        else:
            future.set_result(None)
        return future
