"""What authors refer to by id: mistakes, tensions, cases, severities, principles, crisis types.

Shown by `badbuzz explain`, and written to docs/catalogue.md and .fr.md by
`python -m simulator.author.catalogue`; a test keeps them current.
"""

import textwrap
from pathlib import Path

from simulator.language import Language, speak
from simulator.reference import Entry, book
from simulator.scenario.codes import N_
from simulator.scenario.prose import one_line

FOLDER = Path(__file__).parents[2] / "docs"
WIDTH = 78
BOOKS = {
    "errors": N_("Mistakes"), "tensions": N_("Tensions"), "severities": N_("Severities"),
    "principles": N_("Principles"), "crisis-types": N_("Crisis types"), "cases": N_("Real cases"),
}  # fmt: skip
FIELDS = {
    "follows": N_("What follows"), "instead": N_("Instead"), "naive": N_("The naive way"),
    "resolution": N_("The way out"), "meaning": N_("Meaning"), "question": N_("Question"),
    "what": N_("What"), "why": N_("Why"), "monday": N_("On Monday"), "cluster": N_("Family"),
    "fitting": N_("What fits"), "wrong": N_("What does not"), "severity": N_("Severity"),
    "when": N_("When"), "sector": N_("Sector"), "lesson": N_("Lesson"),
    "confidence": N_("Confidence"), "source": N_("Source"), "cases": N_("Cases"),
}  # fmt: skip
"""What is told of an entry, in this order."""


def found(name: str, language: Language) -> tuple[str, Entry] | None:
    """Return the id and the entry called *name*, in any case of its letters; None if none is."""
    for shelf in BOOKS:
        for known, entry in book(shelf, language.code).items():
            if known.casefold() == name.strip().casefold():
                return known, entry
    return None


def told(name: str, entry: Entry, language: Language) -> str:
    """Return *entry*, called *name*, as lines for a terminal."""
    parts = [f"{name} {_title(entry)}"]
    parts += [
        textwrap.fill(line, WIDTH, break_on_hyphens=False) for line in _lines(entry, language)
    ]
    return "\n\n".join(parts)


def page(language: Language) -> str:
    """Return the whole catalogue as Markdown."""
    _ = language._
    about = _("`badbuzz explain ID` says the same in a terminal.")
    title = _("What a crisis refers to")
    parts = [f"# {title}", about]
    for shelf, title in BOOKS.items():
        parts.append(f"## {_(title)}")
        for name, entry in book(shelf, language.code).items():
            parts.append(f"### {name}\n\n**{_title(entry)}**")
            parts += _lines(entry, language)
    return "\n\n".join(parts) + "\n"


def _title(entry: Entry) -> str:
    return one_line(str(entry.get("name") or entry.get("who")))


def _lines(entry: Entry, language: Language) -> list[str]:
    rows = []
    for field, label in FIELDS.items():
        if value := entry.get(field):
            text = ", ".join(value) if isinstance(value, list) else one_line(str(value))
            rows.append(language._("{what}: {more}", what=language._(label), more=text))
    return rows


def write() -> None:
    """Write the page in both languages."""
    for code, end in (("en", ""), ("fr", ".fr")):
        (FOLDER / f"catalogue{end}.md").write_text(page(speak(code)), encoding="utf-8")


if __name__ == "__main__":
    write()
