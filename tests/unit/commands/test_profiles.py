"""`badbuzz profiles`, and `--profile` where it is understood."""

import json

from simulator import settings
from simulator.store.profiles import take
from tests.unit.store.test_store import play


def test_profiles_are_listed_and_renamed(badbuzz, kept):
    assert badbuzz("profiles") == (0, "Nobody has played yet.\n", "")
    play(kept())
    take(kept(), "Fern")
    assert badbuzz("profiles")[1] == "(without a name): 1 play\nFern: 0 plays\n"
    assert badbuzz("profiles", "--rename", "fern", "Moss")[0] == 0
    code, _, said = badbuzz("--lang=fr", "profiles", "--rename", "Ivy", "Rose")
    assert (code, said) == (
        2,
        "Aucun profil ne porte ce nom. badbuzz profiles en donne la liste.\n",
    )
    assert badbuzz("profiles")[1].endswith("Moss: 0 plays\n")


def test_a_play_is_of_the_profile_that_is_named(badbuzz, kept, home, monkeypatch):
    script = home / "script"
    script.write_text("", encoding="utf-8")
    words = ("play", "--plain", "--script", script, "--seed", "3")
    badbuzz(*words, "--profile", "Fern")
    monkeypatch.setenv("BADBUZZ_PROFILE", "fern")
    badbuzz(*words)
    badbuzz(*words, "--profile", "Moss")
    store = kept()
    found = {known.name: len(store.history(known)) for known in store.profiles()}
    assert found == {"Fern": 2, "Moss": 1}


def test_who_was_chosen_in_the_app_is_meant_and_followed(badbuzz, kept, monkeypatch):
    play(kept(), profile="Zebulon")
    place = settings.folder()
    settings.write(place, settings.Settings(profile="Zebulon"))
    assert json.loads(badbuzz("export")[1])["profile"]["name"] == "Zebulon"
    badbuzz("profiles", "--rename", "zebulon", "Quillon")
    assert settings.read(place).profile == "Quillon"
    assert json.loads(badbuzz("export")[1])["profile"]["name"] == "Quillon"
    monkeypatch.setenv("BADBUZZ_PROFILE", "nobody")
    assert badbuzz("export")[0] == 2
    monkeypatch.delenv("BADBUZZ_PROFILE")
    badbuzz("erase", "--yes")
    assert not settings.read(place).profile


def test_the_history_begins_below_a_number_that_a_play_can_have(badbuzz, kept):
    play(kept())
    for wrong in ("-5", "0", "9" * 30):
        code, said, complained = badbuzz("history", "--before", wrong)
        assert (code, said) == (2, "")
        assert complained == "--before wants the number of a play, from 1.\n"
    assert badbuzz("history", "--before", "1")[1] == "There is no play before number 1.\n"
    assert badbuzz("history", "--before", "2")[1].startswith("1. ")


def test_what_was_opened_and_left_is_in_no_list(badbuzz, kept, home):
    empty = home / "script"
    empty.write_text("", encoding="utf-8")
    badbuzz("play", "--plain", "--script", empty)
    store = kept()
    assert len(store.history(store.profile())) == 1
    assert badbuzz("history") == (0, "Nothing has been played yet.\n", "")
    goes_on = badbuzz("play", "late-order", "--plain", "--continue", "--script", empty)
    assert goes_on[::2] == (2, "There is no play of this crisis to go on with.\n")
