"""Disagreements reach the author: from the store, from files, and below the raters' sheet."""

import json

import pytest

PLAY = ("1", "1 2", "1 4 7", "3 1 2 4", "2", "1")


@pytest.fixture
def disagree(badbuzz, home):
    """Plays the tutorial and contests a mark in its debrief."""

    def run(typed, *more):
        script = home / "script"
        script.write_text("".join(f"{line}\n" for line in (*PLAY, typed, "")), encoding="utf-8")
        play = ("play", "late-order", "--plain", "--seed", "7", "--script", script)
        assert badbuzz(*play, *more)[0] == 0

    return run


def listed(badbuzz, *more):
    code, said, _ = badbuzz("disagreements", "late-order", *more, "--json")
    assert code == 0
    return json.loads(said)


def test_nothing_contested_is_said_and_nothing_is_made(badbuzz, home):
    code, said, _ = badbuzz("disagreements", "late-order")
    assert code == 0
    assert "Nobody has contested" in said
    assert not (home / "kept").exists()


def test_three_plays_make_a_mark_one_to_be_discussed(badbuzz, disagree):
    for typed in ("d 1.2 it was written already", "d s1 too strict", "d 1.2 again"):
        disagree(typed)
    rows = listed(badbuzz)
    assert [(row["scene"], row["exercises"], row["to_discuss"]) for row in rows[1:]] == [
        ("signals", 1, False)
    ]
    assert rows[0]["lines"] == ["it was written already", "again"]
    assert not rows[0]["to_discuss"]
    disagree("d 1.2 and again")
    assert [row["to_discuss"] for row in listed(badbuzz)] == [True, False]
    said = badbuzz("disagreements", "late-order")[1]
    assert "To be discussed: " in said
    assert "“too strict”" in said
    sheet = badbuzz("key", "export", "late-order")[1]
    assert "What trainees contested" in sheet
    assert "“and again”" in sheet


def test_a_play_in_a_file_counts_too(badbuzz, disagree, home):
    log = home / "play.jsonl"
    disagree("d 2a because", "--log", log)
    [row] = listed(badbuzz, log)
    assert row["lines"] == ["because"]
    assert row["principle"]
    assert "“because”" in badbuzz("key", "export", "late-order", log)[1]


@pytest.mark.parametrize("name", ["missing", "script"])
def test_what_is_no_play_is_said_and_nothing_listed(badbuzz, home, name):
    (home / "script").write_text("1\n", encoding="utf-8")
    code, said, complained = badbuzz("disagreements", "late-order", home / name)
    assert (code, said) == (2, "")
    assert "cannot be used: it does not hold a play" in complained
