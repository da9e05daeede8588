"""What to practise after one exercise: in step with home, and of what this one missed."""

from datetime import date
from random import Random

import pytest

from scoring.principles import PRINCIPLES
from simulator.debrief.debrief import debrief
from simulator.learning.onward import alone, known, missed
from simulator.learning.progress import advise
from simulator.scenario.library import TUTORIAL, find
from tests.properties.playing import Watched
from tests.shelf import crises, load

SHELF = crises()


@pytest.fixture(scope="module")
def found():
    loaded, _problems = load(find(TUTORIAL))
    assert loaded is not None
    watched = Watched(loaded, is_thorough=False)
    watched.start(1)
    watched.play_at_random(Random(1))
    return debrief(loaded, watched.log)


@pytest.mark.parametrize("weak", PRINCIPLES)
def test_the_debrief_advises_the_crisis_that_home_advises(found, weak):
    best = {TUTORIAL: 60}
    told = known(tuple(SHELF), found, best, (weak,), {}, date.min)
    assert told.advice == advise([one.scenario for one in SHELF], best, (weak,))


def test_where_nothing_is_kept_it_is_of_what_this_play_missed(found):
    advice = alone(SHELF, found).advice
    assert advice is not None
    assert advice.principle == missed(found)[0]
