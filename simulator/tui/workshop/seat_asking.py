"""What a participant asks of the host, and what came of it."""

from textual.timer import Timer

from simulator.exercise.commands import Refused
from simulator.present.workshop import pages as w
from simulator.present.workshop.refusing import refused as refused_in_words
from simulator.store.faults import StoreFault
from simulator.tui.work import begin
from simulator.tui.workshop.app import Live
from simulator.workshop import commands as c

SECONDS = 8.0
"""How long something is said."""


class Asking(Live):
    """A screen on which whoever sits in a seat asks for things."""

    def __init__(self, seat: str) -> None:
        """Ask as whoever sits in *seat*."""
        super().__init__()
        self.seat = seat
        self.page: w.SeatPage | None = None
        self.said = ""
        self._saying: Timer | None = None

    def ask(self, command: c.Command, done: str = "") -> None:
        """Ask the host for *command*, as this seat; *done* is said once it has happened."""
        begin(self, self._ask, command, done)

    async def _ask(self, command: c.Command, done: str) -> None:
        try:
            await self.host.do(command, self.seat)
        except Refused as refused:
            self.say(refused_in_words(self.language, refused.reason, command))
        except StoreFault:
            said = self.language._("This could not be kept, and does not count. Try again.")
            self.say(said)
        else:
            self.say(done)
        if self.is_mounted and not self.is_left:
            self.show()

    def say(self, text: str) -> None:
        """Say something for a while, in the place of what is going on."""
        if self._saying is not None:
            self._saying.stop()
            self._saying = None
        self.said = text
        if text and self.is_mounted:
            self._saying = self.set_timer(SECONDS, lambda: self.say(""))
        if self.is_mounted:
            self.tick()
