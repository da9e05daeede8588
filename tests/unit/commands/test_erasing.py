"""`badbuzz erase` and `badbuzz backup`, as somebody types them."""

import os
import re
import stat

import pytest
import sqlalchemy as sa

from simulator import crash, settings
from simulator.store import copies, workshops
from simulator.store import tables as t
from simulator.store.profiles import take
from tests.unit.store.test_closing import held
from tests.unit.store.test_erasing import grow_old
from tests.unit.store.test_store import play


def test_a_profile_is_erased_when_it_is_said_twice(badbuzz, kept):
    play(kept(), profile="Zebulon")
    code, said, complained = badbuzz("erase", "--profile", "zebulon")
    assert (code, said) == (1, "This would erase 1 play for good, copies included.\n")
    assert complained == "Nothing was erased. Say --yes to do it.\n"
    code, said, complained = badbuzz("erase", "--profile", "Zebulon", "--yes")
    assert (code, complained) == (0, "")
    assert said.startswith("1 play was erased.\n")
    assert kept().profiles() == []


def test_what_was_played_under_a_chosen_name_goes_with_it(badbuzz, kept):
    play(kept(), profile="Zebulon")
    place = settings.folder()
    chosen = settings.Settings(profile="Zebulon", played=("late-order",), museum=("E01",))
    settings.write(place, chosen)
    badbuzz("erase", "--profile", "zebulon", "--yes")
    found = settings.read(place)
    assert (found.profile, found.played, found.museum) == ("", (), ())


def test_nobody_is_erased_by_a_slip(badbuzz, kept):
    play(kept(), profile="Zebulon")
    code, _, complained = badbuzz("--lang=fr", "erase", "--profile", "Zeb", "--yes")
    assert code == 2
    assert complained == "Aucun profil ne s’appelle Zeb.\nIl y a\u202f: Zebulon.\n"
    assert badbuzz("erase", "--exercise", "12", "--yes")[::2] == (2, "There is no such play.\n")
    assert badbuzz("erase", "--exercise", "12", "--all")[0] == 2
    assert len(kept().history(take(kept(), "Zebulon"))) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("erase", "--exercise", "", "--yes"), ("erase", "--exercise=", "--yes"),
        ("erase", "--exercise", " ", "--yes"), ("erase", "--profile", "", "--yes"),
        ("erase", "--all", "--yes", "--data", ""), ("export", "--profile", ""),
        ("export", "-o", ""), ("backup", ""), ("new", ""), ("report", ""), ("play", ""),
        ("history", "--profile="), ("profiles", "--data", ""), ("--lang=fr", "pack", ""),
    ],
)  # fmt: skip
def test_an_unset_variable_never_means_the_usual(badbuzz, kept, words, home, monkeypatch):
    monkeypatch.chdir(home)
    play(kept())
    play(kept(), profile="Zebulon")
    copies.back_up(kept(), home / "copy.db")
    code, said, complained = badbuzz(*words)
    assert (code, said) == (2, "")
    assert "vide" in complained if "--lang=fr" in words else "is empty" in complained
    assert [len(kept().history(take(kept(), name))) for name in ("", "Zebulon")] == [1, 1]
    assert (home / "copy.db").exists()


def test_a_play_is_erased_by_the_number_that_the_history_shows(badbuzz, kept):
    for _ in range(3):
        play(kept())
    shown = re.findall(r"^(\d+)\. ", badbuzz("history")[1], re.MULTILINE)
    assert shown == ["3", "2", "1"]
    for number in shown:
        assert badbuzz("erase", "--exercise", number)[0] == 1
        assert badbuzz("erase", "--exercise", number, "--yes")[0] == 0
    assert badbuzz("erase", "--exercise", "1")[::2] == (2, "There is no such play.\n")
    assert badbuzz("history")[1] == "Nothing has been played yet.\n"


def test_everything_goes_with_logs_and_what_was_played(badbuzz, kept, home):
    play(kept(), profile="Zebulon")
    crash.report(ValueError("x"), "en")
    [log] = crash.logs()
    place = settings.folder()
    settings.write(place, settings.Settings(played=("late-order",), theme="badbuzz-light"))
    copies.back_up(kept(), home / "copy.db")
    code, said, complained = badbuzz("erase", "--all", "--yes")
    assert (code, complained) == (0, "")
    assert str(log) in said
    assert not log.exists()
    assert not (home / "copy.db").exists()
    found = settings.read(place)
    assert (found.played, found.theme) == ((), "badbuzz-light")
    assert list(home.rglob("*.db")) == [home / "kept" / "badbuzz.db"]


def test_a_copy_that_is_not_reached_is_named(badbuzz, kept, home):
    play(kept(), profile="Zebulon")
    copies.back_up(kept(), home / "copy.db")
    (home / "copy.db").unlink()
    code, _, complained = badbuzz("erase", "--profile", "Zebulon", "--yes")
    assert code == 1
    assert complained == f"{home}/copy.db is not there any more: it was moved or renamed.\n"


def test_a_copy_is_written_and_brought_back(badbuzz, kept, home):
    _, name = play(kept(), profile="Zebulon")
    file = home / "copy.db"
    assert badbuzz("backup", file) == (0, f"Written: {file}\n", "")
    assert badbuzz("backup", file)[0] == 2
    badbuzz("erase", "--profile", "Zebulon", "--yes")  # The copy is erased from too.
    play(kept(), profile="Quillon")
    badbuzz("backup", home / "second.db")
    code, said, _ = badbuzz("backup", "--restore", file)
    assert code == 0
    assert re.search(r"kept aside as .*badbuzz-.*-replaced\.db", said)
    assert kept().profiles() == []
    assert badbuzz("backup", "--restore", home / "second.db")[0] == 0
    assert [known.name for known in kept().profiles()] == ["Quillon"]
    assert name not in {row.id for row in kept().history(take(kept(), "Quillon"))}


def test_what_is_old_is_forgotten_when_the_store_is_opened(badbuzz, kept, home):
    store = kept()
    _, name = play(store, profile="Zebulon")
    grow_old(store, name, 400)
    crash.report(ValueError("x"), "en")
    [log] = crash.logs()
    os.utime(log, (0, 0))
    settings.write(settings.folder(), settings.Settings(keep_months=0))
    badbuzz("profiles")
    assert log.exists()
    assert store.history(take(store, "Zebulon"))
    settings.write(settings.folder(), settings.Settings())
    badbuzz("profiles")
    assert not log.exists()
    assert store.history(take(store, "Zebulon")) == []
    assert store.read(lambda c: c.execute(sa.select(t.past)).first()) is not None


# ---- doctor


def test_the_doctor_finds_nothing_to_see_to(badbuzz, kept, home):
    code, said, _ = badbuzz("doctor")
    assert code == 0
    assert "Nothing has been kept yet." in said
    assert not (home / "kept").exists()
    play(kept())
    code, said, complained = badbuzz("doctor")
    assert (code, complained) == (0, "")
    assert "1 profile, 1 play, 0 unfinished" in said
    assert "[ok] Every play is what was written, to the byte." in said
    assert said.endswith("All is well.\n")


def test_the_doctor_sees_an_altered_play(badbuzz, kept, home):
    store = kept()
    _, name = play(store)
    row = sa.update(t.event).where(t.event.c.seq == 3).values(body="{}")
    store.write(lambda c: c.execute(row))
    code, said, _ = badbuzz("doctor")
    assert code == 1
    assert f"[!]  {name}: " in said
    assert f"badbuzz erase --exercise {name}" in said
    badbuzz("erase", "--exercise", name, "--yes")
    assert badbuzz("doctor")[0] == 0


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.chmod(0o644), "chmod 600"),
        (lambda path: path.parent.chmod(0o755), "chmod 700"),
        (lambda path: path.write_bytes(b""), "It is empty."),
        (
            lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(200)),
            "not a database of ours",
        ),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "is damaged"),
    ],
)
def test_the_doctor_sees_what_is_wrong_and_changes_nothing(badbuzz, kept, home, spoil, told):
    store = kept()
    play(store)
    store.close()
    path = home / "kept" / "badbuzz.db"
    spoil(path)
    before = {x.name: x.read_bytes() for x in path.parent.iterdir() if x.is_file()}
    code, said, _ = badbuzz("doctor")
    assert code == 1
    assert told in said
    after = {x.name: x.read_bytes() for x in path.parent.iterdir() if x.is_file()}
    assert {name: after[name] for name in before} == before


def test_the_doctor_says_that_a_server_is_away(badbuzz):
    code, said, _ = badbuzz("--lang=fr", "doctor", "--database", "postgresql://127.0.0.1:9/x")
    assert code == 1
    assert "Where" not in said
    assert "[!]" in said


def test_what_is_written_is_for_its_owner_alone(badbuzz, kept, home):
    play(kept())
    badbuzz("backup", home / "copy.db")
    settings.write(settings.folder(), settings.Settings())
    crash.report(ValueError("x"), "en")
    files = [path for path in home.rglob("*") if path.is_file() and "cache" not in path.parts]
    assert len(files) > 4
    for path in {*files, *(path.parent for path in files)} - {home}:
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_one_play_is_erased_by_its_number(badbuzz, kept):
    names = [play(kept(), profile="Zebulon")[1] for _ in range(3)]
    play(kept())
    words = ("erase", "--yes", "--profile", "Zebulon", "--exercise")
    assert badbuzz(*words, "2")[0] == 0
    assert badbuzz(*words, "2")[::2] == (2, "There is no such play.\n")
    assert badbuzz(*words, names[2])[0] == 0
    store = kept()
    assert [row.id for row in store.history(take(store, "Zebulon"))] == [names[0]]
    assert len(store.history(take(store, ""))) == 1


def test_a_backup_is_one_file_that_wants_nothing_beside_it(badbuzz, kept, home):
    play(kept())
    place = home / "medium"
    place.mkdir()
    badbuzz("backup", place / "copy.db")
    assert [path.name for path in place.iterdir()] == ["copy.db"]
    assert (place / "copy.db").read_bytes()[18:20] == b"\1\1"  # No journal of writes ahead.
    assert badbuzz("backup", "--restore", place / "copy.db")[0] == 0
    assert [path.name for path in place.iterdir()] == ["copy.db"]
    assert len(kept().history(kept().profile())) == 1


def test_a_workshop_is_erased_by_its_id(badbuzz, kept):
    keeper = held(kept())
    code, _, complained = badbuzz("erase", "--workshop", keeper.id, "--yes")
    assert code == 2
    assert complained.startswith("This workshop is held by another program")
    keeper.close()
    code, said, complained = badbuzz("--lang=fr", "erase", "--workshop", keeper.id)
    assert (code, said) == (1, "Cela effacerait un atelier pour de bon, copies comprises.\n")
    _, said, _ = badbuzz("erase", "--all")
    assert said.endswith(" 0 plays for good, copies included.\nAnd 1 workshop.\n")
    code, said, complained = badbuzz("erase", "--workshop", keeper.id, "--yes")
    assert (code, complained) == (0, "")
    assert said.startswith("The workshop was erased.\n")
    assert workshops.history(kept()) == []
    told = badbuzz("erase", "--workshop", keeper.id, "--yes")
    assert told[0] == 2
    assert told[2].startswith(f"There is no workshop {keeper.id}.")


def test_the_doctor_looks_at_workshops(badbuzz, kept):
    keeper = held(kept())
    code, said, _ = badbuzz("--lang=fr", "doctor")
    assert code == 0
    assert "1 atelier, 1 non clos" in said
    assert "garde ses noms et ses votes" in said
    change = sa.update(t.workshop_event).values(kind="Other")
    kept().write(lambda connection: connection.execute(change).rowcount)
    code, said, _ = badbuzz("doctor")
    assert code == 1
    assert f"badbuzz erase --workshop {keeper.id} takes it out." in said
    assert "to the byte" not in said
    keeper.close()
