"""What a host of ours costs beside textual-serve, which starts a process for each participant.

The very same app on both sides, through the page and the line that a browser uses. Participants are
a process of their own, so that the CPU counted is the host's; but all share the processors there
are, and what the crowd takes the host waits for, on both sides alike.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psutil

from tests.bench.hosts import CODE, MANY, free
from tests.bench.served_app import DECISIONS, READY
from tests.bench.table import ROUNDS, Figure, show

ROOT = Path(__file__).parents[2]
JOINING = 30
EVERY = 20.0
"""Seconds from one decision of a participant to the next, and of each round of them."""
SETTLE = 1.0
"""Seconds until a host is at rest."""
ONE = 0.2
"""The same for one who is alone: there are as many keys."""
IDLE = 3.0
WITHIN = 2.0
CROWDED = 2
"""Rounds of that: a hundred have to join first."""


def _python(
    *arguments: str, env: Mapping[str, str] = MappingProxyType({}), **how: Any
) -> "subprocess.Popen[str]":
    known = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=known, text=True, **how)


class Host:
    """A host and all that it has started."""

    def __init__(self, side: str, port: int, env: Mapping[str, str]) -> None:
        """Start *side* of `hosts`."""
        self.process = _python("tests.bench.hosts", side, str(port), env=env)
        self._root = psutil.Process(self.process.pid)

    def _all(self) -> list[psutil.Process]:
        return [self._root, *self._root.children(recursive=True)]

    def memory(self) -> float:
        """Return the proportional set size of all its processes."""
        return float(sum(one.memory_full_info().pss for one in self._all()))

    def cpu(self) -> float:
        """Return the seconds that all its processes have worked."""
        times = [one.cpu_times() for one in self._all()]
        ended = self._root.cpu_times()
        return float(sum(one.user + one.system for one in times)
                     + ended.children_user + ended.children_system)  # fmt: skip

    def waited(self) -> float:
        """Return the seconds that it was ready to work and had no processor; 0 where none tells.

        On a machine that others use as well, this and not the host is what keys wait for: one that
        needs half a processor and is given no more has a queue of seconds before it.
        """
        kept = (Path("/proc") / str(one.pid) / "schedstat" for one in self._all())
        return sum(int(file.read_text().split()[1]) for file in kept if file.exists()) / 1e9

    def close(self) -> None:
        """End it, and what it has started."""
        ends = self._all()
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for one in ends[1:]:
            try:
                one.kill()
            except psutil.NoSuchProcess:
                continue


class Crowd:
    """The process in which participants are."""

    def __init__(self, port: int, page: str) -> None:
        """Let them go to *page* on *port*."""
        pipe = subprocess.PIPE
        url = f"http://127.0.0.1:{port}"
        self._process = _python("tests.bench.crowd", url, page, stdin=pipe, stdout=pipe)

    def do(self, what: str, **how: Any) -> list[float]:
        """Tell them to do *what*; return the seconds that each took."""
        incoming, outgoing = self._process.stdin, self._process.stdout
        assert incoming is not None
        assert outgoing is not None
        incoming.write(json.dumps({"do": what, **how}) + "\n")
        incoming.flush()
        found: list[float] = json.loads(outgoing.readline() or "[]")
        assert found, "the participants were lost"
        return found

    def close(self) -> None:
        """Let them go."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait(30)


@contextmanager
def _meeting(side: str, **env: str) -> Iterator[tuple[Host, Crowd]]:
    port, room = free(), tempfile.TemporaryDirectory(prefix="badbuzz-bench-")
    host = Host(side, port, {"BENCH_STORE": room.name, **env})
    crowd = Crowd(port, "/terminal" if side == "ours" else "/")
    try:
        _answers(port)
        time.sleep(SETTLE)
        yield host, crowd
    finally:
        crowd.close()
        host.close()
        room.cleanup()


def _answers(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < end, "a host did not start"
            time.sleep(0.05)
        else:
            return


@dataclass
class Joined:
    """What it took that so many joined at once, each."""

    time: float
    cpu: float
    memory: float
    whole: float


def _join(side: str) -> Joined:
    with _meeting(side) as (host, crowd):
        memory, cpu = host.memory(), host.cpu()
        taken = crowd.do("join", count=JOINING, ready=READY)
        time.sleep(SETTLE)
        worked, held = host.cpu() - cpu, host.memory()
    return Joined(
        statistics.median(taken), worked / JOINING, (held - memory) / JOINING, held / JOINING
    )


@dataclass
class Pressed:
    """What keys took, in seconds, and the share of a processor that the host took meanwhile."""

    worst: float
    middle: float
    share: float
    idle: float
    """The same while nobody did anything."""
    waited: float
    """The share of the time in which it would have worked, and others had the processors."""


def _press(side: str, count: int, every: float, seconds: float) -> Pressed:
    """Let *count* participants decide *every* so many seconds, at moments of their own."""
    with _meeting(side) as (host, crowd):
        crowd.do("join", count=count, ready=READY)
        time.sleep(IDLE)  # What was begun is ended.
        cpu = [host.cpu()]
        time.sleep(IDLE)
        cpu.append(host.cpu())
        # Nothing is new after that.
        crowd.do("press", decisions=DECISIONS, every=seconds / 4, seconds=seconds / 4)
        cpu.append(host.cpu())
        start, before = time.monotonic(), host.waited()
        taken = crowd.do("press", decisions=DECISIONS, every=every, seconds=seconds)
        cpu.append(host.cpu())
        lasted, waited = time.monotonic() - start, host.waited() - before
    return Pressed(
        statistics.quantiles(taken, n=100)[-1], statistics.median(taken),
        (cpu[3] - cpu[2]) / lasted, (cpu[1] - cpu[0]) / IDLE, waited / lasted,
    )  # fmt: skip


def _side(side: str) -> list[str]:
    return [side] if side == "ours" or find_spec("textual_serve") else []


def _joining(rounds: int) -> list[Figure]:
    found: dict[str, list[Joined]] = {"ours": [], "peer": []}
    for _ in range(rounds):
        for side in (*_side("ours"), *_side("peer")):
            found[side].append(_join(side))

    def figure(name: str, of: Callable[[Joined], float], **goal: Any) -> Figure:
        ours, peer = ([of(one) for one in found[side]] for side in ("ours", "peer"))
        return Figure(name, ours, peer or None, **goal)

    return [
        figure(f"G11 {JOINING} join at once, median", lambda one: one.time, slower=1 / 3),
        figure("G12 CPU of the host for each of them", lambda one: one.cpu, slower=1 / 3),
        figure("G13 memory (PSS) for each of them", lambda one: one.memory, slower=1 / 10,
               is_memory=True),
        figure("    the same with all of the host", lambda one: one.whole, is_memory=True),
    ]  # fmt: skip


def _deciding(rounds: int) -> list[Figure]:
    found: dict[str, list[Pressed]] = {"ours": [], "peer": []}
    for _ in range(rounds):
        found["ours"].append(_press("ours", MANY, EVERY, EVERY))
        for side in _side("peer"):
            found[side].append(_press(side, 1, ONE, ONE * MANY))

    def figure(name: str, of: Callable[[Pressed], float], **goal: Any) -> Figure:
        ours, peer = ([of(one) for one in found[side]] for side in ("ours", "peer"))
        return Figure(name, ours, peer or None, **goal)

    return [
        figure(f"G14 {MANY} participants, key p99 / one participant", lambda one: one.worst,
               slower=2),
        figure("    median of the same", lambda one: one.middle),
        figure("    CPU of the host for a second of it", lambda one: one.share),
        figure("    the same while nobody does anything", lambda one: one.idle),
        figure("    wait for a processor, in a second of it", lambda one: one.waited),
    ]  # fmt: skip


def _voting(rounds: int) -> list[Figure]:
    """Let a hundred vote at nearly the same time, again and again; every answer is looked for."""
    with tempfile.TemporaryDirectory(prefix="badbuzz-bench-") as name:
        with _meeting("pages", BENCH_STORE=name) as (_host, crowd):
            crowd.do("sit", count=MANY, code=CODE)
            taken = []
            for _ in range(rounds + 1):
                taken.append(crowd.do("vote", within=WITHIN))
                assert len(taken[-1]) == MANY
        _look_for(MANY * (rounds + 1), Path(name))
    worst = [statistics.quantiles(one, n=100)[-1] for one in taken[1:]]
    middle = [statistics.median(one) for one in taken[1:]]
    name = f"{MANY} votes within {WITHIN:g} s on plain pages, p99"
    return [
        Figure(name, worst, None, within=0.25, is_alone=True),
        Figure("    median of the same", middle, None, is_alone=True),
    ]


def _look_for(votes: int, folder: Path) -> None:
    """See that the disk has every answer that was acknowledged: the host was simply ended."""
    from simulator.store import workshops
    from simulator.store.opening import open_store

    store = open_store(folder)
    try:
        (found,) = workshops.open_workshops(store)
        kept = workshops.load(store, found.id).rows
    finally:
        store.close()
    assert sum(row.kind == "VoteCast" for row in kept) == votes, "an answer was lost"


def main(rounds: int = ROUNDS, crowded: int = CROWDED) -> None:
    """Measure and print; nothing is asserted about speed."""
    print(
        f"\nServing: {JOINING} join at once, {rounds} rounds; then {MANY} decide, {crowded} rounds"
    )
    figures = [*_joining(rounds), *_deciding(crowded), *_voting(rounds)]
    show(figures)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
