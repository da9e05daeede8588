"""The scenarios that come with the program, and how a name on the command line finds one."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
FOLDERS = (_PACKAGE / "_scenarios", _PACKAGE.parent / "scenarios")
"""In an installed copy; in a checkout."""

TUTORIAL = "late-order"


def folder() -> Path:
    """Return the folder of the scenarios that came with the program."""
    return next((place for place in FOLDERS if place.is_dir()), FOLDERS[0])


def shipped() -> list[Path]:
    """Return the shipped scenarios' folders, by name."""
    place = folder()
    if not place.is_dir():
        return []
    return sorted(path.parent for path in place.glob("*/scenario.yaml"))


def find(name: str) -> Path:
    """Return the path that *name* stands for: a shipped scenario's id, or a path."""
    if name and "/" not in name and "\\" not in name and not name.startswith("."):
        own = folder() / name
        if is_there(own / "scenario.yaml"):
            return own
    return Path(name)


def is_there(path: Path) -> bool:
    """Say whether *path* exists; a name that no file can have does not."""
    try:
        return path.exists()
    except OSError:
        return False
