"""The shipped crises as a course: what they cover together, and the page that shows it."""

from collections import Counter

import pytest

from scoring.principles import PRINCIPLES
from simulator import reference
from simulator.language import speak
from simulator.report import course
from simulator.scenario.library import TUTORIAL

SHELF = course.library()
FULL = [one for one in SHELF if one.scenario.id != TUTORIAL]
RATED_BOTH_WAYS = 24
"""Decisions in which each principle must be rated, some options well and some badly."""


def ids(crises):
    return [one.scenario.id for one in crises]


@pytest.mark.parametrize(("code", "end"), [("en", ""), ("fr", ".fr")])
def test_the_page_is_the_one_that_the_program_writes(code, end):
    """If this fails: python -m simulator.report.course, and read the difference."""
    kept = (course.FOLDER / f"README{end}.md").read_text(encoding="utf-8")
    assert kept == course.page(speak(code))


def test_there_are_twelve_and_they_climb():
    assert len(SHELF) >= 12
    assert {one.scenario.level for one in SHELF} == {1, 2, 3, 4}
    assert {one.scenario.severity for one in SHELF} == {"S1", "S2", "S3", "S4"}


@pytest.mark.parametrize("code", ["en", "fr"])
def test_no_two_are_of_one_sector(code):
    sectors = Counter(one.texts[code].of("scenario", "sector").casefold() for one in SHELF)
    assert [sector for sector, often in sectors.items() if often > 1] == []


def test_every_crisis_type_is_met():
    met = {name for one in SHELF for name in one.scenario.types}
    assert reference.book("crisis-types", "en").keys() - met == set()


def test_every_tension_is_met():
    met = {name for one in SHELF for name in (one.scenario.tension, *one.scenario.sides)}
    assert reference.book("tensions", "en").keys() - met == set()


def test_every_mistake_tempts_somewhere():
    met = {
        error
        for one in SHELF
        for scene in one.key.values()
        for item in scene.items.values()
        for error in item.errors
    }
    assert reference.book("errors", "en").keys() - met == set()


def rated_both_ways(one):
    """Yield each principle once for each decision where some answer serves it and some harms it."""
    for scene in one.key.values():
        marks: dict[str, set[bool]] = {}
        for item in scene.items.values():
            for principle, mark in item.ratings:
                if mark:
                    marks.setdefault(principle, set()).add(mark > 0)
        yield from (principle for principle, ways in marks.items() if len(ways) == 2)
    for scene in one.scenario.scenes.values():
        # The clock grades this one: some answers stop it or promise an hour, others let it run.
        options = scene.decision.options if scene.decision else ()
        if len({bool(option.acknowledges or option.promises) for option in options}) == 2:
            yield "acknowledgement"


def test_each_principle_is_rated_both_ways_in_many_decisions():
    often = Counter(principle for one in SHELF for principle in rated_both_ways(one))
    assert {p: often[p] for p in PRINCIPLES if often[p] < RATED_BOTH_WAYS} == {}


def test_some_are_prepared_for_and_some_hide_a_truth():
    first = [next(iter(one.scenario.scenes.values())) for one in SHELF]
    assert sum(bool(scene.decision and scene.decision.budget) for scene in first) >= 4
    assert sum(bool(one.scenario.truths) for one in SHELF) >= 3


@pytest.mark.parametrize("crisis", FULL, ids=ids(FULL))
def test_each_has_what_a_facilitator_and_a_debrief_need(crisis):
    scenario = crisis.scenario
    assert scenario.types
    assert scenario.case
    assert 5 <= course.shortened(scenario) <= 8
    assert any(scene.interrupts for scene in scenario.scenes.values())
    assert len(scenario.shelf) >= 2
    for texts in crisis.texts.values():
        prompts = [name for name in scenario.scenes if texts.of(name, "discuss")]
        assert len(prompts) >= 2, prompts


def test_a_short_route_and_a_long_one_are_counted():
    tutorial = next(one.scenario for one in SHELF if one.scenario.id == TUTORIAL)
    assert course.longest(tutorial) == 7
    assert course.shortened(tutorial) == len(tutorial.short)


def test_every_way_through_leads_to_shipped_crises():
    known = set(ids(SHELF))
    for code in ("en", "fr"):
        for entry in reference.book("courses", code).values():
            for step in entry["steps"]:
                assert set(step.get("crisis", "").split()) <= known
