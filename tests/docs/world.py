"""Loading a snippet, playing it, and looking at what it did."""

from pathlib import Path

from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import debrief
from simulator.exercise import events as e
from simulator.exercise.commands import Expire, Inquire, Respond, TakeHint
from simulator.language import speak
from simulator.present import pages
from simulator.present.asking import ask
from simulator.present.mentor import mentor
from simulator.present.results import Results
from simulator.present.room import Room
from simulator.scenario.load import load
from tests.docs.minimal import ENGLISH, build, inside

START = 9 * 60
"""The minimal scenario starts at 09:00, so that a minute is an hour of the day less this."""
PASS, HINT = "(pass)", "(hint)"


def at(hour, minute=0):
    """Return the minute since StartEx of an hour of the first day."""
    return hour * 60 + minute - START


def command(step):
    """Return the command that a step stands for: `?thread` looks closer, a tuple or id responds."""
    if step == PASS:
        return Expire()
    if step == HINT:
        return TakeHint()
    if isinstance(step, str) and step.startswith("?"):
        return Inquire(step[1:])
    return Respond(step if isinstance(step, tuple) else (step,))


class Play:
    """One exercise, and short ways to ask what happened."""

    def __init__(self, loaded, steps, seed, route, language):
        self.conduct = Conduct(loaded)
        self.room = Room(loaded, speak(language))
        self.conduct.start(seed, route=route)
        for step in steps:
            self.conduct.do(command(step))

    @property
    def state(self):
        return self.conduct.state

    @property
    def clock(self):
        return self.state.clock

    @property
    def scene(self):
        return self.state.scene

    @property
    def trust(self):
        return self.state.gauges["trust"]

    @property
    def ask(self):
        return ask(self.room, self.conduct)

    @property
    def debrief(self):
        return debrief(self.conduct.loaded, self.conduct.log)

    @property
    def results(self):
        return Results(self.room, self.debrief)

    def events(self, kind):
        return [event for event in self.conduct.log if isinstance(event, kind)]

    def items(self, kind=pages.Post):
        return [item for item in self.room.items(self.conduct.log) if isinstance(item, kind)]

    def said(self):
        """Return the words of every post shown so far."""
        return [item.text for item in self.items()]

    def front(self):
        return self.items(pages.FrontPage)[-1]

    def mentor(self, scene, *picks):
        return mentor(self.room, scene, picks)

    def marks(self, scene, source="response"):
        """Return principle -> (mark, worst, best) of the decision of *scene*."""
        return {
            row.principle: (row.obtained, row.low, row.high)
            for row in self.debrief.opportunities
            if row.source == (source, scene)
        }


class World:
    """A folder to write scenarios in."""

    def __init__(self, folder: Path):
        self.folder = folder

    def read(self, *snippets, base=ENGLISH, house=None, **beside):
        """Write the scenario; return it loaded, and every problem code."""
        folder = self.folder / "scenario"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        (folder / "scenario.yaml").write_text(build(base, *snippets), encoding="utf-8")
        for name, text in beside.items():
            file = folder / f"{name.replace('_', '.')}.yaml"
            file.write_text(text, encoding="utf-8")
        over = None
        if house is not None:
            over = self.folder / "house.yaml"
            over.write_text(house, encoding="utf-8")
        loaded, problems = load(folder, over)
        return loaded, [problem.code for problem in problems]

    def load(self, *snippets, **options):
        """Write the scenario and load it; nothing may be wrong with it."""
        loaded, codes = self.read(*snippets, **options)
        assert not [code for code in codes if code != "T105"], codes
        return loaded

    def play(self, *snippets, do=(), seed=1, route="full", language="en", **options):
        """Write the scenario, load it and play *do*."""
        return Play(self.load(*snippets, **options), do, seed, route, language)


def more(text):
    """Return a snippet that adds lines to the first scene."""
    return inside("scene first", text)


def later(text):
    """Return a snippet that adds lines to the last scene."""
    return inside("scene last", text)


__all__ = ["HINT", "PASS", "Play", "World", "at", "e", "later", "more"]
