"""What keeping a decision costs: one alone, and thirty clients at full load (G15).

The peer does the least that is as safe: the bare sqlite3 module, the same rows, `BEGIN IMMEDIATE`,
WAL, `synchronous=FULL`; for thirty clients, a connection each with ten seconds of patience.
"""

import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from simulator.conduct.conduct import Conduct
from simulator.conduct.kept import begin
from simulator.exercise import events as e
from simulator.exercise.commands import Respond
from simulator.scenario.load import Loaded, load
from simulator.store.opening import open_store
from simulator.store.store import Store
from tests.bench.table import Figure, in_turns, show, timed

SAMPLE = Path(__file__).parents[2] / "scenarios" / "late-order"
CLIENTS = 30
SECONDS = 3.0
DECISIONS = 100
_INSERT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)"


def _sample() -> tuple[Loaded, e.Log, e.Log]:
    """The tutorial, its beginning, and the events of a usual decision in it."""
    found, problems = load(SAMPLE)
    assert found is not None, problems
    conduct = Conduct(found)
    first = conduct.start(1)
    asked = conduct.prompt()
    assert asked is not None
    return found, first, conduct.do(Respond(next(iter(asked.legal()))))


@contextmanager
def _bare(path: Path) -> Iterator[Callable[[], sqlite3.Connection]]:
    def connect() -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        return database

    with closing(connect()) as database:
        database.execute(
            "CREATE TABLE event (exercise TEXT, seq INT, command INT, at TEXT, kind TEXT, "
            "body TEXT, hash TEXT, PRIMARY KEY (exercise, seq))"
        )
    yield connect


def _rows(events: e.Log) -> Callable[[], list[tuple[object, ...]]]:
    """Give rows of the same size as ours, each time others."""
    bodies = [(type(event).__name__, e.encode(event)) for event in events]

    def rows() -> list[tuple[object, ...]]:
        name = f"{random.getrandbits(128):032x}"
        return [
            (name, seq, 1, "2026-11-22T18:01:02.123456Z", kind, body, name * 2)
            for seq, (kind, body) in enumerate(bodies)
        ]

    return rows


def _commit(database: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    database.execute("BEGIN IMMEDIATE")
    database.executemany(_INSERT, rows)
    database.execute("COMMIT")


def _longest(works: list[Callable[[], object]]) -> float:
    """Let every client work at full load; return the longest that one had to wait."""
    end = time.perf_counter() + SECONDS
    waits: list[float] = []

    def client(work: Callable[[], object]) -> None:
        longest = 0.0
        while (start := time.perf_counter()) < end:
            work()
            longest = max(longest, time.perf_counter() - start)
        waits.append(longest)

    threads = [threading.Thread(target=client, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(waits) == len(works), "a client gave up"
    return max(waits)


def main() -> None:
    """Print both figures."""
    loaded, first, decision = _sample()
    print(f"\nKeeping decisions of {len(decision)} events")
    with tempfile.TemporaryDirectory() as room:
        store = open_store(Path(room) / "ours")
        try:
            with _bare(Path(room) / "bare.db") as connect:
                _measure(store, connect, loaded, first, decision)
        finally:
            store.close()


def _measure(
    store: Store, connect: Callable[[], sqlite3.Connection], loaded: Loaded, first: e.Log,
    decision: e.Log,
) -> None:  # fmt: skip
    def client(name: str) -> Callable[[], object]:
        keeper = begin(store, store.profile(name), loaded, language="en", kind="drill")[1]
        keeper.append(first)
        return lambda: keeper.append(decision)

    def peer() -> Callable[[], object]:
        database = connect()
        return lambda: _commit(database, rows())

    rows = _rows(decision)
    ours, bare = client(""), peer()
    alone = in_turns({
        "ours": timed(lambda: [ours() for _ in range(DECISIONS)]),
        "bare": timed(lambda: [bare() for _ in range(DECISIONS)]),
    })  # fmt: skip
    many = [client(f"{number}") for number in range(CLIENTS)]
    others = [peer() for _ in range(CLIENTS)]
    crowd = in_turns({"ours": lambda: _longest(many), "bare": lambda: _longest(others)}, 3)
    show([
        Figure(f"{DECISIONS} durable decisions / bare sqlite3 FULL commits", alone["ours"],
               alone["bare"]),
        Figure(f"G15 {CLIENTS} clients, longest wait / a connection each", crowd["ours"],
               crowd["bare"], faster=20),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
