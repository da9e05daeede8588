"""The facilitator's keys beside the decisions: extra posts, notes, screen, door, writing."""

from simulator.tui.workshop.boxes import LineBox, PickBox
from simulator.tui.workshop.leading import Leading
from simulator.workshop import commands as c
from simulator.workshop.rules import LINE
from simulator.workshop.state import EXERCISE, OPEN

TYPED = "typed"
WHO = 60
"""Characters of the name under a typed post."""


class Interrupting(Leading):
    """Keys that work whatever is being decided."""

    def action_extra(self) -> None:
        """Play an extra post."""
        _ = self.language._
        if self.host.now.stage != EXERCISE:
            self.say(self.refusal("stage"))
            return
        rows = [*self.shelf, (TYPED, _("Type one…"))]

        def picked(address: str | None) -> None:
            if address == TYPED:
                self.call_after_refresh(self._type_extra)
            elif address is not None:
                self.ask(c.Inject(address, team=self.team))

        self.app.push_screen(PickBox(_("Play an extra post"), rows), picked)

    def _type_extra(self) -> None:
        _ = self.language._

        def typed(given: tuple[str, ...] | None) -> None:
            if given is not None:
                who, text = given
                self.ask(c.Inject("", who, text, self.team), _("The post is out."))

        fields = [(_("Who writes"), "", WHO), (_("What they write"), "", LINE)]
        about = _("It is read, and moves nothing: no gauge, no mark.")
        self.app.push_screen(LineBox(_("An extra post"), fields, about), typed)

    def action_note(self) -> None:
        """Note a line for the report."""
        _ = self.language._

        def typed(given: tuple[str, ...] | None) -> None:
            if given is not None and given[0]:
                self.ask(c.TakeNote(given[0]), _("Noted."))

        fields = [(_("One line for the report"), "", LINE)]
        self.app.push_screen(LineBox(_("Note"), fields), typed)

    def action_blank(self) -> None:
        """Blank the projector, or show it again."""
        self.ask(c.Blank(not self.host.now.is_blank))

    def action_lock(self) -> None:
        """Let nobody in any more, or let people in again."""
        self.ask(c.Lock(self.host.now.door == OPEN))

    # ---- writing

    def action_write(self) -> None:
        """Begin a round of writing, put it on the wall, then take it down."""
        _ = self.language._
        wall = self.host.now.wall
        if wall is None:
            said = _("w again: everybody writes the real post, for four minutes.")
            self.twice("w", said, lambda: self.ask(c.OpenWriting()))
        elif wall.is_open:
            said = _("w again ends the writing: what is written hangs on the wall, without names.")
            self.twice("w", said, lambda: self.ask(c.CloseWriting()))
        else:
            self.take_down()

    def take_down(self) -> None:
        """Take the wall down, and keep its posts or not."""
        _ = self.language._
        rows = [
            ("erase", _("take it down and erase it")),
            ("keep", _("take it down, and keep the posts for the report, without names")),
        ]

        def picked(what: str | None) -> None:
            if what is not None:
                self.ask(c.EndWriting(what == "keep"))

        self.app.push_screen(PickBox(_("The wall"), rows), picked)
