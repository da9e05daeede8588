"""What the bots of a rehearsal write: words of the open question's answers, each a little else."""

import re
from collections.abc import Mapping
from itertools import permutations, product

from simulator.scenario.load import Loaded
from simulator.scenario.model import Decision

PARTS = ("opening", "substance", "close")


def drafts(loaded: Loaded, scene: str, language: str) -> tuple[str, ...]:
    """Return posts that answer what *scene* asks, no two alike: whole ones, then shorter ones.

    They are of this scene alone: what comes later would be told too early.
    """
    known = loaded.scenario.scenes.get(scene)
    if known is None or known.decision is None:
        return ()
    whole = _whole(loaded.texts[loaded.language(language)], scene, known.decision)
    found = dict.fromkeys(whole)
    for text in whole:
        found |= dict.fromkeys(_shorter(text))
    return tuple(found)


def _whole(texts: Mapping[str, str], scene: str, decision: Decision) -> list[str]:
    def said(option: str) -> str:
        at = f"{scene}.{option}"
        return (texts.get(f"{at}.publishes") or texts.get(f"{at}.text") or "").strip()

    if any(option.part for option in decision.options):
        parts = [[one.id for one in decision.options if one.part == part] for part in PARTS]
        return [" ".join(map(said, ids)) for ids in product(*filter(None, parts))]
    if published := [said(one.id) for one in decision.options if one.publishes]:
        return published
    # Nothing is published here: what would be done, or first one thing and then another.
    done = [text for one in decision.options if (text := said(one.id))]
    return done + [" ".join(pair) for pair in permutations(done, 2)]


def _shorter(text: str) -> list[str]:
    """Return *text* without its end, and without its beginning, a sentence more each time."""
    said = re.split(r"(?<=[.!?])[ \n]+", text)
    return [" ".join(said[:n]) for n in range(len(said) - 1, 0, -1)] + [
        " ".join(said[n:]) for n in range(1, len(said))
    ]
