"""`badbuzz new`: a small scenario that passes `check`, in the words of the author's language."""

import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator import reference, safe
from simulator.reference import Entry
from simulator.scenario.fields import ID, MAX_ID
from simulator.scenario.load import FILE
from simulator.scenario.prose import one_line
from simulator.scenario.words import bare

TEMPLATES = Path(__file__).parent / "templates"
SECTORS = {"en": "services", "fr": "services"}
NAMES = {"en": "Kiln Lane", "fr": "La Rue du Four"}
"""Invented, and to be replaced."""
WIDTH = 96


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new scenario is to be about; what is "" is suggested."""

    language: str
    type: str = "single-complaint"
    tension: str = ""
    name: str = ""
    sector: str = ""
    title: str = ""


class Taken(Exception):  # noqa: N818 - an answer, not a fault
    """There is something already where the scenario should go."""


def types(language: str) -> Mapping[str, Entry]:
    """Return the crisis types that a scenario can begin from."""
    return reference.book("crisis-types", language)


def tensions(language: str) -> Mapping[str, Entry]:
    """Return the tensions that a scenario can turn about."""
    return reference.book("tensions", language)


def suggested(kind: str, language: str) -> str:
    """Return the tension that suits a crisis type."""
    return str(reference.book("beginnings", language)[kind]["tension"])


def identifier(folder: Path) -> str:
    """Return the id for a scenario in *folder*: its name, made fit to be one."""
    words = re.sub(r"[^a-z0-9]+", "-", bare(folder.resolve().name)).strip("-")
    name = words[:MAX_ID].strip("-")
    return name if ID.fullmatch(name) else "my-crisis"


def write(folder: Path, wish: Wish) -> Path:
    """Write a new scenario into *folder*, which is made if need be; Taken if one is there."""
    folder = folder.resolve()  # `x/..` is not a new folder, though no `x` is there.
    file = folder / FILE
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Taken
    folder.mkdir(parents=True, exist_ok=True)
    text = scenario(identifier(folder), wish)
    with file.open("x", encoding="utf-8") as out:
        out.write(text)
    return file


def scenario(name: str, wish: Wish) -> str:
    """Return the text of a new scenario whose id is *name*."""
    language = wish.language
    kind = types(language)[wish.type]
    tension = wish.tension or suggested(wish.type, language)
    turn = tensions(language)[tension]
    start = reference.book("beginnings", language)[wish.type]
    severity = str(kind["severity"][0])
    words = {
        "id": name, "severity": severity, "level": severity[1:], "tension": tension,
        "title": _value(wish.title or str(kind["name"])),
        "sector": _value(wish.sector or SECTORS[language]),
        "name": _value(wish.name or NAMES[language]),
        "post": _prose(start["post"]), "inside": _prose(start["inside"]),
    }  # fmt: skip
    comments = {
        "type": kind["name"], "cluster": kind["cluster"], "fitting": kind["fitting"],
        "wrong": kind["wrong"], "tension_name": turn["name"], "resolution": turn["resolution"],
    }  # fmt: skip
    head, mark, body = (TEMPLATES / f"{language}.yaml").read_text("utf-8").partition("#\n")
    filled = "".join(_comment(_fill(line, comments)) for line in head.splitlines())
    return filled + mark + _fill(body, words)


def _fill(text: str, words: Mapping[str, object]) -> str:
    """Put *words* where their names stand in double braces, once."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: str(words[match[1]]), text)


def _comment(line: str) -> str:
    lines = textwrap.wrap(line.removeprefix("# "), WIDTH, break_on_hyphens=False)
    return "".join(f"# {part}\n" for part in lines)


def _prose(text: object) -> str:
    return textwrap.indent(
        textwrap.fill(one_line(str(text)), WIDTH, break_on_hyphens=False), " " * 8
    )


def _value(typed: str) -> str:
    """Return what somebody typed as a value that YAML reads as just that text."""
    text = safe.line(typed, 80).strip().replace("<", "").replace(">", "")
    plain = re.fullmatch(r"[^\W\d_][\w ’'&.,-]*", text) and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)
