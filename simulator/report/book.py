"""The book of a scenario: everything that can be read in it, on every branch, for those who sign.

A lawyer, a data-protection officer or a brand manager reads it without the program and without
YAML: what is said, by whom and when, what may be answered, what follows, what it is worth and why.
"""

from collections.abc import Iterator

from simulator.language import Language
from simulator.present.briefing import briefing, plan, severity_name
from simulator.present.pages import Leaf
from simulator.present.room import Room
from simulator.present.telling import condition
from simulator.report.answers import decision_blocks, inquiry_blocks, quote, title_of
from simulator.report.document import (
    Block,
    Document,
    Heading,
    Points,
    Prose,
    Signatures,
    Table,
)
from simulator.scenario.load import Loaded
from simulator.scenario.model import Ending, Inject, Scene

SHORT = 12
"""Characters of the digest that name a version."""


def book(loaded: Loaded, language: Language) -> Document:
    """Return *loaded* as a book in *language*."""
    room, _ = Room(loaded, language), language._
    blocks: list[Block] = []
    for leaf, name in ((briefing(room), _("The briefing")), (plan(room), _("The plan"))):
        blocks += [Heading(name, id=f"part-{len(blocks)}"), *_leaf(leaf)]
    blocks += _people(room)
    blocks += _board(room)
    blocks += _talk(room, _("Before the exercise"), "history", room.scenario.history)
    blocks += _talk(room, _("How it begins"), "prologue", room.scenario.prologue)
    for scene in room.scenario.scenes.values():
        blocks += _scene(room, scene)
    for ending in room.scenario.endings:
        blocks += _ending(room, ending)
    blocks += _talk(room, _("How it ends"), "epilogue", room.scenario.epilogue)
    blocks += _talk(room, _("What the crowd may say at any time"), "shelf", room.scenario.shelf)
    blocks += _signing(room)
    foot = version(loaded, language)
    return Document(
        room.texts.of("scenario", "title"), language.code, room.texts.of("scenario", "summary"),
        tuple(blocks), _("Contents"), foot,
    )  # fmt: skip


def version(loaded: Loaded, language: Language) -> str:
    """Return the line that names the scenario and its version."""
    return language._(
        "Scenario {id}, version {version}", id=loaded.scenario.id, version=loaded.digest[:SHORT]
    )


def _leaf(leaf: Leaf) -> Iterator[Block]:
    for section in leaf.sections:
        if len(section.lines) == 1:
            yield Prose(section.lines[0], section.title + ".")
        else:
            yield Points(section.lines, section.title)


def _people(room: Room) -> Iterator[Block]:
    _, texts = room.language._, room.texts
    yield Heading(_("Who speaks, and where"), id="people")
    rows = tuple(
        (
            room.who(persona.id), texts.of("personas", persona.id, "about"),
            texts.of("personas", persona.id, "stance"),
            texts.of("channels", persona.channel, "name"),
        )
        for persona in room.scenario.personas
    )  # fmt: skip
    yield Table(_("The people"), (_("Name"), _("About"), _("Stance"), _("Where")), rows)
    places = tuple(
        (texts.of("channels", channel.id, "name"), _("yes") if channel.ours else _("no"))
        for channel in room.scenario.channels
    )
    yield Table(_("The places"), (_("Name"), _("Run by the organisation")), places)


def _board(room: Room) -> Iterator[Block]:
    _, texts, scenario = room.language._, room.texts, room.scenario
    yield Heading(_("What the story keeps count of"), id="board")
    for gauge in scenario.gauges:
        yield Prose(
            texts.of("gauges", gauge.id, "meaning"), texts.of("gauges", gauge.id, "name") + "."
        )
    signals = tuple(
        f"{texts.of('signals', name, 'name')} ({severity_name(room.language, severity)})"
        for name, severity in scenario.signals
    )
    promises = tuple(texts.of("promises", name, "name") for name in scenario.promises)
    duties = tuple(
        " – ".join(
            text for part in ("text", "source") if (text := texts.of("duties", duty.id, part))
        )
        for duty in scenario.duties
    )
    truths = tuple(
        room.texts.of("truths", name, "name")
        + " ("
        + _(" or ").join(texts.of("truths", name, value) or value for value in values)
        + ")"
        for name, values in scenario.truths
    )
    for label, rows in (
        (_("What asks for a first word"), signals), (_("What may be promised"), promises),
        (_("Obligations"), duties), (_("What chance decides beforehand"), truths),
    ):  # fmt: skip
        if rows:
            yield Points(rows, label)


def _talk(room: Room, title: str, name: str, injects: tuple[Inject, ...]) -> Iterator[Block]:
    if injects:
        yield Heading(title, id=name)
        for inject in injects:
            yield quote(room, inject)


def _scene(room: Room, scene: Scene) -> Iterator[Block]:
    _, texts = room.language._, room.texts
    kind = _("Interruption: {title}") if scene.interrupts else _("Scene: {title}")
    yield Heading(kind.format(title=texts.of(scene.id, "title")), id=f"scene-{scene.id}")
    yield from _entry(room, scene)
    for inject in scene.injects:
        yield quote(room, inject)
    if scene.inquiries:
        yield Heading(_("What may be looked at more closely"), 3)
    for inquiry in scene.inquiries:
        yield from inquiry_blocks(room, scene, inquiry)
    if scene.decision:
        yield from decision_blocks(room, scene, scene.decision)
    if not scene.interrupts:
        yield Prose(title_of(room, scene.next), _("Then, unless said otherwise:"))


def _entry(room: Room, scene: Scene) -> Iterator[Block]:
    """Yield what a scene waits for, and what it says first."""
    _ = room.language._
    before = room.language.join(title_of(room, name) for name in scene.before)
    rows = (
        (_("Breaks in if:"), condition(room, scene.when)),
        (_("Before:"), before),
        (_("Not before:"), "" if scene.opens is None else room.when(scene.opens)),
        ("", room.texts.of(scene.id, "brief")),
    )
    for label, text in rows:
        if text:
            yield Prose(text, label)


def _ending(room: Room, ending: Ending) -> Iterator[Block]:
    _, texts = room.language._, room.texts
    title = texts.of(ending.id, "title")
    yield Heading(_("Ending: {title}", title=title), id=f"ending-{ending.id}")
    when = condition(room, ending.when)
    yield Prose(when or _("in every other case"), _("Only if:"))
    yield Prose(texts.of(ending.id, "headline"), _("Headline:"))
    yield Prose(texts.of(ending.id, "text"))
    for line in ending.lines:
        yield quote(room, line)


def _signing(room: Room) -> Iterator[Block]:
    _ = room.language._
    yield Heading(_("Read and agreed"), id="signatures")
    yield Prose(
        _("I have read every branch of this scenario, in the version named below, and agree to it.")
    )
    yield Signatures(
        (_("Legal"), _("Data protection"), _("Brand")), (_("Name"), _("Date"), _("Signature"))
    )
