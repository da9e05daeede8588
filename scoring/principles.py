"""The eight principles that responses are graded on: one row each."""

from typing import NamedTuple


class Principle(NamedTuple):
    """One of the eight: its id in files and code, and its weight in the overall score."""

    id: str
    weight: int = 1
    """Published, and equal by default. Source: domain reference, F10."""


TABLE: tuple[Principle, ...] = (
    Principle("plan"),
    Principle("listening"),
    Principle("understanding"),
    Principle("acknowledgement"),
    Principle("venue"),
    Principle("calm"),
    Principle("information"),
    Principle("accountability"),
)
"""In the order in which they are shown. Source: domain reference, section 0 (P1 to P8)."""

PRINCIPLES: tuple[str, ...] = tuple(principle.id for principle in TABLE)

ACKNOWLEDGEMENT = "acknowledgement"
"""The one that a clock rates, never an author. Source: domain reference, section 2."""
