"""What authors type, and what they are told when it cannot be."""

import shutil

from simulator.scenario.library import folder


def test_a_language_or_a_place_that_cannot_be_is_named(badbuzz, home, monkeypatch):
    monkeypatch.chdir(home)
    own = folder() / "late-order" / "scenario.yaml"
    language = "en" if "\nlanguage: en\n" in own.read_text(encoding="utf-8") else "fr"
    said = badbuzz("translate", "late-order", "--to", language)
    assert said == (2, "", f"late-order is written in {language} already\n")
    assert badbuzz("pack", "nope")[::2] == (2, "there is no folder nope\n")
    assert badbuzz("backup", "--restore", "nope")[::2] == (2, "There is no file nope.\n")


def test_a_pack_is_not_written_over(badbuzz, home, monkeypatch):
    monkeypatch.chdir(home)
    (home / "mine.zip").write_text("mine", encoding="utf-8")
    code, _, complained = badbuzz("pack", "late-order", "-o", "mine.zip")
    assert code == 2
    assert "--force" in complained
    assert (home / "mine.zip").read_text(encoding="utf-8") == "mine"
    assert badbuzz("pack", "late-order", "-o", "mine.zip", "--force")[0] == 0
    assert (home / "mine.zip").read_bytes()[:2] == b"PK"


def test_check_names_the_path_that_was_given_and_goes_through_a_folder(badbuzz, home):
    (home / "junk").write_text("", encoding="utf-8")
    code, said, _ = badbuzz("check", "--quick", home / "junk")
    assert code == 2
    assert "scenario.yaml" not in said
    for name in ("a", "b"):
        shutil.copytree(folder() / "late-order", home / "all" / name)
    code, said, _ = badbuzz("check", "--quick", home / "all")
    assert f"{home}/all/a: " in said
    assert f"{home}/all/b: " in said


def test_new_says_what_it_chose_and_writes_beside_nothing(badbuzz, home):
    (home / "full").mkdir()
    (home / "full" / "mine").write_text("", encoding="utf-8")
    for name in ("full", "full/new/.."):
        assert badbuzz("new", home / name)[0] == 2
    assert [one.name for one in (home / "full").iterdir()] == ["mine"]
    code, said, _ = badbuzz("new", home / "fresh")
    assert code == 0
    assert "(single-complaint)" in said
    assert "(T1)" in said
    assert "Kiln Lane" in said
    code, _, complained = badbuzz("new", home / "other", "--tension", "T99")
    assert code == 2
    assert "  T16: " in complained
    assert "  pile-on: " in badbuzz("new", home / "other", "--type", "?")[2]


def test_the_doctor_says_nothing_of_what_it_cannot_reach(badbuzz, home, monkeypatch):
    from simulator.store import place
    from simulator.store.faults import StoreFault

    def refused(path):
        raise StoreFault("read-only", str(path))

    monkeypatch.setattr(place, "examine", refused)
    code, said, _ = badbuzz("doctor")
    assert code == 1
    assert "Nobody else" not in said
