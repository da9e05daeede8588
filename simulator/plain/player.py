"""Playing a whole exercise in plain text: everything the app shows, in the order it is read."""

import math
import shutil
import textwrap
import time
from collections.abc import Callable
from typing import TextIO

from simulator.conduct.conduct import Conduct, Refused
from simulator.exercise import events as e
from simulator.exercise.commands import Command, Expire, Inquire, Respond, TakeHint
from simulator.exercise.state import State, replay
from simulator.language import Language
from simulator.plain.lines import Lines, TimeUp
from simulator.plain.reading import WORDS, Typed, understand
from simulator.present import pages
from simulator.present.asking import ask, part_name, total
from simulator.present.briefing import briefing, plan
from simulator.present.faults import unkept
from simulator.present.mentor import mentor
from simulator.present.room import Room, split
from simulator.store.faults import StoreFault

WIDTH = 78
FOREVER = 1e9


class Leave(Exception):  # noqa: N818 - the trainee's wish, not a fault
    """The trainee stopped before the end: end of input, or quit."""


class Unkept(Leave):
    """The play stops because it cannot be kept."""


class Player:
    """Reads lines, prints pages. Holds no rule and no state but the exercise's."""

    def __init__(
        self,
        conduct: Conduct,
        language: Language,
        read: Lines,
        out: TextIO,
        *,
        converses: bool,
    ) -> None:
        """Play *conduct*; *converses* when a person is there to press Enter between two steps."""
        self.conduct = conduct
        self.room = Room(conduct.loaded, language)
        self.language = language
        self.converses = converses
        self._read = read
        self._out = out
        self._more = ""
        self._countdown = ""
        self._deadline = math.inf
        self._asked: tuple[str, tuple[pages.Choice, ...]] | None = None

    def beside(self, conduct: Conduct) -> "Player":
        """Return a player of another exercise, for the same person."""
        return Player(conduct, self.language, self._read, self._out, converses=self.converses)

    # ---- in and out

    @property
    def width(self) -> int:
        """Columns to fill: the terminal's, up to what reads well; scripts always get the same."""
        if not self.converses:
            return WIDTH
        return max(20, min(shutil.get_terminal_size().columns - 1, WIDTH))

    def say(self, text: str = "", indent: str = "") -> None:
        """Print *text*, wrapped; blank lines stay."""
        for line in text.split("\n"):
            wrapped = textwrap.wrap(
                line, self.width, initial_indent=indent, subsequent_indent=indent,
                break_on_hyphens=False,
            )  # fmt: skip
            for part in wrapped or [""]:
                self._out.write(part + "\n")
        self._out.flush()

    def listen(self, prompt: str) -> str:
        """Return the next line; Leave at the end of the input."""
        self._out.write(prompt + " ")
        self._out.flush()
        line = next(self._read, None)
        if line is None:
            self._out.write("\n")
            raise Leave
        if not self.converses:
            self._out.write("\n")
        return line

    def pause(self) -> None:
        """Wait for Enter where a person is reading; `more` tells why, `quit` stops."""
        while self.converses:
            typed = self.listen(self.language._("[Enter to go on]")).strip().casefold()
            if typed in WORDS["more"] and self._more:
                self.say(self._more)
                continue
            self.leave_if(typed)
            return

    def leave_if(self, typed: str) -> None:
        """Leave if that is what was typed."""
        if typed in WORDS["quit"]:
            raise Leave

    # ---- the exercise

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
        self._out.write(prompt + " ")
        self._out.flush()
        left = self._deadline - time.monotonic()
        try:
            line = self._read.within(left) if left < FOREVER else next(self._read)
        except StopIteration:
            raise Leave from None
        if line.strip().casefold() == "pause":
            self._deadline = math.inf
            self.say(self.language._("The countdown is stopped."))
            return self.answer(page)
        return line

    def respond(self, typed: Typed, page: pages.Ask) -> bool:
        """Give a response; False if it was refused or taken back."""
        if reason := self.conduct.refusal(typed.picks):
            self.say(self.refusal(reason, page, typed.picks))
            return False
        if not self.preview(typed.picks, page):
            return False
        sure = typed.confidence or (self.confidence() if page.asks_confidence else None)
        before = dict(self.conduct.state.gauges)
        try:
            events = self.kept(lambda: self.conduct.do(Respond(typed.picks, sure)))
        except Refused as refused:
            self.say(self.refusal(refused.reason, page, typed.picks))
            return False
        self.react(events, typed.picks, page.scene, before)
        return True

    def confidence(self) -> int | None:
        """Ask how sure the trainee is; None if nothing was said."""
        _ = self.language._
        question = _("How sure are you? 1 guessing, 2 fairly sure, 3 sure, Enter to skip:")
        while self.converses:
            said = self.listen(question).strip()
            if said in {"1", "2", "3"}:
                return int(said)
            if not said:
                return None
            self.leave_if(said.casefold())
        return None

    def preview(self, picks: tuple[str, ...], page: pages.Ask) -> bool:
        """Show a public post as people will see it; False if the trainee takes it back."""
        _ = self.language._
        chosen = [choice for pick in picks for choice in page.choices if choice.id == pick]
        quotes = [choice.quote for choice in chosen if choice.quote]
        if page.parts and len(chosen) == len(page.parts):
            order = sorted(chosen, key=lambda choice: page.parts.index(choice.part))
            quotes = [" ".join(choice.text for choice in order)]
        if not self.converses or not quotes:
            return True
        self.say()
        self.say(_("This is what people will see:"))
        for quote in quotes:
            self.say(self.language.quoted(quote), "  ")
        while True:
            answer = self.listen(_("[Enter to publish, n to change your mind]")).strip().casefold()
            if answer in {"", "n", "no", "non"}:
                return not answer
            self.leave_if(answer)

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
        self.pause()
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
            self.say(self.help())
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

    def refusal(self, reason: str, page: pages.Ask, picks: tuple[str, ...]) -> str:
        """Return in a sentence why a response was refused."""
        _ = self.language._
        sentences = {
            "unknown": _("There is no such number here."),
            "twice": _("The same number was given twice."),
            "parts": _("Give one number of each part."),
            "budget": _("Together they take longer than you have."),
        }
        said = (sentences.get(reason, "") or page.how) + self.example(page)
        spent = total(self.language, page, picks) if reason == "budget" else ""
        return f"{said} {spent}".rstrip()

    def example(self, page: pages.Ask) -> str:
        """Return an example of what may be typed, where one number is not enough."""
        if page.parts:
            firsts = [
                next(n for n, c in enumerate(page.choices, 1) if c.part == part)
                for part in page.parts
            ]
        elif page.ordered:
            firsts = [2, 1, *range(3, len(page.choices) + 1)]
        elif page.high > 1:
            firsts = [1, 2] if page.high > 1 else [1]
        else:
            return ""
        shown = " ".join(map(str, firsts))
        said = " " + self.language._("(For example: {numbers})", numbers=shown)
        return said + (
            " " + self.language._("Type none for nothing of these.") if not page.low else ""
        )

    def help(self) -> str:
        """Return all that may be typed."""
        _ = self.language._
        return "\n".join(
            (
                _(
                    "A number chooses (several: 1 3; an order: 2 1 4 3; a message: one of "
                    "each part). none: nothing of these, where that is offered."
                ),
                _("A letter looks closer. It takes simulated minutes."),
                _(
                    "plan: the plan. briefing: who you are. who: who is who. gauges: how "
                    "things stand."
                ),
                _("again: read the decision again. more: why, after a choice. hint: a hint."),
                _("pass: let the time run out, where there is a limit. quit: stop here."),
            )
        )

    # ---- pages

    def ask(self, page: pages.Ask, *, is_known: bool = False) -> None:
        """Print the open decision; choices that were just read are not read out again."""
        _ = self.language._
        self.say()
        self.say(f"[{page.when}] {page.text}")
        if page.limit:
            self.say(page.limit)
        if page.looks:
            self.say()
            self.say(_("Look closer first, if you like:"))
            for look in page.looks:
                self.say(f"{look.letter}) {look.text} ({self.price(look)})", "  ")
        self.say()
        if is_known:
            self.say(_("The choices are the same as before; type again to read them."))
            return
        self.say(page.how + self.example(page))
        self.choices(page)
        if page.asks_confidence and not self.converses:
            self.say(_("Add =1, =2 or =3 to say how sure you are, if you like."))

    def choices(self, page: pages.Ask) -> None:
        """Print what may be chosen, numbered."""
        part = ""
        for number, choice in enumerate(page.choices, 1):
            if choice.part != part:
                part = choice.part
                self.say(part_name(self.language, part) + self.language._(":"), "  ")
            price = f" ({self.price(choice)})" if choice.minutes else ""
            self.say(f"{number}. {choice.text}{price}", "  ")
            if choice.quote:
                self.say(self.language.quoted(choice.quote), "     ")

    def price(self, choice: pages.Choice) -> str:
        """Return what something costs, and what made it cheaper."""
        thanks = self.language._(":") + " " + choice.thanks if choice.thanks else ""
        return choice.minutes + thanks

    def show_history(self) -> None:
        """Print the feed as it was before."""
        posts = self.room.history()
        if posts and not self.conduct.loaded.scenario.is_tutorial:
            self.say(self.language._("Earlier on the page:"))
            for post in posts:
                self.item(post)
            self.say()

    def show(self, events: e.Log) -> None:
        """Print what happened."""
        for item in self.room.items(events):
            self.item(item)

    def item(self, item: pages.Item) -> None:
        """Print one item of the feed."""
        _ = self.language._
        match item:
            case pages.Post():
                mine = _(" (you)") if item.is_mine else ""
                self.say(f"{item.when}, {item.where}, {item.who}{mine}{_(':')}")
                self.say(item.text, "  ")
            case pages.Found():
                self.say(_("{when}, you looked: {text}", when=item.when, text=item.looked))
                self.say(item.text, "  ")
            case pages.Note():
                self.say(item.text)
            case pages.Heading():
                self.say()
                lead = _("Somebody breaks in.") + " " if item.breaks_in else ""
                self.say(f"--- {lead}{item.title}, {item.when} ---")
                if item.brief:
                    self.say(item.brief)
            case pages.FrontPage():
                self.front_page(item)

    def front_page(self, page: pages.FrontPage) -> None:
        """Print tomorrow's front page."""
        self.say()
        self.say(f"=== {self.language._('Tomorrow, on the front page')} ===")
        self.say(page.headline)
        self.say()
        self.say(page.text)
        for post in page.lines:
            self.say(f"{post.who}{self.language._(':')} {post.text}", "  ")
        if page.epilogue:
            self.say()
        for post in page.epilogue:
            self.item(post)
        self.say()

    def moved(self, before: dict[str, int], state: State | None = None) -> None:
        """Print the gauges that moved from *before* to *state* (to now)."""
        values = (state or self.conduct.state).gauges
        moved = [gauge for gauge in self.room.gauges(values, before) if gauge.change]
        if moved:
            self.say(". ".join(self.gauge(gauge) for gauge in moved) + ".")

    def gauge(self, gauge: pages.Gauge) -> str:
        """Return one gauge as a phrase."""
        change = f" ({gauge.change:+d})".replace("-", "−") if gauge.change else ""
        return f"{gauge.name} {gauge.value}{change}, {gauge.level}"

    def gauges(self) -> None:
        """Print how things stand."""
        for gauge in self.room.gauges(self.conduct.state.gauges):
            self.say(f"{self.gauge(gauge)}. {gauge.meaning}")

    def leaf(self, page: pages.Leaf) -> None:
        """Print a page of sections."""
        self.say()
        self.say(f"=== {page.title} ===")
        if page.lead:
            self.say(page.lead)
        for section in page.sections:
            if section.title:
                self.say()
                title = section.title.rstrip(".")
                # A title that asks, or has its own colon, gets none.
                is_whole = ":" in title or title.endswith(("?", "!", "…"))
                self.say(title if is_whole else title + self.language._(":"))
            for line in section.lines:
                self.say(line, "  ")
        self.say()
