"""The facilitator's console in plain text: one line after the other, nothing moved or erased.

It holds no rule: what comes next and what can be done are `workshop.leading`'s, what is refused is
the rules', what is shown are the pages of `present.workshop`. Enter does what comes next, which the
prompt says first.
"""

from collections.abc import Awaitable, Callable

from simulator.plain.console import Leave
from simulator.plain.workshop.deciding import Deciding, said_of
from simulator.plain.workshop.ending import Ending
from simulator.plain.workshop.interrupting import Interrupting
from simulator.plain.workshop.people import People
from simulator.plain.workshop.words import meaning, quoted, spelling, sure_of, understood
from simulator.present.workshop.facilitating import next_told
from simulator.workshop import commands as c
from simulator.workshop.state import CLOSED, DEBRIEF, EXERCISE, LOBBY, VOTING


class PlainConsole(Deciding, Interrupting, Ending, People):
    """Leads a workshop by typed lines, until it is left."""

    _listed: tuple[str, ...] = ()
    """What the numbers of the list that was read out last stand for."""
    _announced: object = None
    """What Enter does, as the last prompt said."""

    async def run(self) -> None:
        """Lead until the workshop is left, or the input ends."""
        stop = self.host.listen(self._heard.set)
        try:
            await self._open()
            while True:
                await self._step()
        except Leave:
            await self.flush()
        finally:
            stop()
            await self.quiet()

    async def _open(self) -> None:
        _ = self.language._
        self.say(_("You lead: {title}", title=self.show.title))
        self.say(_("Type ? for all that can be done, and a number or its word to do it. Enter does "
                   "what comes next."))  # fmt: skip
        if self.host.now.stage == LOBBY:
            self.say(_("{word} reads out the briefing and its warning, to be read aloud before you "
                       "begin.", word=quoted(self.language, "briefing")))  # fmt: skip
            self.join()
            if not self.around.by_hands:
                await self.links()
        else:
            await self.read()

    async def _step(self) -> None:
        """Listen once, and do what was typed."""
        typed = await self.listen(self._prompt)
        name, text = understood(typed)
        if typed.isdecimal():
            number = int(typed[:4])
            name = self._listed[number - 1] if 0 < number <= len(self._listed) else ""
        if name == "next":
            await self._next()
        elif name == "note":
            await self.note(text)
        elif name:
            await self._deeds()[name]()
        else:
            self.say(self.language._("This is not known here. ? lists all that can be done."))

    # ---- what comes next

    def _prompt(self) -> str:
        _ = self.language._
        self._announced = self._coming()
        told = self._told_next()
        if not told:
            return _("[Type ? for all that can be done]")
        return _("[Enter: {next}. ?: all that can be done]", next=told)

    def _coming(self) -> object:
        """Return what Enter would do: another thing is not done because this one was announced."""
        now, command = self.host.now, self.led.next(self.seconds)
        steps = [team.steps for team in self.led.teams]
        return now.stage, type(command), self.counts_next, steps

    def _told_next(self) -> str:
        _, now = self.language._, self.host.now
        if now.stage == CLOSED:
            return _("Leave this console")
        if now.stage == DEBRIEF:
            is_last = self.host.leaf + 1 >= self.told.pages > 0
            return "" if is_last else next_told(self.language, now, "")
        if self.counts_next:
            return _("Count the hands")
        led = self.led.narrowed
        told, command = next_told(self.language, led, self.show.awaited(led)), self.led.next(1)
        if isinstance(command, c.OpenVote) and self.seconds:
            return _("{what}, {seconds} seconds", what=told, seconds=self.seconds)
        return told

    @property
    def counts_next(self) -> bool:
        """Whether what comes next is that hands are counted."""
        now = self.host.now
        is_asked = now.stage == EXERCISE and self.led.phase == VOTING and now.wall is None
        return self.around.by_hands and is_asked

    async def _next(self) -> None:
        """Do what comes next, if that is still what was announced."""
        now, command = self.host.now, self.led.next(self.seconds)
        if self._announced != self._coming():
            self.say(self.language._("What comes next has changed meanwhile: nothing was done."))
        elif now.stage == CLOSED:
            raise Leave
        elif now.stage == DEBRIEF:
            await self.page_on()
        elif self.counts_next:
            await self.hands()
        elif isinstance(command, c.EndWriting):
            await self.take_down()
        elif command is not None:
            await self.ask(command, said_of(self.language, command))

    # ---- all that can be done

    def _deeds(self) -> dict[str, Callable[[], Awaitable[None]]]:
        return {
            "read": self.read, "posts": self.posts, "notes": self.notes, "state": self.state,
            "people": self.people, "join": self._join, "links": self.links,
            "briefing": self.briefing, "team": self._lead_team, "count": self.count,
            "pause": self.pause, "resume": self.resume, "extend": self.extend,
            "hands": self.hands, "reveal": self.reveal, "answer": self.answer,
            "try": self.try_one, "back": self.back, "open": self.open, "look": self.look,
            "skip": self.skip, "post": self.post, "write": self.write, "hang": self.hang,
            "take down": self.take_down, "debrief": self.debrief, "page": self.page_on,
            "page back": self.page_back, "blank": self.blank, "show": self.shown,
            "lock": self.lock, "unlock": self.unlock, "rename": self.rename,
            "remove": self.remove, "spokesperson": self.spokesperson, "move": self.move,
            "close": self.close, "again": self.again, "help": self._list, "leave": self._leave,
            "note": self.note,
        }  # fmt: skip

    def _offered(self) -> tuple[str, ...]:
        """Return what can be done now: first what changes something, then what is read."""
        now, by_hands = self.host.now, self.around.by_hands
        found = ["again"] if self.failed is not None else []
        *deeds, close = self.led.deeds(by_hands=by_hands) or ("",)
        found += deeds
        found += ["team"] if len(now.teams) > 1 else []
        found.append("read")
        found += ["posts"] if now.stage == EXERCISE else []
        found += ["notes"] if now.stage in {EXERCISE, DEBRIEF} else []
        found += [] if now.stage == CLOSED else ["state", "briefing"]
        if not by_hands and now.stage != CLOSED:
            found += ["people", "join", "links"]
        return (*found, *filter(None, (close,)), "leave")

    async def _list(self) -> None:
        """List all that can be done now, numbered."""
        self._listed = self._offered()
        self.say(self.language._("What can be done now, by its number or its word:"))
        for number, name in enumerate(self._listed, 1):
            told = meaning(self.language, name)
            self.say(
                f"{number}. {spelling(self.language, name)}{self.language._(':')} {told}", "  "
            )

    async def _join(self) -> None:
        self.join()

    async def _lead_team(self) -> None:
        """Lead another team, or all of them."""
        _ = self.language._
        if len(self.host.now.teams) < 2:  # noqa: PLR2004 - one team needs no choice
            self.say(_("There is one team."))
            return
        rows = [("", _("All")), *((team.id, team.name) for team in self.page.teams)]
        team = await self.pick(_("Lead which team?"), rows)
        if team is not None:
            self.team = team
            self.told.items.clear()
            await self.read()

    async def _leave(self) -> None:
        if self.host.now.stage == CLOSED or await self.sure(sure_of(self.language, "leave")):
            raise Leave
