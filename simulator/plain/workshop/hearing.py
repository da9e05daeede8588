"""What a console in plain text stands on: the workshop, and what of it was told already."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.language import Language
from simulator.plain.workshop.asking import Asking
from simulator.plain.workshop.ends import Ends
from simulator.present.pages import Ask, Item, Leaf
from simulator.present.workshop import pages as w
from simulator.present.workshop.facilitating import fault_told
from simulator.present.workshop.news import complete, moved
from simulator.present.workshop.question import question
from simulator.present.workshop.show import Live, Show
from simulator.workshop.host import Host
from simulator.workshop.leading import USUAL, Led
from simulator.workshop.state import CLOSED

SOON = 5
"""Real seconds before the bell from which whatever closes a vote is taken for it."""

Links = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What a console needs besides the workshop."""

    joining: Callable[[], w.Joining]
    links: Callable[[], Links]
    leaves: Callable[[], tuple[Leaf, ...]]
    """Makes the debrief, in a thread."""
    by_hands: bool = False


@dataclass
class _Told:
    """What was told already."""

    events: int = 0
    """How many of the log."""
    here: set[int] = field(default_factory=set)
    """Events that were asked for here, by identity: the log keeps them."""
    complete: set[str] = field(default_factory=set)
    left: int | None = None
    """The seconds that a clock had a moment ago."""
    fault: object = None
    pages: int = 0
    """How many the debrief has."""
    items: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    """By team, the posts that were read out."""


class Hearing(Asking):
    """Knows what is true now, and tells what has changed by itself."""

    def __init__(
        self, host: Host, language: Language, ends: Ends, around: Around, *, converses: bool
    ) -> None:  # fmt: skip
        """Follow the workshop of *host*."""
        super().__init__(language, ends, converses=converses)
        self.host, self.around = host, around
        self.show = Show(host.loaded, language)
        self.team = ""
        """The team that is led; "" is all."""
        self.seconds = 0 if around.by_hands else USUAL
        """What a vote was given last."""
        self.told = _Told(events=len(host.log))

    @property
    def led(self) -> Led:
        """The workshop, as it is led."""
        return Led(self.host.now, self.team)

    @property
    def page(self) -> w.ConsolePage:
        """What the facilitator sees now."""
        return self.show.console(self.host.now, self.around.joining(), Live.of(self.host))

    @property
    def view(self) -> w.TeamView | None:
        """The team that is looked at."""
        first = self.led.first
        return next((one for one in self.page.teams if first and one.id == first.id), None)

    @property
    def guide(self) -> w.Guide | None:
        """What is at hand for the team that is looked at."""
        first, page = self.led.first, self.page
        both = zip(page.teams, page.guides, strict=True)
        return next((guide for one, guide in both if first and one.id == first.id), None)

    @property
    def question(self) -> Ask | None:
        """What the team that is looked at is asked, or will be."""
        first = self.led.first
        return question(self.show.room, first) if first is not None and first.log else None

    async def leaves(self) -> tuple[Leaf, ...]:
        """Return the debrief, made beside the loop: it grades every exercise."""
        found = await asyncio.to_thread(self.around.leaves)
        self.told.pages = len(found)
        return found

    # ---- what matters by itself

    def news(self) -> list[str]:
        """Return what matters and was not told yet."""
        host, told, language = self.host, self.told, self.language
        left, told.left = told.left, self._left()
        new, told.events = host.log[told.events :], len(host.log)
        new = tuple(event for event in new if id(event) not in told.here)
        found = list(moved(language, host.now, new, has_rung=left is not None and left <= SOON))
        for word, line in complete(language, host.now, host.presence.has):
            if word not in told.complete:
                told.complete.add(word)
                found.append(line)
        if host.fault is not told.fault:
            told.fault = host.fault
            is_closed = host.now.stage == CLOSED
            told_so = fault_told(language, host.fault, is_closed=is_closed)
            found += [told_so] if told_so else []
        return found

    def _left(self) -> int | None:
        host = self.host
        clocks = [host.left_to_write(), *(host.left(team) for team in host.now.teams)]
        return min((clock for clock in clocks if clock is not None), default=None)
