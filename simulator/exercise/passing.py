"""Time passing: what falls due on the way, and what arrives. When is said by `time.py`."""

from simulator.exercise import events as e
from simulator.exercise.board import holds
from simulator.exercise.play import Play
from simulator.exercise.posts import deliver, move
from simulator.exercise.time import ticks
from simulator.scenario.model import OPEN, UNANSWERED, Inject


def advance(play: Play, until: int) -> None:
    """Let time pass to *until*, delivering what arrives on the way."""
    for inject in _late(play):
        due = play.state.opened + inject.after
        if due <= until and inject.address not in play.state.delivered:
            pass_time(play, due)
            deliver(play, inject)
    pass_time(play, until)


def pass_time(play: Play, until: int) -> None:
    """Let time pass to *until*: what falls due on the way acts at its minute."""
    for minute, act in ticks(play.scenario, play.state, until):
        if minute > play.state.clock:
            play.emit(e.TimePassed(minute))
        _tick(play, act)
    if until > play.state.clock:
        play.emit(e.TimePassed(until))


def _tick(play: Play, act: tuple[str, str, str]) -> None:
    kind, name, of = act
    if kind in {"drift", "silence"}:
        gauge = play.scenario.gauge(name)
        drift = gauge.drift if kind == "drift" else gauge.silence
        is_due = kind == "drift" or play.state.signal_status(of) == UNANSWERED
        if drift and is_due and holds(play.scenario, play.state, drift.when):
            move(play, name, drift.by, kind)
    elif kind == "promise" and play.state.promise_status(name) == OPEN:
        play.emit(e.PromiseBroken(name, play.state.clock))
    elif kind == "duty" and name not in {*play.state.duties_met, *play.state.duties_broken}:
        duty = next(duty for duty in play.scenario.duties if duty.id == name)
        if holds(play.scenario, play.state, duty.when):
            play.emit(e.DutyBroken(name, play.state.clock, play.state.scene))


def flush(play: Play) -> None:
    """Deliver what has not arrived yet: nothing waits past the end of its scene."""
    for inject in _late(play):
        deliver(play, inject)


def _late(play: Play) -> list[Inject]:
    """Return the open scene's posts that take time to arrive, the first to arrive first."""
    scene = play.scenario.scenes.get(play.state.scene)
    waiting = [inject for inject in scene.injects if inject.after] if scene else []
    return sorted(waiting, key=lambda inject: inject.after)
