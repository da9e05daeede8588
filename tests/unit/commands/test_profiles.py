"""`badbuzz profiles`, and `--profile` where it is understood."""

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
