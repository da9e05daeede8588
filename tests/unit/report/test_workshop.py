"""The documents of a workshop: everything they tell, to whom, and nothing of anybody."""

import csv
import io
import json
import re
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from simulator.language import speak
from simulator.present.first_view import MOST_WORDS, count_words
from simulator.present.workshop.debrief import onward
from simulator.report.attendance import attendance
from simulator.report.document import Box, Cards, Heading, Points, Table
from simulator.report.handouts import handouts
from simulator.report.html import html
from simulator.report.markdown import markdown
from simulator.report.pdf import pdf
from simulator.report.workshop.held import Held
from simulator.report.workshop.record import HEADS, record, table
from simulator.report.workshop.report import PARTS, report
from simulator.report.workshop.talk import first
from simulator.scenario.library import find
from simulator.workshop import commands as c
from simulator.workshop.asking import asked
from simulator.workshop.debrief import look_back
from tests.shelf import load
from tests.workshops import NAMES, played
from tests.workshops import Table as Room

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs/workshop-report.schema.json").read_text(encoding="utf-8"))


def loaded():
    found, _problems = load(find("late-order"))
    assert found is not None
    return found


LOADED = loaded()


def held(room, code="en", log=None, stamps=None):
    found = look_back(room.loaded, log or room.log, room.stamps if stamps is None else stamps)
    return Held(found, speak(code), "abcdef12", onward(found, (room.loaded,)))


@pytest.fixture(scope="module", params=[(12, 1), (18, 3), (4, 1)], ids=["room", "teams", "few"])
def room(request):
    people, teams = request.param
    return played(LOADED, people, teams, seed=5)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_what_names_nobody_gives_the_same_bytes_in_every_format(room, code):
    whole, public = held(room, code), held(room, code, *room.public())
    assert report(whole) == report(public)
    assert html(report(whole)) == html(report(public))
    assert table(whole) == table(public)
    assert record(whole) == record(public)
    assert "<script" not in html(report(whole))


def test_a_name_stands_on_the_attendance_sheet_and_nowhere_else(room):
    told = held(room)
    everybody = [name for name in NAMES if name in room.now.names]
    sheet = markdown(attendance(told.language, "Workshop", room.now.names))
    assert everybody
    assert all(name in sheet for name in everybody)
    for text in (markdown(report(told)), table(told), json.dumps(record(told))):
        assert not [name for name in everybody if re.search(rf"\b{name}\b", text)]


def test_every_part_is_there_in_order_and_the_first_view_is_short(room):
    document = report(held(room))
    ids = [b.id for b in document.blocks if isinstance(b, Heading) and b.id]
    wanted = [part.__name__ for part in PARTS]
    assert ids[:2] == ["first", "discussed"]
    assert ids[-2:] == ["privacy", "colophon"]
    assert len(wanted) == len(set(wanted))
    for code in ("en", "fr"):
        said: list[str] = []
        for block in first(held(room, code)):
            if isinstance(block, Points):
                said += block.rows
            elif isinstance(block, Box):
                said += [block.title, *block.rows]
        assert count_words(said) <= MOST_WORDS


def assert_side_by_side(told, tables):
    """Each question is one table, with the last vote of each team in a column of its own."""
    scenes = dict.fromkeys(one.scene for one in told.found.decisions)
    assert len(tables) == len(scenes)
    for scene, drawn in zip(scenes, tables, strict=True):
        taken = [one for one in told.found.decisions if one.scene == scene]
        if len(taken) == 1:
            continue
        assert len(drawn.head) == 1 + len(taken)
        for column, one in enumerate(taken, 1):
            assert [bars[column] for bars in drawn.bars] == [r.percent for r in one.last.rows]
            decided = [r.option in one.picks for r in one.last.rows]
            said = [len(row[column].split("\n")) == 2 for row in drawn.rows]
            assert said == decided or one.last.is_ordered


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_split_stands_in_a_table_with_its_bars_and_none_below_five(room, code):
    told = held(room, code)
    shown = [
        counts for one in told.found.decisions
        if (counts := [count for count in one.counts if count.rows])
    ]  # fmt: skip
    tables = [block for block in report(told).blocks if isinstance(block, Table) and block.bars]
    if told.found.is_parallel:
        assert_side_by_side(told, tables)
        return
    assert len(tables) == len(shown)
    for drawn, counts in zip(tables, shown, strict=True):
        last = counts[-1].rows
        assert len(drawn.rows) == len(last)
        assert [row[-1] for row in drawn.bars] == [row.percent for row in last]
        for row, cells in zip(last, drawn.rows, strict=True):
            share = f"{row.percent}%" if code == "en" else f"{row.percent}\u202f%"
            assert cells[-1] == f"{row.count}\u00a0({share})"
            assert len(cells) == len(drawn.head) == 1 + len(counts)
    if len(room.now.names) < 5:
        assert not shown
        assert not [row for row in table(told).splitlines()[1:] if row.split(",")[11]]


def test_the_form_for_lessons_has_room_and_what_was_noted_stands_above_it(room):
    blocks = report(held(room)).blocks
    (form,) = [block for block in blocks if isinstance(block, Table) and block.is_form]
    assert form.head[-1] == "By when"
    assert not [cell for row in form.rows for cell in row if cell]
    (noted,) = [b for b in blocks if isinstance(b, Points) and b.label == "Noted on the way"]
    assert "They forgot who speaks to the staff." in noted.rows[0]


def test_hours_are_those_of_who_makes_it_and_of_the_record_utc(room, monkeypatch):
    told = {}
    for zone in ("UTC", "IST-5:30", "EST5"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        found = held(room)
        told[zone] = markdown(report(found))
        assert record(found)["workshop"]["began"].endswith("+00:00")
    monkeypatch.undo()
    time.tzset()
    hours = [re.findall(r"2 March 2026, (.*)", said)[0] for said in told.values()]
    minute = hours[0][3:5]
    assert hours[0] == f"13:{minute} (UTC)"
    assert hours[1] == f"18:{int(minute) + 30} (UTC+5:30)"
    assert hours[2] == f"08:{minute} (UTC−5)"
    assert all(f"| {hour[:5]} |" in said for hour, said in zip(hours, told.values(), strict=True))


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_what_was_contested_comes_before_what_was_split(seed):
    document = report(held(played(LOADED, 20, 4, seed=seed)))
    marks = [b.mark.split(":")[0] for b in document.blocks if isinstance(b, Box) and b.mark]
    known = [mark for mark in marks if mark in {"Contested", "Split"}]
    assert set(known) == {"Contested", "Split"}
    assert known == sorted(known)


def test_teams_stand_side_by_side_in_their_order():
    room = played(LOADED, 20, 8, seed=2, decisions=2)
    tables = [b for b in report(held(room)).blocks if isinstance(b, Table)]
    heads = [b.head[1:] for b in tables if b.head[1:2] in {("Team 1",), ("Team 7",)}]
    assert heads == [tuple(f"Team {n}" for n in range(1, 7)), ("Team 7", "Team 8")] * 2


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_record_is_what_the_schema_says(room, code):
    made = json.loads(json.dumps(record(held(room, code))))
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(made)
    assert [d["votes"] for d in made["decisions"]]


def test_the_table_is_a_row_for_each_option_of_each_vote(room):
    told = held(room)
    rows = list(csv.DictReader(io.StringIO(table(told))))
    assert list(rows[0]) == list(HEADS)
    wanted = sum(
        sum(max(len(count.rows), 1) for count in one.counts) or 1 for one in told.found.decisions
    )
    assert len(rows) == wanted
    for row in rows:
        assert not row["votes"] or 0 <= int(row["votes"]) <= int(row["voters"])


def test_the_pdf_is_tagged_and_says_its_title_and_language():
    made = pdf(report(held(played(LOADED, 6, decisions=2), "fr")))
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made
    assert pdf(attendance(speak("fr"), "", ["Ann"], rows=3)).startswith(b"%PDF")


HOSTILE = '=1+1<script>alert("x")</script>\x1b[31m|`# <b>'


def test_a_hostile_name_note_or_post_stays_words():
    room = Room(LOADED)
    for number in range(6):
        room.do(c.Join(f"s{number}", f"<b>{number}", "t"), c.DOOR)
    room.do(c.Begin())
    room.do(c.TakeNote(HOSTILE))
    room.do(c.Inject(who=HOSTILE, text=HOSTILE))
    room.do(c.OpenWriting())
    room.do(c.Write(1, HOSTILE), "s1")
    room.do(c.CloseWriting())
    room.do(c.EndWriting(is_kept=True))
    room.do(c.LookBack())
    room.do(c.Close())
    told = held(room)
    page = html(report(told))
    assert "<script" not in page
    assert "<b>0" not in page
    assert "\x1b" not in page + markdown(report(told)) + table(told)
    assert pdf(report(told)).startswith(b"%PDF")


@pytest.mark.parametrize("teams", [1, 2])
def test_a_split_that_nobody_acted_on_is_told_all_the_same(teams):
    room = Room(LOADED, teams=teams)
    room.seat(*NAMES[:10])
    room.do(c.Begin())
    room.do(c.OpenVote())
    prompt = asked(LOADED.scenario, room.now.teams["1"])
    assert prompt is not None
    for name in NAMES[:10]:
        room.do(c.Vote(1, next(iter(prompt.legal()))), name)
    for command in (c.CloseVote(), c.Reveal(), c.LookBack(), c.Close()):
        room.do(command)
    told = held(room)
    assert not told.found.decisions
    assert told.results.leaves()
    page = markdown(report(told))
    assert page.count("answered, unified") == teams
    Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(record(told))))


def test_a_workshop_without_an_exercise_has_a_report():
    room = Room(LOADED, teams=2)
    room.do(c.Close())
    for code in ("en", "fr"):
        assert "<h1>" in html(report(held(room, code)))
    assert table(held(room)).splitlines() == [",".join(HEADS)]
    Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(record(held(room)))))


@pytest.mark.parametrize("code", ["en", "fr"])
def test_handouts_say_the_plan_and_who_is_who_and_nothing_of_what_comes(code):
    document = handouts(LOADED, speak(code))
    told = markdown(document)
    texts = LOADED.texts[code]
    (cards,) = [block.cards for block in document.blocks if isinstance(block, Cards)]
    assert len(cards) == len(LOADED.scenario.personas)
    said = [block for block in document.blocks if not isinstance(block, Cards)]
    plan = texts.of("plan", "alert")
    assert [b for b in said if plan.strip() in repr(getattr(b, "text", ""))] or plan[:20] in told
    for scene in LOADED.scenario.scenes:
        assert texts.of(scene, "ask") not in told
    assert len(PdfReader(io.BytesIO(pdf(document))).pages) == 2
