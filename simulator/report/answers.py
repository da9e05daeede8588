"""What may be answered in a scene, for its book: what it takes, what it does, what it is worth."""

from collections.abc import Iterator

from scoring.principles import PRINCIPLES
from simulator import reference
from simulator.present.asking import how, part_name
from simulator.present.briefing import principle_name
from simulator.present.room import Room
from simulator.present.telling import condition, consequences, cost, effect
from simulator.report.document import Block, Heading, Points, Prose, Quote, Table
from simulator.scenario.model import END, US, Decision, Inject, Inquiry, Option, Scene
from simulator.scenario.prompt import prompt_of


def inquiry_blocks(room: Room, scene: Scene, inquiry: Inquiry) -> Iterator[Block]:
    """Yield one thing that may be looked at: what it takes, shows and is worth."""
    _, texts = room.language._, room.texts
    yield Heading(texts.of(scene.id, inquiry.id, "text"), 4)
    yield from _terms(room, cost(room, inquiry.cost), condition(room, inquiry.when))
    for reveal in inquiry.reveals:
        when = condition(room, reveal.when)
        label = _("Shows, if {condition}:", condition=when) if when else _("Shows:")
        yield Prose(texts.get(reveal.address, ""), label)
    yield from _worth(room, scene.id, inquiry.id)


def decision_blocks(room: Room, scene: Scene, decision: Decision) -> Iterator[Block]:
    """Yield a decision with all its options, whenever they are offered."""
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
        yield Prose(title_of(room, option.next), _("Leads to:"))


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


def _terms(room: Room, minutes: str, when: str) -> Iterator[Block]:
    _ = room.language._
    if minutes:
        yield Prose(minutes, _("Takes:"))
    if when:
        yield Prose(when, _("Only if:"))


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


def title_of(room: Room, scene: str) -> str:
    """Return what a scene is called, or that it is the ending."""
    return room.language._("the ending") if scene == END else room.texts.of(scene, "title")
