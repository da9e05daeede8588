"""The kinds of decision: one row each. A face never asks which kind it draws, only its Prompt."""

from typing import NamedTuple


class Kind(NamedTuple):
    """What makes one kind of decision differ from another."""

    picks_all: bool = False
    """Every option is in the response; what counts is their order."""
    picks_some: bool = False
    """How many may be picked is the author's: `pick` or `budget`."""
    by_part: bool = False
    """One fragment of each part."""
    relation: str = ""
    """The word between two ids of a `pair` line: before or with."""


KINDS: dict[str, Kind] = {
    "one": Kind(),
    "several": Kind(picks_some=True, relation="with"),
    "order": Kind(picks_all=True, relation="before"),
    "compose": Kind(by_part=True, relation="with"),
}
"""To add a kind, add its row and its line in the scenario format's reference."""
