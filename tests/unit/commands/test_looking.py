"""The debrief in plain mode, with a store behind it."""

import pytest

from simulator.exercise import events as e

PLAY = ("1", "1 2", "1 4 7", "3 1 2 4", "2", "1")


@pytest.fixture
def played(badbuzz, home):
    """Plays the tutorial with what is typed in its debrief; gives what was said."""

    def run(*typed, more=()):
        script = home / "script"
        script.write_text("".join(f"{line}\n" for line in (*PLAY, *typed)), encoding="utf-8")
        asked = ("play", "late-order", "--plain", "--seed", "7", "--script", script)
        code, said, _ = badbuzz(*asked, *more)
        assert code == 0
        return " ".join(said.split())

    return run


def test_what_to_practise_names_a_crisis_and_a_drill_that_fits(played):
    said = played("n", "")
    assert "What to play, what to drill" in said
    assert "Next, play “The wrong account”" in said
    assert "the drill “" in said
    assert "badbuzz drill" in said


def test_without_a_store_the_play_alone_says_what_to_practise(played):
    said = played("n", "", more=("--no-store",))
    assert "Next, play “The wrong account”" in said


def test_a_replay_from_the_debrief_is_kept_apart(played, kept):
    said = played("p", "1", "1 2", "1 4 7", "3 1 2 4", "2", "1", "", "")
    assert "kept apart from your first play" in said
    store = kept()
    rows = store.history(store.profile())
    assert [row.kind for row in rows] == ["replay", "first"]
    first, again = store.load(rows[1].id).log, store.load(rows[0].id).log
    began = again[0]
    assert isinstance(began, e.ExerciseStarted)
    assert began.replays_from
    cut = next(n for n, (a, b) in enumerate(zip(again[1:], first[1:], strict=False)) if a != b)
    assert again[1:cut] == first[1:cut]


def test_a_replay_that_cannot_be_kept_is_said_not_to_be(played):
    assert "This replay is not kept" in played("p", "", more=("--no-store",))
