"""The pages of an exercise in plain text, in the order they are read."""

from typing import TextIO

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.state import State
from simulator.language import Language
from simulator.plain.console import Console
from simulator.plain.lines import Lines
from simulator.plain.wording import example
from simulator.present import pages
from simulator.present.asking import part_name
from simulator.present.room import Room


class Printer(Console):
    """Prints what `present` makes of one exercise."""

    def __init__(
        self, conduct: Conduct, language: Language, read: Lines, out: TextIO, *, converses: bool
    ) -> None:
        """Print the pages of *conduct*; *converses* when a person is there to read them."""
        super().__init__(language, read, out, converses=converses)
        self.conduct = conduct
        self.room = Room(conduct.loaded, language)

    # ---- the decision

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
        self.say(page.how + example(self.language, page))
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

    # ---- what happened

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

    # ---- how things stand

    def moved(self, before: dict[str, int], state: State | None = None) -> None:
        """Print the gauges that moved from *before* to *state* (to now)."""
        values = (state or self.conduct.state).gauges
        moved = [gauge for gauge in self.room.gauges(values, before) if gauge.change]
        if moved:
            self.say(". ".join(self.gauge(gauge) for gauge in moved) + ".")

    def gauges(self) -> None:
        """Print how things stand."""
        for gauge in self.room.gauges(self.conduct.state.gauges):
            self.say(f"{self.gauge(gauge)}. {gauge.meaning}")
