"""What looking at one's progress costs when one has played a great deal: the page reads totals."""

import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from scoring.principles import PRINCIPLES
from simulator.language import speak
from simulator.learning.kept import learnt
from simulator.present.progressing import Progressing
from simulator.store import rollup
from simulator.store import tables as t
from simulator.store.opening import open_store
from simulator.store.rows import Profile, Result, Results
from simulator.store.store import Store
from tests.bench.table import Figure, in_turns, show, timed

FEW, MANY = 10, 10_000
CRISES = 12
PAGES = 20
BEGUN = datetime(2024, 1, 1, 9, tzinfo=UTC)


def _fill(store: Store, count: int) -> Profile:
    """Keep *count* finished exercises as the store itself does, without their events."""
    profile = store.profile()

    def write(connection: sa.Connection) -> None:
        digest = "0" * 64
        connection.execute(
            sa.insert(t.material).values(digest=digest, kind="scenario", body=b"none")
        )
        for number in range(1, count + 1):
            ended = BEGUN + timedelta(hours=number)
            row = {
                "id": f"{number:032x}", "profile": profile.id, "number": number,
                "scenario": f"crisis-{number % CRISES}", "digest": digest, "organisation": None,
                "format": 1, "engine": 1, "key_version": "k", "seed": number, "mode": "learning",
                "timed": False, "route": "full", "language": "en",
                "kind": "first" if number <= CRISES else "replay", "worst": None, "best": None,
                "started": ended, "touched": ended, "ended": ended, "ending": "end",
                "overall": number % 101, "duties": 0, "seconds": 600, "commands": 9, "events": 60,
                "head": digest,
            }  # fmt: skip
            connection.execute(sa.insert(t.exercise).values(row))
            shown = tuple(Result(name, number % 9, -8, 8, 4, 2) for name in PRINCIPLES)
            rollup.finish(connection, row, Results(number % 101, 0, shown), ended)

    store.write(write)
    return profile


def main() -> None:
    """Print the figure."""
    print(f"\nThe page of one's progress, {PAGES} times")
    with tempfile.TemporaryDirectory() as room:
        pages = {}
        with (
            closing(open_store(Path(room) / "few")) as few,
            closing(open_store(Path(room) / "many")) as many,
        ):
            for name, store, count in (("few", few, FEW), ("many", many, MANY)):
                profile = _fill(store, count)
                pages[name] = timed(partial(_pages, store, profile))
            took = in_turns(pages)
    show([Figure(f"{MANY} exercises / {FEW} exercises", took["many"], took["few"], slower=1.5)])


def _pages(store: Store, profile: Profile) -> None:
    for _ in range(PAGES):
        known = learnt(store, profile)
        Progressing(speak("en"), known, {}).page(None)


if __name__ == "__main__":
    main()
