"""A debrief saved from a face with one key: a page of HTML among one's documents."""

import itertools
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.exercise import events as e
from simulator.language import Language
from simulator.report.debriefing import debriefing
from simulator.report.html import html
from simulator.report.parts import Told
from simulator.scenario.load import Loaded

if TYPE_CHECKING:
    from simulator.store.rows import Exercise, Profile
    from simulator.store.store import Store

    Kept = tuple[Store, Profile]

FEW = 20
"""Plays among which this one is looked for: it has just ended."""


def save(
    loaded: Loaded, log: e.Log, language: Language, kept: "Kept | None", *, cases: bool
) -> str:
    """Write the report of *log* as a page, and return a sentence that says where, or why not.

    *kept* is where and whose it is kept, where it is.
    """
    _ = language._
    folder = documents()
    try:
        text = page(loaded, log, language, kept, cases=cases)
        path = _written(text, folder, f"badbuzz-{loaded.scenario.id}")
    except OSError as error:
        reason = _(error.strerror or "?")
        place = safe.line(str(folder), 300)
        return _("{file} cannot be written: {reason}", file=place, reason=reason)
    if kept:
        _noted(*kept, path)
    return _("Written: {file}", file=safe.line(str(path), 300))


def page(
    loaded: Loaded, log: e.Log, language: Language, kept: "Kept | None", *, cases: bool
) -> str:
    """Return the report of *log* as a page: for a face that cannot write among one's documents."""
    row = _row(*kept, log) if kept else None
    return html(debriefing(Told(loaded, log, language, row, kept[1].name if kept else "", cases)))


def documents() -> Path:
    """Return the folder of one's documents, else the current one."""
    import platformdirs

    with suppress(OSError, RuntimeError):
        path = platformdirs.user_documents_path()
        if path.is_dir():
            return path
    return Path.cwd()


def _written(text: str, folder: Path, stem: str) -> Path:
    """Write *text* for its owner alone, never over another file."""
    for number in itertools.count(1):
        path = folder / (f"{stem}.html" if number == 1 else f"{stem}-{number}.html")
        with suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            return path
    raise AssertionError  # itertools.count does not end


def _row(store: "Store", profile: "Profile", log: e.Log) -> "Exercise | None":
    """Return the exercise that *log* is, if it is kept."""
    from simulator.store.faults import StoreFault

    began = log[0]
    if not isinstance(began, e.ExerciseStarted):
        return None
    with suppress(StoreFault):  # It is told all the same, without its date.
        for row in store.history(profile, began.scenario, limit=FEW):
            if row.seed == began.seed and row.ended and store.load(row.id).log == log:
                return row
    return None


def _noted(store: "Store", profile: "Profile", path: Path) -> None:
    """Remember *path*, so that whoever erases finds it again."""
    from simulator.store.copies import EXPORT, note
    from simulator.store.faults import StoreFault

    with suppress(StoreFault):
        note(store, EXPORT, path, profile.id)
