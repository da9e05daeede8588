"""Write it yourselves: a round in which the real post is typed, put on a wall, and picked."""

from collections.abc import Callable
from typing import Any

from simulator import safe
from simulator.exercise import chance
from simulator.exercise.commands import Refused
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop import private_events as p
from simulator.workshop.asking import Room
from simulator.workshop.state import EXERCISE, Wall, Workshop

LONGEST_POST = 1000
"""Characters of a post."""
LONGEST = 3600

Events = tuple[w.Event, ...]


def posts(now: Workshop, wall: Wall) -> tuple[str, ...]:
    """Return what hangs on the wall, in an order that tells nobody who wrote what."""
    seed = now.opened.seed if now.opened else 0
    return chance.shuffled(seed, f"wall/{wall.round}", sorted(wall.texts.values()))


def favoured(wall: Wall, number: int) -> int:
    """Return how many picked the post of that *number*."""
    return sum(picked == number for picked in wall.favours.values())


def _open(room: Room, command: c.OpenWriting) -> Events:
    if room.now.stage != EXERCISE or room.now.wall is not None:
        raise Refused("stage")
    if not 0 <= command.seconds <= LONGEST:
        raise Refused("unknown")
    scenes = {team.exercise.scene for team in room.now.teams.values()}
    scene = scenes.pop() if len(scenes) == 1 else ""
    return (w.WritingOpened(room.now.rounds + 1, scene, command.seconds),)


def _write(room: Room, command: c.Write) -> Events:
    wall = room.now.wall
    if wall is None or not wall.is_open or wall.round != command.round:
        raise Refused("late")
    text = safe.clean(command.text, LONGEST_POST).strip()
    if not text:
        raise Refused("few")
    author = room.seat(room.by).team if room.now.is_parallel else room.by
    return () if wall.texts.get(author) == text else (p.Written(wall.round, author, text),)


def _close(room: Room, _command: c.CloseWriting) -> Events:
    wall = room.now.wall
    if wall is None or not wall.is_open:
        raise Refused("phase")
    return (w.WritingClosed(wall.round),)


def _favour(room: Room, command: c.Favour) -> Events:
    wall = room.now.wall
    if wall is None or wall.is_open or wall.round != command.round:
        raise Refused("late")
    if not 0 <= command.number < len(wall.texts):
        raise Refused("unknown")
    if wall.favours.get(room.by) == command.number:
        return ()
    return (p.Favoured(wall.round, room.by, command.number),)


def taken_down(now: Workshop, *, is_kept: bool) -> Events:
    """Return how the wall comes down, if there is one: with its posts, or without."""
    wall = now.wall
    if wall is None:
        return ()
    hung = posts(now, wall)
    rows = tuple((text, favoured(wall, number)) for number, text in enumerate(hung))
    return (w.WritingEnded(wall.round, wall.scene, rows if is_kept else ()),)


def _end(room: Room, command: c.EndWriting) -> Events:
    if room.now.wall is None:
        raise Refused("phase")
    return taken_down(room.now, is_kept=command.is_kept)


RULES: dict[type, Callable[[Room, Any], Events]] = {
    c.OpenWriting: _open, c.Write: _write, c.CloseWriting: _close, c.Favour: _favour,
    c.EndWriting: _end,
}  # fmt: skip
