"""How a participant answers: the question's own signs, and how sure they are."""

from simulator.present.asking import part_name
from simulator.tui.widgets.choices import Choices
from simulator.tui.workshop.boxes import PickBox
from simulator.tui.workshop.seat_asking import Asking
from simulator.workshop import commands as c


class Voting(Asking):
    """A screen on which the open question is answered."""

    def __init__(self, seat: str) -> None:
        """Answer as whoever sits in *seat*."""
        super().__init__(seat)
        self.choices: Choices | None = None

    def on_choices_responded(self, message: Choices.Responded) -> None:
        """Ask how sure the participant is, then vote."""
        page = self.page
        if page is None or message.choices is not self.choices or self.app.screen is not self:
            return
        step, picks = page.step, message.picks
        _ = self.language._

        def sure(level: str | None) -> None:
            given = int(level) if level else None
            self.ask(c.Vote(step, picks, given), _("✓ Your answer counts."))

        if page.ask is not None and page.ask.asks_confidence:
            rows = [
                ("1", _("guessing")), ("2", _("fairly sure")), ("3", _("sure")), ("", _("not said"))
            ]  # fmt: skip
            about = _("Your answer counts either way; the room only sees how many are sure.")
            self.app.push_screen(SureOfIt(_("How sure are you?"), rows, about), sure)
        else:
            sure(None)

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
        """Say how many may be picked."""
        self.say(message.choices.ask.how)


class SureOfIt(PickBox):
    """How sure somebody is; Escape answers without saying."""

    def how(self) -> str:
        """Return what can be pressed, in a sentence."""
        return self.language._("A number · Enter on a line · Escape answers without saying")
