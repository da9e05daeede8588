"""A scenario edited, an organisation file thrown away: an exercise stays on what was played."""

import shutil

import pytest

from simulator.conduct.conduct import Conduct
from simulator.conduct.kept import begin, look_back, resume
from simulator.debrief.debrief import debrief
from simulator.debrief.record import record
from simulator.scenario import library
from simulator.scenario.load import load
from simulator.store.opening import open_store
from tests.unit.store.conftest import SAMPLE
from tests.unit.store.test_store import go_on

HOUSE = """\
badbuzz: 1
organisation:
  name: Chez Zoé
"""


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A library with one crisis that may be edited."""
    place = tmp_path / "library" / "late-order"
    shutil.copytree(SAMPLE, place)
    monkeypatch.setattr(library, "FOLDERS", (place.parent,))
    return place


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "data")
    yield store
    store.close()


def begun(store, shelf, house=None):
    """Two decisions in the crisis as it is now."""
    loaded, problems = load(shelf, house)
    assert loaded is not None, problems
    conduct, keeper = begin(store, store.profile(), loaded, language="en")
    conduct.start(3)
    go_on(conduct, 2)
    keeper.close()
    return conduct, keeper.id


def edit(shelf):
    main = shelf / "scenario.yaml"
    text = main.read_text(encoding="utf-8")
    assert "Lena" in text
    main.write_text(text.replace("Lena", "Nora"), encoding="utf-8")


@pytest.mark.parametrize("how", ["edited", "broken", "removed"])
def test_an_exercise_goes_on_with_the_scenario_it_began_with(store, shelf, how):
    played, name = begun(store, shelf)
    assert not look_back(store, name).is_edited
    if how == "edited":
        edit(shelf)
    elif how == "broken":
        (shelf / "scenario.yaml").write_text("badbuzz: [")
    else:
        shutil.rmtree(shelf)
    found, keeper = resume(store, name)
    assert found.is_edited == (how != "removed")
    assert found.conduct.loaded.texts == played.loaded.texts
    go_on(found.conduct)
    keeper.close()
    played = Conduct(played.loaded, log=played.log)
    go_on(played)
    again = look_back(store, name).conduct
    assert again.log == played.log
    assert record(debrief(again.loaded, again.log)) == record(debrief(played.loaded, played.log))


def test_an_edited_scenario_is_kept_beside_the_one_before(store, shelf):
    _, first = begun(store, shelf)
    edit(shelf)
    _, second = begun(store, shelf)
    assert look_back(store, first).is_edited
    assert not look_back(store, second).is_edited
    digests = {store.load(name).exercise.digest for name in (first, second)}
    assert len(digests) == 2


def test_the_organisation_is_kept_with_the_exercise(store, shelf, tmp_path):
    house = tmp_path / "house.yaml"
    house.write_text(HOUSE, encoding="utf-8")
    played, name = begun(store, shelf, house)
    house.unlink()
    found = look_back(store, name)
    assert found.conduct.loaded.texts["en"].of("organisation", "name") == "Chez Zoé"
    assert found.conduct.loaded.texts == played.loaded.texts
    assert found.conduct.loaded.organisation == played.loaded.organisation
    assert store.load(name).organisation == HOUSE.encode()


def test_what_was_proven_of_the_best_play_is_kept_too(store, shelf):
    played, name = begun(store, shelf)
    assert look_back(store, name).conduct.loaded.reach == played.loaded.reach


def test_every_byte_of_every_file_is_kept(store, shelf):
    played, name = begun(store, shelf)
    again = look_back(store, name).conduct.loaded
    assert again.files is not None
    assert played.loaded.files is not None
    assert (again.files.scenario, again.files.others) == (
        played.loaded.files.scenario, played.loaded.files.others
    )  # fmt: skip
    assert again.digest == played.loaded.digest
