"""What a trainee says of an exercise: kept in its log, and changing nothing that happened in it."""

from scoring.principles import PRINCIPLES
from simulator import safe
from simulator.exercise import events as e
from simulator.exercise.commands import Afterword, AssessSelf, Commit, Contest, React, Refused
from simulator.exercise.state import State

MOST = 300
"""Characters of a line; names and dates have fewer."""
SHORT = 60


def afterword(state: State, command: Afterword) -> e.Event:
    """Return the event that keeps *command*, or raise Refused."""
    if isinstance(command, Contest):
        return _contest(state, command)
    if not state.is_over:
        raise Refused("open")
    match command:
        case React():
            return e.Reacted(_line(command.line) or _refuse("few"))
        case AssessSelf():
            return _assess(state, command)
        case Commit():
            return _commit(command)


def _contest(state: State, command: Contest) -> e.Contested:
    clocks = {"signals": state.signals, "promises": state.promises}
    is_known = command.scene in state.responses or command.item in clocks.get(command.scene, ())
    line = _line(command.line)
    if not is_known or not line or command.principle not in {"", *PRINCIPLES}:
        raise Refused("unknown")
    return e.Contested(command.scene, _line(command.item, SHORT), line, command.principle)


def _assess(state: State, command: AssessSelf) -> e.SelfAssessed:
    strongest, weakest, take_back = command.strongest, command.weakest, command.take_back
    if {strongest, weakest} - {"", *PRINCIPLES}:
        raise Refused("unknown")
    if take_back and take_back not in state.responses:
        raise Refused("unknown")
    if strongest and strongest == weakest:
        raise Refused("twice")
    if not (strongest or weakest or take_back):
        raise Refused("few")
    return e.SelfAssessed(strongest, weakest, take_back)


def _commit(command: Commit) -> e.Committed:
    strength, action = _line(command.strength), _line(command.action)
    if not strength and not action:
        raise Refused("few")
    area, owner, date = (_line(x, SHORT) for x in (command.area, command.owner, command.date))
    return e.Committed(strength, area, action, owner, date)


def _line(text: str, most: int = MOST) -> str:
    return safe.line(text, most).strip()


def _refuse(reason: str) -> str:
    raise Refused(reason)
