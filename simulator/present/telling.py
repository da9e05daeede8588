"""Conditions, effects and costs in plain words: for readers of a scenario who do not read YAML."""

from simulator.present.room import Room
from simulator.scenario.model import (
    ANSWERED,
    BROKEN,
    KEPT,
    NO,
    NONE,
    OPEN,
    QUIET,
    UNANSWERED,
    Cost,
    Effect,
    Option,
    When,
)  # fmt: skip


def condition(room: Room, when: When | None) -> str:
    """Return *when* as words; "" for what always holds."""
    if when is None:
        return ""
    _ = room.language._
    if when.op in {"all", "any"}:
        parts = [
            f"({text})" if part.op in {"all", "any"} and len(part.parts) > 1 else text
            for part in when.parts
            if (text := condition(room, part))
        ]
        return (_(" and ") if when.op == "all" else _(" or ")).join(parts)
    if when.op == "not":
        return _("not ({what})", what=condition(room, when.parts[0]))
    return _reading(room, when)


def _reading(room: Room, when: When) -> str:
    """Return what one value of the board has to be."""
    _, texts = room.language._, room.texts
    if when.op == "flag":
        name = texts.of("flags", when.name)
        return _("not ({what})", what=name) if NO in when.values else name
    places = {"gauge": "gauges", "mood": "personas", "truth": "truths"}
    if place := places.get(when.op):
        name = texts.of(place, when.name, "name")
        values = [texts.of(place, when.name, value) or value for value in when.values]
    else:
        name = texts.of("signals" if when.op == "signal" else "promises", when.name, "name")
        values = [states(room).get(value, value) for value in when.values]
    return _("{name}: {values}", name=name, values=_(" or ").join(values))


def states(room: Room) -> dict[str, str]:
    """Return the states of signals and promises in words."""
    _ = room.language._
    return {
        QUIET: _("not there yet"), UNANSWERED: _("unanswered"), ANSWERED: _("answered"),
        NONE: _("not made"), OPEN: _("still open"), KEPT: _("kept"), BROKEN: _("broken"),
    }  # fmt: skip


def effect(room: Room, change: Effect) -> str:
    """Return one change of the board as words."""
    _, texts = room.language._, room.texts
    if change.kind == "gauge":
        sign = "+" if change.by > 0 else "\u2212"
        name = texts.of("gauges", change.name, "name")
        return _("{name}: {values}", name=name, values=f"{sign}{abs(change.by)}")
    if change.kind == "flag":
        return _("from now on: {what}", what=texts.of("flags", change.name))
    name = texts.of("personas", change.name, "name")
    mood = texts.of("personas", change.name, change.value) or change.value
    return _("{name}: {values}", name=name, values=mood)


def cost(room: Room, found: Cost) -> str:
    """Return what something takes, and when it takes less; "" for what takes no time."""
    _, say = room.language._, room.language.minutes
    plain = say(found.minutes) if found.minutes or found.faster else ""
    cheaper = [
        _("{minutes} with: {what}", minutes=say(minutes), what=room.texts.of("flags", flag))
        for flag, minutes in found.faster
    ]
    return room.language.join([plain, *cheaper]) if plain else ""


def consequences(room: Room, option: Option) -> list[str]:
    """Return everything that *option* sets off, a sentence each."""
    _, texts = room.language._, room.texts
    words = {
        "full": _("fully"), "vague": _("without an hour"), "private": _("in private"),
        "untrue": _("with something untrue"),
    }  # fmt: skip
    rows = [
        _("answers: {name} ({how})", name=texts.of("signals", name, "name"), how=words[word])
        for name, word in option.acknowledges
    ]
    if option.raises:
        rows.append(_("raises: {name}", name=texts.of("signals", option.raises, "name")))
    rows += [
        _("promises: {name}, {when}", name=texts.of("promises", name, "name"), when=room.when(due))
        for name, due in option.promises
    ]
    if option.keeps:
        rows.append(_("keeps: {name}", name=texts.of("promises", option.keeps, "name")))
    if option.breaks:
        rows.append(_("breaches a duty: {text}", text=texts.of("duties", option.breaks, "text")))
    if option.meets:
        rows.append(_("meets a duty: {text}", text=texts.of("duties", option.meets, "text")))
    return rows + [effect(room, change) for change in option.effects]
