"""Fair: an excellent answer exists, a mistake costs once, and every mark can be explained.

Rules and thresholds are those of the domain reference, sections 6 (duties), 8 (W1, W2, W10, W15)
and 9 (F2 to F6, F12, F17).
"""

import re
from collections.abc import Iterator

from scoring.principles import ACKNOWLEDGEMENT
from simulator.author.marks import good, item_of, met, total, totals
from simulator.author.notes import Notes, decisions, options
from simulator.author.proof import Proof
from simulator.scenario.model import END, Decision, Option, Scenario, Scene
from simulator.scenario.study import Study

TWICE = 2
"""A covered principle meets at least so many decisions (W15)."""
MOST_MARKED = 2
"""Principles that one mistake may count on; one more where a duty is broken (F5)."""
COVERED = 5
"""Principles that a full scenario covers (W15)."""
FEEDBACK = {True: (15, 40), False: (40, 90)}
"""Words of feedback where one option is chosen: for the best one, for the others (W10)."""
FRAGMENT = (20, 45)
"""Words of feedback for a part of a message, or one of several picks."""
SLACK = 1.2
"""French says the same in up to a fifth more words; thresholds let that pass."""
OPTION_WORDS = {False: 30, True: 45}
"""Words of an option, and of one whose post stands in it (W1)."""

REPROACH = {
    "en": r"(?:no[,.!]|wrong\b|you should(?: not|n't)? have|you shouldn't|never\b|unfortunately)",
    "fr": r"(?:non[,. ]|faux\b|vous auriez dû|vous n’auriez|il ne fallait|mauvais\w*|hélas)",
}
"""How a reproach begins (W10: the first sentence is never one)."""
MARKS = {
    "en": r"\b(?:scores?|\d+ points|(?:best|correct) (?:option|answer))\b",
    "fr": r"\b(?:scores?|\d+ points|barème|meilleure (?:option|réponse))\b",
}
"""How feedback speaks of marks (W10: no score talk)."""


def fair(notes: Notes, proof: Proof) -> None:
    """Note what would be unfair to a trainee."""
    study = notes.study
    _principles(notes, study, proof)
    _scenes(notes, study)
    for scene, decision in decisions(study):
        best = good(study.loaded, scene, decision)
        for option in decision.options:
            _option(notes, scene, decision, option, is_best=option.id in best)
            for language in study.loaded.texts:
                _feedback(notes, language, scene, decision, option, is_best=option.id in best)
    _signals(notes, study)
    _duration(notes, study, proof)
    _recovery(notes, study)


def wanted(study: Study) -> Iterator[str]:
    """Yield every fact about marks that some play should show."""
    for principle, count in met(study.loaded).items():
        if count:
            yield f"mark {principle} 2"


def _principles(notes: Notes, study: Study, proof: Proof) -> None:
    announced = study.loaded.scenario.principles
    count = met(study.loaded)
    spell = study.parsed.context.vocabulary.spell
    for principle, times in count.items():
        word = spell(principle)
        if principle in announced and not times:
            notes.add("R101", principle, "head principles", principle=word)
        if not times:
            continue
        if principle not in announced:
            notes.add("R102", principle, "head principles", principle=word)
        proof.demand(
            notes, f"mark {principle} 2", "R103", principle, "head principles", principle=word
        )
        _often(notes, proof, principle, times, word)
        shown = {fact for fact in proof.shown if fact.startswith(f"mark {principle} ")}
        if len(shown) == 1 and proof.is_complete:
            notes.add("R118", principle, "head principles", principle=word)
    covered = sum(bool(times) for times in count.values())
    if covered < COVERED:
        notes.add("R115", "", "head principles", count=covered)


def _often(notes: Notes, proof: Proof, principle: str, times: int, word: str) -> None:
    """Note a principle that some play hardly meets: exactly, where exploring is to be had (W15).

    What the clock rates is counted in the files: who makes no promise has one opportunity fewer by
    their own choice.
    """
    if proof.brief.is_asked and times >= TWICE and principle != ACKNOWLEDGEMENT:
        if proof.brief.fewest is None:
            proof.leave_open(notes, "R104", word, "head principles")
            return
        times = proof.brief.fewest[principle]
    if times < TWICE:
        notes.add("R104", principle, "head principles", principle=word, count=times)


def _scenes(notes: Notes, study: Study) -> None:
    for scene, decision in decisions(study):
        key = study.loaded.key[scene.id]
        rows = {
            (key.items[o.id].ratings, key.items[o.id].left, o.acknowledges, o.breaks, o.promises)
            for o in decision.options
        }
        if len(rows) == 1 and not key.pairs:
            notes.add("R105", scene.id, f"scene {scene.id}", id=scene.id)
        for inquiry in scene.inquiries:
            if any((mark or 0) < 0 for _, mark in item_of(study.loaded, scene, inquiry.id).ratings):
                about = f"{scene.id}.{inquiry.id}"
                notes.add("R119", about, f"item {about}", id=about)


def _option(
    notes: Notes, scene: Scene, decision: Decision, option: Option, *, is_best: bool
) -> None:
    study = notes.study
    about = f"{scene.id}.{option.id}"
    at = f"item {about}"
    item = item_of(study.loaded, scene, option.id)
    down = sum((mark or 0) < 0 for _, mark in item.ratings)
    allowed = MOST_MARKED * max(len(item.errors), 1) + bool(option.breaks)
    if down > allowed:
        notes.add("R106", about, at, id=about, count=down)
    if option.breaks and total(item) > 0:
        notes.add("R111", about, at, id=about, count=total(item))
    if decision.kind == "one" and not is_best and not item.errors:
        notes.add("R117", about, at, id=about)
    for language, texts in study.loaded.texts.items():
        limit = round(OPTION_WORDS[option.publishes and decision.kind == "compose"] * SLACK)
        count = len(texts.of(scene.id, option.id, "text").split())
        if count > limit:
            where = f"{about}.text"
            notes.add(
                "R116", about, where, at, language=language, id=about, count=count, limit=limit
            )


def _feedback(  # noqa: PLR0913 - one option, in one language
    notes: Notes, language: str, scene: Scene, decision: Decision, option: Option, *, is_best: bool
) -> None:
    texts = notes.study.loaded.texts[language]
    about = f"{scene.id}.{option.id}"
    where = (f"{about}.feedback", f"item {about}")
    said = texts.get(where[0], "")
    if not said:
        if language == notes.study.loaded.scenario.language:
            notes.add("R107", about, *where, id=about)
        return
    low, high = FEEDBACK[is_best] if decision.kind == "one" else FRAGMENT
    if decision.kind in {"several", "order"} and not is_best:
        high = FEEDBACK[False][1]
    count = len(said.split())
    if not low / SLACK <= count <= high * SLACK:
        notes.add(
            "R108", about, *where, language=language, id=about, count=count, low=low, high=high
        )
    if found := re.match(REPROACH.get(language, r"(?!)"), said, re.IGNORECASE):
        notes.add("R109", about, *where, language=language, id=about, quoted=found[0])
    if found := re.search(MARKS.get(language, r"(?!)"), said, re.IGNORECASE):
        notes.add("R110", about, *where, language=language, id=about, quoted=found[0])


def _signals(notes: Notes, study: Study) -> None:
    raised = {name for name, _ in study.loaded.scenario.signals}
    answered = {signal for _, option in options(study) for signal, _ in option.acknowledges}
    for signal in sorted(raised - answered):
        notes.add("R112", signal, f"signal {signal}", id=signal)


def _duration(notes: Notes, study: Study, proof: Proof) -> None:
    duration = study.loaded.scenario.duration
    for language, words in proof.words.items():
        least, most = words.minutes
        if language == study.loaded.scenario.language and not least <= duration <= most:
            notes.add(
                "R113", "", "head duration", least=least, most=most, duration=duration
            )  # fmt: skip


def _recovery(notes: Notes, study: Study) -> None:
    """Note a mistake of the first half after which no decision leaves full marks possible (F6)."""
    asking = [scene for scene, _ in decisions(study) if not scene.interrupts]
    full = {
        scene.id for scene, decision in decisions(study)
        if any(
            (mark or 0) > 1 for o in decision.options
            for _, mark in item_of(study.loaded, scene, o.id).ratings
        ) or any(word == "full" for o in decision.options for _, word in o.acknowledges)
    }  # fmt: skip
    for scene in asking[: len(asking) // 2]:
        if scene.decision is None:
            continue
        worth = totals(study.loaded, scene, scene.decision)
        for option in scene.decision.options:
            onward = _after(study.loaded.scenario, option.next or scene.next)
            if worth[option.id] < 0 and not onward & full:
                about = f"{scene.id}.{option.id}"
                notes.add("R114", about, f"item {about}", id=about)


def _after(scenario: Scenario, first: str) -> set[str]:
    """Return the scenes that can follow, by every way that is written."""
    found: set[str] = set()
    todo = [first]
    while todo:
        name = todo.pop()
        if name == END or name in found or name not in scenario.scenes:
            continue
        found.add(name)
        scene = scenario.scenes[name]
        todo.append(scene.next)
        todo += [o.next for o in scene.decision.options if o.next] if scene.decision else []
    return found
