"""The book of a scenario: everything that can be read in it, on every branch, for those who sign.

A lawyer, a data-protection officer or a brand manager reads it without the program and without
YAML: what is said, by whom and when, what may be answered, what follows, what it is worth and why.
"""

from collections.abc import Iterator

from scoring.principles import PRINCIPLES
from simulator import reference
from simulator.language import Language
from simulator.present.asking import how, part_name
from simulator.present.briefing import briefing, plan, principle_name, severity_name
from simulator.present.pages import Leaf
from simulator.present.room import Room
from simulator.present.telling import condition, consequences, cost, effect
from simulator.report.document import (
    Block,
    Document,
    Heading,
    Points,
    Prose,
    Quote,
    Signatures,
    Table,
)
from simulator.scenario.load import Loaded
from simulator.scenario.model import END, US, Decision, Ending, Inject, Inquiry, Option, Scene
from simulator.scenario.prompt import prompt_of

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


def quote(room: Room, inject: Inject, also: str = "") -> Quote:
    """Return one post with where, when and on what condition it appears."""
    _ = room.language._
    about = [room.texts.of("channels", inject.channel, "name")]
    if inject.posted is not None:
        about.append(room.when(inject.posted))
    if inject.after:
        about.append(
            _("{minutes} after the scene opens", minutes=room.language.minutes(inject.after))
        )
    if when := condition(room, inject.when):
        about.append(_("only if: {condition}", condition=when))
    if inject.raises:
        about.append(_("raises: {name}", name=room.texts.of("signals", inject.raises, "name")))
    about += [effect(room, change) for change in inject.effects]
    about += [also] if also else []
    return Quote(
        room.texts.get(inject.address, ""), room.who(inject.persona),
        " · ".join(part for part in about if part), inject.persona == US,
    )  # fmt: skip


def _title_of(room: Room, scene: str) -> str:
    return room.language._("the ending") if scene == END else room.texts.of(scene, "title")


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
        yield from _inquiry(room, scene, inquiry)
    if scene.decision:
        yield from _decision(room, scene, scene.decision)
    if not scene.interrupts:
        yield Prose(_title_of(room, scene.next), _("Then, unless said otherwise:"))


def _entry(room: Room, scene: Scene) -> Iterator[Block]:
    """Yield what a scene waits for, and what it says first."""
    _ = room.language._
    before = room.language.join(_title_of(room, name) for name in scene.before)
    rows = (
        (_("Breaks in if:"), condition(room, scene.when)),
        (_("Before:"), before),
        (_("Not before:"), "" if scene.opens is None else room.when(scene.opens)),
        ("", room.texts.of(scene.id, "brief")),
    )
    for label, text in rows:
        if text:
            yield Prose(text, label)


def _inquiry(room: Room, scene: Scene, inquiry: Inquiry) -> Iterator[Block]:
    _, texts = room.language._, room.texts
    yield Heading(texts.of(scene.id, inquiry.id, "text"), 4)
    yield from _terms(room, cost(room, inquiry.cost), condition(room, inquiry.when))
    for reveal in inquiry.reveals:
        when = condition(room, reveal.when)
        label = _("Shows, if {condition}:", condition=when) if when else _("Shows:")
        yield Prose(texts.get(reveal.address, ""), label)
    yield from _worth(room, scene.id, inquiry.id)


def _terms(room: Room, minutes: str, when: str) -> Iterator[Block]:
    _ = room.language._
    if minutes:
        yield Prose(minutes, _("Takes:"))
    if when:
        yield Prose(when, _("Only if:"))


def _decision(room: Room, scene: Scene, decision: Decision) -> Iterator[Block]:
    _, texts = room.language._, room.texts
    yield Heading(texts.of(scene.id, "ask"), 3)
    yield Prose(how(room.language, prompt_of(decision, decision.options, frozenset())))
    if decision.within is not None:
        default = room.language.join(texts.of(scene.id, p, "text") for p in decision.default)
        yield Prose(
            _(
                "{minutes} to decide; then: {default}",
                minutes=room.language.minutes(decision.within),
                default=default,
            )
        )
    for option in decision.options:
        yield from _option(room, scene, option)
    yield from _pairs(room, scene)


def _pairs(room: Room, scene: Scene) -> Iterator[Block]:
    """Yield what two answers are worth together, or one before the other."""
    _, texts = room.language._, room.texts
    rows = []
    for pair in room.loaded.key[scene.id].pairs:
        first, second = (texts.of(scene.id, name, "text") for name in (pair.first, pair.second))
        if pair.relation == "before":
            both = _("{first} BEFORE {second}", first=first, second=second)
        else:
            both = _("{first} WITH {second}", first=first, second=second)
        prefix = f"{scene.id}.{pair.first} {pair.relation} {pair.second}"
        rows += [
            (both, principle_name(room.language, name), _mark(mark), texts.of(f"{prefix}.{name}"))
            for name, mark in pair.ratings
        ]
    if rows:
        head = (_("Answers"), _("Principle"), _("Mark"), _("Why"))
        yield Table(_("What answers are worth together"), head, tuple(rows))


def _option(room: Room, scene: Scene, option: Option) -> Iterator[Block]:
    _, texts = room.language._, room.texts
    part = f"{part_name(room.language, option.part)} – " if option.part else ""
    yield Heading(part + texts.of(scene.id, option.id, "text"), 4)
    yield from _terms(room, cost(room, option.cost), condition(room, option.when))
    if words := texts.of(scene.id, option.id, "publishes"):
        where = texts.of("channels", option.channel, "name")
        yield Quote(words, room.who(US), where, is_ours=True)
    if rows := tuple(consequences(room, option)):
        yield Points(rows, _("What it does"))
    for inject in option.then:
        yield quote(room, inject, _("in answer"))
    yield from _worth(room, scene.id, option.id)
    if option.next and option.next != scene.next:
        yield Prose(_title_of(room, option.next), _("Leads to:"))


def _worth(room: Room, scene: str, item: str) -> Iterator[Block]:
    """Yield what an item is worth, with the author's reasons, its error and its feedback."""
    _, texts = room.language._, room.texts
    key = room.loaded.key[scene].items.get(item)
    if key and (key.ratings or key.left):
        rows = tuple(
            (
                name.format(principle=principle_name(room.language, principle)),
                _mark(mark),
                texts.of(f"{prefix}.{principle}"),
            )
            for prefix, ratings, name in (
                (f"{scene}.{item}", key.ratings, "{principle}"),
                (f"{scene}.{item}.left", key.left, _("{principle}, if left out")),
            )
            for principle, mark in sorted(ratings, key=lambda r: list(PRINCIPLES).index(r[0]))
        )  # fmt: skip
        yield Table(_("What it is worth"), (_("Principle"), _("Mark"), _("Why")), rows)
    for code in key.errors if key else ():
        known = reference.book("errors", room.language.code).get(code, {})
        yield Prose(str(known.get("name", "")), _("Known error {code}:", code=code))
    if feedback := texts.of(scene, item, "feedback"):
        yield Prose(feedback, _("What the trainee is told:"))


def _mark(mark: int | None) -> str:
    """Return a mark with its sign; where raters were divided, a question mark."""
    if not mark:
        return "?" if mark is None else "0"
    return f"+{mark}" if mark > 0 else f"\u2212{-mark}"


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
