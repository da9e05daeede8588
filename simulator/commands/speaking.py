"""What the commands share: exit codes, the door to scenarios, how a problem is said."""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.scenario.load import Loaded
    from simulator.scenario.problems import Problem

DONE, PROBLEMS, WRONG = 0, 1, 2
"""Exit codes: done; problems found; wrong usage or unreadable input."""
Say = Callable[[str], str]
"""What `_` is: an English message in, the reader's out."""
Add = Callable[[str, str], argparse.ArgumentParser]
"""Takes the word of a command and its help, gives its parser."""


def speak(code: str) -> "Language":
    """Return the language called *code*, ready to speak."""
    from simulator.language import speak as spoken

    return spoken(code)


def number(text: str) -> float:
    """Return the number typed as *text*, from 0 on: "nan" would be neither early nor late."""
    found = float(text)
    if not 0 <= found < float("inf"):
        raise ValueError(text)
    return found


def cache() -> Path | None:
    """Return the folder of compiled scenarios; None where there is none to be had."""
    import platformdirs

    with suppress(OSError, RuntimeError):
        return Path(platformdirs.user_cache_path("badbuzz")) / "compiled"
    return None


def proofs() -> Path | None:
    """Return the folder of what was proven of scenarios; None where there is none to be had."""
    found = cache()
    return found.parent / "proofs" if found else None


def opened(name: str, language: "Language", organisation: Path | None = None) -> "Loaded | None":
    """Return the scenario called *name*, or say on the error stream why it cannot be played."""
    from simulator.scenario.library import find, is_there, shipped
    from simulator.scenario.load import is_fatal, load

    path = find(name)
    _ = language._
    if not is_there(path):
        known = ", ".join(folder.name for folder in shipped())
        complain(
            _("no crisis is called '{name}'; there are: {known}", name=safe.line(name), known=known)
        )
        return None
    loaded, problems = load(path, organisation, cache=cache())
    if loaded is None:
        for problem in [p for p in problems if is_fatal(p)][:5]:
            complain(describe(problem, language))
        complain(_("This crisis cannot be played. badbuzz check shows everything that is wrong."))
    return loaded


def describe(problem: "Problem", language: "Language") -> str:
    """Return a problem as an author reads it: place, code, sentence, hint."""
    from simulator.scenario.load import weight
    from simulator.scenario.problems import Weight

    sentence, hint = language.problem(problem)
    heavy = weight(problem)
    told = {
        Weight.ERROR: sentence,
        Weight.WARNING: language._("warning, {sentence}", sentence=sentence),
        Weight.ADVICE: language._("advice, {sentence}", sentence=sentence),
    }[heavy]
    text = f"{problem.place}: {problem.code} {told}"
    if hint:
        text += f"\n    {language._('hint: {hint}', hint=hint)}"
    return text


def complain(text: str) -> None:
    """Write *text* on the error stream."""
    sys.stderr.write(text + "\n")
