"""Many problems of one code become one, and none is lost in the count."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.problems import FEW, Place, Problem, gathered

PROBLEMS = st.lists(
    st.builds(
        Problem, st.sampled_from(["T101", "T105", "S101"]),
        st.builds(Place, st.sampled_from(["a", "b"]), st.integers(1, 9), st.just(1)),
    )
)  # fmt: skip


@given(PROBLEMS)
def test_every_problem_is_counted_once(problems):
    found = gathered(problems)
    assert sum(1 + more for _, more in found) == len(problems)
    for problem, more in found:
        same = [p for p in problems if (p.code, p.place.file) == (problem.code, problem.place.file)]
        assert more in ({0} if len(same) <= FEW else {len(same) - 1})
        assert more == 0 or problem == same[0]


@given(PROBLEMS)
def test_only_the_families_asked_for_are_gathered(problems):
    found = gathered(problems, "T")
    others = [p for p in problems if p.code == "S101"]
    assert [p for p, _ in found if p.code == "S101"] == others
