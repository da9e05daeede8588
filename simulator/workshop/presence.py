"""Who is here: connected, or heard of a moment ago."""

import math
from collections.abc import Callable
from dataclasses import dataclass

AWAY = 45.0
"""Seconds without a sign after which somebody on a plain page counts as gone."""


@dataclass
class _Known:
    connections: int = 0
    seen: float = -math.inf


class Presence:
    """Knows of each seat whether somebody is there."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Measure by the clock *monotonic*."""
        self._monotonic = monotonic
        self._known: dict[str, _Known] = {}

    def arrive(self, seat: str) -> None:
        """Count a connection of *seat*, until it departs."""
        self._known.setdefault(seat, _Known()).connections += 1

    def depart(self, seat: str) -> None:
        """Count one connection less."""
        if (found := self._known.get(seat)) is not None:
            found.connections = max(found.connections - 1, 0)
            found.seen = self._monotonic()

    def saw(self, seat: str) -> None:
        """Note a sign of *seat*: a page that was asked for."""
        self._known.setdefault(seat, _Known()).seen = self._monotonic()

    def has(self, seat: str) -> bool:
        """Say whether *seat* is connected, or was heard of a moment ago."""
        found = self._known.get(seat)
        if found is None:
            return False
        return found.connections > 0 or self._monotonic() - found.seen < AWAY
