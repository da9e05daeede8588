"""A hash over the events of an exercise: a flipped byte, a missing or a foreign row is noticed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.exercise import events as e
from simulator.store.faults import StoreFault, Unkeepable
from simulator.store.values import fit

SEALED = (
    "id", "profile", "scenario", "digest", "organisation", "format", "engine", "key_version",
    "seed", "mode", "timed", "route", "language", "kind", "worst", "best",
)  # fmt: skip
"""What the first link holds of the exercise itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """One event as it is kept."""

    seq: int
    command: int
    at: datetime
    kind: str
    body: str
    hash: str


def anchor(exercise: Mapping[str, Any]) -> str:
    """Return the hash that the first event follows: what never changes of its exercise."""
    values = {name: exercise[name] for name in SEALED}
    return _hash(json.dumps(values, sort_keys=True, separators=(",", ":")))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _link(head: str, seq: int, command: int, at: datetime, body: str) -> str:
    return _hash(f"{head}\n{seq}\n{command}\n{at.timestamp():.6f}\n{body}")


def links(
    events: Iterable[e.Event], head: str, seq: int, command: int, at: datetime
) -> tuple[Link, ...]:
    """Return *events*, all of one command, as they follow *head*; Unkeepable if one cannot."""
    made: list[Link] = []
    for number, event in enumerate(events, seq):
        try:
            body = e.encode(event)
            row = json.loads(body, parse_constant=_refuse)
        except (TypeError, ValueError):
            raise Unkeepable("event") from None
        fit(row)
        head = _link(head, number, command, at, body)
        made.append(Link(number, command, at, type(event).__name__, body, head))
    return tuple(made)


def _refuse(constant: str) -> None:
    raise Unkeepable(constant)


def verified(kept: Iterable[Link], exercise: Mapping[str, Any]) -> e.Log:
    """Return the log that *kept* holds; StoreFault if a row is not what was written."""
    head, log = anchor(exercise), []
    for number, row in enumerate(kept):
        head = _link(head, number, row.command, row.at, row.body)
        if row.seq != number or row.hash != head:
            raise StoreFault("altered")
        try:
            log.append(e.decode(row.body))
        except ValueError:
            raise StoreFault("altered") from None
    if head != exercise["head"] or len(log) != exercise["events"]:
        raise StoreFault("altered")
    return tuple(log)
