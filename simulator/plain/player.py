"""Playing a whole exercise in plain text: everything the app shows, in the order it is read.

It is built in layers: lines (`console.py`), the pages of an exercise (`printing.py`); here, what is
done with what was typed. What is said of that is in `wording.py`, what is asked before a response
is given in `sending.py`.
"""

import math
import time
from collections.abc import Callable
from typing import TextIO

from simulator.conduct.conduct import Conduct, Refused
from simulator.exercise import events as e
from simulator.exercise.commands import Command, Expire, Inquire, Respond, TakeHint
from simulator.exercise.state import replay
from simulator.language import Language
from simulator.plain.console import Leave, Unkept
from simulator.plain.lines import Lines, TimeUp
from simulator.plain.printing import Printer
from simulator.plain.reading import Typed, understand
from simulator.plain.sending import confidence, is_sent
from simulator.plain.wording import help_text, refusal
from simulator.present import pages
from simulator.present.asking import ask
from simulator.present.briefing import briefing, plan
from simulator.present.faults import unkept
from simulator.present.mentor import mentor
from simulator.present.room import split
from simulator.store.faults import StoreFault


class Player(Printer):
    """Reads lines, prints pages. Holds no rule and no state but the exercise's."""

    def __init__(
        self, conduct: Conduct, language: Language, read: Lines, out: TextIO, *, converses: bool
    ) -> None:
        """Play *conduct*; *converses* when a person is there to press Enter between two steps."""
        super().__init__(conduct, language, read, out, converses=converses)
        self._more = ""
        self._countdown = ""
        self._deadline = math.inf
        self._asked: tuple[str, tuple[pages.Choice, ...]] | None = None

    def beside(self, conduct: Conduct) -> "Player":
        """Return a player of another exercise, for the same person."""
        return Player(conduct, self.language, self._read, self._out, converses=self.converses)

    def play(self, start: Callable[[], e.Log]) -> None:
        """Play to the end; Leave if the trainee stops before."""
        _ = self.language._
        if not self.conduct.state.is_started:
            if not self.conduct.loaded.scenario.is_tutorial:
                self.leaf(briefing(self.room))
                self.say(_("Type plan for the plan, help for all you can type."))
                self.say()
                self.pause()
            else:
                self.say(_("At any prompt, type help for all you can type, quit to stop."))
                self.say()
            self.show_history()
            self.show(self.kept(start))
        else:
            self.say(_("The play goes on where it stopped."))
            self.show(self._since_scene())
        while not self.conduct.state.is_over:
            self.step()

    def _since_scene(self) -> e.Log:
        log = self.conduct.log
        opened = [n for n, event in enumerate(log) if isinstance(event, e.SceneOpened)]
        return log[opened[-1] :] if opened else log

    def step(self) -> None:
        """Ask once, and do what was typed."""
        page = ask(self.room, self.conduct)
        if page is None:
            raise Leave
        self.ask(page, is_known=(page.scene, page.choices) == self._asked)
        self._asked = (page.scene, page.choices)
        is_done = False
        while not is_done:
            try:
                typed = understand(self.answer(page), page)
            except TimeUp:
                self.do(Expire("clock"))
                return
            is_done = self.obey(typed, page)

    def obey(self, typed: Typed, page: pages.Ask) -> bool:
        """Do what was typed; False when the same prompt should be answered again."""
        if typed.kind == "word":
            return self.word(typed.word, page)
        if typed.kind == "look":
            self.do(Inquire(typed.picks[0]))
            return True
        if typed.kind == "picks":
            return self.respond(typed, page)
        self.say(self.language._("Type the number of your choice, or help."))
        return False

    # ---- a decision

    def answer(self, page: pages.Ask) -> str:
        """Return what is typed at a decision; TimeUp when the real countdown ends first.

        The countdown is for practice: its end takes the written default, which is never graded.
        Asking for a pause stops it for this decision.
        """
        prompt = self.language._("Your choice:")
        if not (self.conduct.state.timed and self.converses and page.seconds):
            return self.listen(prompt)
        if self._countdown != page.scene:
            self._countdown, self._deadline = page.scene, time.monotonic() + page.seconds
            said = self.language._(
                "You have {seconds} seconds. Type pause to stop the countdown.",
                seconds=page.seconds,
            )
            self.say(said)
        line = self.listen_within(prompt, self._deadline - time.monotonic())
        if line.strip().casefold() == "pause":
            self._deadline = math.inf
            self.say(self.language._("The countdown is stopped."))
            return self.answer(page)
        return line

    def respond(self, typed: Typed, page: pages.Ask) -> bool:
        """Give a response; False if it was refused or taken back."""
        if reason := self.conduct.refusal(typed.picks):
            self.say(refusal(self.language, reason, page, typed.picks))
            return False
        if not is_sent(self, typed.picks, page):
            return False
        sure = typed.confidence or (confidence(self) if page.asks_confidence else None)
        before = dict(self.conduct.state.gauges)
        try:
            events = self.kept(lambda: self.conduct.do(Respond(typed.picks, sure)))
        except Refused as refused:
            self.say(refusal(self.language, refused.reason, page, typed.picks))
            return False
        self.react(events, typed.picks, page.scene, before)
        return True

    def react(
        self, events: e.Log, picks: tuple[str, ...], scene: str, before: dict[str, int]
    ) -> None:
        """Show what happened: the crowd first, then, in learning mode, one sentence of a mentor."""
        reaction, onward = split(events)
        self.say()
        self.show(reaction)
        settled = replay(self.conduct.log[: len(self.conduct.log) - len(onward)])
        self.moved(before, settled)
        if self.conduct.state.mode == "learning" and picks:
            sentence, self._more = mentor(self.room, scene, picks)
            if sentence:
                self.say()
                self.say(self.language._("Mentor: {sentence}", sentence=sentence))
                if self._more:
                    self.say(self.language._("(type more to read why)"))
        self.pause(self._more)
        self.show(onward)
        self.moved(dict(settled.gauges))
        if any(isinstance(x, e.GaugeMoved) and x.cause == "silence" for x in onward):
            self.say(self.language._("(Meanwhile somebody was still waiting for a word.)"))

    def do(self, command: Command) -> None:
        """Obey a command that is not a response, and show what it did."""
        before = dict(self.conduct.state.gauges)
        try:
            events = self.kept(lambda: self.conduct.do(command))
        except Refused:
            self.say(self.language._("That is not possible now."))
            return
        self.say()
        self.show(events)
        self.moved(before)

    def kept(self, do: Callable[[], e.Log]) -> e.Log:
        """Return what *do* makes happen, tried again as long as it cannot be kept.

        Unkept where nobody is there to try again.
        """
        while True:
            try:
                return do()
            except StoreFault as fault:
                self.say()
                self.say("!!! " + unkept(fault, self.language))
                if not self.converses:
                    raise Unkept from fault
                again = self.language._("[Enter to try again, quit to stop here]")
                self.leave_if(self.listen(again).strip().casefold())

    # ---- words

    def word(self, word: str, page: pages.Ask) -> bool:
        """Do what a word asks for; True when the decision should be asked again."""
        _ = self.language._
        if word == "quit":
            raise Leave
        if word == "pass":
            return self.let_pass(page)
        if word == "hint":
            self.hint(page)
        elif word == "more":
            self.say(self._more or _("There is no more to say yet."))
        elif word == "again":
            self._asked = None
            return True
        elif word == "gauges":
            self.gauges()
        elif word in {"plan", "people", "briefing"}:
            leaf = {"plan": plan, "briefing": briefing}.get(word)
            self.leaf(leaf(self.room) if leaf else self.room.people(self.conduct))
        else:
            self.say(help_text(self.language))
        return False

    def let_pass(self, page: pages.Ask) -> bool:
        """Let the time run out, where there is a limit."""
        if not page.is_pass_possible:
            self.say(self.language._("There is no limit here: take your time."))
            return False
        self.do(Expire("let-pass"))
        return True

    def hint(self, page: pages.Ask) -> None:
        """Show the hint in learning mode."""
        _ = self.language._
        if self.conduct.state.mode == "assessment":
            self.say(_("In assessment there are no hints."))
            return
        if not page.hint:
            self.say(_("There is no hint here."))
            return
        self.kept(lambda: self.conduct.do(TakeHint()))
        self.say(page.hint)
