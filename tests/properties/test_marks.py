"""A page that follows a workshop by its mark never shows what is not so any more."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.language import speak
from simulator.present.workshop.pages import SeatPage
from simulator.present.workshop.show import Show
from simulator.scenario.library import find
from simulator.scenario.load import Loaded
from simulator.serve.places import Marks
from tests.crowds import SEATS, crowd
from tests.shelf import load


def crisis() -> Loaded:
    found, _problems = load(find("late-order"))
    assert found is not None
    return found


LOADED = crisis()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(5, 60))
def test_while_the_mark_is_the_same_so_is_the_page(seed, acts):
    people = crowd(LOADED, Random(seed))
    marks, show = Marks(people), Show(LOADED, speak("en"))
    before: dict[str, tuple[str, SeatPage]] = {}
    for _ in range(acts):
        people.act()
        for seat in people.now.seats:
            mark, page = str(marks.of(seat)), show.seat(people.now, seat)
            seen = before.get(seat)
            assert seen is None or seen[0] != mark or seen[1] == page
            before[seat] = mark, page


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_others_answer_is_no_news(seed):
    people = crowd(LOADED, Random(seed))
    marks = Marks(people)
    for _ in range(40):
        before = {seat: str(marks.of(seat)) for seat in SEATS}
        known = people.now
        command, by, refused = people.act()
        if type(command).__name__ == "Vote" and not refused and by in known.seats:
            changed = {seat for seat in SEATS if str(marks.of(seat)) != before[seat]}
            assert changed <= {by}
