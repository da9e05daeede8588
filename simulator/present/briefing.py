"""Before and beside the play: the library, the briefing, the plan, the handbook."""

from collections.abc import Iterable, Iterator

from scoring.principles import PRINCIPLES
from simulator import reference
from simulator.language import Language
from simulator.present import pages
from simulator.present.cards import Card
from simulator.present.room import Room
from simulator.scenario.load import Loaded


def severity_name(language: Language, severity: str) -> str:
    """Return the words for a severity: a single complaint, danger to people..."""
    return str(reference.book("severities", language.code)[severity]["name"])


def principle_name(language: Language, principle: str) -> str:
    """Return the name of a principle."""
    return str(reference.book("principles", language.code)[principle]["name"])


def card(loaded: Loaded, language: Language) -> Card:
    """Return a scenario as the library shows it."""
    scenario = loaded.scenario
    book = reference.book("principles", language.code)
    texts = loaded.texts[loaded.language(language.code)]
    return Card(
        scenario.id, texts.of("scenario", "title"), scenario.level,
        severity_name(language, scenario.severity), scenario.duration,
        texts.of("scenario", "sector"), texts.of("scenario", "summary"),
        tuple(principle_name(language, p) for p in PRINCIPLES if p in scenario.principles),
        tuple(sorted(loaded.texts)),
        tuple(str(book[p]["question"]) for p in PRINCIPLES if p in scenario.principles),
    )  # fmt: skip


def briefing(room: Room) -> pages.Leaf:
    """Return who you are, for whom, within what limits, and what this play is for."""
    _, texts, scenario = room.language._, room.texts, room.scenario
    rows = [
        (_("Who you are"), texts.of("organisation", "role")),
        (_("The organisation"), texts.of("organisation", "about")),
        (_("Its voice"), texts.of("organisation", "voice")),
        (
            _("When the page is answered"),
            room.language.hours(scenario.hours) if scenario.hours else _("always"),
        ),
        (_("What you may decide"), texts.of("organisation", "mandate")),
    ]
    sections = [pages.Section(title, (text,)) for title, text in rows if text]
    goals = tuple(texts.of("scenario", "objectives", name) for name in scenario.objectives)
    if goals:
        sections.append(pages.Section(_("What this play is for"), goals))
    if scenario.has_warnings:
        sections.append(pages.Section(_("Before you begin"), (texts.of("scenario", "warnings"),)))
    return pages.Leaf(
        texts.of("scenario", "title"), tuple(sections), texts.of("scenario", "summary")
    )


def plan(room: Room) -> pages.Leaf:
    """Return the plan page, with the response targets that the clock uses."""
    _ = room.language._
    names = {
        "levels": _("Levels"), "roles": _("Roles"), "alert": _("Whom to alert"),
        "pause": _("What to pause"), "holding": _("Holding text"),
        "moderation": _("Moderation rules"), "terms": _("Terms"),
    }  # fmt: skip
    sections = [
        pages.Section(names[part], (room.texts.of("plan", part),)) for part in room.scenario.plan
    ]
    sections.append(pages.Section(_("First public word, at the latest"), targets(room)))
    return pages.Leaf(_("The plan"), tuple(sections), in_columns=True)


def targets(room: Room) -> tuple[str, ...]:
    """Return the response targets as sentences: nobody is graded on an hour they were not told."""
    _, say = room.language._, room.language.minutes
    return tuple(
        _(
            "{severity}: within {target}; {second} is late, {third} very late.",
            severity=severity_name(room.language, severity).capitalize(),
            target=say(bands[0]), second=say(bands[1]), third=say(bands[2]),
        )
        for severity, bands in room.scenario.targets
    )  # fmt: skip


def handbook(language: Language, principle: str, *, cases: bool = True) -> pages.Leaf:
    """Return the handbook's page on one principle; *cases* tells whether real ones are shown."""
    _ = language._
    entry = reference.book("principles", language.code)[principle]
    sections = [
        pages.Section(_("What it is"), (str(entry["what"]),)),
        pages.Section(_("Why it works"), (str(entry["why"]),)),
        pages.Section(_("For example"), tuple(entry["good"])),
        pages.Section(_("Tempting, and wrong"), tuple(entry["bad"])),
        pages.Section(_("On Monday"), (str(entry["monday"]),)),
    ]
    told = tuple(_told(language, entry.get("cases") or ())) if cases else ()
    if told:
        sections.append(pages.Section(_("It happened"), told))
    return pages.Leaf(str(entry["name"]), tuple(sections), str(entry["question"]), in_columns=True)


def _told(language: Language, ids: Iterable[str]) -> Iterator[str]:
    """Yield the well-evidenced cases of *ids* as dated sentences: at most three."""
    book = reference.book("cases", language.code)
    known = [book[found] for found in ids if found in book and book[found]["confidence"] == "A"]
    for entry in known[:3]:
        yield f"{entry['who']} ({entry['when']}). {entry['what']} {entry['lesson']}"
