"""Which decisions can stand alone, and which come next."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from simulator.learning.drills import A_SET, Drill, choose, cut, due_count
from simulator.scenario.library import shipped
from tests.shelf import load

TODAY = date(2026, 3, 2)
YESTERDAY = TODAY - timedelta(days=1)


def drill(name, *principles):
    scenario, scene = name.split("/")
    return Drill(scenario, scene, principles or ("calm",))


def test_drills_are_cut_where_the_author_wrote_what_one_must_know():
    for path in shipped():
        loaded = load(path)[0]
        assert loaded is not None
        found = cut(loaded)
        assert len(found) == sum(
            bool(loaded.texts[loaded.scenario.language].of(scene, "drill"))
            for scene in loaded.scenario.scenes
        )
        assert all(one.principles for one in found)


def test_the_longest_due_comes_first_and_what_is_not_due_waits():
    a, b, c = drill("x/a"), drill("y/b"), drill("z/c")
    days = {a.id: TODAY, b.id: YESTERDAY, c.id: TODAY + timedelta(days=1)}
    assert choose([a, b, c], days, TODAY) == (b, a)
    assert due_count([a, b, c], days, TODAY) == 2


def test_new_ones_are_on_the_weakest_principles_of_what_was_played():
    a, b, c = drill("x/a", "calm"), drill("x/b", "plan"), drill("y/c", "plan")
    assert choose([a, b, c], {}, TODAY, weakest=("plan",), played=("x",))[0] == b
    assert choose([a, b, c], {}, TODAY, weakest=("plan",), played=("y",)) == (c,)
    assert choose([a, b, c], {}, TODAY) == ()


def test_neighbours_come_from_different_crises():
    known = [drill("x/a"), drill("x/b"), drill("y/c")]
    found = choose(known, {}, TODAY, played=("x", "y"))
    assert found[0].scenario != found[1].scenario


def test_another_day_another_order():
    known = [drill(f"x/{letter}") for letter in "abcdefgh"]
    sets = {choose(known, {}, TODAY + timedelta(days=n), played=("x",)) for n in range(9)}
    assert len(sets) > 1


NAMES = st.sampled_from([f"{s}/{d}" for s in "xyz" for d in "abcd"])


@given(st.sets(NAMES), st.dictionaries(NAMES, st.integers(-9, 9)))
def test_a_set_has_no_drill_twice_none_that_waits_and_all_that_fits(names, offsets):
    known = [drill(name) for name in sorted(names)]
    days = {name: TODAY + timedelta(days=n) for name, n in offsets.items()}
    found = choose(known, days, TODAY, played="xyz")
    ready = [one for one in known if days.get(one.id, TODAY) <= TODAY]
    assert len(set(found)) == len(found) == min(A_SET, len(ready))
    assert set(found) <= set(ready)
    late = [one.id in days for one in found]
    assert late == sorted(late, reverse=True)
