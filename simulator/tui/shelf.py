"""The cards that home showed last, kept in a file: they stand before any scenario is read."""

import contextlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.present.cards import Card


def remembered(cache: Path | None, code: str) -> list[Card]:
    """Return the cards kept in *cache* for the language *code*; none where they are damaged."""
    if cache is None:
        return []
    try:
        checksum, text = _file(cache, code).read_text(encoding="utf-8").split("\n", 1)
        if checksum == _checksum(text):
            rows: list[dict[str, Any]] = json.loads(text)
            for row in rows:
                for name in ("principles", "languages", "questions"):
                    row[name] = tuple(row[name])
            return [Card(**row) for row in rows]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return []


def remember(cache: Path | None, code: str, cards: Sequence[Card]) -> None:
    """Keep *cards* for the next start, where there is a place for it."""
    if cache is None:
        return
    text = json.dumps([asdict(card) for card in cards], ensure_ascii=False)
    with contextlib.suppress(OSError):
        _file(cache, code).write_text(f"{_checksum(text)}\n{text}", encoding="utf-8")


def _file(cache: Path, code: str) -> Path:
    return cache / f"shelf.{code}.json"


def _checksum(text: str) -> str:
    # Against damage and other versions; to load a cryptographic library would cost as much as home.
    return f"{zlib.crc32(f'{__version__} {text}'.encode()):08x}"
