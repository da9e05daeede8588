"""What the debrief of the tutorial says was done, by example: never what was not."""

from functools import lru_cache

import pytest

from simulator.conduct.conduct import Conduct
from simulator.exercise.commands import Inquire, Respond
from simulator.exercise.events import ResponseGiven
from simulator.exercise.state import replay
from simulator.language import speak
from simulator.present.afterwards import Afterwards
from simulator.present.asking import ask_at
from simulator.present.room import Room
from simulator.scenario.library import TUTORIAL, find
from tests.shelf import load


@lru_cache
def played(*picked):
    """Play the tutorial; *picked* where offered, else the last answer; look first at all there is.

    The looks are taken in the first decision that has any.
    """
    loaded, _problems = load(find(TUTORIAL))
    assert loaded is not None
    conduct = Conduct(loaded)
    conduct.start(1)
    while (asked := conduct.prompt()) is not None:
        scene = loaded.scenario.scenes[conduct.state.scene]
        if any(choice.id == "private" for choice in asked.choices):
            for look in scene.inquiries:
                conduct.do(Inquire(look.id))
            asked = conduct.prompt() or asked
        names = [choice.id for choice in asked.choices]
        wanted = [name for name in picked if name in names]
        conduct.do(Respond(tuple(wanted) if len(wanted) == 1 else list(asked.legal())[-1]))
    return Afterwards(Room(loaded, speak("en")), conduct.log).results


def clock_of(results, signal):
    at = [one.signal for one in results.debrief.signals].index(signal)
    (section,) = results.clocks().sections
    return section.lines[at]


def test_a_reply_that_all_could_read_is_not_said_to_be_private():
    line = clock_of(played("private"), "lena-asks")
    assert "in public, but to take it to private messages" in line


def test_a_question_that_is_passed_on_had_no_first_word():
    line = clock_of(played("private", "forward"), "ruth-asks")
    assert "without a public word" in line
    assert "first word" not in line


@pytest.mark.parametrize("line", [0, 1])
def test_an_answer_that_harmed_is_not_what_served_best(line):
    first = played("private").first()
    assert "order number in private" not in first.decisions[0].lines[line]


def test_what_is_answered_is_by_whoever_deserves_a_word_of_those_that_the_question_names():
    results = played("private", "forward")
    room, log = results.room, results.debrief.log
    at = next(n for n, x in enumerate(log) if isinstance(x, ResponseGiven) and "forward" in x.picks)
    page = ask_at(room, replay(log[:at]), log[:at])
    assert page is not None
    assert page.about is not None
    assert "Lena" in page.text
    assert page.about.who == "Ruth Okafor"
