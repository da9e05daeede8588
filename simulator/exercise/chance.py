"""All the chance there is: numbers that follow from the seed and a label, the same for ever.

The library's random generator may change between versions of Python; a hash does not.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def number(seed: int, label: str, below: int) -> int:
    """Return a number from 0 to *below* - 1 that *seed* and *label* determine."""
    digest = hashlib.sha256(f"{seed}/{label}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def shuffled(seed: int, label: str, items: Sequence[T]) -> tuple[T, ...]:
    """Return *items* in the order that *seed* and *label* determine (Fisher-Yates)."""
    mixed = list(items)
    for last in range(len(mixed) - 1, 0, -1):
        other = number(seed, f"{label}/{last}", last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return tuple(mixed)
