"""A response carried out: minutes pass, its words exist, then it acts, and the story goes on."""

from simulator.exercise import events as e
from simulator.exercise.onward import leave
from simulator.exercise.passing import advance, flush
from simulator.exercise.play import Play
from simulator.exercise.posts import affect, deliver, raise_signal
from simulator.scenario.model import OPEN, UNANSWERED, Decision, Option, Scene
from simulator.scenario.prompt import minutes_of

WORDS = ("untrue", "private", "vague", "full")
"""How well a response acknowledges, from the lowest; in one message the lowest word counts."""


def carry_out(play: Play, scene: Scene, decision: Decision, given: e.ResponseGiven) -> None:
    """Let *given* happen whole, then go on; minutes are spent only on what was chosen."""
    play.emit(given)
    known = {option.id: option for option in decision.options}
    chosen = [known[pick] for pick in given.picks]
    is_spent = given.how == "chosen"
    if decision.kind == "compose":
        _publish_together(play, scene, decision, chosen, is_spent=is_spent)
    else:
        for option in chosen:
            if is_spent:
                advance(play, play.state.clock + minutes_of(option.cost, play.state.flags)[0])
            _publish(play, scene, option)
            _apply(play, scene, option, dict(option.acknowledges))
    flush(play)
    play.emit(e.SceneClosed(scene.id, play.state.clock))
    onward = next((option.next for option in chosen if option.next), scene.next)
    leave(play, scene, onward)


def _publish_together(
    play: Play, scene: Scene, decision: Decision, chosen: list[Option], *, is_spent: bool
) -> None:
    """One message: all its minutes pass, then it exists, then it acts, part by part."""
    if is_spent:
        minutes = sum(minutes_of(option.cost, play.state.flags)[0] for option in chosen)
        advance(play, play.state.clock + decision.minutes + minutes)
    addresses = tuple(f"{scene.id}.{option.id}.text" for option in chosen)
    quotable = tuple(f"{scene.id}.{o.id}.quotable" for o in chosen if o.quotable) or addresses
    channel = decision.channel or chosen[0].channel
    play.emit(e.Published(scene.id, channel, play.state.clock, addresses, quotable))
    words: dict[str, str] = {}
    for option in chosen:
        for signal, word in option.acknowledges:
            lower = min(words.get(signal, word), word, key=WORDS.index)
            words[signal] = lower
    for number, option in enumerate(chosen):
        _apply(play, scene, option, {} if number else words)


def _publish(play: Play, scene: Scene, option: Option) -> None:
    if option.publishes:
        address = f"{scene.id}.{option.id}."
        words = address + ("quotable" if option.quotable else "publishes")
        play.emit(
            e.Published(
                scene.id, option.channel, play.state.clock, (address + "publishes",), (words,)
            )
        )


def _apply(play: Play, scene: Scene, option: Option, words: dict[str, str]) -> None:
    """Do what a completed option does: signals, promises, duties, effects, answers."""
    now = play.state.clock
    for signal, word in words.items():
        if play.state.signal_status(signal) == UNANSWERED:
            play.emit(e.SignalAnswered(signal, now, word))
    raise_signal(play, option.raises, now)
    _pledge(play, scene, option)
    affect(play, option.effects, f"{scene.id}.{option.id}")
    for inject in option.then:
        deliver(play, inject)


def _pledge(play: Play, scene: Scene, option: Option) -> None:
    """Make and keep promises; breach and meet duties."""
    now = play.state.clock
    for promise, due in option.promises:
        if promise not in play.state.promises:
            play.emit(e.PromiseMade(promise, due))
    if option.keeps and play.state.promise_status(option.keeps) == OPEN:
        play.emit(e.PromiseKept(option.keeps, now))
    if option.breaks and option.breaks not in play.state.duties_broken:
        play.emit(e.DutyBroken(option.breaks, now, scene.id))
    if option.meets and option.meets not in play.state.duties_met:
        play.emit(e.DutyMet(option.meets, now))
