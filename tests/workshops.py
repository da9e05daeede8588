"""Workshops played through the rules, for tests: no host, no disk, no clock."""

import random
from datetime import UTC, datetime, timedelta

from simulator.exercise.commands import Refused
from simulator.scenario.load import Loaded
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.asking import asked, closer
from simulator.workshop.changes import evolve
from simulator.workshop.onward import next_command
from simulator.workshop.rules import decide
from simulator.workshop.state import OVER, REVEALED, Team, Workshop

F, D = c.FACILITATOR, c.DOOR
START = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
NAMES = (
    "Ann", "Bob", "Cleo", "Dan", "Eve", "Fay", "Zed", "Hal", "Ida", "Jon", "Kim", "Leo", "Mia",
    "Ned", "Oda", "Pia", "Quy", "Rod", "Sue", "Tom",
)  # fmt: skip


MOST_LEGAL = 40


class Table:
    """A workshop in the hand: no host, no disk."""

    def __init__(self, loaded: Loaded, seed: int = 7, **opening: object) -> None:
        self.loaded, self.now = loaded, Workshop()
        self.log: w.Log = ()
        self.stamps: tuple[datetime, ...] = ()
        self.at = START
        self.refused: list[tuple[c.Command, str]] = []
        self.do(c.Open(seed, **opening))  # type: ignore[arg-type]

    def do(self, command: c.Command, by: str = F) -> w.Log:
        """Obey, remember, and let twenty seconds pass; or raise Refused: nothing has changed."""
        try:
            events = decide(self.loaded, self.now, command, by)
        except Refused as refused:
            self.refused.append((command, refused.reason))
            raise
        for event in events:
            self.now = evolve(self.now, event)
        self.log = (*self.log, *events)
        self.stamps += (self.at,) * len(events)
        self.at += timedelta(seconds=20)
        return events

    def tries(self, command: c.Command, by: str = F) -> str:
        """Ask for *command*; return why it was refused, "" if it was not."""
        try:
            self.do(command, by)
        except Refused as refused:
            return refused.reason
        return ""

    def seat(self, *names: str, team: str = "") -> None:
        """Let people in."""
        for name in names:
            self.do(c.Join(name, name, f"token of {name}", team), D)

    def vote(self, **picks: tuple[str, ...]) -> None:
        """Let each seat answer the open step, surely."""
        for seat, picked in picks.items():
            team = self.now.team_of(seat)
            assert team is not None
            self.do(c.Vote(team.steps, picked, 3), seat)

    @property
    def team(self) -> Team:
        """The only team, or the first."""
        return self.now.teams["1"]

    def options(self, team: str = "1", most: int = MOST_LEGAL) -> list[tuple[str, ...]]:
        """Return some legal answers to what *team* is asked."""
        prompt = asked(self.loaded.scenario, self.now.teams[team])
        if prompt is None:
            return []
        return [picks for picks, _n in zip(prompt.legal(), range(most), strict=False)]

    def onward(self) -> c.Command | None:
        """Do what comes next; the first legal answer, where somebody has to say one."""
        command = next_command(self.now)
        if not isinstance(command, c.GoOn):
            if command is not None:
                self.do(command)
            return command
        for team in self.now.teams.values():
            if team.phase == REVEALED and self.tries(c.GoOn(team.id)):
                said = next(filter(None, self.options(team.id)), ())
                self.do(c.GoOn(team.id, said) if said else c.Skip(team.id))
        return command

    def public(self) -> tuple[w.Log, tuple[datetime, ...]]:
        """Return what stays after the close, with its stamps."""
        kept = [
            (event, at) for event, at in zip(self.log, self.stamps, strict=True)
            if not w.is_private(event)
        ]  # fmt: skip
        return tuple(event for event, _at in kept), tuple(at for _event, at in kept)


def played(
    loaded: Loaded, people: int = 12, teams: int = 1, seed: int = 1, *, is_closed: bool = True,
    decisions: int = 99, decider: str = c.MAJORITY,
) -> Table:  # fmt: skip
    """Return a workshop played at random from *seed*, to its end or to so many decisions."""
    dice = random.Random(seed)
    table = Table(loaded, seed, teams=teams, decider=decider)
    table.seat(*NAMES[:people])
    table.do(c.Begin())
    for number in range(decisions):
        if all(team.phase == OVER for team in table.now.teams.values()):
            break
        for name, team in table.now.teams.items():
            if team.phase != OVER:
                _decide(table, name, dice)
        if number == 1:
            table.do(c.TakeNote("They forgot who speaks to the staff."))
            if all(team.phase != OVER for team in table.now.teams.values()):
                table.do(c.Inject(who="Somebody", text="What about us?"))
    table.do(c.LookBack())
    if is_closed:
        table.do(c.Close())
    return table


def _decide(table: Table, name: str, dice: random.Random) -> None:
    """Let one team vote, and go on."""
    team = table.now.teams[name]
    looks = closer(table.loaded.scenario, team)
    if looks and dice.random() < 0.4:
        table.do(c.Look(dice.choice(looks).id, name))
    team = table.now.teams[name]
    if team.phase == OVER or asked(table.loaded.scenario, team) is None:
        return
    for _round in range(dice.choice((1, 1, 2))):
        _vote(table, name, dice)
    table.do(c.Reveal(name))
    prompt = asked(table.loaded.scenario, table.now.teams[name])
    assert prompt is not None
    legal = [picks for picks, _n in zip(prompt.legal(), range(6), strict=False)]
    if dice.random() < 0.3:
        table.do(c.Try(legal[-1], name))
        table.do(c.EndTrial(name))
    try:
        table.do(c.GoOn(name))
    except Refused:
        table.do(c.GoOn(name, legal[0]))


def _vote(table: Table, name: str, dice: random.Random) -> None:
    table.do(c.OpenVote(60, name))
    team = table.now.teams[name]
    prompt = asked(table.loaded.scenario, team)
    assert prompt is not None
    legal = [picks for picks, _n in zip(prompt.legal(), range(6), strict=False)]
    favourite = dice.choice(legal)
    lean = dice.random()
    for seat in table.now.members(name):
        picks = favourite if dice.random() < lean else dice.choice(legal)
        table.do(c.Vote(team.steps, picks, dice.choice((None, 1, 2, 3, 3))), seat.id)
    table.do(c.CloseVote(name))
