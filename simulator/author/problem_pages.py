"""The pages of docs/problems, made from what `badbuzz explain` says; a test keeps them current.

One page for each family of codes, in each language; each code is a heading, so that
`playable.md#p103` leads to it for good. Written by `python -m simulator.author.problem_pages`.
"""

from pathlib import Path
from typing import NamedTuple

from simulator.author.explanations import general
from simulator.language import Language, speak
from simulator.reference import book
from simulator.scenario.codes import CODES, N_

FOLDER = Path(__file__).parents[2] / "docs" / "problems"


class Family(NamedTuple):
    """A page: the letter of its codes, its name in links, its title and what it is about."""

    letter: str
    name: str
    title: str
    about: str


FAMILIES = (
    Family("F", "file", N_("The file itself"), N_("A scenario is an ordinary text file in UTF-8.")),
    Family("Y", "yaml", N_("YAML"), N_("Slips that everybody makes. Prose goes on the next line, under >.")),
    Family("S", "shape", N_("Shape and reference"), N_("Keys that stand where they may, and names that were declared. What leads back, or leaves no ending or no choice, is here: S142, S144, S149; a limit without a default is S129.")),
    Family("T", "translation", N_("Translations"), N_("Two originals, with the same facts.")),
    Family("P", "playable", N_("Playable"), N_("Everything written can happen, and serves.")),
    Family("R", "fair", N_("Fair"), N_("An excellent answer exists, a mistake costs once, and feedback can be read. A rating without its reason is S114, a target that the plan does not state is S127.")),
    Family("C", "not-guessable", N_("Not guessable"), N_("No reflex finds the best option, and no word points to it, in any language.")),
    Family("N", "names", N_("Names and addresses"), N_("Everybody is invented.")),
    Family("L", "language", N_("The language of a text"), N_("What a language wants on the page, whoever writes it.")),
)  # fmt: skip


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    found: dict[str, str] = {}
    for code, end in (("en", ""), ("fr", ".fr")):
        language = speak(code)
        for family in FAMILIES:
            found[f"{family.name}{end}.md"] = _page(family, language)
        found[f"README{end}.md"] = _index(language, end)
    return found


def _codes(family: Family) -> list[str]:
    return [code for code in CODES if code.startswith(family.letter)]


def _page(family: Family, language: Language) -> str:
    parts = [f"# {language._(family.title)}", language._(family.about)]
    entries = book("problems", language.code)
    for code in _codes(family):
        message, hint, heavy = CODES[code]
        entry = entries[code]
        parts.append(f"## {code}")
        said = f"**{_plain(general(message, language))}**"
        parts.append(f"{said} ({_weights(language)[heavy.value]})")
        parts.append(entry["why"])
        if hint:
            parts.append(_plain(language._("hint: {hint}", hint=general(hint, language))))
        for word, example in ((language._("Wrong:"), "wrong"), (language._("Right:"), "right")):
            parts += [word, f"```\n{entry[example].rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _index(language: Language, end: str) -> str:
    _ = language._
    title = _("What badbuzz check may find")
    rows = [f"# {title}"]
    rows.append(
        _(
            "`badbuzz explain CODE` says the same in a terminal. The meaning of a code never changes."
        )
    )
    for family in FAMILIES:
        links = ", ".join(
            f"[{code}]({family.name}{end}.md#{code.lower()})" for code in _codes(family)
        )
        rows.append(f"**{_(family.title)}.** {_(family.about)}\n{links}")
    return "\n\n".join(rows) + "\n"


def _plain(text: str) -> str:
    """Return *text* with its angle brackets shown, not taken for a tag."""
    return text.replace("<", "&lt;")


def _weights(language: Language) -> dict[str, str]:
    _ = language._
    return {"error": _("error"), "warning": _("warning"), "advice": _("advice")}


def write() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
