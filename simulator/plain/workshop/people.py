"""Who is here, and what the facilitator may do about it."""

from simulator.plain.workshop.beside import person
from simulator.plain.workshop.doing import Doing
from simulator.workshop import commands as c


class People(Doing):
    """Names, moves, removes people, and lets them speak."""

    async def _seat(self) -> str | None:
        """Let somebody be chosen; return their seat, None to go back."""
        seats, _ = self.page.seats, self.language._
        if not seats:
            self.say(_("Nobody yet."))
            return None
        rows = [(seat.id, person(self.language, seat)) for seat in seats]
        return await self.pick(_("Who?"), rows)

    def _name(self, seat: str) -> str:
        found = self.host.now.seats.get(seat)
        return found.name if found is not None else ""

    async def rename(self) -> None:
        """Give somebody another name."""
        seat = await self._seat()
        if seat is None:
            return
        wanted = self.language._("Another name for {name}", name=self._name(seat))
        if name := await self.text(wanted):
            await self.ask(c.Rename(seat, name), self.language._("Renamed."))

    async def remove(self) -> None:
        """Take somebody's seat away."""
        seat = await self._seat()
        if seat is not None:
            name = self._name(seat)
            said = self.language._("{name} is removed.", name=name)
            await self.ask(c.Remove(seat), said, about=name)

    async def spokesperson(self) -> None:
        """Let somebody speak for their team."""
        seat = await self._seat()
        if seat is not None:
            said = self.language._("{name} speaks for the team.", name=self._name(seat))
            await self.ask(c.Appoint(seat), said)

    async def move(self) -> None:
        """Put somebody in another team."""
        _ = self.language._
        if not self.host.now.is_parallel:
            self.say(_("There is one team."))
            return
        seat = await self._seat()
        if seat is None:
            return
        rows = [(team.id, team.name) for team in self.page.teams]
        team = await self.pick(_("Which team for {name}?", name=self._name(seat)), rows)
        if team is not None:
            await self.ask(c.Assign(seat, team), _("Moved."))
