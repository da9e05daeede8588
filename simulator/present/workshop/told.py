"""The words for how a team voted and what it did: the same on every page and in every document."""

from collections.abc import Mapping

from simulator.language import Language
from simulator.present.debriefed import bare
from simulator.present.first_view import sentences
from simulator.present.room import Room
from simulator.present.workshop.question import letters
from simulator.workshop.commands import FACILITATOR, MAJORITY, SPOKESPERSON
from simulator.workshop.recalled import MISSED, WRONG, Count, Decision
from simulator.workshop.voting import (
    ALIGNMENT,
    CONTESTED,
    FEWEST,
    SPLIT,
    SURE,
    UNIFIED,
    UNSURE,
)

QUOTES = {"“": "”", '"': '"', "«": "\u202f»"}
"""What closes a quotation that is cut after its first sentence."""


def team_name(language: Language, team: str) -> str:
    """Return what a team is called."""
    return language._("Team {number}", number=team)


def alignment(language: Language, word: str) -> str:
    """Return how far a room agreed, in a word; "" where no split may be shown."""
    _ = language._
    return {UNIFIED: _("unified"), CONTESTED: _("contested"), SPLIT: _("split")}.get(word, "")


def sureness(language: Language, word: str) -> str:
    """Return whether a room was sure of itself, in a word."""
    _ = language._
    return {SURE: _("sure of it"), UNSURE: _("not sure")}.get(word, _("nobody said how sure"))


def stands(language: Language, found: Mapping[str, int]) -> str:
    """Return on how many decisions a room agreed, and on how many not; "" for no decision."""
    _ = language._
    said = {
        UNIFIED: _("agreement on {count}"), SPLIT: _("opinions split on {count}"),
        CONTESTED: _("neck and neck on {count}"), "": _("no split shown for {count}"),
    }  # fmt: skip
    parts = [text.format(count=found[word]) for word, text in said.items() if found.get(word)]
    if not parts:
        return ""
    return language.n(
        "Of {count} decision: {found}.", "Of {count} decisions: {found}.", sum(found.values()),
        found=", ".join(parts),
    )  # fmt: skip


def decided_by(language: Language, how: str) -> str:
    """Return who, or what, turned the votes into an answer."""
    _ = language._
    return {
        MAJORITY: _("by majority"), SPOKESPERSON: _("by the spokesperson"),
        FACILITATOR: _("by the facilitator"), "late": _("the time was up"),
    }.get(how, _("passed over"))  # fmt: skip


def why_discussed(language: Language, word: str, *, is_one: bool = True) -> str:
    """Return why a decision is worth a discussion, one of DISCUSSED.

    Not *is_one* where several things were asked at once: the one that divides most tells.
    """
    _ = language._
    (_unified, least), (_contested, points) = ALIGNMENT
    if word == CONTESTED and is_one:
        return _("Contested: two answers within {points} points of each other", points=points)
    if word == SPLIT and is_one:
        return _("Split: no answer reached {least}", least=language.percent(least))
    return {
        CONTESTED: _("Contested: on at least one point, two camps of much the same size"),
        SPLIT: _("Split: on at least one point, no side reached {least}",
                 least=language.percent(least)),
        WRONG: _("Agreed, but a better answer was on offer"),
        MISSED: _("A better answer was on offer"),
    }.get(word, "")  # fmt: skip


def why(language: Language, one: Decision) -> str:
    """Return why *one* is worth a discussion."""
    is_one = one.last is None or one.last.is_one
    return why_discussed(language, one.discussed, is_one=is_one)


def picked(room: Room, scene: str, picks: tuple[str, ...]) -> str:
    """Return what *picks* say, as offered."""
    if not picks:
        return room.language._("nothing")
    return room.language.join(bare(room.texts.of(scene, pick, "text")) for pick in picks)


def shortly(room: Room, scene: str, picks: tuple[str, ...]) -> str:
    """Return the first sentence of each of *picks*."""
    if not picks:
        return room.language._("nothing")
    return room.language.join(short(room.texts.of(scene, pick, "text")) for pick in picks)


def confidence(language: Language, count: Count) -> str:
    """Return how many were sure, fairly sure, guessing; "" where nobody said."""
    _ = language._
    if not sum(count.sure):
        return ""
    guessing, fairly, sure_of_it = count.sure
    return _(
        "{sure} sure, {fairly} fairly sure, {guessing} guessing",
        sure=sure_of_it, fairly=fairly, guessing=guessing,
    )  # fmt: skip


def turnout(language: Language, count: Count) -> str:
    """Return how many answered."""
    if count.by_hands:
        return language.n(
            "{count} raised a hand", "{count} raised a hand", count.voters
        )  # fmt: skip
    return language.n("{count} answered", "{count} answered", count.voters)


def unshown(language: Language) -> str:
    """Return why there is no split to be seen."""
    _ = language._
    return _("Fewer than {count} answered: no split is kept or shown.", count=FEWEST)


def stand(language: Language, count: Count) -> str:
    """Return how many answered, how far they agreed and how sure they were."""
    aligned = alignment(language, count.agreement.alignment) if count.rows else ""
    return ", ".join(
        part for part in (turnout(language, count), aligned, sure(language, count)) if part
    )


def sure(language: Language, count: Count) -> str:
    """Return whether a room was sure of itself; "" where nobody was asked, or no split is shown."""
    if not count.rows or count.by_hands:
        return ""
    return sureness(language, count.agreement.sureness)


def bars(room: Room, decision: Decision, count: Count) -> tuple[tuple[str, str, int, int], ...]:
    """Return the letter, the words, the count and the percent of each option, in the room's order.

    Letters are those that the room saw.
    """
    return tuple(
        (letter, bare(room.texts.of(decision.scene, row.option, "text")), row.count, row.percent)
        for letter, row in zip(letters(len(count.rows)), count.rows, strict=True)
    )


def leaders(room: Room, decision: Decision, count: Count, most: int = 3) -> tuple[str, ...]:
    """Return the options that were picked most, a short line each."""
    _ = room.language._
    said = (
        _("{percent} put it first – {letter}. {text}")
        if count.is_ordered
        else _("{percent} – {letter}. {text}")
    )
    rows = sorted(bars(room, decision, count), key=lambda row: -row[2])
    return tuple(
        said.format(percent=room.language.percent(share), letter=letter, text=short(text))
        for letter, text, number, share in rows[:most]
        if number
    )


def short(text: str) -> str:
    """Return the first sentence of *text*: what can be read from the back of a room."""
    said = sentences(text)
    if not said:
        return ""
    whole = bare(said[0])
    closing = QUOTES.get(whole[:1], "")
    return f"{whole}…{closing}" if closing and closing.strip() not in whole[1:] else whole
