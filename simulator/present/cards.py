"""The page of one scenario in the library: apart, since it is what the app shows first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """A scenario in the library."""

    id: str
    title: str
    level: int
    severity: str
    minutes: int
    sector: str
    summary: str
    principles: tuple[str, ...]
    languages: tuple[str, ...]
    questions: tuple[str, ...] = ()
    """What each of the principles asks, in the same order."""
