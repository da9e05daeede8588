"""What a person typed, understood: numbers, letters, and a few words in either language."""

import re
from dataclasses import dataclass

from simulator.present.pages import Ask

WORDS: dict[str, tuple[str, ...]] = {
    "plan": ("plan", "p"),
    "again": ("again", "relire", "r"),
    "people": ("who", "qui", "w"),
    "gauges": ("gauges", "jauges", "how", "g"),
    "hint": ("hint", "indice", "h"),
    "pass": ("pass", "laisser", "passer"),
    "more": ("more", "plus", "m"),
    "help": ("help", "aide", "?"),
    "briefing": ("briefing", "b"),
    "quit": ("quit", "quitter", "q"),
}
"""What may be typed, in English and in French, whichever language is shown."""

MAX_LINE = 500


@dataclass(frozen=True, slots=True)
class Typed:
    """One line, understood."""

    kind: str
    """picks, look, word or nothing."""
    picks: tuple[str, ...] = ()
    word: str = ""
    confidence: int | None = None


def understand(line: str, ask: Ask) -> Typed:
    """Return what *line* asks for at the decision *ask*."""
    text = line[:MAX_LINE].strip().casefold()
    # Looks first: a letter that stands on the screen means what the screen says.
    for look in ask.looks:
        if text == look.letter:
            return Typed("look", (look.id,))
    for word, spellings in WORDS.items():
        if text in spellings:
            return Typed("word", word=word)
    confidence = None
    if (sure := re.search(r"\s*=\s*([123])$", text)) and ask.asks_confidence:
        confidence = int(sure[1])
        text = text[: sure.start()].strip()
    numbers = re.findall(r"\d+", text)
    if text in {"0", "-", "none", "rien", "aucun", "aucune"} and ask.low == 0:
        return Typed("picks", (), confidence=confidence)
    if not numbers or not re.fullmatch(r"[\d\s,;.>+-]+", text):
        return Typed("nothing")
    return Typed("picks", tuple(_pick(ask, int(number[:6])) for number in numbers), "", confidence)


def _pick(ask: Ask, number: int) -> str:
    return ask.choices[number - 1].id if 0 < number <= len(ask.choices) else ""
