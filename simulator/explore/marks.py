"""What responses are worth, in tables: the marks of `scoring`, looked up once for each of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring import methods
from scoring.principles import PRINCIPLES
from simulator.exercise.engine import in_order
from simulator.explore.batch import Batch
from simulator.explore.board import Board, Held, as_mask
from simulator.explore.possible import inquiry_key, option_key
from simulator.scenario.model import Key, Option, Scenario, Scene, SceneKey
from simulator.scenario.prompt import prompt_of

Marks = NDArray[np.int64]
"""One number for each principle, in the order of PRINCIPLES."""


def no_marks() -> Marks:
    """Return a zero for each principle."""
    return np.zeros(len(PRINCIPLES), np.int64)


def row_of(key: methods.Key, picks: tuple[str, ...], offered: Iterable[str]) -> Marks:
    """Return the marks that *picks* earn."""
    here = tuple(offered)
    return np.array(
        [methods.clamp(methods.total(key, p, picks, here)) for p in PRINCIPLES], np.int64
    )


@dataclass
class Sheet:
    """The marks of one scene, and what may be answered in it."""

    scenario: Scenario
    scene: Scene
    key: SceneKey
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], Marks] = field(default_factory=dict)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options of the scene's decision, in the order of the file."""
        return self.scene.decision.options if self.scene.decision else ()

    @cached_property
    def _options_key(self) -> methods.Key:
        assert self.scene.decision is not None  # noqa: S101 - only scenes that ask have a sheet
        return option_key(self.key, self.scene.decision)

    @cached_property
    def _flags(self) -> tuple[str, ...]:
        """Flags that decide what is legal by the minutes that something costs."""
        decision = self.scene.decision
        if decision is None or decision.budget is None:
            return ()
        return self.prices

    @cached_property
    def prices(self) -> tuple[str, ...]:
        """Flags that make an option cheaper."""
        found = {flag: None for option in self.options for flag, _ in option.cost.faster}
        return tuple(found)

    @cached_property
    def conditional(self) -> tuple[Option, ...]:
        """The options that are not always offered."""
        return tuple(option for option in self.options if option.when is not None)

    @cached_property
    def is_always_the_same(self) -> bool:
        """Whether nothing can change what may be answered, nor what may be looked at."""
        decision = self.scene.decision
        looks = self.scene.inquiries
        is_limited = decision is not None and decision.within is not None and bool(looks)
        closed = any(inquiry.when is not None for inquiry in looks)
        return not (self.conditional or self._flags or is_limited or closed)

    def offers(self, batch: Batch, board: Board) -> NDArray[np.int64]:
        """Return, for each row, a number that stands for what may be answered there."""
        found = np.zeros(batch.size, np.int64)
        held: list[Held] = [board.holds(batch, option.when) for option in self.conditional]
        held += [batch.columns[f"flag {flag}"] == 1 for flag in self._flags]
        for number, rows in enumerate(held):
            found |= as_mask(rows, batch.size).astype(np.int64) << number
        return found

    def offered(self, offer: int) -> tuple[Option, ...]:
        """Return the options that *offer* stands for."""
        missing = {
            option.id for number, option in enumerate(self.conditional) if not offer >> number & 1
        }
        return tuple(option for option in self.options if option.id not in missing)

    def legal(self, offer: int) -> list[tuple[str, ...]]:
        """Return every legal response to *offer*, in the order of the file."""
        assert self.scene.decision is not None  # noqa: S101 - only scenes that ask have a sheet
        count = len(self.conditional)
        flags = {flag for n, flag in enumerate(self._flags) if offer >> (count + n) & 1}
        return list(prompt_of(self.scene.decision, self.offered(offer), frozenset(flags)).legal())

    def response(self, picks: tuple[str, ...], offer: int) -> Marks:
        """Return the marks of a response to *offer*."""
        here = tuple(option.id for option in self.offered(offer))
        if (picks, here) not in self.known:
            self.known[picks, here] = row_of(self._options_key, picks, here)
        return self.known[picks, here]

    def looks(self, made: frozenset[str]) -> Marks:
        """Return the marks of having looked at *made*."""
        names = tuple(inquiry.id for inquiry in self.scene.inquiries)
        return row_of(inquiry_key(self.key, names), tuple(sorted(made)), names)


def sheets(scenario: Scenario, key: Key) -> dict[str, Sheet]:
    """Return a sheet for every scene that asks."""
    return {
        scene.id: Sheet(scenario, scene, key.get(scene.id, SceneKey({})))
        for scene in scenario.scenes.values()
        if scene.decision is not None
    }


def default_picks(sheet: Sheet) -> tuple[str, ...]:
    """Return the written default in the order in which the engine takes it."""
    decision = sheet.scene.decision
    assert decision is not None  # noqa: S101 - only scenes that ask have a sheet
    return in_order(prompt_of(decision, decision.options, frozenset()), decision.default)
