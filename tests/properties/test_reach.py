"""The best and the worst that plays can earn are what going through every single play finds."""

from unittest.mock import patch

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from simulator.debrief.debrief import debrief
from simulator.exercise.commands import Command, Expire, Inquire, Respond, Start
from simulator.exercise.engine import decide, inquiries, prompt
from simulator.exercise.state import State, evolve
from simulator.explore import reach as reaching
from simulator.explore.reach import TooLarge, reach
from simulator.scenario.load import load
from tests.docs.minimal import ENGLISH
from tests.properties.scenarios import scenarios

MOST_PLAYS = 20_000
MIDDLE = """
scene middle:
  title: Middle
  posts:
    - gus: >
        They answered her, at least.
      when: {lena: heard}
      effects: {trust: +10}
  inquiry thread:
    text: Read the thread
    minutes: 25
    reveals: >
      She wants to know by one.
    effects: {thread-read: yes}
    ratings:
      listening: +1 Finds the question
  inquiry depot:
    text: Ask the depot
    minutes: 60
    faster: {thread-read: 5}
    reveals: >
      It is there.
    ratings:
      listening: 0 Asks somebody else
      calm: +1 Takes the time
  decision: several
  ask: What do you set going?
  pick: 1-2
  option back:
    text: Be back in her thread
    on: page
    publishes: >
      Back, as promised.
    minutes: 5
    acknowledges: {lena-asks: vague}
    keeps: outcome
    effects: {trust: +5}
    left:
      listening: -1 She waits for the word
  option draft:
    text: Write a draft
    minutes: 15
    when: {thread-read: yes}
    effects: {holding-text: yes}
    ratings:
      calm: +1 Prepares the next one
  option joke:
    text: Answer Gus with a joke
    minutes: 5
    effects: {trust: -30}
    ratings:
      calm: +1 It is a good joke
      listening: +1 He had a point
  pair back with joke:
    calm: +1 The word comes with the joke
interruption owner:
  title: The owner
  when: {trust: shaken}
  decision: one
  ask: She is angry. What do you say?
  option calmly:
    text: Tell her what is done
    minutes: 10
    faster: {holding-text: 0}
    ratings:
      calm: +1 Gives her an hour
  option draft-ready:
    text: Read her the draft
    minutes: 0
    when: {holding-text: yes}
    ratings:
      calm: +2 Has the words ready
  option hang-up:
    text: Tell her to call later
    minutes: 0
    ratings:
      calm: -1 Leaves her alone
"""
SMALL = ENGLISH.replace("scene last:", MIDDLE.lstrip() + "scene last:")


class TooManyError(Exception):
    """More plays than a test should go through one by one."""


def every_play(loaded, seed=0):
    """Yield the log of every play: nothing is forgotten and nothing is merged."""
    count = 0
    todo = [step(loaded, State(), (), Start(seed))]
    while todo:
        state, log = todo.pop()
        if state.is_over:
            count += 1
            if count > MOST_PLAYS:
                raise TooManyError
            yield log
            continue
        now = prompt(loaded.scenario, state)
        assert now
        ways: list[Command] = [Respond(picks) for picks in now.legal()]
        ways += [Inquire(inquiry.id) for inquiry in inquiries(loaded.scenario, state)]
        scene = loaded.scenario.scenes[state.scene]
        ways += [Expire()] if scene.decision.within is not None else []
        todo += [step(loaded, state, log, way) for way in ways]


def step(loaded, state, log, command):
    events = decide(loaded.scenario, state, command)
    for event in events:
        state = evolve(state, event)
    return state, (*log, *events)


def test_the_exact_best_and_worst_are_those_of_all_plays(tmp_path):
    (tmp_path / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    loaded, problems = load(tmp_path)
    assert not problems
    assert loaded
    totals = [debrief(loaded, log).total for log in every_play(loaded)]
    assert len(totals) > 100
    found = reach(loaded)
    assert (found.worst, found.best) == (min(totals), max(totals))


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(most=3), st.randoms(use_true_random=False))
def test_no_play_earns_more_than_the_best_or_less_than_the_worst(loaded, random):
    try:
        with patch.object(reaching, "MAX_STATES", 120):
            found = reach(loaded)
    except TooLarge:
        reject()
    for seed in range(20):
        total = debrief(loaded, any_play(loaded, seed, random)).total
        assert found.worst <= total <= found.best


def any_play(loaded, seed, random):
    """Return the log of one play with chance choices."""
    state, log = step(loaded, State(), (), Start(seed))
    while not state.is_over:
        looks = inquiries(loaded.scenario, state)
        if looks and random.random() < 0.4:
            state, log = step(loaded, state, log, Inquire(random.choice(looks).id))
        else:
            now = prompt(loaded.scenario, state)
            assert now
            picks = random.choice(list(now.legal()))
            state, log = step(loaded, state, log, Respond(picks))
    return log
