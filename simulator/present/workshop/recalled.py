"""A workshop looked back on, in one language: its words for a team, a decision, what was better."""

from collections.abc import Iterator
from functools import cached_property

from simulator.language import Language
from simulator.present.first_view import sentences
from simulator.present.results import Results
from simulator.present.room import Room
from simulator.present.workshop import told
from simulator.workshop.recalled import Decision, LookedBack


class Recalled:
    """A workshop looked back on, and the words of what was played."""

    def __init__(self, found: LookedBack, language: Language) -> None:
        """Show *found* in *language*."""
        self.found = found
        self.language = language
        self.room = Room(found.loaded, language)
        self.texts = self.room.texts

    @cached_property
    def teams(self) -> dict[str, Results]:
        """The debrief of each team."""
        return {name: Results(self.room, one) for name, one in self.found.teams.items()}

    @property
    def title(self) -> str:
        """The title of what was played."""
        return self.texts.of("scenario", "title")

    def where(self, one: Decision) -> str:
        """Return the title of a decision, and the team where there are several."""
        title = self.texts.of(one.scene, "title")
        name = told.team_name(self.language, one.team)
        return f"{name} – {title}" if self.found.is_parallel else title

    def line(self, one: Decision) -> str:
        """Return one decision in a line: when, where, and what was done."""
        title = self.texts.of(one.scene, "title")
        return f"{self.room.when(one.minute)} – {title} – {self.said(one)}"

    def said(self, one: Decision) -> str:
        """Return what was decided, in the past tense where the author wrote it so."""
        if one.moment is None:
            return told.picked(self.room, one.scene, one.picks)
        return self.teams[one.team].said(one.moment)

    def better(self, one: Decision) -> Iterator[str]:
        """Yield what would have been better, where something would."""
        if one.moment is not None and one.is_bettered:
            best = told.shortly(self.room, one.scene, one.moment.best)
            yield self.language._("One of the best answers here: {text}.", text=best)

    def because(self, one: Decision) -> Iterator[str]:
        """Yield why the author thinks so, of the first thing that was left out."""
        if one.moment is None or not one.is_bettered:
            return
        for pick in one.moment.best:
            said = sentences(self.texts.of(one.scene, pick, "feedback"))
            if said and pick not in one.picks:
                yield self.language._("Why: {text}", text=" ".join(said[:2]))
                return
