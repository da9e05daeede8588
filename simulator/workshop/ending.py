"""The debrief is opened; then the workshop closes, and who voted what is forgotten."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.exercise.commands import Refused
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.asking import Room
from simulator.workshop.state import DEBRIEF, LOBBY, Seat, Workshop
from simulator.workshop.voting import FEWEST
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
    agreed = {seat.id: seat for seat in everybody.values() if seat.is_agreed}
    rows = sorted(
        (seat.name, seat.team, _answers(now, seat, everybody)) for seat in agreed.values()
    )
    answers = tuple(w.AnswersKept(*row) for row in rows if row[2])
    return (*taken_down(now, is_kept=False), *answers, w.WorkshopClosed(names))


def _answers(
    now: Workshop, seat: Seat, everybody: Mapping[str, Seat]
) -> tuple[tuple[str, tuple[str, ...], int | None], ...]:
    """Return what *seat* answered, where that tells nothing of those who did not agree.

    A tally less the answers that are kept is what the others answered: with fewer of them than a
    split is shown of, one would know who.
    """
    team = [other for other in everybody.values() if other.team == seat.team]
    silent = [now.answered.get(other.id, {}) for other in team if not other.is_agreed]
    return tuple(
        (scene, given.picks, given.confidence)
        for scene, given in now.answered.get(seat.id, {}).items()
        if sum(scene in answers for answers in silent) not in range(1, FEWEST)
    )


RULES: dict[type, Callable[[Room, Any], Events]] = {c.LookBack: _look_back, c.Close: _close}
