"""The rules: what a command makes happen. Every refusal begins here, and every consequence.

What follows is told apart by what it is about: the way through the scenes (`onward.py`), a response
carried out (`responding.py`), time passing (`passing.py`), posts and their effects (`posts.py`).
`simulator/explore` has their twins for many states at once.

Order within one minute: drift, then silence, then effects. Entering a scene: `opens`, interruption
test, posts in order, then inquiries and decision together. Semantics and their reasons:
docs/architecture.md, "Time and order".
"""

from simulator.exercise import chance
from simulator.exercise import events as e
from simulator.exercise.afterwords import afterword
from simulator.exercise.board import holds
from simulator.exercise.commands import (
    Command,
    Expire,
    Inquire,
    Refused,
    Respond,
    Start,
    TakeHint,
)  # fmt: skip
from simulator.exercise.onward import start
from simulator.exercise.passing import advance
from simulator.exercise.play import Play
from simulator.exercise.posts import affect
from simulator.exercise.responding import carry_out
from simulator.exercise.state import State
from simulator.scenario.model import Decision, Inquiry, Option, Scenario, Scene
from simulator.scenario.prompt import PART_ORDER, Prompt, minutes_of, prompt_of


def decide(scenario: Scenario, state: State, command: Command) -> tuple[e.Event, ...]:
    """Return what *command* makes happen, or raise Refused: then nothing happened."""
    play = Play(scenario, state)
    match command:
        case Start():
            start(play, command)
        case Inquire():
            _inquire(play, command)
        case Respond():
            _respond(play, command)
        case Expire():
            _expire(play, command)
        case TakeHint():
            play.emit(e.HintTaken(_open_decision(play)[0].id))
        case _:
            play.emit(afterword(state, command))
    return tuple(play.events)


def postpone(scenario: Scenario, state: State, minutes: int) -> tuple[e.Event, ...]:
    """Return what happens when *minutes* pass at the open decision before anything is done.

    Nobody can ask for it in a play, where only doing costs time: it is for looking back, "what if
    this had come later". Past the limit of the decision, its default is taken.
    """
    play = Play(scenario, state)
    scene, decision = _open_decision(play)
    until = state.clock + max(minutes, 0)
    if decision.within is not None and until > state.opened + decision.within:
        _run_out(play, scene, decision, "let-pass")
    else:
        advance(play, until)
    return tuple(play.events)


def offered(scenario: Scenario, state: State, decision: Decision) -> tuple[Option, ...]:
    """Return the options whose condition holds, in the order of the file."""
    return tuple(o for o in decision.options if holds(scenario, state, o.when))


def prompt(scenario: Scenario, state: State) -> Prompt | None:
    """Return what may be answered now, shuffled by the seed; None when nothing is asked."""
    scene = scenario.scenes.get(state.scene)
    if scene is None or scene.decision is None or state.is_over:
        return None
    options = offered(scenario, state, scene.decision)
    return prompt_of(scene.decision, as_shown(state.seed, scene, options), state.flags)


def as_shown(seed: int, scene: Scene, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return *options* in the order in which *scene* shows them to who plays with *seed*.

    Looking back calls them by the same numbers; a message is shown part by part.
    """
    mixed = chance.shuffled(seed, scene.id, options)
    return tuple(sorted(mixed, key=lambda option: PART_ORDER.get(option.part, 0)))


def refusal(scenario: Scenario, state: State, picks: tuple[str, ...]) -> str:
    """Return why *picks* would be refused now, as a word; "" if they would be carried out."""
    now = prompt(scenario, state)
    return "closed" if now is None else now.refusal(in_order(now, picks))


def inquiries(scenario: Scenario, state: State) -> tuple[Inquiry, ...]:
    """Return what may still be looked at now."""
    scene = scenario.scenes.get(state.scene)
    if scene is None or state.is_over or scene.decision is None:
        return ()
    return tuple(
        inquiry for inquiry in scene.inquiries
        if inquiry.id not in state.inquiries and holds(scenario, state, inquiry.when)
    )  # fmt: skip


def in_order(now: Prompt, picks: tuple[str, ...]) -> tuple[str, ...]:
    """Put the picks of an unordered response in the order of the file: their order says nothing."""
    if now.ordered:
        return picks
    position = {choice.id: number for number, choice in enumerate(now.choices)}
    if now.parts:
        order = {choice.id: now.parts.index(choice.part) for choice in now.choices}
        return tuple(sorted(picks, key=lambda pick: order.get(pick, 9)))
    return tuple(sorted(picks, key=lambda pick: position.get(pick, 99)))


def _inquire(play: Play, command: Inquire) -> None:
    scene, decision = _open_decision(play)
    if command.inquiry in play.state.inquiries:
        raise Refused("twice")
    known = {inquiry.id: inquiry for inquiry in inquiries(play.scenario, play.state)}
    if command.inquiry not in known:
        raise Refused("unknown")
    inquiry = known[command.inquiry]
    minutes, _ = minutes_of(inquiry.cost, play.state.flags)
    done = play.state.clock + minutes
    if decision.within is not None and done > play.state.opened + decision.within:
        _run_out(play, scene, decision, "late")
        return
    advance(play, done)
    reveal = next(
        (r.address for r in inquiry.reveals if holds(play.scenario, play.state, r.when)), ""
    )
    play.emit(e.InquiryMade(scene.id, inquiry.id, play.state.clock, reveal))
    affect(play, inquiry.effects, f"{scene.id}.{inquiry.id}")


def _respond(play: Play, command: Respond) -> None:
    scene, decision = _open_decision(play)
    now = prompt_of(decision, offered(play.scenario, play.state, decision), play.state.flags)
    picks = in_order(now, command.picks)
    if reason := now.refusal(picks):
        raise Refused(reason)
    if command.confidence is not None and (
        not scene.asks_confidence or command.confidence not in {1, 2, 3}
    ):
        raise Refused("confidence")
    clock = play.state.clock
    given = e.ResponseGiven(scene.id, picks, clock, "chosen", command.confidence)
    carry_out(play, scene, decision, given)


def _expire(play: Play, command: Expire) -> None:
    scene, decision = _open_decision(play)
    if decision.within is None or (command.how == "clock" and not play.state.timed):
        raise Refused("untimed")
    if command.how not in {"let-pass", "clock"}:
        raise Refused("unknown")
    _run_out(play, scene, decision, command.how)


def _open_decision(play: Play) -> tuple[Scene, Decision]:
    scene = play.scenario.scenes.get(play.state.scene)
    if not play.state.is_started or play.state.is_over or scene is None or not scene.decision:
        raise Refused("closed")
    return scene, scene.decision


def _run_out(play: Play, scene: Scene, decision: Decision, how: str) -> None:
    """Take the written default at the minute when the time is up."""
    advance(play, play.state.opened + (decision.within or 0))
    picks = in_order(prompt_of(decision, decision.options, play.state.flags), decision.default)
    carry_out(play, scene, decision, e.ResponseGiven(scene.id, picks, play.state.clock, how, None))
