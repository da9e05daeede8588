"""Playing with everything that must always be true looked at after every command."""

import hashlib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.commands import (
    Command,
    Expire,
    Inquire,
    Refused,
    Respond,
    Start,
    TakeHint,
)
from simulator.exercise.engine import decide, inquiries, prompt
from simulator.exercise.state import State, evolve, replay
from simulator.scenario.load import Loaded
from simulator.scenario.model import ANSWERED, BROKEN, KEPT, OPEN
from simulator.store.journal import END, Journal, read

MOST_STEPS = 1_000

_ONCE: tuple[tuple[type, str], ...] = (
    (e.FlagSet, "flag"),
    (e.SignalRaised, "signal"),
    (e.SignalAnswered, "signal"),
    (e.PromiseMade, "promise"),
    (e.DutyBroken, "duty"),
    (e.DutyMet, "duty"),
    (e.InjectDelivered, "address"),
)
"""What happens at most once in an exercise."""


class Watched:
    """An exercise of which nothing is taken on trust."""

    def __init__(
        self, loaded: Loaded, journal: Path | None = None, *, is_thorough: bool = True
    ) -> None:
        self.loaded = loaded
        self.is_thorough = is_thorough
        self.journal = Journal(journal) if journal else None
        self.conduct = Conduct(loaded, self.journal.append if self.journal else None)
        self.obeyed: list[Command] = []

    def close(self) -> None:
        """Close the file it is kept in."""
        if self.journal:
            self.journal.close()

    @property
    def state(self) -> State:
        return self.conduct.state

    @property
    def log(self) -> e.Log:
        return self.conduct.log

    def start(self, seed: int = 0, **more) -> e.Log:
        loaded = self.loaded
        more = {"digest": loaded.digest, "key_version": loaded.key_version} | more
        return self.do(Start(seed, **more))

    def do(self, command: Command) -> e.Log:
        """Obey *command*, looking at everything; Refused as the engine has it."""
        before, log = self.conduct.state, self.conduct.log
        kept = self.journal.path.read_bytes() if self.journal else b""
        try:
            events = self.conduct.do(command)
        except Refused:
            assert self.conduct.state == before
            assert self.conduct.log == log
            if self.journal:
                assert self.journal.path.read_bytes() == kept
            raise
        self.obeyed.append(command)
        if not self.is_thorough:
            return events
        assert events
        assert self.conduct.log == (*log, *events)
        assert decide(self.loaded.scenario, before, command) == events
        self.look_at_replay()
        look_at_step(self.loaded, before, events)
        return events

    def refuses(self, command: Command) -> str:
        """Return why *command* is refused; it must be."""
        try:
            self.do(command)
        except Refused as refused:
            return refused.reason
        raise AssertionError(command)

    def look_at_replay(self) -> None:
        assert replay(self.log) == self.state
        read = tuple(e.parse(e.dump(self.log)))
        assert read == self.log
        assert replay(read) == self.state

    def finish(self) -> None:
        """Play the first legal response at each decision: every play ends."""
        for _ in range(len(self.loaded.scenario.scenes) + 1):
            if self.state.is_over:
                return
            now = prompt(self.loaded.scenario, self.state)
            assert now is not None
            self.do(Respond(next(now.legal())))
        assert self.state.is_over

    def play_at_random(self, random: Random) -> None:
        """Look, wait and respond at random until the end."""
        while not self.state.is_over:
            roll = random.randrange(12)
            now = prompt(self.loaded.scenario, self.state)
            looks = inquiries(self.loaded.scenario, self.state)
            scene = self.loaded.scenario.scenes[self.state.scene]
            assert now is not None
            assert scene.decision is not None
            if roll == 0 and not isinstance(self.log[-1], e.HintTaken):
                self.do(TakeHint())
            elif 1 <= roll <= 5 and looks:
                self.do(Inquire(random.choice(looks).id))
            elif 6 <= roll <= 8 and scene.decision.within is not None:
                hows = ("clock", "let-pass") if self.state.timed else ("let-pass",)
                self.do(Expire(random.choice(hows)))
            else:
                self.do(Respond(random.choice(list(now.legal()))))

    def look_at_whole(self, folder: Path) -> None:
        """What only a whole exercise can show: again from its commands, again from its file."""
        look_at_log(self.log)
        again = Conduct(self.loaded)
        for command in self.obeyed:
            again.do(command)
        assert e.dump(again.log) == e.dump(self.log)
        look_at_file(self.log, folder)


def look_at_step(loaded: Loaded, before: State, events: e.Log) -> None:
    """One command: what it may and may not have changed."""
    steps = sum(isinstance(x, (e.SceneOpened, e.InterruptionBegan)) for x in events)
    assert steps <= min(MOST_STEPS, 2 * len(loaded.scenario.scenes))
    state = before
    for event in events:
        after = evolve(state, event)
        assert after.clock >= state.clock
        assert getattr(event, "minute", state.clock) >= state.clock
        assert all(0 <= value <= 100 for value in after.gauges.values())
        if before.is_started:
            assert state.flags <= after.flags
            assert after.truths == state.truths
            assert after.seed == state.seed
        for name in state.signals:
            assert state.signal_status(name) in {after.signal_status(name), "unanswered"}
            assert (
                state.signal_status(name) != ANSWERED or state.signals[name] == after.signals[name]
            )
        for name in state.promises:
            told = (state.promise_status(name), after.promise_status(name))
            assert told[0] == told[1] or told in {(OPEN, KEPT), (OPEN, BROKEN)}
        state = after
    assert state.is_over or prompt(loaded.scenario, state) is not None


def look_at_log(log: e.Log) -> None:
    """The whole of an exercise."""
    minutes = [event.minute for event in log if hasattr(event, "minute")]
    assert minutes == sorted(minutes)
    for kind in (e.SceneOpened, e.InterruptionBegan, e.ResponseGiven):
        told = Counter(event.scene for event in log if isinstance(event, kind))
        assert not told or max(told.values()) == 1, kind
    for once, name in _ONCE:
        named = Counter(getattr(event, name) for event in log if isinstance(event, once))
        assert not named or max(named.values()) == 1, (once, named)


COMMANDED = (
    e.ResponseGiven,
    e.InquiryMade,
    e.HintTaken,
    e.Contested,
    e.Reacted,
    e.SelfAssessed,
    e.Committed,
)
"""Where, roughly, a command's events begin."""


def look_at_file(log: e.Log, folder: Path) -> None:
    """Kept in a file and cut where a crash may cut it, it goes on from its whole lines."""
    path = folder / "whole.jsonl"
    write(path, log)
    whole = path.read_bytes()
    assert read(path) == log
    number = int.from_bytes(hashlib.sha256(whole).digest()[:6], "big")
    for cut in {number % len(whole), (number // 7919) % len(whole), len(whole) - 1} - {0}:
        look_at_cut(whole, cut, log, folder / "cut.jsonl")
    path.unlink()


def look_at_cut(whole: bytes, cut: int, log: e.Log, path: Path) -> None:
    """A command cut short is dropped whole, and what is written next takes its place."""
    path.write_bytes(whole[:cut])
    kept = whole[: whole[:cut].rfind(END) + len(END)] if END in whole[:cut] else b""
    before = tuple(e.parse(kept.decode()))
    journal = Journal(path)
    assert journal.log == before == log[: len(before)]
    replay(journal.log)
    # Looking at a file changes nothing in it; only the next command takes the place of half a one.
    assert path.read_bytes() == whole[:cut]
    journal.append(log[len(before) :])
    journal.close()
    assert read(path) == log
    path.unlink()


def write(path: Path, log: e.Log) -> None:
    """Keep *log* as plays do: what a command brought, all at once."""
    journal = Journal(path)
    starts = [n for n, x in enumerate(log) if n and isinstance(x, COMMANDED)]
    for begin, end in pairwise([0, *starts, len(log)]):
        journal.append(log[begin:end])
    journal.close()
