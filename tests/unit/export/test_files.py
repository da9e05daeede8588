"""What a trainee takes along: all of it, in files that other programs read and nothing runs."""

import csv
import io
import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from simulator.debrief.debrief import debrief
from simulator.debrief.record import record
from simulator.export.gather import Gathering, document
from simulator.export.group import TooFew, results
from simulator.export.group import document as group_document
from simulator.export.group import table as group_table
from simulator.export.rows import HEADS, table, written
from simulator.export.statements import statements
from simulator.store import tables as t
from simulator.store.profiles import take
from tests.unit.export.record_store import check
from tests.unit.store.conftest import (  # noqa: F401 - fixtures
    database,
    new_database,
    opener,
    postgres,
    store,
)
from tests.unit.store.test_erasing import SECRET, confide
from tests.unit.store.test_store import play


@pytest.fixture
def own(store):  # noqa: F811 - the fixture, on each engine
    return store


def gathered(own, name=""):
    return Gathering(own, take(own, name))


def test_everything_of_one_trainee_is_in_the_document(own):
    played, name = play(own)
    confide(own, SECRET, profile="")
    play(own, decisions=1)
    confide(own, "somebody else's", profile="Quillon")
    found = json.loads(json.dumps(document(gathered(own), detail=True)))
    assert (found["format"], found["version"]) == ("badbuzz-export", 1)
    assert [row["number"] for row in found["exercises"]] == [1, 2, 3]
    first = found["exercises"][0]
    assert first["id"] == name
    assert first["debrief"] == json.loads(json.dumps(record(debrief(played.loaded, played.log))))
    assert len(first["log"]) == len(played.log)
    assert SECRET in json.dumps(found)
    assert "somebody else" not in json.dumps(found)
    assert "log" not in document(gathered(own))["exercises"][0]


def test_many_exercises_are_gone_through_in_pages(own, monkeypatch):
    monkeypatch.setattr("simulator.export.gather.PAGE", 2)
    for seed in range(5):
        play(own, decisions=0, seed=seed)
    assert [x.exercise.seed for x in gathered(own)] == [0, 1, 2, 3, 4]


def test_an_altered_exercise_is_left_out_and_named(own):
    _, spoilt = play(own)
    _, whole = play(own)
    changed = sa.update(t.event).where(t.event.c.exercise == spoilt, t.event.c.seq == 2)
    own.write(lambda c: c.execute(changed.values(body="{}")))
    found = document(gathered(own))
    assert [row["id"] for row in found["exercises"]] == [whole]
    assert found["unreadable"] == {spoilt: "altered"}


def test_a_row_a_decision(own):
    played, name = play(own)
    play(own, decisions=2)
    rows = list(csv.DictReader(io.StringIO(table(gathered(own)))))
    moments = debrief(played.loaded, played.log).moments
    mine = [row for row in rows if row["exercise"] == name]
    assert [row["scene"] for row in mine] == [moment.scene for moment in moments]
    assert len(rows) == len(moments) + 2
    marks = [int(row[x]) for row in mine for x in HEADS[17:25] if row[x]]
    assert sum(marks) == sum(x.obtained for m in moments for x in m.opportunities)


@given(st.text() | st.sampled_from(["=1+1", "+1", "-1", "@x", "\tx", "\rx"]))
def test_no_text_is_a_formula(text):
    rows = list(csv.reader(io.StringIO(written(["a"], [[text, -2]]), newline="")))
    assert rows[1][0].lstrip("'") == text.lstrip("'")
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert rows[1][1] == "-2"


# ---- statements


def test_a_finished_crisis_is_one_statement_without_a_mark(own):
    play(own, profile="Zebulon")
    play(own, profile="Zebulon", decisions=1)
    play(own, profile="Zebulon", kind="drill")
    played = list(gathered(own, "Zebulon"))
    made = [one for x in played for one in statements(x, take(own, "Zebulon"))]
    [one] = made
    check(one)
    assert one["result"] == {"completion": True}
    assert one["actor"]["account"]["name"] == "Zebulon"
    assert set(one["object"]["definition"]["name"]) == {"en", "fr"}


def test_with_detail_each_decision_and_the_score(own):
    conduct, _ = play(own)
    [played] = gathered(own)
    profile = take(own, "")
    made = list(statements(played, profile, detail=True))
    for one in made:
        check(one)
    verbs = [one["verb"]["display"]["en"] for one in made]
    moments = debrief(conduct.loaded, conduct.log).moments
    assert verbs == ["responded"] * len(moments) + ["completed", "scored"]
    assert made[-1]["result"]["score"]["raw"] == played.exercise.overall
    assert len({one["id"] for one in made}) == len(made)
    again = list(statements(next(iter(gathered(own))), profile, detail=True))
    assert again == made
    [brief] = statements(played, profile)
    assert brief in made


# ---- groups


def test_a_group_of_four_is_refused(own):
    for number in range(4):
        play(own, profile=f"p{number}")
    play(own, profile="p4", decisions=1)
    with pytest.raises(TooFew) as refused:
        results(own)
    assert refused.value.people == 4


def test_a_group_of_five_has_results_and_nobody_in_them(own):
    for number in range(5):
        play(own, profile=f"person{number}", last=number % 2 == 0)
    play(own, profile="person0")  # A replay counts for nothing.
    before = results(own)
    assert before.people == 5
    assert before.crises == {"late-order": 5}
    play(own, profile="person1", last=True)
    assert results(own) == before
    text = json.dumps(group_document(before)) + group_table(before)
    assert "person" not in text.replace("people", "")
    for row in before.principles.values():
        assert row["people"] in {None, 5}
        assert (row["score"] is None) == (row["people"] is None)


def test_a_figure_of_four_is_not_told(own):
    for number in range(5):
        play(own, profile=f"p{number}")
    fewer = sa.delete(t.tally).where(
        t.tally.c.profile == take(own, "p0").id, t.tally.c.principle == "calm"
    )
    own.write(lambda c: c.execute(fewer))
    found = results(own).principles
    assert found["calm"]["score"] is None
    assert any(row["score"] is not None for row in found.values())


@pytest.mark.parametrize("page", ["export.md", "export.fr.md"])
def test_every_key_is_documented(own, page):
    for number in range(5):
        confide(own, SECRET, profile=f"p{number}")
    text = (Path(__file__).parents[3] / "docs" / page).read_text(encoding="utf-8")
    found = document(gathered(own, "p0"), detail=True)
    group = group_document(results(own))
    names = {*found, *found["profile"], *found["exercises"][0], *HEADS, *group}
    names |= set(group["principles"]["calm"])
    assert {name for name in names if f"`{name}`" not in text} == set()
