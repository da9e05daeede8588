"""How a participant answers: the question's own signs, and how sure they are."""

from textual import events

from simulator.present.asking import full, part_name
from simulator.present.workshop import pages as w
from simulator.tui.widgets.choices import Choices
from simulator.tui.workshop.seat_asking import Asking
from simulator.tui.workshop.sureness import Sureness
from simulator.workshop import commands as c


class Voting(Asking):
    """A screen on which the open question is answered."""

    def __init__(self, seat: str) -> None:
        """Answer as whoever sits in *seat*."""
        super().__init__(seat)
        self.choices: Choices | None = None
        self.sureness = Sureness()
        self._given: tuple[int, tuple[str, ...]] | None = None
        """A step and an answer to it, while it is asked how sure one is."""

    def responded(self, choices: Choices) -> None:
        """Ask how sure the participant is, then vote."""
        page, picks = self.page, tuple(choices.picking.picks)
        if page is None or choices is not self.choices or self.app.screen is not self:
            return
        if page.ask is not None and page.ask.asks_confidence:
            self._given = (page.step, picks)
            self.sureness.ask()
            self.show_keys()
        else:
            self._vote(page.step, picks, None)

    def on_key(self, event: events.Key) -> None:
        """Say how sure one is, wherever keys go to."""
        if self.sureness.is_open:
            self.sureness.take(event)

    def on_sureness_said(self, message: Sureness.Said) -> None:
        """Vote, now that it is known how sure the participant is."""
        given, self._given = self._given, None
        self.sureness.close()
        self.show_keys()
        if given is not None:
            self._vote(*given, message.level)

    def let_go(self, page: w.SeatPage) -> None:
        """Ask no more how sure one is of an answer whose question is gone, and say why."""
        given, self._given = self._given, None
        self.sureness.close()
        if given is not None and (given[0] != page.step or not page.is_open):
            self._vote(*given, None)  # Refused, in a sentence.

    def _vote(self, step: int, picks: tuple[str, ...], sure: int | None) -> None:
        self.ask(c.Vote(step, picks, sure), self.language._("✓ Your answer counts."))

    def on_choices_untouched(self) -> None:
        """Say how to choose."""
        self.say(self.language._("Nothing is chosen yet: a letter, or the arrows and then Enter."))

    def on_choices_unpicked(self) -> None:
        """Ask for a pick, or for the word that nothing is meant."""
        self.say(
            self.language._("Nothing is picked yet. A letter picks one; 0 means none of these.")
        )

    def on_choices_nothing(self) -> None:
        """Ask once more before nothing is taken, where that is an answer."""
        self.say(self.language._("None of these? Enter confirms it; a letter picks one."))

    def on_choices_unsettled(self) -> None:
        """Show the order before it is taken."""
        self.say(self.language._("This is the order so far. Enter again confirms it."))

    def on_choices_unfinished(self, message: Choices.Unfinished) -> None:
        """Name the part that is missing."""
        part = part_name(self.language, message.choices.picking.part)
        self.say(self.language._("Still to be picked: {part}.", part=part))

    def on_choices_full(self, message: Choices.Full) -> None:
        """Say why one more cannot be picked."""
        self.say(full(self.language, message.choices.ask.high))
