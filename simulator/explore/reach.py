"""The worst and the best that plays can earn (F4), kept beside a scenario with the plays that do.

The load door uses what is kept only while it was proven of the very same scenario.
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from simulator.explore.proven import Extremes, ProvenPlay, Survey
from simulator.scenario.compiled import play_version
from simulator.scenario.load import REACH, Loaded


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside a scenario: by "total" or "overall", the worst and the best play."""

    plays: dict[str, Extremes]


def write(folder: Path, found: Survey) -> None:
    """Keep the ends of *found*, which has to be proven, beside the scenario in *folder*."""
    ends = {"total": found.total, "overall": found.overall}
    if not (found.total.worst and found.total.best):
        raise ValueError(found.not_proven)
    row = {
        "play": found.version, "worst": found.total.worst.total, "best": found.total.best.total,
        "states": found.states,
        "plays": {
            f"{end} {name}": play_record(play)
            for name, extremes in ends.items()
            for end, play in (("worst", extremes.worst), ("best", extremes.best))
            if play
        },
    }  # fmt: skip
    (folder / REACH).write_text(_lines(row), encoding="utf-8")


def _lines(row: dict[str, Any]) -> str:
    """Return *row* as JSON with a line for each play, so that a change can be read."""
    plays = row.pop("plays")
    lines = [f"{json.dumps(name)}: {json.dumps(play)}" for name, play in plays.items()]
    head = json.dumps(row)[1:-1]
    return "{" + head + ', "plays": {\n' + ",\n".join(lines) + "\n}}\n"


def kept(folder: Path, loaded: Loaded) -> Kept | None:
    """Return what is kept in *folder*; None unless it was proven of this very scenario."""
    try:
        row = json.loads((folder / REACH).read_text(encoding="utf-8"))
        if row["play"] != play_version(loaded.scenario, loaded.key):
            return None
        plays = {name: play_from(found) for name, found in row["plays"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Kept({
        name: Extremes(plays.get(f"worst {name}"), plays.get(f"best {name}"))
        for name in ("total", "overall")
    })  # fmt: skip


def play_record(play: ProvenPlay) -> dict[str, Any]:
    """Return a play as data that JSON can hold; fractions as text, so that nothing is lost."""
    return {
        "seed": play.seed,
        "steps": [list(step) for step in play.steps],
        "minutes": play.minutes,
        "decisions": play.decisions,
        "total": play.total,
        "overall": _text(play.overall),
        "scores": {principle: _text(score) for principle, score in play.scores.items()},
        "duties_broken": list(play.duties_broken),
    }


def play_from(row: dict[str, Any]) -> ProvenPlay:
    """Return the play that `play_record` made *row* of; ValueError, KeyError or TypeError else."""
    return ProvenPlay(
        int(row["seed"]),
        tuple(tuple(str(word) for word in step) for step in row["steps"]),
        int(row["minutes"]),
        int(row["decisions"]),
        int(row["total"]),
        _fraction(row["overall"]),
        {str(principle): _fraction(score) for principle, score in row["scores"].items()},
        tuple(str(duty) for duty in row["duties_broken"]),
    )


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)
