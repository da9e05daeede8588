"""Reflexes do not pay in a shipped crisis: length, position, speed and apology, by language."""

from math import ceil

import pytest

from simulator.author.cues import (
    MARGIN,
    REFLEXES,
    SPREAD,
    cues,
    finding,
    named,
    rewarding,
    shares,
)
from simulator.scenario.library import shipped
from tests.shelf import load

SCENARIOS = [path.name for path in shipped()]


def counted(name):
    path = next(path for path in shipped() if path.name == name)
    loaded, _ = load(path)
    assert loaded
    return loaded, cues(loaded)


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_reflex_finds_the_best_option_more_often_than_chance_would(name):
    loaded, found = counted(name)
    for language in loaded.texts:
        for reflex, (right, of, fair) in shares(found, language).items():
            # A share of four or seven decisions has no finer grain than one decision.
            assert right <= ceil((fair + MARGIN) * of), (language, reflex)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_decisions_that_reward_a_reflex_are_named(name):
    loaded, found = counted(name)
    for reflex in REFLEXES:
        right = finding(found, loaded.scenario.language, reflex)
        paying = rewarding(found, loaded.scenario.language, reflex)
        assert {cue.scene for cue in right} <= {cue.scene for cue in paying}
        for cue in right:
            assert set(cue.taken[reflex]) <= cue.best
            assert f"{cue.scene} ({cue.taken[reflex][0]})" in named(right, reflex)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_best_option_is_about_as_long_as_the_others(name):
    _, found = counted(name)
    off = {(cue.language, cue.scene): cue.off_length for cue in found if cue.off_length > SPREAD}
    assert not off
