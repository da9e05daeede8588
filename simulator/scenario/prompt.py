"""Prompt: the shape of a legal response, which every front end can draw."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product

from simulator.scenario.kinds import KINDS
from simulator.scenario.model import Cost, Decision, Option

PART_ORDER = {"opening": 0, "substance": 1, "close": 2}


def minutes_of(cost: Cost, flags: frozenset[str]) -> tuple[int, str]:
    """Return what something costs now, and the flag that made it cheaper ("" if none did)."""
    for flag, minutes in cost.faster:
        if flag in flags:
            return minutes, flag
    return cost.minutes, ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as offered now."""

    id: str
    minutes: int
    usual: int
    """The cost without what made it cheaper."""
    thanks: str
    """The flag that made it cheaper, or ""."""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What may be answered: which ids, how many, whether order counts, within which budget."""

    choices: tuple[Choice, ...]
    low: int
    high: int
    ordered: bool = False
    budget: int | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a composed message; () for every other kind."""
        found = {choice.part for choice in self.choices if choice.part}
        return tuple(sorted(found, key=lambda part: PART_ORDER[part]))

    def refusal(self, picks: tuple[str, ...]) -> str:
        """Return why *picks* is not a legal response ("" if it is): a word, not a sentence."""
        known = {choice.id: choice for choice in self.choices}
        if any(pick not in known for pick in picks):
            return "unknown"
        if len(set(picks)) != len(picks):
            return "twice"
        if not self.low <= len(picks) <= self.high:
            return "few" if len(picks) < self.low else "many"
        if self.parts and tuple(known[pick].part for pick in picks) != self.parts:
            return "parts"
        if self.budget is not None and sum(known[pick].minutes for pick in picks) > self.budget:
            return "budget"
        return ""

    def legal(self) -> Iterator[tuple[str, ...]]:
        """Every legal response, once each, in a fixed order."""
        ids = [choice.id for choice in self.choices]
        if self.parts:
            columns = [
                [choice.id for choice in self.choices if choice.part == part] for part in self.parts
            ]
            yield from product(*columns)
        elif self.ordered:
            yield from permutations(ids)
        else:
            for size in range(self.low, self.high + 1):
                for picks in combinations(ids, size):
                    if not self.refusal(picks):
                        yield picks


def prompt_of(decision: Decision, offered: tuple[Option, ...], flags: frozenset[str]) -> Prompt:
    """Return the prompt of *decision* when *offered* are its options and *flags* are set."""
    kind = KINDS[decision.kind]
    choices = tuple(Choice(option.id, *_priced(option, flags), option.part) for option in offered)
    count = len(choices)
    if kind.by_part:
        parts = len({option.part for option in offered})
        return Prompt(choices, parts, parts)
    if kind.picks_all:
        return Prompt(choices, count, count, ordered=True)
    if kind.picks_some:
        return Prompt(
            choices, min(decision.low, count), min(decision.high, count), budget=decision.budget
        )
    return Prompt(choices, 1, 1)


def _priced(option: Option, flags: frozenset[str]) -> tuple[int, int, str]:
    minutes, flag = minutes_of(option.cost, flags)
    return minutes, option.cost.minutes, flag
