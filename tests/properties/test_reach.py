"""The best and the worst that plays can earn are what going through every single play finds."""

import json
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from simulator.debrief.debrief import debrief
from simulator.exercise import events as e
from simulator.exercise.commands import Command, Expire, Inquire, Respond, Start
from simulator.exercise.engine import decide, inquiries, prompt
from simulator.exercise.state import State, evolve
from simulator.explore.reach import kept, write
from simulator.explore.reading import Reading, log_reads
from simulator.explore.rules import Rules
from simulator.explore.survey import survey
from simulator.scenario.library import shipped
from tests.docs.minimal import ENGLISH
from tests.properties.scenarios import scenarios
from tests.shelf import load

MOST_PLAYS = 200
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


def every_play(loaded, seed=0):
    """Yield the log of every play: nothing is forgotten and nothing is merged."""
    todo = [step(loaded, State(), (), Start(seed))]
    while todo:
        state, log = todo.pop()
        if state.is_over:
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


def small(tmp_path):
    (tmp_path / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    loaded, problems = load(tmp_path)
    assert not problems
    assert loaded
    return loaded


def look_at_all(loaded, found):
    """Compare what was proven with every single play."""
    logs = [log for seed in seeds(loaded, all_posts=True) for log in every_play(loaded, seed)]
    plays = [debrief(loaded, log) for log in logs]
    totals = [play.total for play in plays]
    assert ends(found.total, "total") == (min(totals), max(totals))
    overalls = [p.scorecard.overall for p in plays if p.scorecard.overall is not None]
    assert ends(found.overall, "overall") == (
        (min(overalls), max(overalls)) if overalls else (None, None)
    )
    for principle, reached in found.principles.items():
        scores = [p.scorecard.of(principle) for p in plays]
        counts = [len(score.opportunities) for score in scores]
        assert (reached.fewest, reached.most) == (min(counts), max(counts))
        values = [score.value for score in scores if score.value is not None]
        for play, wanted in ((reached.plays.worst, min), (reached.plays.best, max)):
            assert (play and play.scores[principle]) == (wanted(values) if values else None)
        marks = [row.obtained for score in scores for row in score.opportunities]
        assert not values or reached.highest == max(marks)
    # Of hidden truths that change no mark, one draw stands for all.
    draws = len(seeds(loaded, all_posts=True)) // len(seeds(loaded, all_posts=False))
    assert found.paths * draws == len(logs)
    minutes = [play.state.clock for play in plays]
    assert ends(found.minutes, "minutes") == (min(minutes), max(minutes))
    decisions = [len(play.moments) for play in plays]
    assert ends(found.decisions, "decisions") == (min(decisions), max(decisions))
    reading = Reading(loaded.texts)
    lengths = [reading.count((*reading.head, *log_reads(loaded.scenario.scenes, x))) for x in logs]
    for number, language in enumerate(reading.languages):
        read, every = found.words[language], [count[number] for count in lengths]
        assert (read.least, read.most) == (min(every), max(every))
    broken = {duty for play in plays for duty in play.state.duties_broken}
    assert set(found.duties_breached) == broken
    shown = {x.address for log in logs for x in log if isinstance(x, e.InjectDelivered)}
    assert not shown & set(found.posts_unreached)
    assert {x.address for x in injects(loaded.scenario)} - shown == set(found.posts_unreached)
    ended = {play.state.ending for play in plays}
    endings = {ending.id for ending in loaded.scenario.endings}
    assert set(found.endings_unreached) == endings - ended
    opened = {x.scene for log in logs for x in log if isinstance(x, e.SceneOpened)}
    assert set(found.scenes_unreached) == set(loaded.scenario.scenes) - opened
    for play in every_proven(found):
        look_at_proven(loaded, play)


def look_at_proven(loaded, play):
    """Play in the engine what is said to reach an extreme."""
    state, log = step(loaded, State(), (), Start(play.seed))
    for command in play.commands:
        state, log = step(loaded, state, log, command)
    told = debrief(loaded, log)
    assert state.is_over
    assert (told.total, told.scorecard.overall) == (play.total, play.overall)
    assert {s.principle: s.value for s in told.scorecard.scores} == play.scores
    assert (state.clock, len(told.moments)) == (play.minutes, play.decisions)
    assert set(state.duties_broken) == set(play.duties_broken)


def every_proven(found):
    rows = [found.total, found.overall, found.decisions, found.minutes]
    rows += [reached.plays for reached in found.principles.values()]
    rows += [read.plays for read in found.words.values()]
    return [play for row in rows for play in (row.worst, row.best) if play]


def ends(extremes, what):
    return tuple(play and getattr(play, what) for play in (extremes.worst, extremes.best))


def injects(scenario):
    yield from scenario.prologue
    for scene in scenario.scenes.values():
        yield from scene.injects
        for option in scene.decision.options if scene.decision else ():
            yield from option.then


def seeds(loaded, *, all_posts):
    """One seed for every draw of hidden truths that matters."""
    rules = Rules(loaded.scenario, all_posts=all_posts)
    drawn: dict[object, int] = {}
    for seed in range(200):
        began, _ = step(loaded, State(), (), Start(seed))
        live = {n: v for n, v in began.truths.items() if f"truth {n}" in rules.live.start}
        drawn.setdefault(tuple(live.items()), seed)
    return list(drawn.values())


def test_what_is_proven_is_what_all_plays_show(tmp_path):
    loaded = small(tmp_path)
    found = survey(loaded, plays=0)
    assert found.paths > 100
    look_at_all(loaded, found)


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(scenarios(most=3))
def test_so_it_is_for_any_scenario_small_enough(loaded):
    found = survey(loaded, plays=0)
    assert found.is_proven
    assume(found.paths < MOST_PLAYS)
    look_at_all(loaded, found)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(most=3))
def test_and_for_many_of_them(loaded):
    found = survey(loaded, plays=0)
    assume(found.paths < MOST_PLAYS)
    look_at_all(loaded, found)


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_what_is_proven_of_a_shipped_scenario_is_kept_and_played_by_the_engine(folder, tmp_path):
    loaded, _ = load(folder)
    assert loaded
    found = survey(loaded, plays=0, posts=False)
    assert not found.not_proven
    is_kept_beside(folder, loaded, found, tmp_path)
    for play in every_proven(found):
        look_at_proven(loaded, play)
    random = Random(1)
    for seed in range(10):
        told = debrief(loaded, any_play(loaded, seed, random))
        worst, best = ends(found.total, "total")
        assert worst <= told.total <= best
        worst, best = ends(found.overall, "overall")
        assert worst <= told.scorecard.overall <= best


def is_kept_beside(folder, loaded, found, place):
    """Look whether the proof that is kept with a scenario is the one *found* of it."""
    row = json.loads((folder / "reach.json").read_text(encoding="utf-8"))
    # If this fails the ratings or the rules changed: badbuzz explore FOLDER --write
    assert loaded.reach == (row["worst"], row["best"])
    write(place, found)
    assert (place / "reach.json").read_bytes() == (folder / "reach.json").read_bytes()
    told = kept(folder, loaded)
    assert told
    assert told.plays == {"total": found.total, "overall": found.overall}


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
