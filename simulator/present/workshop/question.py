"""The open question of a team, its options lettered alike on every screen."""

from collections.abc import Sequence
from dataclasses import replace

from simulator.language import Language
from simulator.present.asking import ask_at, part_name
from simulator.present.pages import Ask, Choice
from simulator.present.room import Room
from simulator.present.workshop.pages import Lettered
from simulator.scenario.kinds import KINDS
from simulator.workshop.state import Team

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(count: int) -> tuple[str, ...]:
    """Return so many letters: A, B, C... and after Z, AA, AB..."""
    size = len(ALPHABET)
    return tuple(
        (ALPHABET[n // size - 1] if n >= size else "") + ALPHABET[n % size] for n in range(count)
    )


def question(room: Room, team: Team) -> Ask | None:
    """Return what *team* is asked; None when its exercise asks nothing.

    How sure one is, is always asked: it is what the talk begins with. Looking closer is wished for,
    and a hint is given by the facilitator.
    """
    ask = ask_at(room, team.exercise, team.log)
    if ask is None:
        return None
    named = zip(ask.choices, letters(len(ask.choices)), strict=True)
    choices = tuple(replace(choice, letter=letter) for choice, letter in named)
    return replace(
        ask, choices=choices, looks=(), hint="", asks_confidence=True, is_pass_possible=False,
        seconds=0,
    )  # fmt: skip


def lettered(language: Language, ask: Ask | None) -> tuple[Lettered, ...]:
    """Return the options of *ask* with their letters and their words."""
    choices = ask.choices if ask else ()
    return tuple(
        Lettered(
            choice.letter, choice, words(language, choice), part_name(language, choice.part)
        )
        for choice in choices
    )  # fmt: skip


def words(language: Language, choice: Choice) -> str:
    """Return what *choice* would publish, between quotation marks; "" where that is nothing.

    A title alone is not what a room decides on: what readers will see is.
    """
    is_told = not choice.quote or choice.quote == choice.text
    return "" if is_told else language.quoted(choice.quote)


def named(room: Room, scene: str, choices: Sequence[Choice], picks: Sequence[str]) -> str:
    """Return *picks* as the room knows them: B. Call the supplier."""
    known = {choice.id: choice.letter for choice in choices}
    told = []
    for pick in by_letter(room, scene, [choice.id for choice in choices], picks):
        text = room.texts.of(scene, pick, "text")
        told.append(f"{known[pick]}. {text}" if pick in known else text)
    return listed(room.language, told)


def by_letter(
    room: Room, scene: str, shown: Sequence[str], picks: Sequence[str]
) -> tuple[str, ...]:
    """Return *picks* in the order in which options were *shown*; an order that was made stays."""
    decision = room.scenario.scenes[scene].decision
    if decision is None or KINDS[decision.kind].picks_all:
        return tuple(picks)
    place = {option: number for number, option in enumerate(shown)}
    return tuple(sorted(picks, key=lambda pick: place.get(pick, len(place))))


def listed(language: Language, texts: Sequence[str]) -> str:
    """Return *texts* in one line, each without its full stop but the last."""
    if not texts:
        return language._("nothing of this")
    return language.join([*(text.removesuffix(".") for text in texts[:-1]), texts[-1]])
