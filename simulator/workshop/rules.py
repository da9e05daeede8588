"""The rules of a workshop: what a command makes happen, and who may ask for it.

What is decided is told apart by what it is about: seats (`seating.py`), steps and exercises
(`steering.py`), rounds of writing (`walls.py`), the end (`ending.py`). What a response does in the
crisis is decided by the engine, as in any other play.
"""

from collections.abc import Callable
from typing import Any

from simulator import safe
from simulator.exercise.commands import ROUTES, Refused
from simulator.scenario.load import Loaded
from simulator.workshop import commands as c
from simulator.workshop import ending, seating, steering, walls
from simulator.workshop import events as w
from simulator.workshop import private_events as p
from simulator.workshop.asking import Room
from simulator.workshop.state import CLOSED, LOCKED, OPEN, SHUT, Workshop

MOST_TEAMS = 12
MOST_SEATS = 500
LINE = 500
"""Characters of a note or of an extra post."""

_Rule = Callable[[Room, Any], tuple[w.Event, ...]]


def decide(loaded: Loaded, now: Workshop, command: c.Command, by: str) -> tuple[w.Event, ...]:
    """Return what *command*, asked for *by* somebody, makes happen, or raise Refused.

    *by* is FACILITATOR, DOOR or a seat; it is said by whoever knows it, never by the command.
    """
    if not is_allowed(command, by):
        raise Refused("role")
    if by not in {c.FACILITATOR, c.DOOR} and by not in now.seats:
        raise Refused("seat")
    if now.stage == CLOSED:
        raise Refused("closed")
    if isinstance(command, c.Open) == (now.opened is not None):
        raise Refused("closed")
    return _RULES[type(command)](Room(loaded, now, by), command)


def is_allowed(command: c.Command, by: str) -> bool:
    """Say whether whoever asks may ever ask for this."""
    if by == c.FACILITATOR:
        return isinstance(command, c.OfFacilitator)
    if by == c.DOOR:
        return isinstance(command, c.OfDoor)
    return isinstance(command, c.OfParticipant)


def _open(room: Room, command: c.Open) -> tuple[w.Event, ...]:
    loaded = room.loaded
    is_fine = (
        1 <= command.teams <= MOST_TEAMS
        and command.decider in c.DECIDERS
        and command.route in ROUTES[:2]
        and 1 <= command.capacity <= MOST_SEATS
        and 1 <= command.minutes <= 24 * 60
    )
    if not is_fine:
        raise Refused("unknown")
    opened = w.WorkshopOpened(
        loaded.scenario.id, loaded.digest, loaded.key_version, command.seed, command.teams,
        command.decider, command.route, command.capacity, command.minutes, loaded.organisation,
    )  # fmt: skip
    return (opened,)


def _key(_room: Room, command: c.Key) -> tuple[w.Event, ...]:
    if command.role not in {"code", "facilitator", "projector"} or not command.secret:
        raise Refused("unknown")
    return (p.Keyed(command.role, command.secret),)


def _restart(_room: Room, _command: c.Restart) -> tuple[w.Event, ...]:
    return (w.Restarted(),)


def _shut(room: Room, _command: c.Shut) -> tuple[w.Event, ...]:
    return () if room.now.door == SHUT else (w.JoiningChanged(SHUT),)


def _lock(_room: Room, command: c.Lock) -> tuple[w.Event, ...]:
    return (w.JoiningChanged(LOCKED if command.is_locked else OPEN),)


def _note(room: Room, command: c.TakeNote) -> tuple[w.Event, ...]:
    line = safe.line(command.line, LINE)
    if not line:
        raise Refused("few")
    scenes = {team.exercise.scene for team in room.now.teams.values()}
    return (w.NoteTaken(line, scenes.pop() if len(scenes) == 1 else ""),)


def _inject(room: Room, command: c.Inject) -> tuple[w.Event, ...]:
    """Play an extra post: it is read, and moves no gauge."""
    shelf = {inject.address for inject in room.loaded.scenario.shelf}
    who, text = safe.line(command.who, 60), safe.clean(command.text, LINE).strip()
    if command.address not in shelf if command.address else not (who and text):
        raise Refused("unknown")
    if command.address:
        who = text = ""
    teams = room.teams(command.team)
    if any(not team.exercise.is_started or team.exercise.is_over for team in teams):
        raise Refused("closed")
    return tuple(
        w.Injected(team.id, command.address, who, text, team.exercise.clock) for team in teams
    )


def _blank(_room: Room, command: c.Blank) -> tuple[w.Event, ...]:
    return (w.ProjectorBlanked(command.is_blank),)


_RULES: dict[type, _Rule] = {
    c.Open: _open, c.Key: _key, c.Restart: _restart, c.Shut: _shut, c.Lock: _lock,
    c.TakeNote: _note, c.Inject: _inject, c.Blank: _blank,
    **seating.RULES, **steering.RULES, **walls.RULES, **ending.RULES,
}  # fmt: skip
