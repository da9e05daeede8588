"""The rules: what a command makes happen. Every refusal is here, and every consequence.

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
from simulator.exercise.state import State, evolve
from simulator.exercise.time import ticks
from simulator.scenario.days import MINUTES_A_WEEK
from simulator.scenario.model import (
    END,
    OPEN,
    UNANSWERED,
    Decision,
    Effect,
    Ending,
    Inject,
    Inquiry,
    Option,
    Scenario,
    Scene,
)  # fmt: skip
from simulator.scenario.prompt import Prompt, minutes_of, prompt_of

WORDS = ("untrue", "private", "vague", "full")
"""How well a response acknowledges, from the lowest; in one message the lowest word counts."""
MODES = ("learning", "assessment")
DRILL = "drill"
"""The route of one decision alone (domain reference, section 12: retrieval practice)."""
ROUTES = ("full", "short", DRILL)
MAX_STEPS = 1_000
MAX_SEED = 2**53


def decide(scenario: Scenario, state: State, command: Command) -> tuple[e.Event, ...]:
    """Return what *command* makes happen, or raise Refused: then nothing happened."""
    play = _Play(scenario, state)
    match command:
        case Start():
            play.start(command)
        case Inquire():
            play.inquire(command)
        case Respond():
            play.respond(command)
        case Expire():
            play.expire(command)
        case TakeHint():
            play.emit(e.HintTaken(play.open_decision()[0].id))
        case _:
            play.emit(afterword(state, command))
    return tuple(play.events)


def postpone(scenario: Scenario, state: State, minutes: int) -> tuple[e.Event, ...]:
    """Return what happens when *minutes* pass at the open decision before anything is done.

    Nobody can ask for it in a play, where only doing costs time: it is for looking back, "what if
    this had come later". Past the limit of the decision, its default is taken.
    """
    play = _Play(scenario, state)
    scene, decision = play.open_decision()
    until = state.clock + max(minutes, 0)
    if decision.within is not None and until > state.opened + decision.within:
        play.run_out(scene, decision, "let-pass")
    else:
        play.advance(until)
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
    mixed = chance.shuffled(state.seed, scene.id, options)
    return prompt_of(scene.decision, mixed, state.flags)


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


class _Play:
    """One command being carried out: events so far, and the state after them."""

    def __init__(self, scenario: Scenario, state: State) -> None:
        self.scenario = scenario
        self.state = state
        self.events: list[e.Event] = []

    def emit(self, event: e.Event) -> None:
        self.events.append(event)
        self.state = evolve(self.state, event)

    # ---- commands

    def start(self, command: Start) -> None:
        if self.state.is_started:
            raise Refused("started")
        if command.mode not in MODES or command.route not in ROUTES:
            raise Refused("unknown")
        if not 0 <= command.seed < MAX_SEED:
            raise Refused("seed")
        scenario = self.scenario
        if (command.at or command.route == DRILL) and not self.can_begin_at(command):
            raise Refused("unknown")
        self.emit(
            e.ExerciseStarted(
                scenario.id, command.digest, command.key_version, command.seed, command.mode,
                command.timed, command.route,
                truths={
                    name: values[chance.number(command.seed, f"truth/{name}", len(values))]
                    for name, values in scenario.truths
                },
                gauges={gauge.id: gauge.start for gauge in scenario.gauges},
                moods={p.id: p.moods[0] for p in scenario.personas if p.moods},
                organisation=dict(command.organisation), replays_from=command.replays_from,
            )
        )  # fmt: skip
        if command.at:
            self.begin_at(scenario.scenes[command.at])
            return
        for inject in scenario.prologue:
            self.deliver(inject)
        first = next(scene for scene in scenario.scenes.values() if not scene.interrupts)
        self.enter(first.id)

    def can_begin_at(self, command: Start) -> bool:
        scene = self.scenario.scenes.get(command.at)
        return scene is not None and (command.route != DRILL or scene.decision is not None)

    def begin_at(self, scene: Scene) -> None:
        """Stand at *scene* at its own hour: no minute before it was lived, so nothing drifted."""
        if scene.opens:
            self.emit(e.TimePassed(scene.opens))
        if self.state.route == DRILL:
            self.open(scene)
        else:
            self.enter(scene.id)

    def inquire(self, command: Inquire) -> None:
        scene, decision = self.open_decision()
        if command.inquiry in self.state.inquiries:
            raise Refused("twice")
        known = {inquiry.id: inquiry for inquiry in inquiries(self.scenario, self.state)}
        if command.inquiry not in known:
            raise Refused("unknown")
        inquiry = known[command.inquiry]
        minutes, _ = minutes_of(inquiry.cost, self.state.flags)
        done = self.state.clock + minutes
        if decision.within is not None and done > self.state.opened + decision.within:
            self.run_out(scene, decision, "late")
            return
        self.advance(done)
        reveal = next(
            (r.address for r in inquiry.reveals if holds(self.scenario, self.state, r.when)), ""
        )
        self.emit(e.InquiryMade(scene.id, inquiry.id, self.state.clock, reveal))
        self.affect(inquiry.effects, f"{scene.id}.{inquiry.id}")

    def respond(self, command: Respond) -> None:
        scene, decision = self.open_decision()
        now = prompt_of(decision, offered(self.scenario, self.state, decision), self.state.flags)
        picks = in_order(now, command.picks)
        if reason := now.refusal(picks):
            raise Refused(reason)
        if command.confidence is not None and (
            not scene.asks_confidence or command.confidence not in {1, 2, 3}
        ):
            raise Refused("confidence")
        self.carry_out(scene, decision, picks, "chosen", command.confidence)

    def expire(self, command: Expire) -> None:
        scene, decision = self.open_decision()
        if decision.within is None or (command.how == "clock" and not self.state.timed):
            raise Refused("untimed")
        if command.how not in {"let-pass", "clock"}:
            raise Refused("unknown")
        self.run_out(scene, decision, command.how)

    # ---- responses

    def open_decision(self) -> tuple[Scene, Decision]:
        scene = self.scenario.scenes.get(self.state.scene)
        if not self.state.is_started or self.state.is_over or scene is None or not scene.decision:
            raise Refused("closed")
        return scene, scene.decision

    def run_out(self, scene: Scene, decision: Decision, how: str) -> None:
        """Take the written default at the minute when the time is up."""
        self.advance(self.state.opened + (decision.within or 0))
        picks = in_order(prompt_of(decision, decision.options, self.state.flags), decision.default)
        self.carry_out(scene, decision, picks, how, None)

    def carry_out(
        self, scene: Scene, decision: Decision, picks: tuple[str, ...], how: str, sure: int | None
    ) -> None:
        self.emit(e.ResponseGiven(scene.id, picks, self.state.clock, how, sure))
        known = {option.id: option for option in decision.options}
        chosen = [known[pick] for pick in picks]
        is_spent = how == "chosen"
        if decision.kind == "compose":
            self.publish_together(scene, decision, chosen, is_spent=is_spent)
        else:
            for option in chosen:
                if is_spent:
                    self.advance(self.state.clock + minutes_of(option.cost, self.state.flags)[0])
                self.publish(scene, option)
                self.apply(scene, option, dict(option.acknowledges))
        self.flush()
        self.emit(e.SceneClosed(scene.id, self.state.clock))
        onward = next((option.next for option in chosen if option.next), scene.next)
        self.leave(scene, onward)

    def publish_together(
        self, scene: Scene, decision: Decision, chosen: list[Option], *, is_spent: bool
    ) -> None:
        """One message: all its minutes pass, then it exists, then it acts, part by part."""
        if is_spent:
            minutes = sum(minutes_of(option.cost, self.state.flags)[0] for option in chosen)
            self.advance(self.state.clock + decision.minutes + minutes)
        addresses = tuple(f"{scene.id}.{option.id}.text" for option in chosen)
        quotable = tuple(f"{scene.id}.{o.id}.quotable" for o in chosen if o.quotable) or addresses
        channel = decision.channel or chosen[0].channel
        self.emit(e.Published(scene.id, channel, self.state.clock, addresses, quotable))
        words: dict[str, str] = {}
        for option in chosen:
            for signal, word in option.acknowledges:
                lower = min(words.get(signal, word), word, key=WORDS.index)
                words[signal] = lower
        for number, option in enumerate(chosen):
            self.apply(scene, option, {} if number else words)

    def publish(self, scene: Scene, option: Option) -> None:
        if option.publishes:
            address = f"{scene.id}.{option.id}."
            words = address + ("quotable" if option.quotable else "publishes")
            self.emit(
                e.Published(
                    scene.id, option.channel, self.state.clock, (address + "publishes",), (words,)
                )
            )

    def apply(self, scene: Scene, option: Option, words: dict[str, str]) -> None:
        """Do what a completed option does: signals, promises, duties, effects, answers."""
        now = self.state.clock
        for signal, word in words.items():
            if self.state.signal_status(signal) == UNANSWERED:
                self.emit(e.SignalAnswered(signal, now, word))
        self.raise_signal(option.raises, now)
        self.pledge(scene, option)
        self.affect(option.effects, f"{scene.id}.{option.id}")
        for inject in option.then:
            self.deliver(inject)

    def pledge(self, scene: Scene, option: Option) -> None:
        """Make and keep promises; breach and meet duties."""
        now = self.state.clock
        for promise, due in option.promises:
            if promise not in self.state.promises:
                self.emit(e.PromiseMade(promise, due))
        if option.keeps and self.state.promise_status(option.keeps) == OPEN:
            self.emit(e.PromiseKept(option.keeps, now))
        if option.breaks and option.breaks not in self.state.duties_broken:
            self.emit(e.DutyBroken(option.breaks, now, scene.id))
        if option.meets and option.meets not in self.state.duties_met:
            self.emit(e.DutyMet(option.meets, now))

    # ---- the board

    def affect(self, effects: tuple[Effect, ...], cause: str) -> None:
        for effect in effects:
            if effect.kind == "gauge":
                self.move(effect.name, effect.by, cause)
            elif effect.kind == "flag" and effect.name not in self.state.flags:
                self.emit(e.FlagSet(effect.name))
            elif effect.kind == "mood" and self.state.moods.get(effect.name) != effect.value:
                self.emit(e.MoodChanged(effect.name, effect.value))

    def move(self, gauge: str, by: int, cause: str) -> None:
        before = self.state.gauges.get(gauge, 0)
        after = min(max(before + by, 0), 100)
        if after != before:
            self.emit(e.GaugeMoved(gauge, after, self.state.clock, cause))

    def raise_signal(self, signal: str, knowable: int) -> None:
        if signal and signal not in self.state.signals:
            self.emit(e.SignalRaised(signal, self.clock_starts(signal, knowable)))

    def clock_starts(self, signal: str, knowable: int) -> int:
        """Return when the clock starts: a single complaint outside hours waits for the opening."""
        hours = self.scenario.hours
        if hours is None or dict(self.scenario.signals).get(signal) != "S1":
            return knowable
        of_week = (self.scenario.starts + knowable) % MINUTES_A_WEEK
        return knowable + hours.next_opening(of_week)

    def deliver(self, inject: Inject) -> None:
        if inject.address in self.state.delivered or not holds(
            self.scenario, self.state, inject.when
        ):
            return
        quotes: tuple[str, ...] = ()
        if inject.quotes:
            quotes = self.state.published.get(inject.quotes, ())
            if not quotes:
                return
        now = self.state.clock
        shown = now if inject.posted is None else min(inject.posted, now)
        self.emit(
            e.InjectDelivered(inject.address, inject.persona, inject.channel, now, shown, quotes)
        )
        self.raise_signal(inject.raises, shown)
        self.affect(inject.effects, inject.address)

    # ---- time

    def advance(self, until: int) -> None:
        """Let time pass to *until*, delivering what arrives on the way."""
        for inject in self.late():
            due = self.state.opened + inject.after
            if due <= until and inject.address not in self.state.delivered:
                self.pass_time(due)
                self.deliver(inject)
        self.pass_time(until)

    def pass_time(self, until: int) -> None:
        for minute, act in ticks(self.scenario, self.state, until):
            if minute > self.state.clock:
                self.emit(e.TimePassed(minute))
            self.tick(act)
        if until > self.state.clock:
            self.emit(e.TimePassed(until))

    def tick(self, act: "tuple[str, str, str]") -> None:
        kind, name, of = act
        if kind in {"drift", "silence"}:
            gauge = self.scenario.gauge(name)
            drift = gauge.drift if kind == "drift" else gauge.silence
            is_due = kind == "drift" or self.state.signal_status(of) == UNANSWERED
            if drift and is_due and holds(self.scenario, self.state, drift.when):
                self.move(name, drift.by, kind)
        elif kind == "promise" and self.state.promise_status(name) == OPEN:
            self.emit(e.PromiseBroken(name, self.state.clock))
        elif kind == "duty" and name not in {*self.state.duties_met, *self.state.duties_broken}:
            duty = next(duty for duty in self.scenario.duties if duty.id == name)
            if holds(self.scenario, self.state, duty.when):
                self.emit(e.DutyBroken(name, self.state.clock, self.state.scene))

    def flush(self) -> None:
        """Deliver what has not arrived yet: nothing waits past the end of its scene."""
        for inject in self.late():
            self.deliver(inject)

    def late(self) -> list[Inject]:
        """Return the open scene's posts that take time to arrive, the first to arrive first."""
        scene = self.scenario.scenes.get(self.state.scene)
        waiting = [inject for inject in scene.injects if inject.after] if scene else []
        return sorted(waiting, key=lambda inject: inject.after)

    # ---- the way through

    def enter(self, scene_id: str) -> None:
        for _ in range(MAX_STEPS):
            scene_id = self.on_route(scene_id)
            if scene_id == END:
                self.end()
                return
            scene = self.scenario.scenes[scene_id]
            if scene.opens is not None and scene.opens > self.state.clock:
                self.pass_time(scene.opens)
            if not scene.interrupts and (broken_in := self.interruption(scene)):
                self.emit(e.InterruptionBegan(broken_in.id, scene_id))
                scene = broken_in
            if self.open(scene):
                return
            scene_id = self.state.waiting or scene.next
        raise Refused("endless")  # pragma: no cover - scenes lead forward only

    def open(self, scene: Scene) -> bool:
        """Open *scene* and deliver its posts; return whether it waits for a response."""
        self.emit(e.SceneOpened(scene.id, self.state.clock))
        for inject in scene.injects:
            if not inject.after:
                self.deliver(inject)
        if scene.decision is None:
            self.flush()
        return scene.decision is not None

    def on_route(self, scene_id: str) -> str:
        """Skip what is not on the short route."""
        if self.state.route == "short" and self.scenario.short:
            while scene_id != END and scene_id not in self.scenario.short:
                scene_id = self.scenario.scenes[scene_id].next
        return scene_id

    def interruption(self, scene: Scene) -> Scene | None:
        """Return the first interruption that may break in before *scene*, if any."""
        is_short = self.state.route == "short" and bool(self.scenario.short)
        for candidate in self.scenario.scenes.values():
            if (
                candidate.interrupts
                and candidate.id not in self.state.interruptions
                and (not candidate.before or scene.id in candidate.before)
                and (not is_short or candidate.id in self.scenario.short)
                and holds(self.scenario, self.state, candidate.when)
            ):
                return candidate
        return None

    def leave(self, scene: Scene, onward: str) -> None:
        if self.state.route == DRILL:
            self.emit(e.ExerciseEnded(END, self.state.clock))
            return
        self.enter(self.state.waiting if scene.interrupts else onward)

    def end(self) -> None:
        chosen = next(
            (ending for ending in self.scenario.endings if self.fits(ending)),
            self.scenario.endings[-1],
        )
        quotes = self.state.published.get(chosen.quotes, ())
        self.emit(
            e.ExerciseEnded(
                chosen.id, self.state.clock, self.said(chosen.lines),
                self.said(self.scenario.epilogue), quotes,
            )
        )  # fmt: skip

    def fits(self, ending: Ending) -> bool:
        """Say whether *ending* holds, and has the words that it quotes."""
        has_words = not ending.quotes or ending.quotes in self.state.published
        return has_words and holds(self.scenario, self.state, ending.when)

    def said(self, injects: tuple[Inject, ...]) -> tuple[str, ...]:
        return tuple(i.address for i in injects if holds(self.scenario, self.state, i.when))


def in_order(now: Prompt, picks: tuple[str, ...]) -> tuple[str, ...]:
    """Put the picks of an unordered response in the order of the file: their order says nothing."""
    if now.ordered:
        return picks
    position = {choice.id: number for number, choice in enumerate(now.choices)}
    if now.parts:
        order = {choice.id: now.parts.index(choice.part) for choice in now.choices}
        return tuple(sorted(picks, key=lambda pick: order.get(pick, 9)))
    return tuple(sorted(picks, key=lambda pick: position.get(pick, 99)))
