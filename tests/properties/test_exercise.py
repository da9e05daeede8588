"""The engine under any commands in any order, on made-up scenarios and on all that are shipped."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from simulator.exercise import chance
from simulator.exercise import events as e
from simulator.exercise.commands import (
    Command,
    Contest,
    Expire,
    Inquire,
    Refused,
    Respond,
    Start,
    TakeHint,
)
from simulator.exercise.engine import inquiries, offered, prompt
from simulator.scenario.library import shipped
from simulator.scenario.load import Loaded
from tests.properties.playing import Watched
from tests.properties.scenarios import scenarios
from tests.shelf import load

QUICK = settings(
    max_examples=100,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
THOROUGH = settings(QUICK, max_examples=1500, stateful_step_count=30)

seeds = st.integers(0, 2**53 - 1)
numbers = st.integers(0, 10**6)
ids = st.sampled_from(("a", "b", "opening-0", "opening-1", "look-0", "nobody", ""))


class Machine(RuleBasedStateMachine):
    """A trainee who types anything at any moment."""

    play: Watched

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()

    def begin(self, loaded: Loaded, seed: int, timed: bool, route: str) -> None:  # noqa: FBT001 - drawn
        self.play = Watched(loaded, Path(self.folder.name) / "live.jsonl")
        for command in (Respond(("a",)), Inquire("look-0"), Expire(), TakeHint()):
            assert self.play.refuses(command) == "closed"
        assert self.play.refuses(Contest("scene-0", "a", "no")) == "unknown"
        assert self.play.refuses(Start(seed, "exam")) == "unknown"
        assert self.play.refuses(Start(-1)) == "seed"
        self.play.start(seed, timed=timed, route=route)

    def attempt(self, command: Command, *, is_legal: bool) -> None:
        """Obeyed or refused, as expected; `Watched` looks at the rest."""
        try:
            self.play.do(command)
        except Refused:
            is_obeyed = False
        else:
            is_obeyed = True
        assert is_obeyed is is_legal

    @property
    def is_open(self) -> bool:
        return not self.play.state.is_over

    @rule(which=numbers, sure=st.sampled_from((None, None, 1, 3, 0, 4)))
    def respond(self, which, sure):
        if not self.is_open:
            assert self.play.refuses(Respond(("a",), sure)) == "closed"
            return
        now = prompt(self.play.loaded.scenario, self.play.state)
        scene = self.play.conduct.scene
        assert now is not None
        assert scene is not None
        legal = list(now.legal())
        is_sane = sure is None or (scene.asks_confidence and sure in {1, 3})
        self.attempt(Respond(legal[which % len(legal)], sure), is_legal=is_sane)

    @rule(picks=st.lists(ids, max_size=4), which=numbers, scramble=st.booleans())
    def respond_anyhow(self, picks, which, scramble):
        now = prompt(self.play.loaded.scenario, self.play.state)
        if now is None:
            assert self.play.refuses(Respond(tuple(picks))) == "closed"
            return
        names = [choice.id for choice in now.choices]
        given_picks = tuple(picks)
        if scramble:
            given_picks = chance.shuffled(which, "any", names)[: which % (len(names) + 2)]
        found = given_picks if now.ordered else frozenset(given_picks)
        legal = {picks if now.ordered else frozenset(picks) for picks in now.legal()}
        is_legal = len(set(given_picks)) == len(given_picks) and found in legal
        self.attempt(Respond(given_picks), is_legal=is_legal)

    @rule(which=numbers)
    def look(self, which):
        known = inquiries(self.play.loaded.scenario, self.play.state)
        if known:
            self.attempt(Inquire(known[which % len(known)].id), is_legal=True)

    @rule(name=ids)
    def look_anywhere(self, name):
        known = inquiries(self.play.loaded.scenario, self.play.state)
        self.attempt(Inquire(name), is_legal=name in {inquiry.id for inquiry in known})

    @rule(how=st.sampled_from(("let-pass", "let-pass", "clock", "sleep")))
    def expire(self, how):
        scene = self.play.conduct.scene
        limit = scene.decision.within if scene and scene.decision else None
        is_legal = self.is_open and limit is not None and how != "sleep"
        is_legal = is_legal and (how != "clock" or self.play.state.timed)
        self.attempt(Expire(how), is_legal=is_legal)

    @rule()
    def hint(self):
        self.attempt(TakeHint(), is_legal=self.is_open)

    @rule(line=st.sampled_from(("", " \n", "too harsh", "no \x1b[31m, \u202eno\n\nno", "é \ud800")))
    def contest(self, line):
        done = [*self.play.state.responses]
        is_legal = bool(done) and bool(line.strip())
        self.attempt(Contest(done[0] if done else "scene-0", "a", line), is_legal=is_legal)
        assert self.play.refuses(Contest("nowhere", "a", "no")) == "unknown"

    @rule(seed=seeds)
    def start_again(self, seed):
        assert self.play.refuses(Start(seed)) == "started"

    @rule()
    def look_at_the_choices(self):
        state, scenario = self.play.state, self.play.loaded.scenario
        now = prompt(scenario, state)
        if now is None:
            return
        scene = scenario.scenes[state.scene]
        assert scene.decision is not None
        options = [option.id for option in offered(scenario, state, scene.decision)]
        shown = [choice.id for choice in now.choices]
        assert sorted(shown) == sorted(options)
        mixed = list(chance.shuffled(state.seed, scene.id, options))
        part = {option.id: option.part for option in scene.decision.options}
        # A message is put together in the order in which it is read.
        order = ("", "opening", "substance", "close")
        assert shown == sorted(mixed, key=lambda option: order.index(part[option]))

    def teardown(self):
        if hasattr(self, "play"):
            self.play.finish()
            assert self.play.journal is not None
            self.play.journal.close()
            assert tuple(e.parse(self.play.journal.path.read_text())) == self.play.log
            self.play.look_at_whole(Path(self.folder.name))
        self.folder.cleanup()


class MadeUp(Machine):
    @initialize(
        loaded=scenarios(),
        seed=seeds,
        timed=st.booleans(),
        route=st.sampled_from(("full", "short")),
    )
    def start(self, loaded, seed, timed, route):
        self.begin(loaded, seed, timed, route)


def shipped_machine(loaded: Loaded) -> type[Machine]:
    class Shipped(Machine):
        @initialize(seed=seeds, timed=st.booleans(), route=st.sampled_from(("full", "short")))
        def start(self, seed, timed, route):
            self.begin(loaded, seed, timed, route)

    return Shipped


def test_any_commands_on_made_up_scenarios():
    run_state_machine_as_test(MadeUp, settings=QUICK)


@pytest.mark.slow
def test_any_commands_on_many_made_up_scenarios():
    run_state_machine_as_test(MadeUp, settings=THOROUGH)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_any_commands_on_shipped_scenarios(path):
    loaded, problems = load(path)
    assert loaded is not None, problems
    run_state_machine_as_test(shipped_machine(loaded), settings=settings(QUICK, max_examples=20))
