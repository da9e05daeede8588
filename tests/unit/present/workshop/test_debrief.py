"""The pages of a workshop's debrief."""

import pytest

from simulator.language import speak
from simulator.present.workshop.debrief import WorkshopResults, onward
from simulator.present.workshop.reasons import reasons
from simulator.present.workshop.standing import decided, profile, side_by_side
from simulator.present.workshop.timeline import timeline
from simulator.scenario.library import find
from simulator.workshop import commands as c
from simulator.workshop.debrief import look_back
from tests.shelf import load
from tests.workshops import NAMES, Table, played


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    assert found is not None
    return found


def results(table, code="en"):
    return WorkshopResults(look_back(table.loaded, table.log, table.stamps), speak(code))


def words(leaf):
    return [leaf.title, leaf.lead, *(x for s in leaf.sections for x in (s.title, *s.lines))]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_facts_come_first_then_what_to_talk_about_and_what_to_practise_last(loaded, code):
    found = results(played(loaded), code)
    leaves = found.leaves(onward(found.found, (loaded,)))
    titles = [leaf.title for leaf in leaves]
    assert titles[0] == found.facts().title
    assert titles[1] == found.discussed().title
    assert titles[-1] == found.practice().title
    assert not [
        leaf for leaf in leaves if not all(line.strip() for s in leaf.sections for line in s.lines)
    ]


def test_few_words_stand_on_a_page_to_talk_about(loaded):
    for seed in range(4):
        leaf = results(played(loaded, seed=seed)).discussed()
        assert len(leaf.sections) <= 3
        assert max(len(section.lines) for section in leaf.sections) <= 6


def test_teams_stand_in_the_order_of_their_numbers_and_nobody_is_named(loaded):
    found = results(played(loaded, 18, 3))
    for section in (*side_by_side(found).sections, *decided(found).sections):
        numbers = [line.split(" – ")[0] for line in section.lines]
        assert numbers == sorted(numbers)
    said = " ".join(word for leaf in found.leaves() for word in words(leaf)).split()
    assert not set(NAMES) & set(said)


def test_below_five_no_percent_is_shown_anywhere(loaded):
    found = results(played(loaded, 4))
    said = [line for s in found.discussed().sections for line in s.lines]
    assert "Fewer than 5 answered: no split is kept or shown." in said
    assert not [line for line in said if "%" in line]


def test_a_workshop_that_never_began_has_pages_too(loaded):
    table = Table(loaded)
    table.do(c.Close())
    assert [leaf.title for leaf in results(table).leaves()] == ["Lessons learned"]


@pytest.mark.parametrize("teams", [1, 2])
def test_what_happened_has_the_hour_at_which_it_happened_in_the_story(loaded, teams):
    found = results(played(loaded, 12, teams))
    for name, one in found.teams.items():
        told = {(row.minute, row.text) for row in timeline(found) if row.team == name}
        for event in one.debrief.log:
            if (fact := one.fact(event)) and type(event).__name__ not in {
                "ResponseGiven", "Published"
            }:  # fmt: skip
                assert fact in told


def test_a_better_answer_comes_with_the_reason_of_its_author(loaded):
    found = results(played(loaded))
    leaf = found.discussed()
    bettered = [one for one in found.found.discussed[:3] if one.is_bettered]
    assert bettered
    whys = [line for s in leaf.sections for line in s.lines if line.startswith("Why: ")]
    assert len(whys) == len(bettered)
    for section, own in zip(leaf.sections, reasons(found.room, leaf), strict=False):
        decision = loaded.scenario.scenes[own.id].decision
        assert decision is not None
        assert len(own.lines) == len(decision.options)
        assert section.id in {one.id for one in reasons(found.room, leaf)}
    assert not reasons(found.room, found.lessons())
    assert not reasons(found.room, None)


@pytest.mark.parametrize("teams", [1, 3])
def test_no_band_stands_beside_a_principle_met_fewer_than_three_times(loaded, teams):
    table = played(loaded, 6, teams, decisions=2, is_closed=False)
    found = results(table)
    lines = profile(found).sections[0].lines
    scores = found.found.profile.scores
    early = [line for line, score in zip(lines, scores, strict=True)
             if len({row.source for row in score.opportunities}) < 3]  # fmt: skip
    assert early
    for line in early:
        assert line.endswith(("indicative", "not assessed"))
        assert line.startswith("·" * 8)
