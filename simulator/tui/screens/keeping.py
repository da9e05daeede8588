"""A decision is on disk before its effect is on screen; the screen does not wait for the disk."""

import asyncio
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.commands import Command
from simulator.present.faults import unkept
from simulator.store.faults import StoreFault
from simulator.tui.screens.shell import Modal, Shell
from simulator.tui.work import begin

Then = Callable[[e.Log], None]


class FaultScreen(Modal[bool]):
    """Says that a decision could not be kept, and offers to try again."""

    BINDINGS = [("enter", "again", ""), ("escape", "back", "")]  # noqa: RUF012 - Textual's

    def __init__(self, fault: StoreFault) -> None:
        """Say what *fault* means."""
        super().__init__()
        self.fault = fault

    def compose(self) -> ComposeResult:
        """Draw what happened, and what can be done."""
        _ = self.language._
        with Vertical(id="send"):
            yield Static(Content(_("Not kept")).stylize("bold $error"))
            yield Static(Content(unkept(self.fault, self.language)), id="preview")
            yield Static(Content(_("Enter tries again · Escape goes back")), classes="caption")

    def action_again(self) -> None:
        """Try again."""
        self.dismiss(result=True)

    def action_back(self) -> None:
        """Go back: nothing happened."""
        self.dismiss(result=False)


class Keeping(Shell):
    """A screen that gives commands to an exercise."""

    conduct: Conduct
    is_keeping = False
    """Whether a command is on its way to the disk: no other is taken meanwhile."""

    def obey(self, command: Command, then: Then) -> None:
        """Do *command*, then *then* with what happened; Refused as the engine has it."""
        if self.is_keeping:
            return
        events = self.conduct.decide(command)
        if not self.conduct.is_kept:
            self.conduct.accept(events)
            then(events)
            return
        self.is_keeping = True
        begin(self, self._keep, events, then)

    async def _keep(self, events: e.Log, then: Then) -> None:
        try:
            await asyncio.to_thread(self.conduct.keep, events)
        except StoreFault as fault:
            self.app.push_screen(
                FaultScreen(fault), lambda again: self._answer(again, events, then)
            )
            return
        self.is_keeping = False
        self.conduct.accept(events)
        if self.is_attached:
            then(events)

    def _answer(self, again: bool | None, events: e.Log, then: Then) -> None:  # noqa: FBT001 - a screen's answer
        if again:
            begin(self, self._keep, events, then)
        else:
            self.is_keeping = False
