"""Codes, tokens and labels: how a workshop is found, and how somebody is known in it.

Source: hazards, section 7: a code of eight of 31 signs that nobody mixes up; tokens of 128 bits, of
which the digest alone is kept; a name is a label of 1 to 24 signs, unique when read.
"""

import hashlib
import secrets
import unicodedata

from simulator import safe

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L."""
CODE_LENGTH = 8
GROUP = 4
TOKEN_BYTES = 16
NAME_LENGTH = 24


def new_code() -> str:
    """Return a join code."""
    return "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))


def shown(code: str) -> str:
    """Return *code* as it is read out: ABCD-EFGH."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """Return the code that somebody meant by *text*: case, spaces and dashes say nothing."""
    kept = "".join(sign for sign in text[:60].upper() if sign.isalnum())
    return kept[: 2 * CODE_LENGTH]


def is_code(text: str, code: str) -> bool:
    """Say whether *text* is *code*, in a time that tells nothing."""
    return secrets.compare_digest(typed(text).encode(), code.encode()) and bool(code)


def new_token() -> str:
    """Return a secret of 128 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def label(text: str) -> str:
    """Return *text* as a name that can be shown, "" if nothing of it can."""
    one = " ".join(safe.line(text, 4 * NAME_LENGTH).replace(safe.MARK, " ").split())
    return one[:NAME_LENGTH].strip()


def likeness(name: str) -> str:
    """Return what makes two names the same to a reader."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded)
