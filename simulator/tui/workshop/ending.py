"""The facilitator's keys for the end: the debrief, its pages, closing, leaving."""

from simulator.present.workshop.closing import means
from simulator.present.workshop.facilitating import next_told
from simulator.tui.workshop.boxes import SureBox
from simulator.tui.workshop.leading import Leading
from simulator.workshop import commands as c
from simulator.workshop.state import (
    CLOSED,
    DEBRIEF,
    EXERCISE,
)  # fmt: skip


class Ending(Leading):
    """Keys that end something."""

    def action_debrief(self) -> None:
        """End the exercises where they are, and open the debrief."""
        said = self.language._("d again ends the crisis where it is and opens the debrief.")
        if self.host.now.stage == EXERCISE and not self.facts.doubt(c.LookBack()):
            self.ask(c.LookBack())
        elif self.host.now.stage == EXERCISE:
            self.twice("d", said, lambda: self.ask(c.LookBack()))
        else:
            self.say(self.refusal("stage"))

    @property
    def is_last_leaf(self) -> bool:
        """Whether the room sees the last page of the debrief."""
        return self.host.leaf + 1 >= len(self.face.debrief())

    def look_on(self) -> None:
        """Turn to the next page of the debrief; on the last, say how to close."""
        if not self.face.debrief():
            return
        if self.is_last_leaf:
            self.say(self.language._("This is the last page. q closes the workshop."))
        else:
            self.action_leaf(1)

    def action_leaf(self, by: int) -> None:
        """Turn the page of the debrief, for everybody who looks at it."""
        count = len(self.face.debrief())
        if count and self.host.now.stage == DEBRIEF:
            at = max(0, min(self.host.leaf + by, count - 1))  # The last page is the last.
            self.host.turn(at)
            self.show()

    def looking_told(self) -> str:
        """Return what comes next while the room looks back."""
        _ = self.language._
        if not self.face.debrief():
            return _("The debrief is being put together…")
        if self.is_last_leaf:
            return _("The last page: q closes the workshop")
        return next_told(self.language, self.host.now, "")

    def action_close_all(self) -> None:
        """Close the workshop, once it was said what that means."""
        if self.host.now.stage == CLOSED:
            return

        title = self.language._("Close the workshop?")
        lines = means(self.language, self.host.now, is_rehearsal=self.host.is_rehearsal)

        def sure(yes: bool | None) -> None:  # noqa: FBT001 - a screen's answer
            if yes:
                self.ask(c.Close())

        self.app.push_screen(SureBox(title, lines, "q"), sure)

    def action_leave(self) -> None:
        """Leave the app, asked twice."""
        _ = self.language._
        said = _("Ctrl+Q again leaves this screen. The workshop is kept.")
        if self.host.is_rehearsal:
            said = _("Ctrl+Q again leaves this screen. Nothing is kept of a rehearsal.")
        self.twice("ctrl+q", said, self.app.exit)
