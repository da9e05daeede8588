"""A survey as plain data that JSON can hold, and back: what `--json` prints, and what is cached."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.explore.proven import (
    BotScore,
    Extremes,
    PrincipleReach,
    ProvenPlay,
    Survey,
    WordReach,
)  # fmt: skip
from simulator.explore.reach import play_from, play_record
from simulator.scenario.compiled import play_version
from simulator.scenario.load import Loaded

PLAIN = (
    "scenario", "version", "route", "not_proven", "states", "ways", "paths", "scenes_unreached",
    "options_unreached", "inquiries_unreached", "posts_unreached", "endings_unreached",
    "duties_breached", "promises_made", "spread", "spread_plays",
    "seconds",
)  # fmt: skip
ENDS = ("overall", "total", "decisions", "minutes")


def record(found: Survey) -> dict[str, Any]:
    """Return *found* as data; scores are exact fractions written as text ("2510/26")."""
    row: dict[str, Any] = {name: getattr(found, name) for name in PLAIN}
    row["principles"] = {
        principle: {
            "highest": reached.highest, "fewest": reached.fewest, "most": reached.most,
            **_ends(reached.plays),
        }
        for principle, reached in found.principles.items()
    }  # fmt: skip
    for name in ENDS:
        row[name] = _ends(getattr(found, name))
    row["words"] = {
        language: {"least": read.least, "most": read.most, **_ends(read.plays)}
        for language, read in found.words.items()
    }
    row["bots"] = [
        {
            "bot": bot.bot, "language": bot.language, "plays": bot.plays, "mean": bot.mean,
            "deviation": bot.deviation, "well_played": bot.well_played,
        }
        for bot in found.bots
    ]  # fmt: skip
    return row


def _ends(extremes: Extremes) -> dict[str, Any]:
    return {
        "worst": play_record(extremes.worst) if extremes.worst else None,
        "best": play_record(extremes.best) if extremes.best else None,
    }


def survey_from(row: Mapping[str, Any]) -> Survey:
    """Return the survey that `record` made *row* of; ValueError, KeyError or TypeError if none."""
    told: dict[str, Any] = {name: _frozen(row[name]) for name in PLAIN}
    told |= {name: _extremes(row[name]) for name in ENDS}
    principles = {
        str(name): PrincipleReach(_extremes(of), of["highest"], of["fewest"], of["most"])
        for name, of in row["principles"].items()
    }
    words = {
        str(language): WordReach(_extremes(of), of["least"], of["most"])
        for language, of in row["words"].items()
    }
    bots = tuple(BotScore(**of) for of in row["bots"])
    return Survey(**told, principles=principles, words=words, bots=bots)


def _extremes(row: Mapping[str, Any]) -> Extremes:
    return Extremes(_play(row["worst"]), _play(row["best"]))


def _play(row: dict[str, Any] | None) -> ProvenPlay | None:
    return None if row is None else play_from(row)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


# ---- kept by content hash


def _file(folder: Path, loaded: Loaded, wanted: str) -> Path:
    """Return where a survey of this very content, by this very program, is kept."""
    played = play_version(loaded.scenario, loaded.key)
    mark = f"{__version__} {loaded.digest} {played} {_words(loaded)} {wanted}"
    return folder / f"{hashlib.sha256(mark.encode()).hexdigest()}.json"


def _words(loaded: Loaded) -> str:
    """Return a fingerprint of the words, by which bots and lengths go."""
    rows = {language: sorted(loaded.texts[language].items()) for language in sorted(loaded.texts)}
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def cached(folder: Path, loaded: Loaded, wanted: str, seconds: float | None) -> Survey | None:
    """Return what is kept; None if nothing is, or if more could be proven in *seconds*."""
    try:
        text = _file(folder, loaded, wanted).read_text(encoding="utf-8")
        row = json.loads(text)
        allowed = row["allowed"]
        found = survey_from(row["survey"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    is_enough = not found.not_proven or (
        seconds is not None and allowed is not None and seconds <= allowed
    )
    return found if is_enough else None


def keep(folder: Path, loaded: Loaded, wanted: str, seconds: float | None, found: Survey) -> None:
    """Keep *found* in *folder*; one that cannot be written to is no problem."""
    row = {"allowed": seconds, "survey": record(found)}
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = _file(folder, loaded, wanted)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(row), encoding="utf-8")
        part.replace(path)
