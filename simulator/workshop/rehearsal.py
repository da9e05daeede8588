"""A room full of bots, so that a facilitator can practise alone. They know no more than people do.

They come one after the other, take their time, change their mind now and then, and some say
nothing: what a facilitator has to be ready for. Nothing they do is kept for long: the workshop is
closed like any other.
"""

import asyncio
import contextlib
import random
from dataclasses import dataclass

from simulator.exercise.commands import Refused
from simulator.scenario.prompt import Prompt
from simulator.store.faults import StoreFault
from simulator.workshop import commands as c
from simulator.workshop.asking import asked, closer
from simulator.workshop.drafts import drafts
from simulator.workshop.host import Host
from simulator.workshop.naming import digest, new_token
from simulator.workshop.state import CLOSED, READING, VOTING

NAMES = (
    "Ana", "Bo", "Chloé", "Dov", "Élise", "Farid", "Gwen", "Hugo", "Inès", "Jo", "Kim", "Léo",
    "Maya", "Noa", "Omar", "Paola", "Quentin", "Rosa", "Sam", "Théa", "Ugo", "Vera", "Wim", "Xénia",
    "Yves", "Zoé",
)  # fmt: skip
SILENT, CHANGES, WISHES = 0.08, 0.15, 0.2
"""How often somebody does not answer, thinks again, would like to look closer."""
HERD = 0.45
"""How often somebody answers what the room seems to lean to."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Real seconds: between two arrivals, and of thought at most."""

    arrival: float = 0.4
    thought: float = 12.0


class Rehearsal:
    """So many bots in one workshop; run until it closes, or until cancelled."""

    def __init__(
        self, host: Host, bots: int, *, seed: int = 0, pace: Pace | None = None, language: str = ""
    ) -> None:
        """Seat *bots* who write in *language*, if the crisis has it.

        The same *seed* gives the same minds, at other moments.
        """
        self._language = language
        self._written: set[tuple[int, str]] = set()
        """Round and text of what some bot has thought of."""
        self._host = host
        self._bots = bots
        self._seed = seed
        self._pace = pace or Pace()

    async def run(self) -> None:
        """Come, answer, write, leave with the workshop."""
        async with asyncio.TaskGroup() as group:
            for number in range(self._bots):
                group.create_task(self._live(number))
                await asyncio.sleep(self._pace.arrival)

    async def _live(self, number: int) -> None:
        host, mind = self._host, random.Random(f"{self._seed}/{number}")  # noqa: S311 - a bot's whims
        seat = f"bot{number}"
        if seat not in host.now.seats and not await self._sit(seat, number):
            return
        host.presence.arrive(seat)
        done: set[object] = set()
        try:
            while host.now.stage != CLOSED and seat in host.now.seats:
                seen = host.version
                await self._act(seat, mind, done)
                if host.version == seen:
                    await host.wait(seen, 30)
        finally:
            host.presence.depart(seat)

    async def _sit(self, seat: str, number: int) -> bool:
        first = NAMES[number % len(NAMES)]
        name = first if number < len(NAMES) else f"{first} {number // len(NAMES) + 1}"
        for wanted in (name, f"{name} (bot)"):
            with contextlib.suppress(Refused, StoreFault):
                await self._host.do(c.Join(seat, wanted, digest(new_token())), c.DOOR)
                return True
        return False

    async def _act(self, seat: str, mind: random.Random, done: set[object]) -> None:
        """Do what is to be done now, once."""
        what = self._due(seat)
        if what is None or what in done:
            return
        done.add(what)
        match what[0]:
            case "wall":
                await self._think(mind)
                await self._write(seat, mind)
            case "look":
                await self._wish(seat, mind)
            case "vote" if mind.random() > SILENT:
                await self._vote(seat, mind)

    def _due(self, seat: str) -> tuple[str, object] | None:
        """Return what the room is at, as far as *seat* can do something about it."""
        team, wall = self._host.now.team_of(seat), self._host.now.wall
        if wall is not None:
            return "wall", (wall.round, wall.is_open)
        if team is None or not team.log:
            return None
        if team.phase == VOTING:
            return "vote", team.steps
        return ("look", team.exercise.scene) if team.phase == READING else None

    async def _think(self, mind: random.Random) -> None:
        await asyncio.sleep(self._pace.thought * mind.random())

    async def _vote(self, seat: str, mind: random.Random) -> None:
        await self._think(mind)
        await self._answer(seat, mind)
        if mind.random() < CHANGES:
            await self._think(mind)
            await self._answer(seat, mind)

    async def _answer(self, seat: str, mind: random.Random) -> None:
        team = self._host.now.team_of(seat)
        prompt = asked(self._host.loaded.scenario, team) if team else None
        if team is None or team.step is None or prompt is None:
            return
        lean = random.Random(f"{self._seed}/{team.step.scene}")  # noqa: S311 - the room's mood
        picks = _response(prompt, lean if mind.random() < HERD else mind)
        await self._do(c.Vote(team.step.number, picks, mind.choice((1, 2, 2, 3, None))), seat)

    async def _wish(self, seat: str, mind: random.Random) -> None:
        team = self._host.now.team_of(seat)
        looks = closer(self._host.loaded.scenario, team) if team else ()
        if looks and mind.random() < WISHES:
            await self._think(mind)
            await self._do(c.Wish(mind.choice(looks).id), seat)

    async def _write(self, seat: str, mind: random.Random) -> None:
        wall = self._host.now.wall
        if wall is None:
            return
        if not wall.is_open:
            await self._do(c.Favour(wall.round, mind.randrange(max(len(wall.texts), 1))), seat)
            return
        team = self._host.now.team_of(seat)
        scene = wall.scene or (team.exercise.scene if team is not None else "")
        # What nobody has hung up yet; whoever finds nothing else to say writes nothing.
        known = drafts(self._host.loaded, scene, self._language)
        words = [text for text in known if (wall.round, text) not in self._written]
        if words:
            text = mind.choice(words)
            self._written.add((wall.round, text))
            await self._do(c.Write(wall.round, text), seat)

    async def _do(self, command: c.Command, seat: str) -> None:
        # Late, removed, full disk: a bot takes it as people do, and waits for what comes.
        with contextlib.suppress(Refused, StoreFault):
            await self._host.do(command, seat)


def _response(prompt: Prompt, mind: random.Random) -> tuple[str, ...]:
    """Return a legal response, drawn from the first few hundred there are."""
    found = [picks for _n, picks in zip(range(300), prompt.legal(), strict=False)]
    return mind.choice(found)
