"""What if: the same exercise with one decision changed, and everything else told again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.debrief.debrief import Debrief, debrief
from simulator.debrief.difference import Difference, compare
from simulator.debrief.moments import Grader
from simulator.debrief.turns import Assumed, Turn, play, start_of, turns
from simulator.exercise import events as e
from simulator.exercise.commands import Inquire
from simulator.scenario.load import Loaded

AFTERWORDS = (e.Contested, e.Reacted, e.SelfAssessed, e.Committed)


@dataclass(frozen=True, slots=True)
class Change:
    """Another way to have taken one decision; what is None stays as it was."""

    scene: str
    picks: tuple[str, ...] | None = None
    looks: tuple[str, ...] | None = None
    """What is looked at before, in order: the minute changes with it."""
    wait: int = 0
    """Minutes that pass before the response, beside what the looks take."""
    lets_pass: bool = False
    """The time runs out instead of a response."""

    def applied(self, turn: Turn) -> Turn:
        """Return *turn* with this change."""
        new = replace(turn, wait=self.wait)
        if self.looks is not None and self.looks != turn.looks:
            hints = tuple(step for step in turn.before if not isinstance(step, Inquire))
            new = replace(new, before=(*hints, *(Inquire(look) for look in self.looks)))
        if self.lets_pass:
            return replace(new, how="let-pass", confidence=None)
        if self.picks is not None and (self.picks != turn.picks or turn.how != "chosen"):
            return replace(new, picks=self.picks, how="chosen", confidence=None)
        return new


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two plays side by side: as it was, and as it would have been."""

    changes: tuple[Change, ...]
    before: Debrief
    after: Debrief
    assumed: tuple[Assumed, ...]
    """Where a later response could not stay as it was, and what was taken instead."""
    difference: Difference

    @property
    def log(self) -> e.Log:
        """The log of the play as it would have been."""
        return self.after.log


def plain(log: Iterable[e.Event]) -> e.Log:
    """Return *log* as far as the play goes: to EndEx, without what was said of it afterwards."""
    found: list[e.Event] = []
    for event in log:
        if isinstance(event, AFTERWORDS):
            continue
        found.append(event)
        if isinstance(event, e.ExerciseEnded):
            break
    return tuple(found)


def what_if(loaded: Loaded, log: e.Log, changes: Sequence[Change]) -> WhatIf:
    """Play *log*, a finished exercise, again with *changes*: same scenario, same seed.

    The engine decides everything anew. A later response stays where it is still possible, else
    silence's is taken and that is said. ValueError for a scene without a response, or a log that
    has not ended.
    """
    told = turns(log)
    scenes = {turn.scene for turn in told}
    if unknown := [change.scene for change in changes if change.scene not in scenes]:
        raise ValueError(unknown[0])
    grader = Grader(loaded.scenario, loaded.key)
    found = debrief(loaded, plain(log), grader)
    if not found.state.is_over:
        raise ValueError("not over")
    by_scene = {change.scene: change for change in changes}
    new = tuple(
        by_scene[turn.scene].applied(turn) if turn.scene in by_scene else turn for turn in told
    )
    retold = play(loaded.scenario, start_of(loaded.scenario, log), new)
    after = debrief(loaded, retold.log, grader)
    changed = {one.scene for one, other in zip(told, new, strict=True) if one != other}
    others = {row.scene for row in retold.assumed if row.why != "look"} - changed
    return WhatIf(
        tuple(changes), found, after, retold.assumed, compare(found, after, changed, others)
    )
