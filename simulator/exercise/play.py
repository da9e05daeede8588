"""One command being carried out: the events so far, and the state after them."""

from simulator.exercise import events as e
from simulator.exercise.state import State, evolve
from simulator.scenario.model import Scenario


class Play:
    """What the rules act on: they read its state, and say what happens by emitting events."""

    __slots__ = ("events", "scenario", "state")

    def __init__(self, scenario: Scenario, state: State) -> None:
        """Begin with *state*; nothing has happened yet."""
        self.scenario = scenario
        self.state = state
        self.events: list[e.Event] = []

    def emit(self, event: e.Event) -> None:
        """Let *event* happen: what comes next is decided on the state after it."""
        self.events.append(event)
        self.state = evolve(self.state, event)
