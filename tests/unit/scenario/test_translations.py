"""A translation beside a scenario: what is missing, stale or extra, and what translate does."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.author import translate
from simulator.scenario.load import load
from simulator.scenario.problems import Findings
from simulator.scenario.text import read_stamps
from tests.unit.scenario.expecting import FOLDER, good


@pytest.fixture
def folder(tmp_path):
    """A scenario with its whole French text, stamped."""
    shutil.copytree(FOLDER / "T102-stale", tmp_path / "small")
    place = tmp_path / "small"
    edit(place / "scenario.yaml", "What should you do now?", "What now?")
    return place


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def refresh(place):
    """Run what `badbuzz translate --to fr` does."""
    outcome = translate.refresh(place, "fr")
    assert outcome is not None
    return outcome


def codes(place):
    return [problem.code for problem in load(place)[1]]


def test_a_whole_translation_has_no_problem(folder):
    loaded = good(folder)
    assert loaded.texts["fr"]["first.ask"] == "Que faire ?"
    assert loaded.texts["en"]["first.ask"] == "What now?"
    assert loaded.texts["fr"]["organisation.name"] == "Fern"


def test_both_places_are_named(folder):
    edit(folder / "scenario.yaml", "What now?", "What should you do now?")
    (problem,) = load(folder)[1]
    assert problem.code == "T102"
    assert problem.place.file.endswith("text.fr.yaml")
    assert problem.words["source"].endswith("scenario.yaml:23:8")


def test_new_line_breaks_alone_are_no_edit(folder):
    edit(folder / "scenario.yaml", "What now?", ">\n    What\n    now?")
    assert codes(folder) == []


def test_stale_stays_stale_until_the_translation_changes(folder):
    edit(folder / "scenario.yaml", "What now?", "What should you do now?")
    for _ in range(2):
        assert refresh(folder).stale == ("first.ask",)
        assert codes(folder) == ["T102"]
    edit(folder / "text.fr.yaml", "Que faire ?", "Que devez-vous faire ?")
    assert codes(folder) == ["T105"]
    assert refresh(folder).stale == ()
    assert codes(folder) == []


def test_what_a_translator_wrote_is_untouched(folder):
    before = (folder / "text.fr.yaml").read_text(encoding="utf-8")
    edit(folder / "scenario.yaml", "What now?", "What should you do now?")
    refresh(folder)
    marked = (folder / "text.fr.yaml").read_text(encoding="utf-8")
    assert marked.startswith(before)
    assert all(line.startswith("#") for line in marked[len(before) :].splitlines() if line)
    assert "#   ask: >\n#     What should you do now?\n" in marked
    edit(folder / "text.fr.yaml", "  answer.text: Lui répondre\n", "")
    before = (folder / "text.fr.yaml").read_text(encoding="utf-8").split("\n# ----")[0]
    assert refresh(folder).missing == ("first.answer.text",)
    after = (folder / "text.fr.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert "#   answer.text: >\n#     Answer her\n" in after


def test_the_list_of_what_is_missing_is_not_repeated_and_goes_in_the_end(folder):
    edit(folder / "text.fr.yaml", "  answer.text: Lui répondre\n", "")
    refresh(folder)
    once = (folder / "text.fr.yaml").read_text(encoding="utf-8")
    refresh(folder)
    assert (folder / "text.fr.yaml").read_text(encoding="utf-8") == once
    edit(folder / "text.fr.yaml", "  wait.text:", "  answer.text: Lui répondre\n  wait.text:")
    refresh(folder)
    assert "still to translate" not in (folder / "text.fr.yaml").read_text(encoding="utf-8")
    assert codes(folder) == []


def test_an_unstamped_translation_is_only_warned_about(folder):
    (folder / "stamps.fr.yaml").unlink()
    assert set(codes(folder)) == {"T105"}
    assert load(folder)[0] is not None
    refresh(folder)
    assert codes(folder) == []


def test_a_new_translation_begins_as_a_list_to_fill_in(folder):
    (folder / "text.fr.yaml").unlink()
    (folder / "stamps.fr.yaml").unlink()
    outcome = refresh(folder)
    assert outcome.translated == 0
    assert len(outcome.missing) == outcome.total > 0
    assert set(codes(folder)) == {"T101"}


@pytest.mark.parametrize("damage", ["first: [\n", "badbuzz: 1\nbadbuzz: 1\n"])
def test_nothing_is_written_beside_a_translation_that_cannot_be_read(folder, damage):
    with (folder / "text.fr.yaml").open("a", encoding="utf-8") as file:
        file.write(damage)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert translate.refresh(folder, "fr") is None
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_scenario_is_not_translated_to_its_own_language(folder):
    assert translate.refresh(folder, "en") is None
    assert not (folder / "text.en.yaml").exists()


def test_a_damaged_stamp_file_is_named(folder):
    (folder / "stamps.fr.yaml").write_text("first.ask: @a b\n", encoding="utf-8")
    problem = load(folder)[1][0]
    assert (problem.code, Path(problem.place.file).name) == ("Y103", "stamps.fr.yaml")


def test_a_translation_that_cannot_be_opened_is_named(folder):
    (folder / "text.fr.yaml").unlink()
    os.mkfifo(folder / "text.fr.yaml")
    problem = load(folder)[1][0]
    assert (problem.code, Path(problem.place.file).name) == ("F102", "text.fr.yaml")


def test_other_files_in_the_folder_do_not_crowd_out_a_translation(folder):
    for number in range(30):
        (folder / f"a{number}.yaml").write_text("x: y\n", encoding="utf-8")
    assert "fr" in good(folder).texts


STAMPS = st.dictionaries(
    st.from_regex(
        r"[a-z][a-z0-9-]{0,8}(\.[a-z][a-z0-9-]{0,8}){0,2}( (before|with) [a-z]{1,5})?",
        fullmatch=True,
    ),
    st.tuples(*(st.from_regex("[0-9a-f]{8}", fullmatch=True),) * 2),
    max_size=9,
)


@given(STAMPS, st.booleans())
def test_stamps_are_read_at_once_as_yaml_would_read_them(stamps, is_headed):
    lines = [f"{address}: {source} {own}" for address, (source, own) in stamps.items()]
    data = "\n".join([*(["# Written"] * is_headed), *lines, ""]).encode()
    findings = Findings("stamps.fr.yaml")
    assert read_stamps(data, findings) == stamps
    # A comment in the middle is somebody's own: the file is read as YAML, and says the same.
    assert read_stamps(data + b"# mine\n", findings) == stamps
    assert {problem.code for problem in findings.problems} <= {"F106"}


def test_a_stamp_written_twice_is_said():
    findings = Findings("stamps.fr.yaml")
    read_stamps(b"a.b: 01234567 89abcdef\n" * 2, findings)
    assert [problem.code for problem in findings.problems] == ["Y118"]
