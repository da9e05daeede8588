"""When it is our fault: a sentence for the person, the details (no values) in a private file."""

import os
import tempfile
import traceback
from pathlib import Path

from simulator.preference import messages


def report(error: BaseException, language: str) -> str:
    """Write what happened, without any local value, to a file; return the sentence to say."""
    _ = messages(language)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames]
    sentence = _("Something went wrong on our side; please tell us.")
    try:
        place = folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="badbuzz-", suffix=".log", dir=place)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{type(error).__name__}\n" + "".join(lines))
    except OSError:
        return sentence
    return sentence + "\n" + _("The details are in {file}.").format(file=name)


def folder() -> Path:
    """Return the folder of the logs."""
    import platformdirs

    return Path(platformdirs.user_log_path("badbuzz"))


def logs() -> list[Path]:
    """Return the logs there are."""
    return sorted(folder().glob("badbuzz-*.log"))
