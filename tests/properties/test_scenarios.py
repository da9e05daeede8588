"""The made-up scenarios themselves: legal for the checker, and with everything in them."""

from collections import Counter
from random import Random
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.exercise import events as e
from simulator.exercise.commands import AssessSelf, Commit, Contest, React
from simulator.scenario.check import check
from simulator.scenario.fields import Context
from simulator.scenario.load import is_error
from simulator.scenario.model import END
from simulator.scenario.parse import Parsed
from simulator.scenario.problems import Findings
from simulator.scenario.scenes import Draft
from simulator.scenario.words import Vocabulary
from tests.properties.playing import Watched
from tests.properties.scenarios import scenarios

QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(QUICK, max_examples=60)
@given(scenarios())
def test_made_up_scenarios_are_legal(loaded):
    findings = Findings("made-up")
    place = {"scene": (1, 1), "opens": (1, 1), "ask-confidence": (1, 1)}
    drafts = [
        Draft(scene, loaded.key[scene.id], scene.next != END, place)
        for scene in loaded.scenario.scenes.values()
    ]
    endings = [(ending, (1, 1)) for ending in loaded.scenario.endings]
    context = Context(findings, Vocabulary("en"))
    texts = dict(loaded.texts["en"])
    check(Parsed(loaded.scenario, loaded.key, texts, {}, {}, drafts, endings, context), findings)
    assert [problem for problem in findings.problems if is_error(problem)] == []


def count(log, seen):
    for event in log:
        seen[type(event).__name__] += 1
        if isinstance(event, e.ResponseGiven):
            seen[event.how] += 1
        elif isinstance(event, e.GaugeMoved):
            seen[event.cause if event.cause in {"drift", "silence"} else "effect"] += 1
        elif isinstance(event, e.SignalAnswered):
            seen[event.word] += 1
        elif isinstance(event, e.InjectDelivered) and event.quotes:
            seen["quote"] += 1


def test_made_up_plays_have_every_event_and_every_way_to_respond():
    seen: Counter[str] = Counter()

    @settings(QUICK, max_examples=300, database=None, derandomize=True)
    @given(scenarios(), st.integers(0, 10**6))
    def play(loaded, seed):
        watched = Watched(loaded, is_thorough=False)
        watched.start(seed, timed=True)
        watched.play_at_random(Random(seed))
        for scene in watched.state.responses:
            watched.do(Contest(scene, "a", "no"))
        for said in (React("hard"), AssessSelf(weakest="calm"), Commit(strength="the hour kept")):
            watched.do(said)
        count(watched.log, seen)

    play()
    wanted = {kind.__name__ for kind in get_args(e.Event)}
    wanted |= {"chosen", "late", "let-pass", "clock", "drift", "silence", "effect", "quote"}
    wanted |= {"full", "vague", "private", "untrue"}
    assert {name for name in wanted if seen[name] < 3} == set()


def test_made_up_decisions_are_of_every_kind():
    kinds: Counter[str] = Counter()

    @settings(QUICK, max_examples=50, database=None, derandomize=True)
    @given(scenarios())
    def look(loaded):
        for scene in loaded.scenario.scenes.values():
            if scene.decision:
                kinds[scene.decision.kind] += 1
                kinds["timed"] += scene.decision.within is not None
                kinds["conditional"] += any(option.when for option in scene.decision.options)

    look()
    assert set(kinds) == {"one", "several", "order", "compose", "timed", "conditional"}
    assert min(kinds.values()) > 5
