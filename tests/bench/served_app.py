"""The app that both sides serve; as a program, what textual-serve starts for each line."""

import tempfile
from pathlib import Path
from typing import Any

from textual.app import App

from simulator.settings import Settings
from simulator.tui.house import House, Visitor
from simulator.tui.served import Served
from simulator.tui.wishes import Wishes

PLAYED = "late-order"
READY = "Pick one."
"""What the last thing says that is drawn when somebody has joined."""


def house(cache: Path) -> House:
    """Return a house that keeps nothing, with compiled crises in *cache*."""
    return House(cache=cache)


def room(house: House) -> App[Any]:
    """Return the app of somebody who plays."""
    app = Served(house, Visitor("ann", settings=Settings(motion=False)))
    app.wishes = Wishes(PLAYED, keeps=False)
    return app


if __name__ == "__main__":
    room(house(Path(tempfile.gettempdir()) / "badbuzz-bench-cache")).run()
