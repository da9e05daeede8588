"""The pages of docs/problems say what `badbuzz explain` says, and their links hold."""

import re

import pytest

from simulator.author.problem_pages import FAMILIES, FOLDER, pages
from simulator.scenario.codes import CODES

PAGES = pages()


def test_the_pages_are_those_that_the_program_writes():
    """If this fails: python -m simulator.author.problem_pages, and read the difference."""
    assert {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")} == PAGES


@pytest.mark.parametrize("end", ["", ".fr"])
def test_every_code_has_one_heading_and_the_index_leads_to_it(end):
    links = re.findall(r"\]\(([^)]+)#([a-z]\d+)\)", PAGES[f"README{end}.md"])
    assert [code.upper() for _, code in links] == sorted(CODES, key=_place)
    for page, code in links:
        assert PAGES[page].count(f"## {code.upper()}\n") == 1


def _place(code):
    return [family.letter for family in FAMILIES].index(code[0]), list(CODES).index(code)


@pytest.mark.parametrize("name", PAGES)
def test_no_bracket_is_taken_for_a_tag(name):
    prose = re.sub(r"```.*?```", "", PAGES[name], flags=re.DOTALL)
    assert not re.search(r"<\w", prose)
