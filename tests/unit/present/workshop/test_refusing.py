"""Every reason for which a workshop can refuse something is said in words."""

import ast
from pathlib import Path

import pytest

from simulator.language import speak
from simulator.present.workshop.refusing import refused
from simulator.workshop import commands as c

ROOT = Path(__file__).parents[4] / "simulator"
RULES = (*sorted((ROOT / "workshop").glob("*.py")), *sorted((ROOT / "exercise").glob("*.py")),
         ROOT / "scenario" / "prompt.py")  # fmt: skip
AFTERWORDS = "afterwords.py"
"""What is said of a play once it is over, and of no workshop."""


def reasons() -> set[str]:
    """Return the words in `Refused("...")`, and those that `refusal` returns."""
    found: set[str] = set()
    for path in RULES:
        if path.name == AFTERWORDS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                found |= words(node)
            elif isinstance(node, ast.FunctionDef) and node.name == "refusal":
                for part in ast.walk(node):
                    if isinstance(part, ast.Return):
                        found |= words(part)
    return found


def words(node: ast.AST) -> set[str]:
    """Return the strings below *node* that are no side of a comparison."""
    compared = {
        id(inner) for part in ast.walk(node) if isinstance(part, ast.Compare)
        for inner in ast.walk(part)
    }  # fmt: skip
    return {
        part.value for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value
        and id(part) not in compared
    }  # fmt: skip


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_reason_is_a_sentence(code):
    language = speak(code)
    known = reasons()
    assert {"role", "tied", "late", "budget", "few", "locked"} <= known
    unsaid = language._("This cannot be done now.")
    assert {word for word in known if refused(language, word) == unsaid} == set()


def test_one_word_is_told_apart_by_what_was_asked():
    english = speak("en")
    assert refused(english, "twice", c.Join("a", "ann", "t")) == "You are seated already."
    assert refused(english, "twice", c.Vote(1, ("a", "a"))) == "The same thing was picked twice."
    assert refused(english, "few", c.Write) == "Write something first."
    assert refused(english, "no such reason") == "This cannot be done now."
