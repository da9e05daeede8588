"""All that can be asked of a debrief, in the order of the domain reference (section 11).

Each part is one key away. Both faces show the same pages and read what is typed the same way; what
is to be kept comes back as a command, which the face gives to the exercise.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from scoring.principles import PRINCIPLES
from simulator.debrief.best import best_play
from simulator.debrief.debrief import Debrief, debrief
from simulator.debrief.reflection import self_check
from simulator.debrief.smallest import smallest_change
from simulator.exercise import events as e
from simulator.exercise.commands import Afterword, AssessSelf, Commit, React
from simulator.learning.onward import Onward
from simulator.present import pages
from simulator.present.results import Results
from simulator.present.room import Room

TRIED = 600
"""Plays tried for the smallest change while somebody waits, about two seconds; past that the answer
is said not to be proven."""
Leaves = tuple[pages.Leaf, ...]
Going = Callable[[Debrief], Onward]
"""Says what follows from a debrief: with the store, or without."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of something typed: pages, a command to be kept, or why it was not understood."""

    said: str = ""
    leaves: Leaves = ()
    command: Afterword | None = None


class Afterwards:
    """The debrief of one exercise, part by part."""

    def __init__(
        self, room: Room, log: e.Log, *, cases: bool = True, onward: Going | None = None
    ) -> None:
        """Look back on *log*, with real cases or without; *onward* knows what to play next."""
        self.onward = onward
        self.room = room
        self.language = room.language
        self.cases = cases
        self.log = log
        self.results = Results(room, debrief(room.loaded, log))

    def menu(self) -> tuple[tuple[str, str], ...]:
        """Return the parts: the key, and what it opens."""
        _ = self.language._
        return (
            ("r", _("how it felt")), ("1", _("the facts")), ("2", _("your own view")),
            ("3", _("what was behind it")), ("4", _("the eight principles")),
            ("5", _("every option")), ("6", _("how soon")), ("7", _("curves")), ("8", _("what if")),
            ("9", _("time travel")), ("s", _("the smallest change")), ("n", _("what next")),
            ("p", _("play again from there")), ("c", _("what you take with you")),
            ("e", _("why a mark")), ("d", _("I disagree")),
            ("w", _("save as a file")),
        )  # fmt: skip

    def first_keys(self) -> tuple[str, ...]:
        """Return the five parts that matter now, most of all first; the others are a key away.

        One's own view comes before the marks (domain reference, section 11, step 3).
        """
        has_view = self_check(self.results.debrief) is not None
        return ("4" if has_view else "2", "3", "8", "p" if self.pivotal else "5", "n")

    def leaves(self, key: str) -> Leaves:
        """Return the pages of a part; () for a key that opens none."""
        results = self.results
        parts: dict[str, Callable[[], Leaves]] = {
            "r": lambda: (results.felt(),),
            "1": lambda: (results.facts(),),
            "2": lambda: (results.own_view(),),
            "3": lambda: (results.analysis(cases=self.cases),),
            "4": results.profile,
            "5": results.numbered_decisions,
            "6": lambda: (results.clocks(),),
            "7": lambda: (results.curves(best_play(self.room.loaded, self.log)),),
            "8": lambda: (results.changes(),),
            "9": results.travel,
            "s": lambda: (self._smallest(),),
            "n": lambda: (results.next_practice(self._onward()),),
            "c": lambda: (results.taken(),),
            "e": lambda: (results.listed(self.language._("Why a mark is what it is")),),
            "d": lambda: (results.listed(self.language._("Disagree with a mark")),),
        }
        return parts[key]() if key in parts else ()

    def question(self, key: str) -> str:
        """Return what is asked below the pages of a part; "" where nothing is."""
        _ = self.language._
        asked = {
            "r": _("In one line:"),
            "8": _("Decision and answers:"),
            "c": _("Keep, or area / action / who / by when:"),
            "e": _("Label of a mark, or number of a decision:"),
            "d": _("Label of a mark, then what you disagree with:"),
        }
        if key == "2" and self_check(self.results.debrief) is None:
            return _("Strongest, weakest, decision:")
        return asked.get(key, "")

    def answer(self, key: str, typed: str) -> Answer:
        """Return what comes of *typed* below a part."""
        text = typed.strip()
        read = {
            "r": lambda text: Answer(command=React(text)), "2": self._view, "8": self._what_if,
            "c": self._taken, "e": self._why, "d": self._contest,
        }.get(key)  # fmt: skip
        return read(text) if read and text else Answer()

    @property
    def pivotal(self) -> str:
        """The scene from which to play again: the costliest decision; "" where none cost much."""
        worst = self.results.debrief.costliest
        return worst.scene if worst else ""

    def _onward(self) -> Onward | None:
        return self.onward(self.results.debrief) if self.onward else None

    def _smallest(self) -> pages.Leaf:
        found = self.results.debrief
        loaded = self.room.loaded
        principle = found.monday or PRINCIPLES[0]
        return self.results.lifted(smallest_change(loaded, found, principle, TRIED))

    def _view(self, text: str) -> Answer:
        moments = self.results.debrief.moments
        numbers = [int(number) for number in re.findall(r"\d{1,3}", text)][:3]
        numbers += [0] * (3 - len(numbers))
        strong, weak, back = numbers
        is_known = max(strong, weak) <= len(PRINCIPLES) and back <= len(moments)
        if not any(numbers) or not is_known or strong == weak != 0:
            return Answer(self.language._("Three numbers, such as 4 6 2; 0 for none."))
        command = AssessSelf(
            PRINCIPLES[strong - 1] if strong else "",
            PRINCIPLES[weak - 1] if weak else "",
            moments[back - 1].scene if back else "",
        )
        return Answer(command=command)

    def _what_if(self, text: str) -> Answer:
        change = self.results.change(text)
        if change is None:
            _ = self.language._
            if re.fullmatch(r"\s*\d{1,3}\s*-[a-h]*\s*", text):
                return Answer(_("It cannot be earlier: you did not look at that there."))
            return Answer(_("A decision, then answers: 3 2, 3 +30, 3 -, 3 -a or 3 0."))
        leaf = self.results.what_if(change)
        if leaf is None:
            return Answer(self.language._("That answer was not possible there."))
        return Answer(leaves=(leaf,))

    def _taken(self, text: str) -> Answer:
        parts = [part.strip() for part in text.split("/")]
        if len(parts) == 1:
            return Answer(command=Commit(strength=text))
        if len(parts) != 4 or not parts[1]:  # noqa: PLR2004 - area, action, who, by when
            return Answer(self.language._("Four parts: area / action / who / by when."))
        return Answer(command=Commit("", *parts))

    def _why(self, text: str) -> Answer:
        leaf = self.results.because(text.casefold())
        if leaf is None:
            return Answer(self.language._("Type a label from the list: 3, 3a, 3.2, s1 or p1."))
        return Answer(leaves=(leaf,))

    def _contest(self, text: str) -> Answer:
        label, _sep, line = text.partition(" ")
        mark = self.results.mark(label)
        if mark is None or not line.strip():
            return Answer(self.language._("Begin with the label of the mark: 3a because…"))
        return Answer(command=self.results.contest(mark, line.strip()))
