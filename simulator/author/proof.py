"""What plays prove of a scenario, within a budget, and kept by the fingerprint of its files.

A demand that no play met is a finding when every state was gone through; otherwise it is "not
proven", which is not clean.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from simulator.author.notes import Notes
from simulator.author.reading import Words, words_of
from simulator.exercise.events import ENGINE
from simulator.explore.bots import PLAYS
from simulator.explore.brief import Brief, brief
from simulator.explore.spending import Budget, never
from simulator.explore.survey import can_explore
from simulator.explore.walk import SECONDS, facts
from simulator.scenario.study import Study

NOTHING = Brief(is_asked=False)
VERSION = 2
"""To be raised when facts are found otherwise: what was kept is then found anew."""


@dataclass(frozen=True)
class Proof:
    """What plays showed, what no play can show, and how much there is to read."""

    shown: frozenset[str]
    refuted: frozenset[str]
    is_complete: bool
    words: Mapping[str, Words]
    seconds: float = SECONDS
    brief: Brief = NOTHING
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
            # A principle in the author's own word, not by our id.
            self.leave_open(notes, code, words.get("principle", about), *where)

    def leave_open(self, notes: Notes, code: str, about: str, *where: str) -> None:
        """Note that the budget did not allow to settle whether *code* holds."""
        said = f"{code} {about}" if about else code
        notes.add("P100", said, *where, what=said, seconds=f"{self.seconds:g}")


def prove(
    study: Study, wanted: frozenset[str], cache: Path | None = None, seconds: float = SECONDS,
    is_off: Callable[[], bool] = never,
) -> Proof:  # fmt: skip
    """Play *study* until every fact *wanted* is settled or *seconds* of CPU time are spent."""
    file = cache and cache / f"{_mark(study, wanted, seconds)}.json"
    kept = _read(file) if file else None
    if kept is None:
        budget = Budget()
        found = facts(study.loaded, wanted, seconds, is_off)
        more = brief(study.loaded, seconds - budget.spent, is_off)
        kept = {
            "shown": sorted(found.shown), "complete": found.is_complete,
            "words": words_of(study.loaded, found.plays), "brief": asdict(more),
        }  # fmt: skip
        if file:
            _write(file, kept)
    shown = frozenset(kept["shown"])
    refuted = wanted - shown if kept["complete"] else frozenset()
    return Proof(
        shown, refuted, bool(kept["complete"]), kept["words"], seconds, Brief(**kept["brief"])
    )


def _mark(study: Study, wanted: frozenset[str], seconds: float) -> str:
    text = "\n".join(
        (
            *(str(word) for word in (VERSION, ENGINE, seconds, PLAYS, can_explore())),
            study.loaded.digest,
            *sorted(wanted),
        )
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _read(file: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        row = json.loads(file.read_text(encoding="utf-8"))
        lists = [row["shown"], *row["words"].values()]
        Brief(**row["brief"])
        if all(isinstance(found, list) for found in lists) and "complete" in row:
            return {**row, "words": {name: Words(*words) for name, words in row["words"].items()}}
    return None


def _write(file: Path, row: dict[str, object]) -> None:
    """Keep *row*; a folder that cannot be written to costs the next check its time."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text(json.dumps(row), encoding="utf-8")
