"""Where what is kept lies; known without opening it, and without what opens it."""

import os
from pathlib import Path

NAME = "badbuzz.db"


def folder_of(given: str = "") -> Path:
    """Return the folder of what is kept: *given*, else BADBUZZ_DATA, else the platform's."""
    if chosen := given or os.environ.get("BADBUZZ_DATA"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_path("badbuzz"))
