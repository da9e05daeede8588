"""Who sits where: joining, names, teams, spokespersons."""

from collections.abc import Callable
from typing import Any

from simulator.exercise.commands import Refused
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop import private_events as p
from simulator.workshop.asking import Room
from simulator.workshop.naming import label, likeness
from simulator.workshop.state import OPEN


def _join(room: Room, command: c.Join) -> tuple[w.Event, ...]:
    now = room.now
    if now.door != OPEN:
        raise Refused("locked")
    if command.seat in now.seats or command.seat in {c.FACILITATOR, c.DOOR, ""}:
        raise Refused("twice")
    if len(now.seats) >= room.opened.capacity:
        raise Refused("full")
    name = _name(room, command.name)
    team = command.team if command.team in now.teams else _smallest(room)
    return (
        p.SeatTaken(
            command.seat, name, team, command.token, command.phrase, command.language[:2]
        ),
    )  # fmt: skip


def _name(room: Room, text: str, but: str = "") -> str:
    """Return a name that nobody else has, or raise Refused."""
    name = label(text)
    if not name:
        raise Refused("name")
    others = (seat.name for seat in room.now.seats.values() if seat.id != but)
    if likeness(name) in {likeness(other) for other in others}:
        raise Refused("taken")
    return name


def _smallest(room: Room) -> str:
    teams = tuple(room.now.teams)
    return min(teams, key=lambda team: (len(room.now.members(team)), teams.index(team)))


def _rename(room: Room, command: c.Rename) -> tuple[w.Event, ...]:
    if room.by not in {c.FACILITATOR, command.seat}:
        raise Refused("role")
    seat = room.seat(command.seat)
    return (p.SeatNamed(seat.id, _name(room, command.name, seat.id)),)


def _remove(room: Room, command: c.Remove) -> tuple[w.Event, ...]:
    return (p.SeatLeft(room.seat(command.seat).id, removed=True),)


def _leave(room: Room, _command: c.Leave) -> tuple[w.Event, ...]:
    return (p.SeatLeft(room.by, removed=False),)


def _assign(room: Room, command: c.Assign) -> tuple[w.Event, ...]:
    if command.team not in room.now.teams:
        raise Refused("unknown")
    return (p.SeatMoved(room.seat(command.seat).id, command.team),)


def _appoint(room: Room, command: c.Appoint) -> tuple[w.Event, ...]:
    seat = room.seat(command.seat)
    return (p.SpokespersonAppointed(seat.id, seat.team),)


def _agree(room: Room, command: c.Agree) -> tuple[w.Event, ...]:
    return (p.Agreed(room.by, command.is_agreed),)


RULES: dict[type, Callable[[Room, Any], tuple[w.Event, ...]]] = {
    c.Join: _join, c.Rename: _rename, c.Remove: _remove, c.Leave: _leave, c.Assign: _assign,
    c.Appoint: _appoint, c.Agree: _agree,
}  # fmt: skip
