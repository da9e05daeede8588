"""What plays prove of a scenario, within a budget, and kept by the fingerprint of its files.

A demand that no play met is a finding when every state was gone through; otherwise it is "not
proven", which is not clean.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.author.notes import Notes
from simulator.author.reading import Words, words_of
from simulator.exercise.events import ENGINE
from simulator.explore.facts import SECONDS, facts
from simulator.scenario.study import Study

VERSION = 1
"""To be raised when facts are found otherwise: what was kept is then found anew."""


@dataclass(frozen=True)
class Proof:
    """What plays showed, what no play can show, and how much there is to read."""

    shown: frozenset[str]
    refuted: frozenset[str]
    is_complete: bool
    words: Mapping[str, Words]
    seconds: float = SECONDS
    unproven: list[str] = field(default_factory=list)

    def says(self, fact: str) -> bool | None:
        """Return whether *fact* holds in some play; None where that is not proven."""
        if fact in self.shown:
            return True
        return False if self.is_complete else None

    def demand(
        self, notes: Notes, fact: str, code: str, about: str, *where: str, **words: str
    ) -> None:
        """Note *code* unless some play shows *fact*; where that is not settled, say so."""
        answer = self.says(fact)
        if answer is False:
            notes.add(code, about, *where, **words)
        elif answer is None:
            self.unproven.append(fact)
            said = f"{code} {about}" if about else code
            notes.add("P100", said, *where, what=said, seconds=f"{self.seconds:g}")


def prove(
    study: Study, wanted: frozenset[str], cache: Path | None = None, seconds: float = SECONDS,
    is_off: Callable[[], bool] = lambda: False,
) -> Proof:  # fmt: skip
    """Play *study* until every fact *wanted* is settled or *seconds* of CPU time are spent."""
    file = cache and cache / f"{_mark(study, wanted, seconds)}.json"
    kept = _read(file) if file else None
    if kept is None:
        found = facts(study.loaded, wanted, seconds, is_off)
        kept = {
            "shown": sorted(found.shown), "complete": found.is_complete,
            "words": words_of(study.loaded, found.plays),
        }  # fmt: skip
        if file:
            _write(file, kept)
    shown = frozenset(kept["shown"])
    refuted = wanted - shown if kept["complete"] else frozenset()
    return Proof(shown, refuted, bool(kept["complete"]), kept["words"], seconds)


def _mark(study: Study, wanted: frozenset[str], seconds: float) -> str:
    text = "\n".join(
        (str(VERSION), str(ENGINE), study.loaded.digest, str(seconds), *sorted(wanted))
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _read(file: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        row = json.loads(file.read_text(encoding="utf-8"))
        lists = [row["shown"], *row["words"].values()]
        if all(isinstance(found, list) for found in lists) and "complete" in row:
            return {**row, "words": {name: Words(*words) for name, words in row["words"].items()}}
    return None


def _write(file: Path, row: dict[str, object]) -> None:
    """Keep *row*; a folder that cannot be written to costs the next check its time."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text(json.dumps(row), encoding="utf-8")
