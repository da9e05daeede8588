"""The log of one exercise as a file: JSON lines, on disk before their effect is on screen."""

import os
from collections.abc import Iterable
from pathlib import Path

from simulator.exercise import events as e


class Journal:
    """An append-only file of events, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        """Keep the log at *path*; OSError if it cannot be read or written."""
        self.path = path
        self.log: e.Log = ()
        if path.exists():
            text = path.read_text(encoding="utf-8")
            self.log = tuple(e.parse(text))
            # A line cut short by a crash was never acknowledged: write over it.
            whole = e.dump(self.log).encode()
            if path.stat().st_size != len(whole):
                os.truncate(path, min(len(whole), path.stat().st_size))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._file = os.fdopen(handle, "ab")

    def append(self, events: Iterable[e.Event]) -> None:
        """Write *events* and wait until the disk has them."""
        self._file.write(e.dump(events).encode())
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()
