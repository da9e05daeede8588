"""The log of one exercise as a file: JSON lines, on disk before their effect is on screen."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from simulator.exercise import events as e
from simulator.store.faults import StoreFault

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What a disk says, or a quota, when there is no room."""

END = b"\n\n"
"""What ends the events of one command."""


class Journal:
    """An append-only file of events, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        """Keep the log at *path*; OSError if it cannot be read or written."""
        self.path = path
        self.log, self._whole = _read(path) if path.exists() else ((), None)
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append(self, events: Iterable[e.Event]) -> None:
        """Write *events* and wait until the disk has them; StoreFault if it has not."""
        try:
            self._write(e.dump(events).encode() + b"\n")
        except OSError as error:
            raise StoreFault(
                "full" if error.errno in FULL else "read-only", str(self.path)
            ) from None

    def _write(self, data: bytes) -> None:
        if self._whole is not None:
            # Only now, when there is something to put in its place.
            os.ftruncate(self._handle, self._whole)
        self._whole = os.fstat(self._handle).st_size
        view = memoryview(data)
        while view:
            view = view[os.write(self._handle, view) :]
        os.fsync(self._handle)
        self._whole = None

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)


def read(path: Path) -> e.Log:
    """Return the log kept at *path*, which is left as it is; OSError if it cannot be read."""
    return _read(path)[0]


def _read(path: Path) -> tuple[e.Log, int | None]:
    """Return the log at *path*, and where its whole commands end if half a one follows them."""
    data = path.read_bytes()
    whole = _whole(data)
    return tuple(e.parse(whole.decode())), len(whole) if len(whole) != len(data) else None


def _whole(data: bytes) -> bytes:
    """Return the commands of *data* that are whole; ValueError if it holds no log at all.

    A command's events are kept whole or not at all: an empty line ends each command. What follows
    the last one was cut short by a crash before anybody saw its effect.
    """
    if not data:
        return b""
    first = b'{"event":"ExerciseStarted"'
    if not data.startswith(first[: len(data)]):
        msg = "not a log"
        raise ValueError(msg)
    if END not in data and b'"ResponseGiven"' in data:
        # The first layout had no ends of commands: its whole lines are all there is to go by.
        return data[: data.rfind(b"\n") + 1]
    return data[: data.rfind(END) + len(END)] if END in data else b""
