"""What a post or an effect does to the board: gauges, flags, moods, and the clocks of signals."""

from simulator.exercise import events as e
from simulator.exercise.board import holds
from simulator.exercise.play import Play
from simulator.scenario.days import MINUTES_A_WEEK
from simulator.scenario.model import Effect, Inject


def deliver(play: Play, inject: Inject) -> None:
    """Let a post arrive, once and only where its condition holds and it has what it quotes."""
    if inject.address in play.state.delivered or not holds(play.scenario, play.state, inject.when):
        return
    quotes: tuple[str, ...] = ()
    if inject.quotes:
        quotes = play.state.published.get(inject.quotes, ())
        if not quotes:
            return
    now = play.state.clock
    shown = now if inject.posted is None else min(inject.posted, now)
    play.emit(e.InjectDelivered(inject.address, inject.persona, inject.channel, now, shown, quotes))
    raise_signal(play, inject.raises, shown)
    affect(play, inject.effects, inject.address)


def affect(play: Play, effects: tuple[Effect, ...], cause: str) -> None:
    """Let *effects* change gauges, flags and moods."""
    for effect in effects:
        if effect.kind == "gauge":
            move(play, effect.name, effect.by, cause)
        elif effect.kind == "flag" and effect.name not in play.state.flags:
            play.emit(e.FlagSet(effect.name))
        elif effect.kind == "mood" and play.state.moods.get(effect.name) != effect.value:
            play.emit(e.MoodChanged(effect.name, effect.value))


def move(play: Play, gauge: str, by: int, cause: str) -> None:
    """Move a gauge within 0 to 100; what does not move is no event."""
    before = play.state.gauges.get(gauge, 0)
    after = min(max(before + by, 0), 100)
    if after != before:
        play.emit(e.GaugeMoved(gauge, after, play.state.clock, cause))


def raise_signal(play: Play, signal: str, knowable: int) -> None:
    """Start the clock of a signal that could be known at minute *knowable*; once."""
    if signal and signal not in play.state.signals:
        play.emit(e.SignalRaised(signal, _clock_starts(play, signal, knowable)))


def _clock_starts(play: Play, signal: str, knowable: int) -> int:
    """Return when the clock starts: a single complaint outside hours waits for the opening."""
    hours = play.scenario.hours
    if hours is None or dict(play.scenario.signals).get(signal) != "S1":
        return knowable
    of_week = (play.scenario.starts + knowable) % MINUTES_A_WEEK
    return knowable + hours.next_opening(of_week)
