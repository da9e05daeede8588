"""One decision: its vote, its hands, and what is done with what it gave."""

from simulator.language import Language
from simulator.plain.workshop.doing import Doing
from simulator.plain.workshop.words import quoted, understood
from simulator.present.workshop.facilitating import wanted
from simulator.present.workshop.question import named
from simulator.present.workshop.refusing import refused
from simulator.workshop import commands as c
from simulator.workshop.asking import asked, objection
from simulator.workshop.leading import MORE, PRESETS
from simulator.workshop.state import COUNTED, REVEALED


class Deciding(Doing):
    """What is asked for a decision."""

    # ---- the vote

    async def open(self) -> None:
        """Open the vote, again if it was closed, for so many seconds."""
        _ = self.language._
        rows = [
            (str(n), _("{seconds} seconds", seconds=n) if n else _("no clock")) for n in PRESETS
        ]
        seconds = await self.pick(_("Open the vote"), rows)
        if seconds is not None:
            self.seconds = int(seconds)
            command = c.OpenVote(self.seconds, self.team)
            await self.ask(command, said_of(self.language, command))

    async def count(self) -> None:
        """Close the vote."""
        await self.ask(c.CloseVote(self.team))

    async def pause(self) -> None:
        """Let the clock stand."""
        await self.ask(c.Pause(self.team), self.language._("The clock stands."))

    async def resume(self) -> None:
        """Let the clock run again."""
        await self.ask(c.Resume(self.team), self.language._("The clock runs again."))

    async def extend(self) -> None:
        """Give the vote more time."""
        said = self.language._("{seconds} seconds more.", seconds=MORE)
        await self.ask(c.Extend(MORE, self.team), said)

    async def reveal(self) -> None:
        """Show how the room answered."""
        await self.ask(c.Reveal(self.team))

    # ---- what is done with it

    async def choose(self, title: str) -> tuple[tuple[str, ...], str] | None:
        """Let a response be chosen for the teams led; return it, and as it is called."""
        team, page = self.led.first, self.question
        if team is None or page is None:
            self.say(refused(self.language, "phase"))
            return None

        def wrong(picks: tuple[str, ...]) -> str:
            reason = objection(self.host.loaded.scenario, team, picks)
            return refused(self.language, reason, c.GoOn()) if reason else ""

        picks = await self.response(title, page, wrong)
        if picks is None:
            return None
        return picks, named(self.show.room, page.scene, page.choices, picks)

    async def answer(self) -> None:
        """Go on with a response that the facilitator says."""
        if self.led.phase not in {COUNTED, REVEALED}:
            self.say(refused(self.language, "phase"))
            return
        title = self.language._("Go on with which answer? It is carried out for good.")
        chosen = await self.choose(title)
        if chosen is not None:
            await self.ask(c.GoOn(self.team, chosen[0]), about=chosen[1])

    async def try_one(self) -> None:
        """Try another response."""
        _ = self.language._
        if self.led.phase not in {COUNTED, REVEALED}:
            self.say(_("Another response can be tried once the vote is closed."))
            return
        title = _("What would another response have set off? Nothing is carried out.")
        chosen = await self.choose(title)
        if chosen is not None:
            await self.ask(c.Try(chosen[0], self.team))

    async def back(self) -> None:
        """Come back from what was tried."""
        await self.ask(c.EndTrial(self.team), self.language._("Back to where you were."))

    async def skip(self) -> None:
        """Pass over the decision."""
        if "skip" in self.led.deeds():
            await self.ask(c.Skip(self.team))
        else:
            self.say(refused(self.language, "phase"))

    async def look(self) -> None:
        """Look closer, at what the room would like."""
        _, guide = self.language._, self.guide
        looks = guide.looks if guide is not None and "look" in self.led.deeds() else ()
        if not looks:
            self.say(_("There is nothing more to look at here."))
            return
        rows = [(look.id, wanted(self.language, look, count)) for look, count in looks]
        inquiry = await self.pick(_("Look closer at what?"), rows)
        if inquiry is not None:
            await self.ask(c.Look(inquiry, self.team))

    async def hands(self) -> None:
        """Count the hands that are up."""
        _ = self.language._
        team, page = self.led.first, self.question
        if team is None or page is None or "hands" not in self.led.deeds(by_hands=True):
            self.say(refused(self.language, "phase"))
            return
        if page.ordered:
            self.say(_("In an order: hands for what should come early."))
        counts: dict[str, int] = {}
        for choice in page.choices:
            number = await self._hands_for(f"{choice.letter}. {choice.text}")
            if number is None:
                return
            counts[choice.id] = number
        prompt, voters = asked(self.host.loaded.scenario, team), 0
        if prompt is not None and prompt.high > 1:
            found = await self._hands_for(_("How many people are in the room?"))
            if found is None:
                return
            voters = found
        hands = sum(counts.values())
        said = self.language.n("{count} hand counted.", "{count} hands counted.", hands)
        await self.ask(c.CountHands(counts, voters, team.id), said)

    async def _hands_for(self, what: str) -> int | None:
        """Return how many hands are up; None to go back."""
        _ = self.language._
        self.say(what)
        word = quoted(self.language, "back")
        while True:
            typed = await self.line(_("How many? (Enter for none, {word} to give up)", word=word))
            if not typed or (typed.isdecimal() and len(typed) <= 4):  # noqa: PLR2004 - as in the app
                return int(typed or "0")
            if understood(typed)[0] == "back":
                self.nothing()
                return None
            self.say(_("A whole number, please."))


def said_of(language: Language, command: c.Command) -> str:
    """Return what is said once *command* has happened."""
    _ = language._
    match command:
        case c.OpenVote() if command.seconds:
            return _("The vote is open for {seconds} seconds.", seconds=command.seconds)
        case c.OpenVote():
            return _("The vote is open, without a clock.")
        case c.EndTrial():
            return _("Back to where you were.")
        case _:
            return ""
