"""What the store gives and takes of a workshop, as plain data, and the chain that holds it.

While a workshop is open its rows are numbered without a gap. When it is closed its private rows go
and a new chain is made over what stays: the old one was computed from the votes, and whoever has
few of them to try would find them out by their hash.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from simulator.store.faults import StoreFault, Unkeepable
from simulator.store.rows import OfRow
from simulator.store.values import fit

SEALED = (
    "id", "scenario", "digest", "organisation", "format", "engine", "language", "settings",
)  # fmt: skip
"""What the first link holds of the workshop itself."""


@dataclass(frozen=True, slots=True)
class WorkshopBeginning:
    """What a workshop is held on."""

    scenario: str
    """Its id."""
    digest: str
    material: bytes
    """The scenario's files, packed, whose digest it is."""
    format: int
    engine: int
    language: str
    organisation: bytes = b""
    settings: str = "{}"
    """JSON, kept for ever as it is: nothing of a person belongs in it."""


@dataclass(frozen=True, slots=True)
class Workshop(OfRow):
    """One workshop as it is listed; what the columns mean is written in tables.py."""

    id: str
    scenario: str
    digest: str
    organisation: str | None
    format: int
    engine: int
    language: str
    settings: str
    started: datetime
    touched: datetime
    ended: datetime | None
    cleared: datetime | None
    events: int
    head: str


@dataclass(frozen=True, slots=True)
class Row:
    """One event on its way to the store."""

    kind: str
    body: str
    """JSON."""
    is_private: bool = False
    """Whether it goes when the workshop closes: a name, a token, a vote, a written text."""


@dataclass(frozen=True, slots=True)
class KeptRow(OfRow):
    """One event as it is kept."""

    seq: int
    command: int
    at: datetime
    kind: str
    body: str
    is_private: bool
    hash: str


@dataclass(frozen=True, slots=True)
class KeptWorkshop:
    """A workshop with its rows, verified, and what it is held on."""

    workshop: Workshop
    rows: tuple[KeptRow, ...]
    scenario: bytes
    organisation: bytes


def anchor(workshop: Workshop) -> str:
    """Return the hash that the first row follows: what never changes of its workshop."""
    values = {name: getattr(workshop, name) for name in SEALED}
    return _hash(json.dumps(values, sort_keys=True, separators=(",", ":")))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _linked(head: str, row: KeptRow) -> KeptRow:
    """Return *row* as it follows *head*."""
    values = (head, row.seq, row.command, f"{row.at.timestamp():.6f}", row.kind, row.is_private)
    return replace(row, hash=_hash("\n".join([*map(str, values), row.body])))


def made(
    rows: Iterable[Row], head: str, seq: int, command: int, at: datetime
) -> tuple[KeptRow, ...]:
    """Return *rows*, all of one batch, as they follow *head*; Unkeepable if one cannot."""
    found: list[KeptRow] = []
    for number, row in enumerate(rows, seq):
        fit(row.kind)
        try:
            fit(json.loads(fit(row.body), parse_constant=_refuse))
        except (TypeError, ValueError, RecursionError):
            raise Unkeepable("event") from None
        new = KeptRow(number, command, at, row.kind, row.body, row.is_private, "")
        found.append(_linked(found[-1].hash if found else head, new))
    return tuple(found)


def _refuse(constant: str) -> None:
    raise Unkeepable(constant)


def chained(rows: Iterable[KeptRow], head: str) -> tuple[KeptRow, ...]:
    """Return *rows* in a new chain that begins at *head*."""
    found: list[KeptRow] = []
    for row in rows:
        found.append(_linked(found[-1].hash if found else head, row))
    return tuple(found)


def verify(rows: tuple[KeptRow, ...], workshop: Workshop) -> None:
    """Raise StoreFault if a row is not what was written, or one is missing."""
    numbers = [row.seq for row in rows]
    whole = list(range(len(rows))) if workshop.ended is None else sorted(set(numbers))
    first = anchor(workshop)
    head = rows[-1].hash if rows else first
    if (
        numbers != whole
        or chained(rows, first) != rows
        or (head, len(rows)) != (workshop.head, workshop.events)
    ):
        raise StoreFault("altered-workshop")


def columns(rows: Iterable[KeptRow], workshop: str) -> list[dict[str, Any]]:
    """Return *rows* as the table wants them."""
    return [{"workshop": workshop, **asdict(row)} for row in rows]
