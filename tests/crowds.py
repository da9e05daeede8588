"""People in a workshop who ask for anything, at random: for whatever must hold of any workshop."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from random import Random
from typing import Any

from simulator.scenario.load import Loaded
from simulator.workshop import commands as c
from simulator.workshop.asking import asked, closer
from simulator.workshop.onward import next_command
from simulator.workshop.state import READING, VOTING, Answer, Workshop
from tests.workshops import Table

NAMES = tuple(f"Zz{n}-Quux" for n in range(12))
"""No text of ours or of a scenario holds them."""
SEATS = tuple(f"seat-{n}-id" for n in range(12))
WRITINGS = tuple(f"wrote-{n}-this" for n in range(6))


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
        if self.random.random() < 0.6 and (wanted := self._wanted()):
            return wanted
        if self.random.random() < 0.15:
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

    def _wanted(self) -> tuple[c.Command, str] | None:
        """Return what somebody is being asked for at the moment: a vote, a wish, some words."""
        seats = [seat for seat in self.now.seats.values() if seat.team in self.now.teams]
        if not seats:
            return None
        seat = self.random.choice(seats)
        team = self.now.teams[seat.team]
        if self.now.wall is not None:
            number = self.random.randrange(max(len(self.now.wall.texts), 1))
            is_open = self.now.wall.is_open
            return (self._write() if is_open else c.Favour(self.now.wall.round, number)), seat.id
        if team.phase == VOTING:
            return c.Vote(
                team.steps, self._picks(team.id), self.random.choice((None, 1, 3))
            ), seat.id
        if team.phase == READING and (looks := closer(self.table.loaded.scenario, team)):
            return c.Wish(self.random.choice(looks).id), seat.id
        return None

    def _commands(self) -> list[Any]:
        often = [self._join, self._vote, self._vote, self._vote, self._wish, self._write]
        seldom = [
            lambda: c.OpenVote(self.random.choice((0, 30, 5000)), self._team()),
            lambda: c.CloseVote(self._team()),
            lambda: c.Reveal(self._team()),
            lambda: c.GoOn(self._team(), self._picks()),
            lambda: c.Try(self._picks(), self._team()),
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
            prompt = asked(self.table.loaded.scenario, self.now.teams[team])
            ids = tuple(choice.id for choice in prompt.choices) if prompt else ()
            return self.random.choice(((), ("no such option",), ("a", "a"), ids))
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
        capacity=random.choice((3, 20, 20, 20)),
    )  # fmt: skip
    for n in range(random.choice((0, 3, 7, 8, 9))):
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


def reanswered(now: Workshop, team: str, answers: dict[str, Answer]) -> Workshop:
    """Return *now* as if the open or last step of *team* had been answered so."""
    found = now.teams[team]
    assert found.step is not None
    changed = replace(found, step=replace(found.step, answers=answers))
    return replace(now, teams={**now.teams, team: changed})
