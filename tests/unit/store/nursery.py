"""Processes that play and die: imported once, forked for each death, so that dying is cheap.

Run as a program, it reads a job a line and answers a line: how the child that did it ended, and
what the child had been told was kept.
"""

import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.conduct import kept
from simulator.conduct.conduct import Conduct
from simulator.exercise.commands import Inquire, Respond
from simulator.scenario.load import Loaded, load
from simulator.scenario.material import pack
from simulator.store import workshops
from simulator.store.closing import close_privately
from simulator.store.faults import StoreFault
from simulator.store.opening import open_store
from simulator.store.store import Store
from simulator.store.workshop_rows import Row, WorkshopBeginning

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "scenarios"
SEED = 3
PATIENCE = 60.0
CACHE = Path(tempfile.gettempdir()) / f"badbuzz-test-cache-{os.getuid()}"
"""Of compiled scenarios, which are not what is tested here."""


class Nursery:
    """The mother, seen from the tests."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.unit.store.nursery"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    def do(self, **job: Any) -> tuple[int, list[str]]:
        """Have a child do *job*; return its signal or exit code, and what it said."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        ended, said = json.loads(self._process.stdout.readline())
        return ended, said

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE)


def mother() -> None:
    for line in sys.stdin:
        job = json.loads(line)
        scenario_of(job["scenario"])
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            os._exit(_live(job, writing))
        os.close(writing)
        said = _listen(reading, child, job.get("after"))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps([os.waitstatus_to_exitcode(status), said]) + "\n")
        sys.stdout.flush()


def _listen(reading: int, child: int, after: float | None) -> list[str]:
    """Hear a child out; kill it *after* some seconds."""
    said, end = b"", time.monotonic() + (PATIENCE if after is None else after)
    while True:
        ready, _, _ = select.select([reading], [], [], max(end - time.monotonic(), 0))
        if not ready:
            os.kill(child, signal.SIGKILL)
            end = time.monotonic() + PATIENCE
            continue
        data = os.read(reading, 65536)
        if not data:
            os.close(reading)
            return said.decode().split("\n")[:-1]
        said += data


def _live(job: dict[str, Any], writing: int) -> int:
    def say(text: object) -> None:
        os.write(writing, f"{text}\n".encode())

    try:
        WORK[job["work"]](job, say)
    except StoreFault as fault:
        say(f"fault {fault.reason}")
        return 3
    except BaseException as error:  # noqa: BLE001 - told to the test
        say(f"error {error!r}")
        return 4
    return 0


def store_of(job: dict[str, Any]) -> Store:
    return open_store(job["data"], database=job.get("database", ""))


def opened(store: Store, scenario: str) -> Conduct:
    """Go on with what was begun, or begin."""
    profile = store.profile()
    waiting = store.open_exercises(profile)
    if waiting:
        return kept.resume(store, waiting[0].id, cache=CACHE)[0].conduct
    return kept.begin(store, profile, scenario_of(scenario), language="en")[0]


@lru_cache
def scenario_of(name: str) -> Loaded:
    """Read a scenario; the mother has done so before she has children."""
    found, problems = load(GOLDEN / name if "/" not in name else ROOT / name, cache=CACHE)
    assert found is not None, problems
    return found


def steps(conduct: Conduct) -> Any:
    """Yield what is done next, always the same: begin, look at each thing, respond."""
    if not conduct.state.is_started:
        yield lambda: conduct.start(SEED)
    while (asked := conduct.prompt()) is not None:
        looks = conduct.inquiries()
        if looks:
            yield lambda: conduct.do(Inquire(looks[0].id))  # noqa: B023 - called at once
        else:
            yield lambda: conduct.do(Respond(next(iter(asked.legal()))))


def play(job: dict[str, Any], say: Any) -> None:
    """Play to the end, saying how many events are kept each time one is told so."""
    store = store_of(job)
    if "die" in job:
        _arm(store, *job["die"])
    conduct = opened(store, job["scenario"])
    for step in steps(conduct):
        step()
        say(len(conduct.log))
    store.close()


def _arm(store: Store, when: str, number: int) -> None:
    """Die of SIGKILL before or after the commit of this number."""
    dialect = store._writer._engine.dialect
    commit, count = dialect.do_commit, 0

    def deadly(connection: Any) -> None:
        nonlocal count
        count += 1
        if count == number and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        commit(connection)
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(dialect, "do_commit", deadly)  # noqa: B010 - a method, of this one engine


def cramped(job: dict[str, Any], say: Any) -> None:
    """Play where no file may grow: a page at a time is allowed until each command is kept."""
    store = store_of(job)
    conduct = opened(store, job["scenario"])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    wal = Path(f"{store.path}-wal")
    for step in steps(conduct):
        before = conduct.state, conduct.log
        # Also in the middle of a page, and of a frame's head.
        for more in range(0, 2**20, 1500):
            resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size + more, most))
            try:
                step()
                break
            except StoreFault as fault:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
                say(fault.reason)
                assert (conduct.state, conduct.log) == before
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    store.close()


def powerless(job: dict[str, Any], say: Any) -> None:
    """Open as somebody who may not write: root may do everything, so not as root."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    store = store_of(job)
    conduct = opened(store, job["scenario"])
    conduct.start(SEED)
    say("kept")


SHARED = 5
"""Batches handed in at once."""


def batches() -> list[list[Row]]:
    """What happens in a workshop, always the same."""
    return [
        [
            Row("Said", json.dumps({"text": f"{number}.{part}"}), is_private=part > 0)
            for part in range(1 + number % 3)
        ]
        for number in range(4 * SHARED)
    ]


def hold(job: dict[str, Any], say: Any) -> None:
    """Hold a workshop and close it, saying how many rows are kept each time one is told so."""
    store = store_of(job)
    if "die" in job:
        _arm(store, *job["die"])
    loaded = scenario_of(job["scenario"])
    assert loaded.files is not None
    keeper = workshops.begin(
        store,
        WorkshopBeginning(loaded.scenario.id, loaded.digest, pack(loaded.files), 1, 1, "fr"),
    )
    waiting = batches()
    while waiting:
        now, waiting = waiting[:SHARED], waiting[SHARED:]
        for future in [keeper.submit(batch) for batch in now]:
            say(future.result()[-1].seq + 1)
    close_privately(store, keeper)
    say("closed")
    store.close()


WORK = {"play": play, "hold": hold, "cramped": cramped, "powerless": powerless}

if __name__ == "__main__":
    mother()
