"""What a save costs in the preview: from the file on the disk to the words on the screen.

Measured from outside, as in `screen`. Each save comes while what was saved before is still being
played for its proofs, as it does when somebody writes; the pause after it is shorter than those.
"""

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from simulator.scenario.load import FILE, load
from tests.bench import generate
from tests.bench.screen import SHIPPED, Terminal, environment, says
from tests.bench.table import Figure, in_turns, show

GOAL = 0.5
"""Seconds from a save to what it shows."""
MANY = 20
"""Decisions of a large crisis; each has more of everything than anybody wrote yet."""
PAUSE = 1.0
"""Seconds from what a save shows to the next save: the proofs begin sooner and take longer."""
PREVIEW = "import sys; from simulator.cli import main; sys.exit(main(sys.argv[1:]))"
BARE = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import Footer, Header, Static

class Bare(App):
    seen = ()
    file = Path(sys.argv[1])

    def compose(self):
        yield Header()
        yield Static()
        yield Footer()

    def on_mount(self):
        self.set_interval(0.1, self.look)

    def look(self):
        about = self.file.stat()
        now = about.st_mtime_ns, about.st_size
        if now != self.seen:
            self.seen = now
            self.query_one(Static).update(self.file.read_text()[:200])

Bare().run()
"""
"""The floor: an app that looks as often at one file, and shows how it begins."""


class Saving:
    """A file that is saved again and again, and the terminal that has to show it."""

    def __init__(self, terminal: Terminal, file: Path, write: Callable[[int], str]) -> None:
        """Save in *file* what *write* makes of the number of the save."""
        self.terminal, self.file, self.write = terminal, file, write
        self.count = 0

    def save(self) -> float:
        """Save once; return the seconds until *terminal* shows it."""
        self.count += 1
        text, said = self.write(self.count), says(f"SAVE{self.count};")
        self.terminal.rest(PAUSE)
        return self.terminal.after(lambda: self.file.write_text(text, encoding="utf-8"), said)


def _preview(folder: Path, env: dict[str, str]) -> Saving:
    """Open the preview of *folder*; what is saved is the question of its first decision."""
    file = folder / FILE
    text = file.read_text(encoding="utf-8")
    loaded, _ = load(folder)
    assert loaded
    found = re.search(r"^  (?:ask|question): (?:>\n\s+)?", text, re.MULTILINE)
    assert found, folder
    begin, end = text[: found.end()], text[found.end() :]
    arguments = ("preview", str(folder), "--lang", loaded.scenario.language)
    saving = Saving(
        Terminal(PREVIEW, *arguments, env=env), file, lambda number: f"{begin}SAVE{number}; {end}"
    )
    saving.terminal.rest(3)
    return saving


def _bare(room: Path, env: dict[str, str]) -> Saving:
    file = room / "bare.txt"
    file.write_text("nothing yet", encoding="utf-8")
    saving = Saving(Terminal(BARE, str(file), env=env), file, lambda n: f"SAVE{n};")
    saving.terminal.rest(2)
    return saving


def _folders(room: Path) -> dict[str, Path]:
    """Copy the shipped scenarios, and write one as large as a file may be."""
    found = {}
    for path in sorted(SHIPPED.glob(f"*/{FILE}")):
        found[path.parent.name] = room / path.parent.name
        shutil.copytree(path.parent, found[path.parent.name])
    for count in (MANY, generate.SCENES):
        folder = found[f"{count} full-size scenes"] = room / f"full-{count}"
        folder.mkdir()
        (folder / FILE).write_text(generate.scenario(1, count), encoding="utf-8")
    return found


def main() -> None:
    """Measure and print; nothing is asserted about speed."""
    figures = []
    with tempfile.TemporaryDirectory(prefix="badbuzz-bench-") as name:
        room = Path(name)
        env = environment(room)
        for title, folder in _folders(room).items():
            sides = {"ours": _preview(folder, env), "bare": _bare(room, env)}
            taken = in_turns({who: side.save for who, side in sides.items()})
            for side in sides.values():
                side.terminal.close()
            goal = None if title.startswith(str(generate.SCENES)) else GOAL
            row = f"a save shows in the preview, {title} / bare app"
            figures.append(Figure(row, taken["ours"], taken["bare"], within=goal))
    print()
    show(figures)


if __name__ == "__main__":
    main()
