"""What a facilitator does, one thing at a time: what is asked first, and what is said of it."""

from simulator.exercise.commands import Refused
from simulator.plain.workshop.reading import Reading
from simulator.plain.workshop.words import quoted, sure_of
from simulator.present.workshop.refusing import refused
from simulator.store.faults import StoreFault
from simulator.workshop import commands as c
from simulator.workshop.leading import UNSAID, Led


class Doing(Reading):
    """Asks the host for one thing after the other."""

    failed: c.Command | None = None
    """What was asked and could not be kept: it can be asked again."""

    # ---- asking the host

    async def ask(self, command: c.Command, done: str = "", about: str = "") -> bool:
        """Ask the host for *command*, where it cannot be undone only after a yes.

        *about* is read out before; *done* once it has happened. Return whether it has.
        """
        missing = self.led.missing(self.host.presence.has)
        is_awaited = bool(self.show.awaited(self.led.narrowed))
        doubt = self.led.doubt(command, missing=missing, is_awaited=is_awaited)
        if doubt and not await self._is_sure(doubt, about, missing):
            return False
        return await self.do(command, done)

    async def _is_sure(self, doubt: str, about: str, missing: int) -> bool:
        n, at = self.language.n, _moment(self.led)
        if doubt == "begin":
            count = len(self.host.now.seats)
            about = n("{count} person is here.", "{count} people are here.", count)
        elif doubt == "count":
            about = n(
                "{count} person here has not answered.", "{count} people here have not answered.",
                missing,
            ) if missing else self.language._("Nobody has answered.")  # fmt: skip
        if about:
            self.say(about)
        if not await self.sure(sure_of(self.language, doubt)):
            return False
        if at != _moment(self.led):
            self.say(self.language._("It has moved on meanwhile, so nothing was done."))
            return False
        return True

    async def do(self, command: c.Command, done: str = "") -> bool:
        """Ask the host for *command*; say *done*, or why not, and what is new."""
        before, self.failed = self.led, None
        try:
            events = await self.host.do(command, c.FACILITATOR)
        except Refused as refusal:
            self.say(refused(self.language, refusal.reason, command))
            is_said = isinstance(command, c.GoOn) and command.picks is not None
            if isinstance(command, c.GoOn) and not is_said and refusal.reason in UNSAID:
                await self.answer()
            return False
        except StoreFault as fault:
            self.failed, self.told.fault = command, self.host.fault
            _, word = self.language._, quoted(self.language, "again")
            sentence = fault.sentence(self.language)
            self.say(_("{fault} Nothing was changed. {word} tries once more.",
                       fault=sentence, word=word))  # fmt: skip
            return False
        self.told.here.update(map(id, events))
        if done:
            self.say(done)
        await self.since(before)
        return True

    async def again(self) -> None:
        """Ask again for what could not be kept."""
        if self.failed is None:
            self.say(self.language._("There is nothing to try again."))
        else:
            await self.do(self.failed)

    async def answer(self) -> None:
        """Let the facilitator say the response, where the room has none."""
        raise NotImplementedError


def _moment(led: Led) -> object:
    """Return what makes a question out of date once it has changed."""
    wall = led.now.wall
    at_wall = (wall.round, wall.is_open) if wall is not None else None
    return led.now.stage, at_wall, [(team.phase, team.steps, team.exercise) for team in led.teams]
