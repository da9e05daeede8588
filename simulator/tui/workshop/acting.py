"""All the keys of a facilitator, and the one that does what comes next."""

import math
from dataclasses import replace

from simulator.tui.workshop.deciding import Deciding
from simulator.tui.workshop.ending import Ending
from simulator.tui.workshop.interrupting import Interrupting
from simulator.tui.workshop.steering import BEAT
from simulator.workshop import commands as c
from simulator.workshop.onward import next_command
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
        command = next_command(self.narrowed, self.seconds)
        named = command is not None and self.team and hasattr(command, "team")
        return replace(command, team=self.team) if named else command  # type: ignore[type-var] # it has one

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
        match command:
            case c.Begin():
                return self._before_beginning()
            case c.CloseVote():
                return self.before_counting()
            case c.GoOn() if self.face.telling.awaited(self.narrowed):
                return ""  # The answer is asked for first, in a box of its own.
            case c.GoOn():
                return _("Space again goes on: this response is carried out for good.")
            case c.CloseWriting():
                return _("Space again ends the writing: the posts hang on the wall, unnamed.")
            case _:
                return ""

    def _before_beginning(self) -> str:
        count = len(self.host.now.seats)
        return self.language.n(
            "{count} person is here. Space again begins the crisis.",
            "{count} people are here. Space again begins the crisis.", count,
        )  # fmt: skip
