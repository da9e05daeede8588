"""What trainees think of their play, beside what the debrief says."""

from simulator.debrief.debrief import debrief
from simulator.debrief.disagreement import disagreements
from simulator.debrief.reflection import commitments, reaction, self_check, sureness
from simulator.exercise import events as e
from simulator.exercise.commands import AssessSelf, Commit, Contest, React, Respond
from tests.unit.exercise.building import ask, key, scenario, scene


def both_decisions(play, **more):
    told = scenario(scene("one", ask(), **more), scene("two", ask(), **more))
    marks = key(
        one={"yes": {"calm": 2}, "no": {"calm": -1}}, two={"yes": {"plan": 2}, "no": {"plan": -2}}
    )
    return play(told, ratings=marks)


def test_only_the_first_self_assessment_is_compared(play):
    played = both_decisions(play)
    played.do(Respond(("yes",)))
    played.do(Respond(("no",)))
    assert self_check(debrief(played.loaded, played.log)) is None
    played.do(AssessSelf("calm", "listening", "one"))
    played.do(AssessSelf("plan", "calm", "two"))
    found = self_check(debrief(played.loaded, played.log))
    assert found is not None
    assert (found.strongest, found.weakest, found.costliest) == (("calm",), ("plan",), "two")
    assert found.is_strongest_shared
    assert not found.is_weakest_shared
    assert not found.is_decision_shared


def test_how_sure_stands_beside_how_right(play):
    played = both_decisions(play, asks_confidence=True)
    played.do(Respond(("yes",), 1))
    played.do(Respond(("no",), 3))
    found = sureness(debrief(played.loaded, played.log).moments)
    assert [(row.scene, row.sure, row.missed, row.kind) for row in found] == [
        ("one", 1, 0, "lucky"),
        ("two", 3, 4, "blind"),
    ]


def test_where_it_was_not_asked_nothing_is_said(play):
    played = both_decisions(play)
    played.do(Respond(("yes",)))
    played.do(Respond(("no",)))
    assert sureness(debrief(played.loaded, played.log).moments) == ()


def test_commitments_and_the_reaction_come_from_the_log(play):
    played = both_decisions(play)
    played.do(Respond(("yes",)))
    played.do(Respond(("no",)))
    found = debrief(played.loaded, played.log)
    assert (commitments(found), reaction(found)) == ((), "")
    played.do(React("long"))
    played.do(Commit(strength="I wait for the facts"))
    played.do(Commit("", "plan", "write a holding text", "Ana", "3 May"))
    found = debrief(played.loaded, played.log)
    assert reaction(found) == "long"
    assert [row.action for row in commitments(found)] == ["", "write a holding text"]


def test_three_exercises_make_a_mark_an_item_to_discuss(play):
    logs = []
    for number in range(3):
        played = both_decisions(play)
        played.do(Respond(("yes",)))
        played.do(Contest("one", "yes", f"no {number}", "calm"))
        played.do(Contest("one", "yes", "still no", "calm"))
        logs.append(played.log)
    few, enough = disagreements(logs[:2]), disagreements(logs)
    assert [(row.exercises, row.is_to_discuss) for row in (*few, *enough)] == [
        (2, False),
        (3, True),
    ]
    assert enough[0].lines == tuple(
        x.line for log in logs for x in log if isinstance(x, e.Contested)
    )
    assert disagreements([()]) == ()
