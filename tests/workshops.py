"""Workshops for tests: one in the hand, and any that people can make of one, at random."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from random import Random
from typing import Any

from simulator.exercise.commands import Refused
from simulator.scenario.load import Loaded
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.asking import asked, closer
from simulator.workshop.onward import next_command
from simulator.workshop.rules import decide
from simulator.workshop.state import CLOSED, Answer, Team, Workshop, evolve, replay

NAMES = tuple(f"Zz{n}-Quux" for n in range(12))
"""No text of ours or of a scenario holds them."""
SEATS = tuple(f"seat-{n}-id" for n in range(12))
WRITINGS = tuple(f"wrote-{n}-this" for n in range(6))
MOST_LEGAL = 40


class Table:
    """A workshop in the hand: no host, no disk; what it is asked, it looks at."""

    def __init__(self, loaded: Loaded, **opening: Any) -> None:
        self.loaded, self.now = loaded, Workshop()
        self.log: w.Log = ()
        self.refused: list[tuple[c.Command, str]] = []
        self.do(c.Open(opening.pop("seed", 7), **opening))

    def do(self, command: c.Command, by: str = c.FACILITATOR) -> w.Log:
        """Obey *command*, or raise Refused: then nothing has changed."""
        before = self.now
        try:
            events = decide(self.loaded, before, command, by)
        except Refused as refused:
            self.refused.append((command, refused.reason))
            raise
        for event in events:
            self.now = evolve(self.now, event)
        self.log = (*self.log, *events)
        return events

    def tries(self, command: c.Command, by: str = c.FACILITATOR) -> str:
        """Ask for *command*; return why it was refused, "" if it was not."""
        try:
            self.do(command, by)
        except Refused as refused:
            return refused.reason
        return ""

    def seat(self, *names: str, team: str = "") -> None:
        for name in names:
            self.do(c.Join(name, name, f"token of {name}", team), c.DOOR)

    def vote(self, **picks: tuple[str, ...]) -> None:
        """Let each seat answer the open step."""
        for seat, picked in picks.items():
            team = self.now.team_of(seat)
            assert team is not None
            self.do(c.Vote(team.steps, picked, 3), seat)

    @property
    def team(self) -> Team:
        return self.now.teams["1"]

    def options(self, team: str = "1", most: int = MOST_LEGAL) -> list[tuple[str, ...]]:
        """Return some legal answers to what *team* is asked."""
        prompt = asked(self.loaded.scenario, self.now.teams[team])
        if prompt is None:
            return []
        return [picks for _n, picks in zip(range(most), prompt.legal(), strict=False)]

    def onward(self, picks: tuple[str, ...] = ()) -> c.Command | None:
        """Do what comes next, *picks* or the first legal answer where somebody has to say one."""
        command = next_command(self.now)
        if command is None:
            return None
        if isinstance(command, c.GoOn):
            for team in self.now.teams.values():
                if team.phase != "revealed":
                    continue
                if self.tries(c.GoOn(team.id)):
                    said = picks or next(filter(None, self.options(team.id)), ())
                    self.do(c.GoOn(team.id, said) if said else c.Skip(team.id))
            return command
        self.do(command)
        return command

    def public(self) -> w.Log:
        """Return what is left of the log once the private events are deleted."""
        return tuple(w.decode(w.encode(event)) for event in self.log if not w.is_private(event))


@dataclass
class Crowd:
    """People who ask for anything at any time: mostly what they may, sometimes not."""

    table: Table
    random: Random
    places: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> Workshop:
        return self.table.now

    def act(self) -> tuple[c.Command, str, str]:
        """Ask for something; return it, by whom, and why it was refused ("" if it was not)."""
        command, by = self.ask()
        return command, by, self.table.tries(command, by)

    def ask(self) -> tuple[c.Command, str]:
        """Return something that somebody asks for."""
        roll = self.random.random()
        if roll < 0.15:
            following = next_command(self.now)
            if following is not None and not isinstance(following, (c.Close, c.LookBack)):
                return following, c.FACILITATOR
        command = self.random.choice(self._commands())()
        if isinstance(command, (c.Join, c.Shut, c.Restart)):
            by = c.DOOR
        elif isinstance(command, c.OfParticipant):
            by = self._seat()
        else:
            by = c.FACILITATOR
        if self.random.random() < 0.05:
            by = self.random.choice((c.FACILITATOR, c.DOOR, self._seat(), "nobody"))
        return command, by

    def _commands(self) -> list[Any]:
        often = [self._join, self._vote, self._vote, self._vote, self._wish, self._write]
        seldom = [
            lambda: c.OpenVote(self.random.choice((0, 30, 5000)), self._team()),
            lambda: c.CloseVote(self._team()),
            lambda: c.Reveal(self._team()),
            lambda: c.GoOn(self._team(), self._picks()),
            lambda: c.Try(self._picks(), self._team()),
            lambda: c.Look(self._look(), self._team()),
            lambda: c.Favour(self.random.randint(0, 2), self.random.randint(-1, 6)),
            lambda: c.Agree(self.random.random() < 0.5),
        ]
        rarely = [
            c.Leave, c.Begin, c.Shut, c.Restart, c.CloseWriting,
            lambda: c.EndWriting(self.random.random() < 0.5), lambda: c.OpenWriting(60),
            lambda: c.Rename(self._seat(), self.random.choice(NAMES)),
            lambda: c.Remove(self._seat()), lambda: c.Appoint(self._seat()),
            lambda: c.Assign(self._seat(), self._team() or "1"),
            lambda: c.Lock(self.random.random() < 0.2), lambda: c.EndTrial(self._team()),
            lambda: c.Pause(self._team(), {"1": 12}), lambda: c.Resume(self._team()),
            lambda: c.Extend(20, self._team(), {"1": 12}), lambda: c.Skip(self._team()),
            self._hands, self._inject, lambda: c.TakeNote("a note"),
            lambda: c.Blank(self.random.random() < 0.5),
        ]  # fmt: skip
        return [*often, *often, *often, *seldom, *seldom, *rarely]

    def _seat(self) -> str:
        return self.random.choice(tuple(self.now.seats) or SEATS)

    def _team(self) -> str:
        return self.random.choice(("", "", *self.now.teams))

    def _join(self) -> c.Command:
        number = self.random.randrange(len(SEATS))
        return c.Join(
            SEATS[number], self.random.choice(NAMES), f"token-{number}", self._team(), "four words"
        )

    def _picks(self, team: str = "1") -> tuple[str, ...]:
        if self.random.random() < 0.1:
            return self.random.choice(((), ("no such option",), ("a", "a")))
        return self.random.choice(self.table.options(team) or [()])

    def _vote(self) -> c.Command:
        team = self.now.team_of(self._seat()) or self.now.teams["1"]
        step = team.steps if self.random.random() < 0.9 else team.steps - 1
        return c.Vote(step, self._picks(team.id), self.random.choice((None, 1, 2, 3, 3, 9)))

    def _look(self) -> str:
        looks = [
            look.id for team in self.now.teams.values()
            for look in closer(self.table.loaded.scenario, team)
        ]  # fmt: skip
        return self.random.choice([*looks, "no such look"])

    def _wish(self) -> c.Command:
        return c.Wish(self._look())

    def _write(self) -> c.Command:
        return c.Write(self.now.rounds, self.random.choice(WRITINGS))

    def _hands(self) -> c.Command:
        prompt = asked(self.table.loaded.scenario, self.now.teams["1"])
        ids = [choice.id for choice in prompt.choices] if prompt else ["a"]
        counts = {name: self.random.randint(0, 4) for name in ids}
        return c.CountHands(counts, self.random.choice((0, 0, 4, 9)), self._team())

    def _inject(self) -> c.Command:
        shelf = [inject.address for inject in self.table.loaded.scenario.shelf]
        if shelf and self.random.random() < 0.5:
            return c.Inject(self.random.choice(shelf), team=self._team())
        return c.Inject("", "Reporter", self.random.choice(("Any comment?", "")), self._team())


def crowd(loaded: Loaded, random: Random) -> Crowd:
    """Return a workshop that was just opened, with people at the door."""
    table = Table(
        loaded, seed=random.randrange(1000), teams=random.choice((1, 1, 1, 2, 3)),
        decider=random.choice(c.DECIDERS), route=random.choice(("full", "short")),
        capacity=random.choice((3, 20)),
    )  # fmt: skip
    for n in range(random.choice((0, 3, 8))):
        table.tries(c.Join(SEATS[n], NAMES[n], f"token-{n}"), c.DOOR)
    if random.random() < 0.8:
        table.do(c.Begin())
        if random.random() < 0.5:
            table.tries(c.OpenVote(random.choice((0, 60))))
    return Crowd(table, random)


def strings(value: Any) -> Iterator[str]:
    """Yield every string that *value*, plain data, holds."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from strings(getattr(value, part.name))
    elif isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from strings(one)


def reanswered(
    now: Workshop, team: str, answers: dict[str, Answer]
) -> Workshop:  # what others answered
    """Return *now* as if the open or last step of *team* had been answered so."""
    found = now.teams[team]
    assert found.step is not None
    changed = replace(found, step=replace(found.step, answers=answers))
    return replace(now, teams={**now.teams, team: changed})


__all__ = ["CLOSED", "Crowd", "Table", "crowd", "reanswered", "replay", "strings"]
