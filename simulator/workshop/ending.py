"""The debrief is opened; then the workshop closes, and who voted what is forgotten."""

from collections.abc import Callable
from typing import Any

from simulator.exercise.commands import Refused
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.asking import Room
from simulator.workshop.state import DEBRIEF, LOBBY, Workshop
from simulator.workshop.walls import taken_down

Events = tuple[w.Event, ...]


def _look_back(room: Room, _command: c.LookBack) -> Events:
    if room.now.stage in {LOBBY, DEBRIEF}:
        raise Refused("stage")
    return (*taken_down(room.now, is_kept=False), w.LookedBack())


def _close(room: Room, _command: c.Close) -> Events:
    now = room.now
    everybody = {**now.gone, **now.seats}
    names = tuple(sorted({seat.name for seat in everybody.values()}, key=str.casefold))
    kept = sorted(
        (seat for seat in everybody.values() if seat.is_agreed), key=lambda seat: seat.name
    )
    answers = tuple(
        w.AnswersKept(seat.name, seat.team, _answers(now, seat.id))
        for seat in kept if now.answered.get(seat.id)
    )  # fmt: skip
    return (*taken_down(now, is_kept=False), *answers, w.WorkshopClosed(names))


def _answers(now: Workshop, seat: str) -> tuple[tuple[str, tuple[str, ...], int | None], ...]:
    found = now.answered[seat]
    return tuple((scene, given.picks, given.confidence) for scene, given in found.items())


RULES: dict[type, Callable[[Room, Any], Events]] = {c.LookBack: _look_back, c.Close: _close}
