"""Sheets come back: how far raters agree with us, the key they make, and plays scored under it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.author.agreement import Marks, compare, grouped, keyed, marks, settled
from simulator.author.sheets import (
    blank_sheet,
    is_of_another,
    legend,
    read_sheet,
    write_sheet,
)
from simulator.cli import main
from simulator.debrief.debrief import debrief
from simulator.exercise import events as e
from simulator.language import speak
from simulator.report.sheet import sheet
from simulator.scenario.library import shipped
from tests import key_table
from tests.shelf import load

ROOT = Path(__file__).parents[3]
LOG = ROOT / "tests" / "golden" / "logs" / "late-order-1.jsonl"


def opened(name="late-order"):
    loaded, _ = load(ROOT / "scenarios" / name)
    assert loaded
    return loaded


TUTORIAL = opened()
OURS = marks(TUTORIAL.key)


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_our_own_marks_come_back_as_our_own_key(folder):
    loaded = opened(folder.name)
    ours = marks(loaded.key)
    back, wrong = read_sheet(write_sheet(ours), loaded.key)
    assert (back, wrong) == (ours, [])
    assert marks(keyed(loaded, back).key) == ours
    assert (
        keyed(loaded, back).key_version == keyed(loaded, dict(reversed(back.items()))).key_version
    )
    errors = [item.errors for part in loaded.key.values() for item in part.items.values()]
    again = keyed(loaded, back).key
    assert [item.errors for part in again.values() for item in part.items.values()] == errors


@pytest.mark.parametrize("sheet", sorted((ROOT / "tests" / "key").glob("*/*.csv")), ids=str)
def test_the_sheets_of_our_raters_are_read_whole(sheet):
    loaded = opened(sheet.parent.name)
    found, wrong = read_sheet(sheet.read_text(encoding="utf-8"), loaded.key, legend(loaded))
    assert len(found) > 100
    assert len(wrong) <= len(found) // 10  # an option that was renamed since
    agreement = compare(marks(loaded.key), found)
    assert agreement.pairs >= 60
    assert agreement.difference < 1
    assert agreement.near > 0.85


def test_the_table_of_all_sheets_is_the_one_that_the_program_writes():
    """If this fails: python -m tests.key_table, and read the difference."""
    kept = key_table.PAGE.read_text("utf-8")
    assert kept == key_table.written(kept)


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_three_readers_rated_every_crisis_and_none_contradicts_its_key(folder):
    found = key_table.sheets(opened(folder.name))
    assert len(found) >= 3
    ours = marks(opened(folder.name).key)
    assert sum(compare(ours, sheet).conflicts for sheet in found) == 0


def test_agreement_counts_where_both_gave_a_mark():
    one: Marks = {("a", "b", "calm"): 2, ("a", "b", "plan"): -1, ("a", "c", "plan"): 1}
    two: Marks = {("a", "b", "calm"): 1, ("a", "b", "plan"): 1, ("a", "c", "plan"): 1}
    found = compare({**one, ("x", "y", "plan"): 1}, {**two, ("x", "z", "plan"): 1})
    assert (found.pairs, found.difference, found.near, found.conflicts) == (3, 1.0, 2 / 3, 1)
    assert set(grouped(one, 2)) == {"calm", "plan"}
    assert set(grouped(one, 0)) == {"a b", "a c"}


def test_a_key_is_the_median_and_what_divides_raters_is_not_scored():
    where = ("a", "b", "calm")
    assert settled([{where: 2}, {where: 1}, {where: 1}]) == {where: 1}
    assert settled([{where: 2}, {where: 1}]) == {where: 1}
    assert settled([{where: -2}, {where: -1}]) == {where: -1}
    assert settled([{where: 2}, {where: -2}]) == {where: None}
    assert settled([{where: 2}, {where: None}]) == {where: None}
    assert settled([{where: 2}, {}]) == {}
    assert settled([{where: 2}, {where: 2}, {}]) == {where: 2}


def test_what_a_sheet_may_look_like():
    scene = next(iter(TUTORIAL.key))
    item = next(iter(TUTORIAL.key[scene].items))
    row = f"{scene},{item},calm,+1"
    for line in (row, f"{scene};{item};calme;'+1", f" {scene} , {item} , calm , 1 "):
        found, wrong = read_sheet(f"\n{line}\n", TUTORIAL.key)
        assert (found, wrong) == ({(scene, item, "calm"): 1}, [])
    minus, _ = read_sheet(f"{scene},{item},calm,\u22121", TUTORIAL.key)
    assert list(minus.values()) == [-1]
    slips = {
        "nowhere,x,calm,1": "nowhere", f"{scene},none,calm,1": "none",
        f"{scene},{item},wit,1": "wit",
        f"{scene},{item},calm,3": "3", "a,b": "a b",
        f"{scene},{item},acknowledgement,1": "acknowledgement",
    }  # fmt: skip
    for line, word in slips.items():
        found, wrong = read_sheet(line, TUTORIAL.key)
        assert not found
        assert [(row.line, row.word) for row in wrong] == [(1, word)]


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_sheet_is_read_without_a_fault(text):
    read_sheet(text, TUTORIAL.key)


def test_a_blank_sheet_tells_nothing_of_our_marks():
    text = blank_sheet(TUTORIAL, "en")
    assert all(line.endswith(",") for line in text.splitlines()[1:])
    assert read_sheet(text, TUTORIAL.key)[0] == {}
    flipped = {scene: replace(part, items={name: replace(item, ratings=()) for name, item in
               part.items.items()}) for scene, part in TUTORIAL.key.items()}  # fmt: skip
    assert blank_sheet(replace(TUTORIAL, key=flipped), "en") == text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_a_filled_sheet_names_no_id_and_comes_back_whole(folder, language):
    loaded = opened(folder.name)
    head, *lines = blank_sheet(loaded, language).splitlines()
    found, wrong = read_sheet(
        "\n".join([head, *(f"{x}1" for x in lines)]), loaded.key, legend(loaded)
    )
    assert not wrong
    assert len(found) == len(lines)
    assert {where[:2] for where in found} == {
        (scene, item) for scene, part in loaded.key.items() for item in part.items
    }
    told = sheet(loaded, speak(language))
    assert not [name for name in loaded.scenario.scenes if f"## {name}" in told]
    assert not set(loaded.scenario.scenes) & {line.split(",")[0] for line in lines}
    for scene, known in legend(loaded).items.items():
        assert not [item for item in known.values() if f"`{item}`" in told]
        assert all(f"`{code}`" in told for code in known), scene
    assert not re.search(r"rubric-|\[(one|several|order|compose)\]|\(opening", told)


def test_letters_stand_in_pairs_and_in_what_was_left():
    loaded = opened()
    known = legend(loaded)
    scene = next(s.id for s in loaded.scenario.scenes.values()
                 if s.decision and s.decision.kind == "order")  # fmt: skip
    one, two = list(known.items[scene])[:2]
    text = f"{scene},{one} avant {two},calm,1\n{scene},{one}.left,calm,1"
    found, wrong = read_sheet(text, loaded.key, known)
    first, second = known.items[scene][one], known.items[scene][two]
    assert not wrong
    assert [where[1] for where in found] == [f"{first} before {second}", f"{first}.left"]


def test_a_number_and_an_id_name_the_same_scene():
    known = legend(TUTORIAL)
    for number, scene in known.scenes.items():
        letter, item = next(iter(known.items[scene].items()))
        for row in (f"{number},{letter}", f"{scene},{letter}", f"{scene},{item}"):
            found, wrong = read_sheet(f"{row},calm,1", TUTORIAL.key, known)
            assert (list(found), wrong) == ([(scene, item, "calm")], [])


def test_a_sheet_of_the_scenario_as_it_was_is_not_misread(tmp_path, capsys):
    known = legend(TUTORIAL)
    head = ",".join(known.heads("fr"))
    other = replace(known, scenes=dict(list(known.scenes.items())[1:]))
    assert known.stamp != other.stamp
    for text in (head, head.replace(",", ";"), "\n" + head, "", "scene,item,principle,mark", "x"):
        assert not is_of_another(text, known)
    assert is_of_another(head, other)
    old = tmp_path / "old.csv"
    old.write_text(",".join(other.heads("en")) + "\nD1,A,calm,1\n", encoding="utf-8")
    assert main(["key", "import", "late-order", str(old), "--lang", "en"]) == 2
    assert "made before" in capsys.readouterr().err


def test_an_old_play_is_scored_again_under_another_key():
    log = tuple(e.parse(LOG.read_text(encoding="utf-8")))
    same = debrief(keyed(TUTORIAL, OURS), log)
    before = debrief(TUTORIAL, log)
    assert same.scorecard == before.scorecard
    upside_down = {where: None if mark is None else -mark for where, mark in OURS.items()}
    after = debrief(keyed(TUTORIAL, upside_down), log)
    assert after.key_version != before.key_version
    assert after.scorecard != before.scorecard


def test_the_commands_import_a_sheet_and_score_again(tmp_path, capsys):
    folder = tmp_path / "late-order"
    folder.mkdir()
    for path in (ROOT / "scenarios" / "late-order").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    assert main(["key", "export", str(folder), "--format", "csv"]) == 0
    assert capsys.readouterr().out == blank_sheet(TUTORIAL, "en")
    sheets = [str(ROOT / f"tests/key/late-order/rater-{n}.csv") for n in (1, 2)]
    assert main(["key", "import", str(folder), *sheets, "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"[Cc]alme[^\n]*: \d+, \d\.\d\d, \d+ %, \d", said)
    (made,) = folder.glob("key.*.csv")
    play = tmp_path / "play.jsonl"
    script = tmp_path / "script"
    script.write_text("1 =2\n1 2\n1 4 7\n2 1 3 4\n1\n1\n1\n1\n1\n\n", encoding="utf-8")
    play_it = ["play", str(folder), "--plain", "--script", str(script), "--log", str(play)]
    assert main([*play_it, "--seed", "1"]) == 0
    capsys.readouterr()
    assert main(["rescore", str(folder), str(play), str(made)]) == 0
    said = capsys.readouterr().out
    assert f"-> key {made.name.split('.')[1]}" in said
    assert "Overall: " in said
    assert main(["rescore", "table-nine", str(play), str(made)]) == 2
    assert main(["rescore", str(folder), str(made), str(made)]) == 2
    assert main(["key", "import", str(folder)]) == 2
    assert main(["key", "import", str(folder), "there-is-none.csv"]) == 2
