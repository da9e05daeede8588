"""Four plain words that bring a visitor back to their seat from another machine.

Drawn from lists of more than 600 words, in which no two differ by a single letter: 37 bits. That
is too little for a fast hash, so what is kept of them is a slow one.
"""

import hashlib
import secrets
import unicodedata
from functools import lru_cache
from importlib.resources import files

WORDS = 4
LONGEST = 200
"""Characters that are looked at of what somebody typed."""
_SALT = b"badbuzz seat phrase"
"""The same everywhere: a seat is looked up by its words alone."""


@lru_cache(maxsize=2)
def words(code: str) -> tuple[str, ...]:
    """Return the words of the language *code*."""
    text = (files(__package__) / f"{code}.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def new(code: str) -> str:
    """Return four words of the language *code*."""
    known = words(code)
    return " ".join(secrets.choice(known) for _ in range(WORDS))


def name(code: str) -> str:
    """Return a pseudonym that says nothing of anybody, for whoever was not asked for one."""
    known = words(code)
    return f"{secrets.choice(known)} {secrets.choice(known)}".capitalize()


def plain(typed: str) -> str:
    """Return *typed* as it is compared: capitals, accents, commas and hyphens say nothing."""
    folded = unicodedata.normalize("NFKD", typed[:LONGEST]).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in folded if not _is_accent(sign))
    return " ".join(kept.split())


def digest(typed: str) -> str:
    """Return what is kept of a phrase, "" of what is none. Slow on purpose: not on the loop."""
    found = plain(typed)
    if len(found.split()) != WORDS:
        return ""
    return hashlib.scrypt(found.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32).hex()


def _is_accent(sign: str) -> bool:
    return unicodedata.combining(sign) > 0
