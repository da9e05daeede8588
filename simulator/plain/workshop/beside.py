"""What stands beside the room on the console, read out: notes, people, the way in, the hour."""

from simulator.language import Language
from simulator.plain.workshop.hearing import Hearing
from simulator.present.pages import Leaf
from simulator.present.workshop import pages as w
from simulator.present.workshop.facilitating import wanted
from simulator.present.workshop.reasons import reasons
from simulator.workshop.state import DEBRIEF, EXERCISE


class Beside(Hearing):
    """Reads out what is at hand, when it is asked for."""

    async def notes(self) -> None:
        """Read out what helps to lead: questions, the author's notes, what was noted."""
        _, page, guide, view = self.language._, self.page, self.guide, self.view
        found = []
        if guide is not None and page.stage == EXERCISE:
            split = view.split if view is not None else None
            asked = (split.prompt,) if split is not None and split.prompt else ()
            looks = tuple(wanted(self.language, look, count) for look, count in guide.looks)
            prompts = tuple(line for line in guide.prompts if line not in asked)
            found = [
                (_("To ask now"), asked), (_("Questions for the room"), prompts),
                (guide.title, guide.notes), (_("What may be looked at"), looks),
            ]  # fmt: skip
        found += [
            (_("What the author thinks: {title}", title=section.title), section.lines)
            for section in reasons(self.show.room, await self._leaf())
        ]
        found = [(title, lines) for title, lines in (*found, (_("Noted"), page.notes)) if lines]
        for title, lines in found:
            self.title(title)
            for line in lines:
                self.say(line, "  ")
        if not found:
            self.say(_("There is nothing to read here."))

    async def _leaf(self) -> Leaf | None:
        """Return the page of the debrief that the room sees; None before."""
        leaves = await self.leaves() if self.page.stage == DEBRIEF else ()
        return leaves[self.host.leaf % len(leaves)] if leaves else None

    async def state(self) -> None:
        """Say where it stands."""
        _, page = self.language._, self.page
        self.say(page.title)
        for one in page.teams if page.stage == EXERCISE else ():
            left = self.host.left(one.id)
            clock = _("{seconds} seconds left", seconds=left) if left is not None else ""
            name = one.name if len(page.teams) > 1 else ""
            self.say(self.language.join(p for p in (name, one.feed.when, one.status, clock) if p))
            for gauge in one.feed.gauges:
                self.say(f"{self.gauge(gauge)}.", "  ")
        blank = _("The room's screen is blank.") if page.is_blank else ""
        told = page.wall.told if page.wall is not None else ""
        left = self.host.left_to_write()
        clock = _("{seconds} seconds left", seconds=left) if left is not None else ""
        for line in (told, clock, page.here, page.pace, blank, page.door, page.fault):
            if line:
                self.say(line)

    async def people(self) -> None:
        """Say who is here, and who has answered; never what."""
        page = self.page
        for seat in page.seats:
            self.say(person(self.language, seat))
        self.say(page.here if page.seats else self.language._("Nobody yet."))

    def join(self) -> None:
        """Say how to join."""
        _, page = self.language._, self.page
        joining = page.joining
        if self.around.by_hands:
            self.say(_(
                "Read together, talk, then raise a hand for one answer. No phone and no network "
                "needed."
            ))  # fmt: skip
            return
        if joining.code:
            self.say(_("Join here:") + " " + joining.address)
            self.say(_("Code:") + " " + joining.code)
        for line in (joining.ssh, page.door, joining.told):
            if line:
                self.say(line)

    async def links(self) -> None:
        """Say the links that are not for participants."""
        _, links = self.language._, self.around.links()
        for what, link in links:
            self.say(what + _(":"))
            self._out.write(f"  {link}\n")  # Never wrapped: it is to be copied.
        if links:
            self.say(_("Whoever has the second link leads the workshop: keep it."))

    async def briefing(self) -> None:
        """Read out the briefing, its warning, and the plan."""
        for leaf in self.show.about():
            self.leaf(leaf)


def person(language: Language, seat: w.SeatRow) -> str:
    """Return somebody in one line: here or away, answered or not, speaking or not, in words."""
    team = f" ({seat.team})" if seat.team else ""
    return f"{seat.name}{team}{language._(':')} {seat.told}"
