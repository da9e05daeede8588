"""Not guessable: no reflex finds the best option, and no word points to it. By language.

Rules and thresholds are those of the domain reference, section 8: W4 (length), W5 (position),
W6 (words, speed, apology), W14 (strategies).
"""

import re
from collections.abc import Mapping
from math import ceil

from simulator.author.cues import (
    MARGIN,
    SPREAD,
    Cue,
    cues,
    finding,
    gains,
    named,
    rewarding,
    shares,
)
from simulator.author.marks import good
from simulator.author.notes import Notes, decisions
from simulator.author.proof import Proof
from simulator.explore.bots import listed
from simulator.explore.brief import REFLEXES

POINTS = 10
"""How far above chance a reflex may score (W14)."""
ENOUGH = 3
"""With fewer decisions, a share says nothing."""
IN_GOOD, IN_WEAK = 3, 6
"""Uses of a word on one side only that are more than chance: one option in three is good."""

SHARED = {
    "longest": "C101", "shortest": "C102", "fastest": "C104", "most-apologetic": "C105",
    "most-formal": "C106",
}  # fmt: skip

WORDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"always", r"never", r"nobody|no one", r"everybody|everyone", r"transparen\w+",
        r"empath\w+", r"honest\w*", r"calm\w*", r"listen\w*", r"responsib\w+",
    ),
    "fr": (
        r"toujours", r"jamais", r"tout le monde", r"transparen\w+", r"empathi\w+", r"honnête\w*",
        r"calme\w*", r"écout\w+", r"responsab\w+",
    ),
}  # fmt: skip
"""Absolutes, and words that name a principle (W6); those of apology are the bots' own."""

OTHERS = {
    "en": r"\b(?:(?:all|none|any|both) of the above|the (?:other|previous) options?)\b",
    "fr": r"\b(?:(?:toutes les|aucune des) (?:options|réponses)|ci-dessus|les autres options)\b",
}
"""An option that is about the options (W5)."""


def guessable(notes: Notes, proof: Proof) -> None:
    """Note what gives the best option away."""
    loaded = notes.study.loaded
    found = cues(loaded)
    for number, language in enumerate(sorted(loaded.texts)):
        # What does not depend on words is said once.
        _shares(notes, found, language, is_first=number == 0)
        _gains(notes, found, language, proof)
        _lengths(notes, found, language)
        _words(notes, language)


def _shares(notes: Notes, found: list[Cue], language: str, *, is_first: bool) -> None:
    for reflex, (right, of, chance) in shares(found, language).items():
        # A share of four or seven decisions has no finer grain than one decision.
        if of < ENOUGH or right <= ceil((chance + MARGIN) * of):
            continue
        scenes = named(finding(found, language, reflex), reflex)
        if reflex in {"first", "last"}:
            if is_first:
                notes.add("C103", reflex, where=reflex, count=right, all=of, scenes=scenes)
        elif reflex != "fastest" or is_first:
            notes.add(
                SHARED[reflex], language, language=language, spoken=language, count=right, all=of,
                scenes=scenes,
            )  # fmt: skip


def _gains(notes: Notes, found: list[Cue], language: str, proof: Proof) -> None:
    """Note a bot that beats chance (W14): as it plays where it can, else as its answers count."""
    if len(found) < ENOUGH:
        return
    ahead: Mapping[str, float] = gains(notes.study.loaded, found, language)
    if proof.brief.is_asked:
        if proof.brief.ahead is None:
            proof.leave_open(notes, "C110", language)
            return
        ahead = proof.brief.ahead[language]
    for reflex in REFLEXES:
        if (points := ahead[reflex]) > POINTS:
            notes.add(
                "C110", f"{language} {reflex}", language=language, spoken=language,
                reflex=reflex, points=round(points),
                scenes=named(rewarding(found, language, reflex), reflex) or "–",
            )  # fmt: skip


def _lengths(notes: Notes, found: list[Cue], language: str) -> None:
    for cue in found:
        if cue.language == language and cue.off_length > SPREAD:
            best = min(cue.best)
            notes.add(
                "C107", cue.scene, f"{cue.scene}.{best}.text", f"scene {cue.scene}",
                language=language, spoken=language, id=cue.scene,
                percent=round(100 * cue.off_length),
            )  # fmt: skip


def _words(notes: Notes, language: str) -> None:
    study = notes.study
    texts = study.loaded.texts[language]
    sides: dict[bool, list[str]] = {True: [], False: []}
    for scene, decision in decisions(study):
        best = good(study.loaded, scene, decision)
        for option in decision.options:
            address = f"{scene.id}.{option.id}"
            said = f"{texts.get(f'{address}.text', '')} {texts.get(f'{address}.publishes', '')}"
            sides[option.id in best].append(said)
            if re.search(OTHERS.get(language, r"(?!)"), said, re.IGNORECASE):
                notes.add(
                    "C109", address, f"{address}.text", language=language, spoken=language,
                    id=address,
                )  # fmt: skip
    for pattern in (*WORDS.get(language, ()), listed("apologetic", language)):
        whole = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
        uses = {side: [m[0] for said in told if (m := whole.search(said))]
                for side, told in sides.items()}  # fmt: skip
        for side, code, most in ((True, "C111", IN_GOOD), (False, "C108", IN_WEAK)):
            if len(uses[side]) >= most and not uses[not side]:
                word = uses[side][0].lower()
                notes.add(
                    code, f"{language} {word}", language=language, spoken=language, word=word,
                    count=len(uses[side]),
                )  # fmt: skip
