"""The log of an exercise as a file: nothing kept is lost, nothing half written is believed."""

import stat

import pytest

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.commands import Refused, Respond
from simulator.exercise.state import State, replay
from simulator.store.journal import Journal, read
from tests.properties.playing import look_at_cut, write
from tests.unit.exercise.building import ask, loaded, scenario, scene

LOG: e.Log = (
    e.ExerciseStarted(
        "x", "d", "k", 1, "learning", timed=False, route="full", gauges={"trust": 60}
    ),
    e.SceneOpened("one", 0),
    e.ResponseGiven("one", ("a", "b"), 4),
    e.Contested("one", "a", "trop tôt pour Hélène"),
    e.TimePassed(9),
)


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "log")
    yield journal
    journal.close()


def test_a_new_journal_is_its_owners_alone(journal, tmp_path):
    assert journal.log == ()
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600


def test_what_is_appended_is_on_disk_at_once(journal, tmp_path):
    for number, event in enumerate(LOG, 1):
        journal.append([event])
        assert read(tmp_path / "log") == LOG[:number]


def test_a_log_cut_at_any_byte_goes_on_from_its_whole_lines(tmp_path):
    write(tmp_path / "log", LOG)
    whole = (tmp_path / "log").read_bytes()
    for cut in range(len(whole)):
        if whole[cut] & 0xC0 != 0x80:
            look_at_cut(whole, cut, LOG, tmp_path / "cut")


def test_a_log_cut_within_a_letter_goes_on_from_its_whole_lines(tmp_path):
    write(tmp_path / "log", LOG)
    whole = (tmp_path / "log").read_bytes()
    within = [cut for cut in range(len(whole)) if whole[cut] & 0xC0 == 0x80]
    assert within
    for cut in within:
        look_at_cut(whole, cut, LOG, tmp_path / "cut")


def test_what_a_later_version_added_to_a_line_is_not_cut_off(tmp_path):
    later = e.dump(LOG).replace('"minute":9', '"minute":9,"added":[1]').encode() + b"\n"
    (tmp_path / "log").write_bytes(later)
    journal = Journal(tmp_path / "log")
    assert journal.log == LOG
    journal.append([e.TimePassed(10)])
    journal.close()
    added = e.dump([e.TimePassed(10)]).encode() + b"\n"
    assert (tmp_path / "log").read_bytes() == later + added


def test_a_command_cut_between_two_of_its_events_never_happened(tmp_path):
    (tmp_path / "log").write_bytes(e.dump(LOG[:2]).encode() + b"\n" + e.dump(LOG[2:4]).encode())
    assert read(tmp_path / "log") == LOG[:2]


@pytest.mark.parametrize("content", [b"Dear aunt,\n\nall is well.\n", b"{}\n\n", b"\xff\xfe\n\n"])
def test_a_file_that_holds_something_else_is_refused_and_left_alone(tmp_path, content):
    (tmp_path / "log").write_bytes(content)
    with pytest.raises(ValueError, match="not a log"):
        Journal(tmp_path / "log")
    assert (tmp_path / "log").read_bytes() == content


def test_an_empty_file_is_an_empty_log(tmp_path):
    (tmp_path / "log").touch()
    assert read(tmp_path / "log") == ()


def test_a_folder_is_no_journal(tmp_path):
    with pytest.raises(OSError, match=r".*"):
        Journal(tmp_path)


# ---- kept before it is shown


def played():
    return loaded(scenario(scene("one", ask()), scene("two", ask())))


def test_what_cannot_be_kept_did_not_happen():
    kept: list[e.Event] = []

    def keep(events):
        if kept:
            raise OSError("disk full")
        kept.extend(events)

    conduct = Conduct(played(), keep)
    conduct.start(3)
    before, log = conduct.state, conduct.log
    with pytest.raises(OSError, match="disk full"):
        conduct.do(Respond(("yes",)))
    assert conduct.state == before
    assert conduct.log == log == tuple(kept)


def test_what_is_refused_is_not_kept(journal, tmp_path):
    conduct = Conduct(played(), journal.append)
    with pytest.raises(Refused):
        conduct.do(Respond(("yes",)))
    assert conduct.state == State()
    assert (tmp_path / "log").read_bytes() == b""


def test_an_exercise_goes_on_from_its_journal(tmp_path):
    first = Conduct(played(), (journal := Journal(tmp_path / "log")).append)
    first.start(3)
    first.do(Respond(("no",)))
    journal.close()
    again = Journal(tmp_path / "log")
    second = Conduct(played(), again.append, again.log)
    assert second.state == first.state
    assert second.log == first.log
    assert second.fits()
    second.do(Respond(("yes",)))
    again.close()
    assert second.state.is_over
    assert replay(read(tmp_path / "log")) == second.state


def test_a_log_fits_only_the_scenario_it_was_played_on():
    conduct = Conduct(played())
    assert not conduct.fits()
    conduct.start(1)
    assert conduct.fits()
    other = loaded(scenario(scene("one", ask())))
    assert Conduct(other, log=conduct.log).fits()
    changed = type(other)(other.scenario, other.key, other.texts, "e" * 64, other.key_version)
    assert not Conduct(changed, log=conduct.log).fits()
