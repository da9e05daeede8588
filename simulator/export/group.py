"""Results of a group, for five people or more, of first attempts; nobody's own marks are in it.

Source: product reference, "The training manager"; every figure is of five people at least.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from scoring.principles import PRINCIPLES
from simulator import __version__
from simulator.debrief.debrief import band_of, rounded
from simulator.export.rows import Cell, written
from simulator.store import tables as t
from simulator.store.store import Store

FEWEST = 5
FORMAT, VERSION = "badbuzz-group", 1


class TooFew(Exception):  # noqa: N818 - a refusal
    """Fewer people than a group's results are given for."""

    def __init__(self, people: int) -> None:
        """Refuse the results of *people*."""
        super().__init__(str(people))
        self.people = people


@dataclass(frozen=True, slots=True)
class Shown:
    """What one person's first attempts showed of one principle."""

    profile: str
    principle: str
    obtained: int
    low: int
    high: int
    opportunities: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group's results; a figure of fewer than five people is None."""

    people: int
    crises: dict[str, int | None]
    """Scenario -> people who have finished it."""
    principles: dict[str, dict[str, Any]]


def results(store: Store) -> Group:
    """Return the results of everybody in *store*; TooFew below five people."""
    c = t.exercise.c
    first = (c.ended.is_not(None), c.kind == "first")
    done = sa.select(c.profile, c.scenario).where(*first).distinct()
    finished = store.read(lambda conn: [(row[0], row[1]) for row in conn.execute(done)])
    people = len({profile for profile, _scenario in finished})
    if people < FEWEST:
        raise TooFew(people)
    crises = {
        scenario: _enough(sum(name == scenario for _profile, name in finished))
        for scenario in sorted({name for _profile, name in finished})
    }
    shown = store.read(_shown)
    found = {one: _principle([x for x in shown if x.principle == one]) for one in PRINCIPLES}
    return Group(people, crises, found)


def _enough(people: int) -> int | None:
    return people if people >= FEWEST else None


def _shown(connection: sa.Connection) -> list[Shown]:
    c = t.tally.c
    wanted = sa.select(
        c.profile, c.principle, c.obtained, c.low, c.high, c.opportunities
    ).where(c.kind == "first", c.high > c.low)  # fmt: skip
    return [Shown(*row) for row in connection.execute(wanted)]


def _principle(shown: list[Shown]) -> dict[str, Any]:
    """Return the mean of the people's scores: each person counts once, however much was played."""
    people = len({one.profile for one in shown})
    if people < FEWEST:
        return {"people": None, "score": None, "band": None, "opportunities": None}
    scores = [Fraction(100 * (one.obtained - one.low), one.high - one.low) for one in shown]
    mean = sum(scores, Fraction()) / len(scores)
    return {
        "people": people, "score": rounded(mean), "band": band_of(mean),
        "opportunities": sum(one.opportunities for one in shown),
    }  # fmt: skip


def document(found: Group) -> dict[str, Any]:
    """Return *found* for a file."""
    return {
        "format": FORMAT, "version": VERSION, "program": __version__, "fewest": FEWEST,
        "people": found.people, "crises": found.crises, "principles": found.principles,
    }  # fmt: skip


def table(found: Group) -> str:
    """Return *found* as CSV."""
    return written(("what", "id", "people", "score", "band", "opportunities"), _rows(found))


def _rows(found: Group) -> Iterable[list[Cell]]:
    yield ["group", "", found.people, None, None, None]
    for scenario, people in found.crises.items():
        yield ["crisis", scenario, people, None, None, None]
    get: Callable[[dict[str, Any], str], Cell] = dict.get
    for principle, row in found.principles.items():
        names = ("people", "score", "band", "opportunities")
        yield ["principle", principle, *(get(row, name) for name in names)]
