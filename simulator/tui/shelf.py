"""The cards that home showed last, kept in a file: they stand before any scenario is read."""

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.present import pages


def remembered(cache: Path | None, code: str) -> list[pages.Card]:
    """Return the cards kept in *cache* for the language *code*; none where they are damaged."""
    if cache is None:
        return []
    try:
        digest, text = _file(cache, code).read_text(encoding="utf-8").split("\n", 1)
        if digest == _digest(text):
            rows: list[dict[str, Any]] = json.loads(text)
            for row in rows:
                for name in ("principles", "languages", "questions"):
                    row[name] = tuple(row[name])
            return [pages.Card(**row) for row in rows]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return []


def remember(cache: Path | None, code: str, cards: Sequence[pages.Card]) -> None:
    """Keep *cards* for the next start, where there is a place for it."""
    if cache is None:
        return
    text = json.dumps([asdict(card) for card in cards], ensure_ascii=False)
    with contextlib.suppress(OSError):
        _file(cache, code).write_text(f"{_digest(text)}\n{text}", encoding="utf-8")


def _file(cache: Path, code: str) -> Path:
    return cache / f"shelf.{code}.json"


def _digest(text: str) -> str:
    return hashlib.sha256(f"{__version__} {text}".encode()).hexdigest()
