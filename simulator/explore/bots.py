"""Bots: each answers by one reflex, and none understands anything. What they score, chance scores.

A bot says which of the legal responses it could give; among those it takes one at random. It needs
nothing but the scenario and what is offered, so that the engine and the tables can both be played
by it. Which bots there are: domain reference, W14, F16, F17.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from random import Random
from typing import NamedTuple

from simulator import reference
from simulator.exercise.commands import Command, Expire, Inquire, Refused, Respond, Start
from simulator.exercise.engine import decide, prompt
from simulator.exercise.events import Log
from simulator.exercise.state import State, evolve
from simulator.scenario.load import Loaded
from simulator.scenario.model import Scene

Picks = tuple[str, ...]
PLAYS = 2000
"""How often each bot plays, by the same dice wherever it is asked: two tools say one figure."""


@dataclass(frozen=True)
class Offer:
    """What is asked of a bot: the scene, the legal responses, and what each option costs now."""

    scene: Scene
    legal: Sequence[Picks]
    minutes: Mapping[str, int]
    words: "Wording"

    @property
    def place(self) -> Mapping[str, int]:
        """Where each option stands in the file."""
        options = self.scene.decision.options if self.scene.decision else ()
        return {option.id: number for number, option in enumerate(options)}


Measure = Callable[[Offer, Picks], tuple[float, ...]]


class Bot(NamedTuple):
    """One reflex: how it looks closer, and which responses it prefers."""

    id: str
    measure: Measure | None = None
    """The responses that measure most are the ones it could give; all of them when None."""
    looks: float = 0.0
    """How likely it is to make each inquiry, in the order of the file."""
    waits: bool = False
    """It lets the time pass wherever that is possible."""
    reads: bool = False
    """What it does depends on the words, and so on the language."""

    def choices(self, offer: Offer) -> list[Picks]:
        """Return the responses that it could give."""
        if self.measure is None or not offer.legal:
            return list(offer.legal)
        measured = [self.measure(offer, picks) for picks in offer.legal]
        most = max(measured)
        return [picks for picks, found in zip(offer.legal, measured, strict=True) if found == most]


# ---- what is measured


@dataclass(frozen=True)
class Wording:
    """The words of a scenario's options in one language, counted when first asked for."""

    loaded: Loaded
    language: str
    counted: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def text(self, scene: str, option: str) -> str:
        """Return what an option says: what it does, and the words that it publishes."""
        texts = self.loaded.texts[self.language]
        parts = (texts.of(scene, option, "text"), texts.of(scene, option, "publishes"))
        return " ".join(part for part in parts if part)

    def count(self, scene: str, option: str, what: str = "") -> int:
        """Return how many words of the list *what* an option has; of all words without a list."""
        mark = scene, option, what
        if mark not in self.counted:
            text = self.text(scene, option)
            found = (
                len(text.split()) if not what else len(pattern(what, self.language).findall(text))
            )
            self.counted[mark] = found
        return self.counted[mark]


@lru_cache(maxsize=16)
def pattern(what: str, language: str) -> re.Pattern[str]:
    """Return what finds the words of the list *what*: apologetic or formal."""
    return re.compile(rf"\b(?:{listed(what, language)})\b", re.IGNORECASE)


def listed(what: str, language: str) -> str:
    """Return the words of the list *what*, one or the other, as a part of a pattern."""
    words = reference.book("cue-words", language)[what]["words"]
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)


def _first(offer: Offer, picks: Picks) -> tuple[float, ...]:
    return _by_place(offer, [offer.place[pick] for pick in picks], 1)


def _last(offer: Offer, picks: Picks) -> tuple[float, ...]:
    return _by_place(offer, [offer.place[pick] for pick in picks], -1)


def _by_place(offer: Offer, places: list[int], sign: int) -> tuple[float, ...]:
    """Prefer what stands first (or last) in the file; of several, as many as may be had."""
    if offer.scene.decision and offer.scene.decision.kind == "order":
        return tuple(-sign * place for place in places)
    order = sorted(offer.place.values(), reverse=sign < 0)
    return tuple(float(place in places) for place in order)


def _longest(offer: Offer, picks: Picks) -> tuple[float, ...]:
    return (sum(offer.words.count(offer.scene.id, pick) for pick in picks),)


def _shortest(offer: Offer, picks: Picks) -> tuple[float, ...]:
    return (-_longest(offer, picks)[0],)


def _apologetic(offer: Offer, picks: Picks) -> tuple[float, ...]:
    return (sum(offer.words.count(offer.scene.id, pick, "apologetic") for pick in picks),)


def _formal(offer: Offer, picks: Picks) -> tuple[float, ...]:
    return (sum(offer.words.count(offer.scene.id, pick, "formal") for pick in picks),)


def _fastest(offer: Offer, picks: Picks) -> tuple[float, ...]:
    return (-sum(offer.minutes[pick] for pick in picks),)


def _silent(offer: Offer, picks: Picks) -> tuple[float, ...]:
    """Source: domain reference, F16: the option marked silent, else nothing published."""
    options = {o.id: o for o in (offer.scene.decision.options if offer.scene.decision else ())}
    chosen = [options[pick] for pick in picks]
    is_marked = bool(chosen) and all(option.silent for option in chosen)
    return (float(is_marked), -sum(option.publishes or bool(option.part) for option in chosen))


BOTS: tuple[Bot, ...] = (
    Bot("random", looks=0.5),
    Bot("first", _first),
    Bot("last", _last),
    Bot("longest", _longest, reads=True),
    Bot("shortest", _shortest, reads=True),
    Bot("most-apologetic", _apologetic, reads=True),
    Bot("most-formal", _formal, reads=True),
    Bot("fastest", _fastest),
    Bot("silent", _silent, waits=True),
    Bot("looks-at-everything", looks=1.0),
    Bot("looks-at-nothing"),
)
"""`random` looks at each thing one time in two; `first` and `last` go by the order of the file,
which no trainee sees (it is shuffled): they show a habit of the author's."""


@cache
def bot(wanted: str) -> Bot:
    """Return the bot with that id."""
    return next(found for found in BOTS if found.id == wanted)


# ---- playing in the engine


def play(loaded: Loaded, who: Bot, language: str, seed: int) -> Log:
    """Return one exercise played by *who* in the engine itself."""
    chance = Random(f"{who.id}/{language}/{seed}")  # noqa: S311 - a game, to be repeated
    wording = Wording(loaded, language)
    state, log = _do(loaded, State(), Start(seed))
    while not state.is_over:
        opened = state.scene
        for command in [*_looks(loaded, state, who, chance), None]:
            if state.scene != opened or state.is_over:
                break
            try:
                state, more = _do(
                    loaded, state, command or respond(loaded, state, who, wording, chance)
                )
            except Refused:
                continue  # It wanted to look at what is not there to be looked at (any more).
            log += more
    return log


def _looks(loaded: Loaded, state: State, who: Bot, chance: Random) -> Iterator[Command]:
    for inquiry in loaded.scenario.scenes[state.scene].inquiries if who.looks else ():
        if chance.random() < who.looks:
            yield Inquire(inquiry.id)


def respond(loaded: Loaded, state: State, who: Bot, wording: Wording, chance: Random) -> Command:
    """Return what *who* answers to the open decision."""
    scene = loaded.scenario.scenes[state.scene]
    now = prompt(loaded.scenario, state)
    assert now is not None  # noqa: S101 - the exercise is not over
    if who.waits and scene.decision and scene.decision.within is not None:
        return Expire()
    minutes = {choice.id: choice.minutes for choice in now.choices}
    return Respond(chance.choice(who.choices(Offer(scene, list(now.legal()), minutes, wording))))


def _do(loaded: Loaded, state: State, command: Command) -> tuple[State, Log]:
    events = decide(loaded.scenario, state, command)
    for event in events:
        state = evolve(state, event)
    return state, events
