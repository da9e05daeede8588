"""All the keys of a facilitator, and the one that does what comes next."""

import math

from simulator.tui.workshop.deciding import Deciding
from simulator.tui.workshop.ending import Ending
from simulator.tui.workshop.interrupting import Interrupting
from simulator.tui.workshop.steering import BEAT
from simulator.workshop import commands as c
from simulator.workshop.state import DEBRIEF


class Acting(Deciding, Interrupting, Ending):
    """A screen with the facilitator's keys."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("space,enter", "step", ""), ("o", "open", ""), ("c", "close_vote", ""),
        ("p", "pause", ""), ("plus", "extend", ""), ("r", "reveal", ""), ("g", "go_on", ""),
        ("s", "skip", ""),
        ("l", "look", ""), ("t", "try", ""), ("x", "extra", ""), ("n", "note", ""),
        ("b", "blank", ""), ("k", "lock", ""), ("w", "write", ""), ("d", "debrief", ""),
        ("q", "close_all", ""), ("y", "again", ""),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with no step taken."""
        super().__init__()
        self.stepped = -math.inf

    def _next(self) -> c.Command | None:
        return self.facts.next(self.seconds)

    def action_step(self) -> None:
        """Do what comes next, once for one key."""
        if self.host.now.stage == DEBRIEF:
            self.look_on()
            return
        at = self.host.clock.monotonic()
        command = self._next()
        if command is None or self.asked is not None or at - self.stepped < BEAT:
            return
        asks = {
            c.EndWriting: self.take_down, c.LookBack: self.action_debrief,
        }  # fmt: skip
        if (asking := asks.get(type(command))) is not None:
            asking()
            return

        def act() -> None:
            self.stepped = at
            self.ask(command)

        question = self._before(command)
        if question:
            self.twice("space", question, act)
        else:
            act()

    def _before(self, command: c.Command) -> str:
        """Return what is asked before *command*, where it cannot be undone; "" where it can."""
        _ = self.language._
        # An answer that is awaited is asked for first, in a box of its own.
        is_awaited = bool(self.face.telling.awaited(self.narrowed))
        missing = self.facts.missing(self.host.presence.has)
        doubt = self.facts.doubt(command, missing=missing, is_awaited=is_awaited)
        return {
            "begin": self._before_beginning(),
            "count": self.before_counting(),
            "go on": _("Space again goes on: this response is carried out for good."),
            "hang": _("Space again ends the writing: the posts hang on the wall, unnamed."),
        }.get(doubt, "")

    def _before_beginning(self) -> str:
        count = len(self.host.now.seats)
        return self.language.n(
            "{count} person is here. Space again begins the crisis.",
            "{count} people are here. Space again begins the crisis.", count,
        )  # fmt: skip
