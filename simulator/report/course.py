"""The course at a glance: every shipped crisis in one table, and three ways through them.

Written to scenarios/README.md and .fr.md by `python -m simulator.report.course`; a test keeps them
current. The ways through are data: `simulator/reference/courses.yaml`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from scoring.principles import PRINCIPLES
from simulator.language import Language, speak
from simulator.present.briefing import principle_name, severity_name
from simulator.reference import book
from simulator.scenario.library import shipped
from simulator.scenario.load import Loaded, load
from simulator.scenario.model import END, Scenario

FOLDER = Path(__file__).parents[2] / "scenarios"


def library() -> list[Loaded]:
    """Return the shipped crises in the order of the course: by level, then by length."""
    found = [loaded for path in shipped() if (loaded := load(path)[0])]
    return sorted(found, key=lambda one: _place(one.scenario))


def _place(scenario: Scenario) -> tuple[int, bool, int, str]:
    return scenario.level, not scenario.is_tutorial, scenario.duration, scenario.id


def longest(scenario: Scenario) -> int:
    """Count the decisions on the longest way through, interruptions included."""
    most = {END: 0}
    for name in reversed([*scenario.scenes]):
        scene = scenario.scenes[name]
        if not scene.interrupts:
            options = scene.decision.options if scene.decision else ()
            ways = {scene.next, *(option.next for option in options if option.next)}
            most[name] = max(most[way] for way in ways) + bool(scene.decision)
    first = next(scene.id for scene in scenario.scenes.values() if not scene.interrupts)
    return most[first] + sum(scene.interrupts for scene in scenario.scenes.values())


def shortened(scenario: Scenario) -> int:
    """Count the decisions of the short route; 0 where none is marked."""
    return sum(bool(scenario.scenes[name].decision) for name in scenario.short)


def page(language: Language) -> str:
    """Return the whole page as Markdown."""
    _ = language._
    shelf = library()
    titles = {one.scenario.id: _title(one, language) for one in shelf}
    other = {"en": "[Français](README.fr.md)", "fr": "[English](README.md)"}[language.code]
    parts = [
        "# " + _("The course at a glance"),
        other,
        _("Written by `python -m simulator.report.course` from the crises in this folder."),
        "\n".join(_table(shelf, language)),
        "## " + _("What each one is about"),
        *(
            f"**{titles[one.scenario.id]}** (`{one.scenario.id}`). {_summary(one, language)}"
            for one in shelf
        ),
        "## " + _("Three ways through"),
        *_ways(titles, language),
    ]
    return "\n\n".join(parts) + "\n"


def _table(shelf: Iterable[Loaded], language: Language) -> Iterator[str]:
    _ = language._
    heads = (
        _("Level"), _("Crisis"), _("Severity"), _("Crisis types"), _("Sector"), _("Tensions"),
        _("Principles"), _("Minutes"), _("Decisions, short route"), _("And also"),
    )  # fmt: skip
    yield _row(heads)
    yield _row(["---"] * len(heads))
    for one in shelf:
        scenario = one.scenario
        decisions = str(longest(scenario))
        if scenario.short:
            decisions += f", {shortened(scenario)}"
        yield _row((
            str(scenario.level), f"[{_title(one, language)}]({scenario.id}/)",
            severity_name(language, scenario.severity), ", ".join(_types(scenario, language)),
            _texts(one, language, "sector"), _tensions(scenario, language),
            _principles(scenario, language), str(scenario.duration), decisions,
            ", ".join(_extras(scenario, language)),
        ))  # fmt: skip


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _types(scenario: Scenario, language: Language) -> list[str]:
    entries = book("crisis-types", language.code)
    return [str(entries[name]["name"]) for name in scenario.types]


def _tensions(scenario: Scenario, language: Language) -> str:
    entries = book("tensions", language.code)
    central = f"**{scenario.tension} {entries[scenario.tension]['name']}**"
    return ", ".join((central, *scenario.sides))


def _principles(scenario: Scenario, language: Language) -> str:
    missing = [name for name in PRINCIPLES if name not in scenario.principles]
    if not missing:
        return language._("all eight")
    names = [principle_name(language, name) for name in missing]
    return language._("all but {names}", names=", ".join(names))


def _extras(scenario: Scenario, language: Language) -> Iterator[str]:
    _ = language._
    first = next(iter(scenario.scenes.values()))
    if scenario.is_tutorial:
        yield _("the tutorial")
    if first.decision and first.decision.budget:
        yield _("a preparation")
    if scenario.truths:
        yield _("a hidden truth")
    if any(scene.interrupts for scene in scenario.scenes.values()):
        yield _("interruptions")
    if scenario.has_warnings:
        yield _("a content warning")


def _ways(titles: dict[str, str], language: Language) -> Iterator[str]:
    for entry in book("courses", language.code).values():
        yield f"### {entry['name']}\n\n{' '.join(str(entry['about']).split())}"
        yield "\n".join(_step(step, titles) for step in entry["steps"])


def _step(step: dict[str, str], titles: dict[str, str]) -> str:
    played = "".join(f" [{titles[name]}]({name}/)" for name in step.get("crisis", "").split())
    return f"- **{step['when']}**{played}. {' '.join(step['what'].split())}"


def _title(one: Loaded, language: Language) -> str:
    return _texts(one, language, "title")


def _summary(one: Loaded, language: Language) -> str:
    return _texts(one, language, "summary")


def _texts(one: Loaded, language: Language, name: str) -> str:
    texts = one.texts[one.language(language.code)]
    return " ".join(texts.of("scenario", name).split())


def write() -> None:
    """Write the page in both languages."""
    for code, end in (("en", ""), ("fr", ".fr")):
        (FOLDER / f"README{end}.md").write_text(page(speak(code)), encoding="utf-8")


if __name__ == "__main__":
    write()
