"""Leading a workshop by keys: what is asked of the host, asked twice, refused or not kept."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.timer import Timer

from simulator.exercise.commands import Refused
from simulator.present.workshop.refusing import refused as refused_in_words
from simulator.store.faults import StoreFault
from simulator.tui.widgets.steady import Steady
from simulator.tui.work import begin
from simulator.tui.workshop.app import Live
from simulator.workshop import commands as c

SECONDS = 8.0
"""How long something is said."""
TWICE = 6.0
"""Seconds in which the same key does what was asked about."""
BEAT = 0.6
"""Seconds after a step in which the key for the next one does nothing: one slip, one step."""


@dataclass
class Doubt:
    """What is done if the same key comes again."""

    key: str
    act: Callable[[], None]


class Steering(Live):
    """A screen from which the facilitator asks the host for things."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        super().__init__()
        self.doubt: Doubt | None = None
        self.failed: c.Command | None = None
        """What was asked and could not be kept: it can be asked again."""
        self.asked: c.Command | None = None
        """What the host is dealing with at the moment."""
        self.said = ""
        self._saying: Timer | None = None

    # ---- asking the host

    def ask(self, command: c.Command, done: str = "") -> None:
        """Ask the host for *command*; *done* is said once it has happened."""
        if self.asked is None:
            self.asked = command
            begin(self, self._ask, command, done)

    async def _ask(self, command: c.Command, done: str) -> None:
        try:
            await self.host.do(command, c.FACILITATOR)
        except Refused as refused:
            self.failed = None
            self.refuse(command, refused.reason)
        except StoreFault as fault:
            self.failed = command
            sentence = fault.sentence(self.language)
            said = self.language._("{fault} Nothing was changed. y tries again.", fault=sentence)
            self.say(said, 0)
        else:
            self.failed = None
            if done or self.doubt is None:  # What was asked meanwhile waits for its second key.
                self.say(done)
        finally:
            self.asked = None
        if self.is_mounted:
            self.show()

    def refuse(self, command: c.Command, reason: str) -> None:
        """Say why *command* was refused."""
        self.say(self.refusal(reason, command))

    def refusal(self, reason: str, command: c.Command | None = None) -> str:
        """Return why *command* was refused, in a sentence."""
        return refused_in_words(self.language, reason, command)

    def action_again(self) -> None:
        """Ask again for what could not be kept."""
        if self.failed is not None:
            self.ask(self.failed)

    # ---- asking the facilitator

    def twice(self, key: str, question: str, act: Callable[[], None]) -> None:
        """Do *act* if *key* comes again soon; until then ask *question*."""
        if self.doubt is not None and self.doubt.key == key:
            self.doubt = None
            self.say("")
            act()
            return
        self.say(question, TWICE)
        self.doubt = Doubt(key, act)

    def on_key(self, event: events.Key) -> None:
        """Another key takes the question back."""
        same = {"enter": "space"}.get(event.key, event.key)
        if self.doubt is not None and self.doubt.key != same:
            self.doubt = None
            self.say("")

    # ---- saying

    def say(self, text: str, seconds: float = SECONDS) -> None:
        """Say something above the keys for a while; with no *seconds*, until something else is."""
        if self._saying is not None:
            self._saying.stop()
            self._saying = None
        self.said, self.doubt = text, None
        if text and seconds and self.is_mounted:
            self._saying = self.set_timer(seconds, lambda: self.say(""))
        self.draw_said()

    def draw_said(self) -> None:
        """Draw what is said."""
        for line in self.query("#said").results(Steady):
            line.show(Content(self.said).stylize("bold $warning"))
            line.display = bool(self.said)
