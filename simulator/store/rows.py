"""What the store gives and takes, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, cast

from simulator.exercise import events as e

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class OfRow:
    """Plain data whose fields are the columns of a table."""

    __slots__ = ()

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Return what a database row holds."""
        names = fields(cast("type[DataclassInstance]", cls))
        return cls(**{field.name: row[field.name] for field in names})


@dataclass(frozen=True, slots=True)
class Profile:
    """A trainee, by pseudonym; the one nobody asked about is called ""."""

    id: str
    name: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Exercise(OfRow):
    """One exercise as it is listed; what the columns mean is written in tables.py."""

    id: str
    profile: str
    number: int
    scenario: str
    digest: str
    organisation: str | None
    format: int
    engine: int
    key_version: str
    seed: int
    mode: str
    timed: bool
    route: str
    language: str
    kind: str
    worst: int | None
    best: int | None
    started: datetime
    touched: datetime
    ended: datetime | None
    ending: str | None
    overall: int | None
    duties: int
    seconds: int
    commands: int
    events: int
    head: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An exercise with its log, verified, and what it was played on."""

    exercise: Exercise
    log: e.Log
    scenario: bytes
    organisation: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """What an exercise showed of one principle."""

    principle: str
    obtained: int
    low: int
    high: int
    opportunities: int
    served: int


@dataclass(frozen=True, slots=True)
class Results:
    """What is written down of an exercise when it ends."""

    overall: int | None
    duties: int
    rows: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an exercise is played on, beside what its first event says."""

    scenario: bytes
    organisation: bytes
    format: int
    language: str
    reach: tuple[int, int] | None = None
    kind: str = ""
    """first or replay, found out when it begins; drill."""
