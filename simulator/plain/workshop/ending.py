"""The end of a crisis, the pages of its debrief, the close."""

from simulator.plain.workshop.doing import Doing
from simulator.plain.workshop.words import quoted, understood
from simulator.present.workshop.closing import means
from simulator.present.workshop.refusing import refused
from simulator.workshop import commands as c
from simulator.workshop.state import CLOSED, DEBRIEF


class Ending(Doing):
    """Looks back, and closes."""

    async def debrief(self) -> None:
        """End the exercises where they are, and open the debrief."""
        if await self.ask(c.LookBack()):
            self.host.turn(0)

    async def page_on(self) -> None:
        """Turn the page of the debrief, for everybody."""
        _, leaves = self.language._, await self.leaves()
        if self.host.now.stage != DEBRIEF or not leaves:
            self.say(refused(self.language, "stage"))
        elif self.host.leaf + 1 >= len(leaves):
            word = quoted(self.language, "close")
            self.say(_("This is the last page. {word} closes the workshop.", word=word))
        else:
            self.host.turn(self.host.leaf + 1)
            await self.debriefing()

    async def page_back(self) -> None:
        """Turn the page of the debrief back, for everybody."""
        if self.host.now.stage != DEBRIEF:
            self.say(refused(self.language, "stage"))
            return
        self.host.turn(max(self.host.leaf - 1, 0))
        await self.debriefing()

    async def close(self) -> None:
        """Close the workshop, once it was said what that means, and the word was typed again."""
        _, word = self.language._, quoted(self.language, "close")
        if self.host.now.stage == CLOSED:
            self.say(refused(self.language, "closed"))
            return
        for line in means(self.language, self.host.now, is_rehearsal=self.host.is_rehearsal):
            self.say(line)
        typed = await self.line(
            _("Close the workshop? {word} once more closes it for good:", word=word)
        )
        if understood(typed)[0] == "close":
            await self.do(c.Close())
        else:
            self.nothing()
