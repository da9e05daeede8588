"""What a facilitator may do at any time: an extra post, a note, the screen, the door, writing."""

from simulator.plain.workshop.doing import Doing
from simulator.present.workshop.refusing import refused
from simulator.workshop import commands as c

TYPED = "typed"


class Interrupting(Doing):
    """What goes beside the decisions."""

    # ---- at any time

    async def post(self) -> None:
        """Play an extra post."""
        _ = self.language._
        if "post" not in self.led.deeds():
            self.say(refused(self.language, "closed", c.Inject()))
            return
        address = await self.pick(
            _("Play an extra post"), [*self.page.shelf, (TYPED, _("Type one…"))]
        )
        done = _("The post is out.")
        if address == TYPED:
            self.say(_("It is read, and moves nothing: no gauge, no mark."))
            if (who := await self.text(_("Who writes"))) and (
                text := await self.text(_("What they write"))
            ):
                await self.ask(c.Inject("", who, text, self.team), done)
        elif address is not None:
            await self.ask(c.Inject(address, team=self.team), done)

    async def note(self, text: str = "") -> None:
        """Note a line for the report."""
        _ = self.language._
        text = text or await self.text(_("One line for the report"))
        if text:
            await self.ask(c.TakeNote(text), _("Noted."))

    async def blank(self) -> None:
        """Blank the room's screen."""
        await self.ask(c.Blank(True), self.language._("The room's screen is blank."))  # noqa: FBT003 - what the command says

    async def shown(self) -> None:
        """Let the room's screen show again."""
        await self.ask(c.Blank(False), self.language._("The room's screen shows again."))  # noqa: FBT003 - the same

    async def lock(self) -> None:
        """Let nobody in any more."""
        await self.ask(c.Lock(True), self.language._("Nobody can join: you locked the door."))  # noqa: FBT003 - the same

    async def unlock(self) -> None:
        """Let people in again."""
        await self.ask(c.Lock(False), self.language._("The door is open again."))  # noqa: FBT003 - the same

    # ---- writing

    async def write(self) -> None:
        """Begin a round of writing."""
        await self.ask(c.OpenWriting())

    async def hang(self) -> None:
        """Put what was written on the wall."""
        await self.ask(c.CloseWriting())

    async def take_down(self) -> None:
        """Take the wall down, once it was said whether its posts are kept."""
        _ = self.language._
        rows = [
            ("erase", _("take it down and erase it")),
            ("keep", _("take it down, and keep the posts for the report, without names")),
        ]
        what = await self.pick(_("The wall"), rows)
        if what is not None:
            await self.ask(c.EndWriting(what == "keep"))
