"""What one launch was asked on the command line."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wishes:
    """What the command line asks of this launch alone; none of it is written down."""

    scenario: str = ""
    seed: int | None = None
    motion: bool = True
    language: str = ""
    """A language named on purpose; "" leaves it to the settings."""
    mode: str = ""
    timed: bool = False
    route: str = "full"
    organisation: Path | None = None
    keeps: bool = True
    """Whether exercises are kept, in the folder `data` or on the server `database`."""
    data: str = ""
    database: str = ""
    goes_on: bool = False
    """Whether the last exercise that was not finished is opened."""
    profile: str = ""
    """Whose plays are kept, named on purpose; "" leaves it to the settings."""
    drills: bool = False
    """Whether the drills of today are opened, once home knows them."""
