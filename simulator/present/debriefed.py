"""What every page of a debrief needs: the exercise, its texts, and how to say what was done."""

import re
from functools import cached_property
from string import ascii_lowercase

from simulator.debrief.debrief import Debrief
from simulator.debrief.moments import Moment
from simulator.exercise import events as e
from simulator.exercise.engine import as_shown
from simulator.present.room import Room
from simulator.scenario.model import Option


class Debriefed:
    """One exercise looked back on, in the room's language."""

    def __init__(self, room: Room, debrief: Debrief) -> None:
        """Show *debrief* as *room* shows the exercise."""
        self.room = room
        self.language = room.language
        self.texts = room.texts
        self.debrief = debrief

    @cached_property
    def labels(self) -> dict[tuple[str, ...], str]:
        """The short label of each mark, by principle and source: 3a, s1, p1 (see marks.py)."""
        found = {}
        for number, moment in enumerate(self.debrief.moments, 1):
            for letter, row in zip(ascii_lowercase, moment.opportunities, strict=False):
                found[row.principle, *row.source] = f"{number}{letter}"
        signals = [outcome.opportunity for outcome in self.debrief.signals]
        promises = [outcome.opportunity for outcome in self.debrief.promises]
        for letter, rows in (("s", signals), ("p", promises)):
            for number, row in enumerate(rows, 1):
                found[row.principle, *row.source] = f"{letter}{number}"
        return found

    @cached_property
    def seed(self) -> int:
        """The seed of the exercise, from which the order of what it offered follows."""
        return next(x.seed for x in self.debrief.log if isinstance(x, e.ExerciseStarted))

    def shown(self, moment: Moment) -> tuple[Option, ...]:
        """Return what was offered at *moment* in the order and by the numbers it was shown in."""
        scene = self.room.scenario.scenes[moment.scene]
        options = scene.decision.options if scene.decision else ()
        here = tuple(option for option in options if option.id in moment.offered)
        return as_shown(self.seed, scene, here)

    def said(self, moment: Moment) -> str:
        """Return what was done at *moment*, in the past tense where the author wrote it so."""
        parts = [
            self.texts.of(moment.scene, pick, "story") or self.texts.of(moment.scene, pick, "text")
            for pick in moment.picks
        ]
        if not parts:
            return self.language._("You let it be")
        return self.language.join(part.rstrip(".") for part in parts)


def signed(mark: int) -> str:
    """Return a mark with its sign, the minus a real one."""
    return f"{mark:+d}".replace("-", "−") if mark else "0"


def bare(text: str) -> str:
    """Return *text* without the stop at its end, inside a closing quotation mark too."""
    return re.sub(r"\.(?=[\s\u00a0\u202f]*[»”\"]?$)", "", text.rstrip())
