"""The catalogue says what `badbuzz explain` says, of every id, in both languages."""

import pytest

from simulator.author.catalogue import BOOKS, FOLDER, page
from simulator.cli import main
from simulator.language import speak
from simulator.reference import book


@pytest.mark.parametrize(("code", "end"), [("en", ""), ("fr", ".fr")])
def test_the_page_is_the_one_that_the_program_writes(code, end):
    """If this fails: python -m simulator.author.catalogue, and read the difference."""
    text = (FOLDER / f"catalogue{end}.md").read_text(encoding="utf-8")
    assert text == page(speak(code))
    for shelf in BOOKS:
        for name in book(shelf, code):
            assert text.count(f"### {name}\n") == 1
    for guide in ("authoring", "authoring-tools"):
        assert f"(catalogue{end}.md)" in (FOLDER / f"{guide}{end}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["E10", "t4", "C12", "S3", "plan", "pile-on"])
def test_explain_knows_every_kind_of_id(name, capsys):
    assert main(["explain", name, "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert said.casefold().startswith(name.casefold() + " ")
    assert "\u202f:" in said


def test_explain_says_what_it_could_explain(capsys):
    assert main(["explain", "E000", "--lang", "en"]) == 2
    assert "E10" in capsys.readouterr().err
