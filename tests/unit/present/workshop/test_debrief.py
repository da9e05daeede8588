"""The pages of a workshop's debrief."""

import pytest

from simulator.language import speak
from simulator.present.workshop.debrief import WorkshopResults, onward
from simulator.present.workshop.standing import decided, side_by_side
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
    assert titles[1] == found.discussed()[0].title
    assert titles[-1] == found.practice().title
    assert not [
        leaf for leaf in leaves if not all(line.strip() for s in leaf.sections for line in s.lines)
    ]


def test_few_words_stand_on_a_page_to_talk_about(loaded):
    for seed in range(4):
        for leaf in results(played(loaded, seed=seed)).discussed():
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
    said = [line for leaf in found.discussed() for s in leaf.sections for line in s.lines]
    assert "Fewer than 5 answered: no split is kept or shown." in said
    assert not [line for line in said if "%" in line]


def test_a_workshop_that_never_began_has_pages_too(loaded):
    table = Table(loaded)
    table.do(c.Close())
    assert [leaf.title for leaf in results(table).leaves()] == ["Lessons learned"]
