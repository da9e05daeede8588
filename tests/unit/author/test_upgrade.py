"""A file of an older version is lifted, with its comments and its order. Version 0 is made up here:
before 1, none was published.
"""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.author import upgrade as lifting
from simulator.author.upgrade import Edit, Stuck, apply, renamed, upgrade, version
from simulator.cli import main
from simulator.scenario.library import find, shipped
from simulator.scenario.load import load

OLDER = {"title": "heading", "scene": "beat", "option": "answer", "minutes": "cost"}
STEPS = {0: lambda tree: renamed(tree, {old: new for new, old in OLDER.items()})}


def aged(text):
    """Return *text* as version 0 would have written it, with comments everywhere."""
    text = text.replace("badbuzz: 1", "badbuzz: 0  # the version")
    for new, old in OLDER.items():
        text = re.sub(rf"(?m)^( *){new}(?=: | [a-z0-9-]+:$)", rf"\1{old}", text)
    return re.sub(r"(?m)^beat ", "# a comment\nbeat ", text)


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_a_made_up_version_0_is_lifted_with_comments_and_order(folder, tmp_path):
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    old = aged(text)
    assert old != text
    assert version(old) == 0
    new = upgrade(old, STEPS)
    assert new.replace("# a comment\n", "").replace("  # the version", "") == text
    assert new.count("# a comment\n") == text.count("\nscene ")
    (tmp_path / "scenario.yaml").write_text(new, encoding="utf-8")
    loaded, problems = load(tmp_path)
    assert loaded, problems


def test_a_current_file_is_left_alone_and_a_strange_one_refused():
    text = (find("cracked-cup") / "scenario.yaml").read_text(encoding="utf-8")
    assert upgrade(text) == text
    for strange in ("", "badbuzz: 0\n", "badbuzz: 9\n", "badbuzz: x\n", "- a\n", "[" * 50):
        with pytest.raises(Stuck):
            upgrade(strange)


def test_several_steps_are_taken_one_after_the_other():
    steps = {0: lambda tree: renamed(tree, {"a": "b"}), 1: lambda tree: renamed(tree, {"b": "c"})}
    assert upgrade("badbuzz: 0\na: 1 # x\n", steps, to=2) == "badbuzz: 2\nc: 1 # x\n"


def test_an_edit_that_does_not_fit_changes_nothing():
    with pytest.raises(Stuck):
        apply("abc", [Edit(1, 1, "x", "y")])


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_is_lifted_or_refused(text):
    with suppress(Stuck):
        assert version(upgrade(text, STEPS)) == 1


def test_the_command_keeps_the_older_file(tmp_path, capsys, monkeypatch):
    old = aged((find("cracked-cup") / "scenario.yaml").read_text(encoding="utf-8"))
    (tmp_path / "scenario.yaml").write_text(old, encoding="utf-8")
    assert main(["upgrade", str(tmp_path)]) == 2
    assert "no way leads" in capsys.readouterr().err
    assert (tmp_path / "scenario.yaml").read_text(encoding="utf-8") == old
    monkeypatch.setattr(lifting.upgrade, "__defaults__", (STEPS, 1))
    assert main(["upgrade", str(tmp_path)]) == 0
    assert (tmp_path / "scenario.v0.yaml").read_text(encoding="utf-8") == old
    assert load(tmp_path)[0]
    assert main(["upgrade", str(tmp_path), "--lang", "fr"]) == 0
    assert "déjà" in capsys.readouterr().out
    assert main(["upgrade", "nowhere"]) == 2
