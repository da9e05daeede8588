"""Every page of the debrief, for any play of every shipped crisis, in both languages."""

import re
from functools import lru_cache
from random import Random
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.debrief.best import best_play
from simulator.debrief.curves import charts, silence
from simulator.debrief.debrief import debrief
from simulator.debrief.smallest import smallest_change
from simulator.exercise import events as e
from simulator.exercise.commands import Refused
from simulator.exercise.engine import prompt
from simulator.exercise.state import State, evolve
from simulator.language import speak
from simulator.present.afterwards import Afterwards
from simulator.present.plots import WIDTH
from simulator.present.room import Room
from simulator.report.curves import svg
from simulator.scenario.library import shipped
from simulator.scenario.load import Loaded
from tests.properties.playing import Watched
from tests.shelf import load

QUICK = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = "r1234567 89ncde".replace(" ", "")
MOST_WORDS = 250


@lru_cache
def crises() -> tuple[Loaded, ...]:
    found = [load(folder)[0] for folder in shipped()]
    return tuple(loaded for loaded in found if loaded is not None)


@st.composite
def ended(draw) -> tuple[Watched, str]:
    watched = Watched(draw(st.sampled_from(crises())), is_thorough=False)
    watched.start(draw(st.integers(0, 1000)), timed=draw(st.booleans()))
    watched.play_at_random(Random(draw(st.integers(0, 10**6))))
    return watched, draw(st.sampled_from(["en", "fr"]))


def parts(watched, code, log=None):
    return Afterwards(Room(watched.loaded, speak(code)), watched.log if log is None else log)


def lines_of(leaf):
    yield leaf.title
    if leaf.lead:
        yield leaf.lead
    for section in leaf.sections:
        yield from (section.title, *section.lines)


@settings(QUICK, max_examples=25)
@given(ended())
def test_the_first_view_has_at_most_250_words(both):
    watched, code = both
    page = parts(watched, code).results.first()
    said = [page.title, *page.story, *page.duties]
    for section in (*page.decisions, page.monday):
        said += [section.title, *section.lines]
    assert len(page.story) <= 5
    room = Room(watched.loaded, speak(code))
    last = watched.state.clock + 1
    hours = {room.when(minute): minute for minute in range(-600, last)}
    minutes = [hours[line.split(" – ")[0]] for line in page.story]
    assert minutes == sorted(minutes)
    words = [word for line in said for word in re.findall(r"[^\s]*\w[^\s]*", line)]
    assert len(words) <= MOST_WORDS
    assert page.words == len(words)


@settings(QUICK)
@given(ended())
def test_every_part_can_be_read_and_nothing_is_left_open(both):
    watched, code = both
    found = parts(watched, code)
    assert set(SMALL) | {"s", "p", "w"} == set(dict(found.menu()))
    for key in SMALL:
        leaves = found.leaves(key)
        assert leaves, key
        for leaf in leaves:
            assert leaf.title
            for line in lines_of(leaf):
                assert not re.search(r"\{\w*\}|<quote>", line), line


@settings(QUICK)
@given(ended(), st.text(max_size=40), st.sampled_from("rcd2e8"))
def test_anything_typed_is_kept_read_or_answered(both, typed, key):
    watched, code = both
    found = parts(watched, code).answer(key, typed)
    assert typed.strip() or found == type(found)()
    assert not typed.strip() or found.said or found.leaves or found.command
    if found.command is not None:
        before = watched.state
        try:
            watched.do(found.command)
        except Refused:
            return
        assert watched.state == before
        assert parts(watched, code).leaves("2" if key == "2" else "c")


@settings(QUICK)
@given(ended())
def test_every_mark_is_traced_to_its_source_and_can_be_contested(both):
    watched, code = both
    found = parts(watched, code)
    results = found.results
    marks = {mark.label: mark for mark in results.marks()}
    assert len(marks) == len(results.marks())
    assert len([m for m in marks.values() if m.principle]) == len(results.debrief.opportunities)
    source = "référence du domaine" if code == "fr" else "domain reference"
    for label, mark in marks.items():
        [leaf] = found.answer("e", label).leaves
        said = " ".join(lines_of(leaf))
        assert label in leaf.title
        assert not mark.principle or source in said
        command = found.answer("d", f"{label} no").command
        assert command is not None
        [kept] = watched.do(command)
        assert (kept.scene, kept.item, kept.principle) == (mark.scene, mark.item, mark.principle)


@settings(QUICK)
@given(ended())
def test_another_minute_is_told_or_said_not_to_be_possible(both):
    watched, code = both
    found = parts(watched, code)
    for number, moment in enumerate(found.results.debrief.moments[:4], 1):
        earlier = found.answer("8", f"{number} -")
        assert bool(earlier.leaves) is bool(moment.inquiries)
        assert earlier.leaves or earlier.said
        later = found.answer("8", f"{number} +20")
        for answer in (earlier, later):
            for leaf in answer.leaves:
                titles = [section.title for section in leaf.sections]
                said = " ".join(lines_of(leaf))
                if "→" in said:  # Something came of it: both cards are whole.
                    rows = [line for line in said.split("→") if line]
                    assert len(rows) == 9, titles


@settings(QUICK)
@given(ended())
def test_the_smallest_change_is_told(both):
    watched, code = both
    found = parts(watched, code)
    leaf = found.results.lifted(small(watched, found))
    assert any(line for line in lines_of(leaf))


def small(watched, found):
    principle = found.results.debrief.monday or "plan"
    return smallest_change(watched.loaded, found.results.debrief, principle, budget=40)


@settings(QUICK)
@given(ended())
def test_a_drawing_has_a_title_a_description_and_every_curve(both):
    watched, code = both
    best = silence(watched.loaded.scenario, watched.log)
    results = parts(watched, code).results
    for log in (None, best):
        for plot in results.plots(charts(watched.loaded.scenario, watched.log, log)):
            tree = ET.fromstring(svg(plot))  # noqa: S314 - our own
            space = "{http://www.w3.org/2000/svg}"
            title, about = tree.find(f"{space}title"), tree.find(f"{space}desc")
            assert title is not None
            assert about is not None
            assert title.text == plot.title
            assert about.text == plot.description
            assert tree.get("role") == "img"
            assert set((tree.get("aria-labelledby") or "").split()) == {
                title.get("id"),
                about.get("id"),
            }
            paths = [p for p in tree.iter(f"{space}path") if p.get("stroke") != "currentColor"]
            # Once in the plot and once in the legend.
            assert len(paths) == 2 * len(plot.chart.curves)
    for section in results.curves(best).sections:
        assert section.lines
        assert max(map(len, section.picture)) <= WIDTH + 6


@pytest.mark.parametrize("code", ["en", "fr"])
def test_no_real_case_where_none_is_wanted(code):
    watched = Watched(crises()[0], is_thorough=False)
    watched.start(1)
    watched.play_at_random(Random(1))
    room = Room(watched.loaded, speak(code))
    told, plain = (
        Afterwards(room, watched.log, cases=cases).leaves("3")[0] for cases in (True, False)
    )
    case = watched.loaded.scenario.case
    assert case in {section.id for section in told.sections}
    assert case not in {section.id for section in plain.sections}


def test_a_commitment_and_the_own_view_come_back_on_the_page():
    watched = Watched(crises()[0], is_thorough=False)
    watched.start(1)
    watched.play_at_random(Random(1))
    for key, typed in (
        ("2", "1 2 1"),
        ("c", "I waited for the facts"),
        ("c", "plan / write it / Ana / 3 May"),
    ):
        command = parts(watched, "en").answer(key, typed).command
        assert command is not None
        watched.do(command)
    own = " ".join(lines_of(parts(watched, "en").leaves("2")[0]))
    assert "Strongest, you said: Have a plan." in own
    taken = list(lines_of(parts(watched, "en").leaves("c")[0]))
    assert "Keep: I waited for the facts" in taken
    assert "plan / write it / Ana / 3 May" in taken
    assert parts(watched, "en").question("2") == ""
    contested = parts(watched, "en").answer("d", "1.2 it was written already").command
    assert contested is not None
    (event,) = watched.do(contested)
    assert isinstance(event, e.Contested)
    results = parts(watched, "en").results
    assert event.item == results.shown(results.debrief.moments[0])[1].id


@pytest.mark.parametrize("number", range(len(shipped())))
def test_the_best_play_that_is_kept_is_told_and_nothing_earns_more(number):
    loaded = crises()[number]
    watched = Watched(loaded, is_thorough=False)
    watched.start(2)
    watched.play_at_random(Random(2))
    best = best_play(loaded, watched.log)
    if loaded.reach is None:
        assert best is None
        return
    assert best is not None
    assert debrief(loaded, best).total == loaded.reach[1]
    said = " ".join(lines_of(parts(watched, "en").leaves("7")[0]))
    assert "The best play there is: from" in said


def asked(watched):
    """Yield each decision's prompt, as it was when it was answered."""
    state = State()
    for event in watched.log:
        if isinstance(event, e.ResponseGiven):
            yield prompt(watched.loaded.scenario, state)
        state = evolve(state, event)


@QUICK
@given(ended())
def test_what_if_calls_each_answer_by_the_number_that_it_had(played):
    watched, code = played
    results = parts(watched, code).results
    for number, open_then in enumerate(asked(watched), 1):
        if open_then.parts:
            columns = [[c.id for c in open_then.choices if c.part == p] for p in open_then.parts]
            firsts = " ".join("1" for _ in columns)
            assert results.change(f"{number} {firsts}").picks == tuple(c[0] for c in columns)
            lasts = " ".join(str(len(column)) for column in columns)
            assert results.change(f"{number} {lasts}").picks == tuple(c[-1] for c in columns)
        else:
            for place, choice in enumerate(open_then.choices, 1):
                assert results.change(f"{number} {place}").picks == (choice.id,)
                assert results.mark(f"{number}.{place}").item == choice.id


@QUICK
@given(ended())
def test_no_page_names_a_rule_by_its_code(played):
    watched, code = played
    found = parts(watched, code)
    leaves = [leaf for key in "123456789" for leaf in found.leaves(key)]
    leaves += [
        leaf for mark in found.results.marks() if (leaf := found.results.because(mark.label))
    ]
    lines = [line for leaf in leaves for line in lines_of(leaf)]
    assert [line for line in lines if re.search(r"\b[FW]\d{1,2}\b", line)] == []
