"""What the screen costs: to stand (G7), to answer a key (G9), to take a hundred posts (G10).

G7 and G9 are measured from outside, in a terminal of ours: from the start of the process, or from
the key, to the bytes that show the answer.
"""

import asyncio
import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.bench.table import ROUNDS, Figure, in_turns, show

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "scenarios"
TITLES = 12
POSTS = 1000
ADDED = 100
KEYS = 500
SINGLE = 50
HELD = 25
"""Keys in a row to one app: the next one's turn comes then, so that all meet the same noise."""
PAUSE = (0.01, 0.03)
"""Seconds from an answer to the next key: a key that is held down repeats as often."""
ALONE = (0.1, 0.2)
"""The same for single keys: no app is still busy with the one before."""
WARM = 25
"""Keys to each app before the first one that counts."""
SIZE = (120, 40)
LONGEST = 30.0
"""Seconds after which an answer will not come."""

BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Static

class Bare(App):
    count = 0

    def compose(self):
        yield Header()
        yield Static("READY;")
        yield Footer()

    def on_key(self):
        self.count += 1
        self.query_one(Static).update(f"KEY:{self.count};")

Bare().run()
"""
"""The peer: as little as a Textual app can be, and what it paints at each key."""

SHELF = """
import sys
from pathlib import Path
from simulator.scenario import library

library.FOLDERS = (Path(sys.argv[1]),)
"""
HOME = SHELF + "from simulator.cli import main; sys.exit(main(['play']))"
ROOM = (
    SHELF
    + f"""
from simulator import cli
from simulator.commands import playing

def fill():
    from simulator.present.pages import Post
    from simulator.tui.screens import room

    def post(text):
        return Post("Lena Ortiz", "Page", "09:20", text)

    class Full(room.RoomScreen):
        count = 0
        BINDINGS = [("z", "arrive", "")]

        def ask(self):
            super().ask()
            if not self.count:
                words = "The order has not come and nobody answers. Where is it? " * 3
                self.receive([post(words) for _ in range({POSTS})] + [post("READY;")])

        def action_arrive(self):
            self.count += 1
            self.receive([post(f"KEY:{{self.count}};")])

    room.RoomScreen = Full

from_command = playing.opened
def opened(*asked):
    fill()  # Not before: the command prepares what Textual finds when it is imported.
    return from_command(*asked)
playing.opened = opened

sys.exit(cli.main(["play", "late-order", "--no-motion"]))
"""
)
_ESCAPES = re.compile(
    rb"\x1b\[[0-9;?<>=$ ]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1b[=>()][0-9A-B]?|\x1bP[^\x1b]*\x1b\\"
)
_ASKED = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;c", b"\x1b[6n": b"\x1b[1;1R"}
_DRAWN = b"\x1b[?2026l"
"""What ends a frame."""


class Terminal:
    """A process in a terminal of ours, which answers what a terminal is asked."""

    def __init__(self, code: str, *arguments: str, env: Mapping[str, str]) -> None:
        """Start Python on *code*."""
        self.seen = b""
        self.started = time.perf_counter()
        self.pid, self.file = pty.fork()
        if not self.pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, "-c", code, *arguments], {**env})  # noqa: S606 - ours

    def read(self, seconds: float) -> bool:
        """Take what comes within *seconds*; False when nothing does."""
        if not select.select([self.file], [], [], seconds)[0]:
            return False
        data = os.read(self.file, 1 << 16)
        self.seen += data
        for question, answer in _ASKED.items():
            if question in data:
                os.write(self.file, answer)
        return True

    def until(self, is_there: Callable[[bytes], object]) -> float:
        """Read until *is_there* of all bytes since the last key; return the moment."""
        end = time.perf_counter() + LONGEST
        while time.perf_counter() < end:
            if is_there(self.seen):
                return time.perf_counter()
            self.read(0.5)
        raise TimeoutError(_ESCAPES.sub(b"", self.seen)[-500:].decode(errors="replace"))

    def rest(self, seconds: float) -> None:
        """Let it draw for *seconds*."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def key(self, key: bytes, is_there: Callable[[bytes], object]) -> float:
        """Press *key*; return the seconds until *is_there*."""
        return self.after(lambda: os.write(self.file, key), is_there)

    def after(self, act: Callable[[], object], is_there: Callable[[bytes], object]) -> float:
        """Do *act*; return the seconds until *is_there*."""
        self.seen = b""
        start = time.perf_counter()
        act()
        return self.until(is_there) - start

    def close(self) -> None:
        """End the process."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)


def says(pattern: str) -> Callable[[bytes], object]:
    """Return what finds *pattern* in a text without its escapes."""
    found = re.compile(pattern.encode(), re.DOTALL)
    return lambda seen: found.search(_ESCAPES.sub(b"", seen))


def environment(room: Path) -> dict[str, str]:
    """Return what a process of ours may know of the machine: its home is *room*."""
    config = room / "config"
    config.mkdir(exist_ok=True)
    (config / "settings.toml").write_text('played = ["late-order"]\nmotion = false\n')
    own = {"HOME": str(room), "BADBUZZ_CONFIG": str(config), "XDG_CACHE_HOME": str(room / "cache")}
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | own | {"LANG": "en_GB.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def _shelf(room: Path) -> tuple[Path, str]:
    """Copy the shipped scenarios under other ids; return the folder and the last title in it."""
    shelf, last = room / "shelf", (0, "")
    sources = sorted(path.parent for path in SHIPPED.glob("*/scenario.yaml"))
    for number in range(TITLES):
        source = sources[number % len(sources)]
        name = source.name if number < len(sources) else f"{source.name}-{number}"
        shutil.copytree(source, shelf / name)
        for path in (shelf / name).glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            text = re.sub(rf"^(id|of): {source.name}$", rf"\1: {name}", text, flags=re.MULTILINE)
            path.write_text(text, encoding="utf-8")
        main = (shelf / name / "scenario.yaml").read_text(encoding="utf-8")
        level = re.search(r"^level: (\d)", main, re.MULTILINE)
        beside = shelf / name / "text.en.yaml"
        spoken = beside.read_text(encoding="utf-8") if beside.is_file() else main
        title = re.search(r"^ *title: (.+)$", spoken, re.MULTILINE)
        assert level
        assert title
        last = max(last, (int(level[1]), title[1]))
    return shelf, last[1]


def _first_frame(room: Path) -> list[Figure]:
    shelf, last = _shelf(room)
    env = environment(room)
    whole = f"(?:{re.escape(last)}.*?){{{TITLES // 3}}}"

    def ours() -> float:
        return _until_drawn(Terminal(HOME, str(shelf), env=env), says(whole))

    def peer() -> float:
        return _until_drawn(Terminal(BARE, env=env), says("READY;"))

    taken = in_turns({"ours": ours, "peer": peer}, 3 * ROUNDS)
    name = f"G7 first frame, {TITLES} titles / a bare app"
    return [Figure(name, taken["ours"], taken["peer"], slower=1.4)]


def _until_drawn(terminal: Terminal, is_there: Callable[[bytes], object]) -> float:
    taken = terminal.until(is_there) - terminal.started
    terminal.rest(0.3)  # What comes after the first frame, and what is written down then.
    terminal.close()
    return taken


def _p99(seconds: Iterable[float]) -> float:
    return statistics.quantiles(seconds, n=100)[-1]


def _keys(room: Path) -> list[Figure]:
    env = environment(room)
    ours, peer = Terminal(ROOM, str(SHIPPED), env=env), Terminal(BARE, env=env)
    for terminal in (ours, peer):
        terminal.until(says("READY;"))
        terminal.rest(1)
    presses = _presses(ours, peer)
    _held(presses, WARM, PAUSE)
    rounds = [_held(presses, KEYS, PAUSE) for _ in range(ROUNDS)]
    single = [_held(presses, SINGLE, ALONE, in_a_row=1) for _ in range(ROUNDS)]
    ours.close()
    peer.close()
    arrives, moves, bare = ([_p99(taken[side]) for taken in rounds] for side in range(3))
    middle = [[statistics.median(taken[side]) for taken in rounds] for side in range(3)]
    alone = [[statistics.median(taken[side]) for taken in single] for side in range(3)]
    return [
        Figure(f"G9 p99 of a key, {POSTS:,} posts: a post arrives / bare app", arrives, bare,
               slower=1.0),
        Figure("   the cursor of the decision moves / bare app", moves, bare, slower=1.0),
        Figure("   median of the same: a post arrives", middle[0], middle[2]),
        Figure("   the cursor moves", middle[1], middle[2]),
        Figure("   median of single keys: a post arrives", alone[0], alone[2]),
        Figure("   the cursor moves", alone[1], alone[2]),
    ]  # fmt: skip


Press = Callable[[], float]


def _presses(ours: Terminal, peer: Terminal) -> list[tuple[Terminal, Press]]:
    """Return the three keys that are compared: a post arrives, the cursor moves, the bare app."""
    counts = {"ours": 0, "peer": 0, "arrow": 0}

    def arrive(terminal: Terminal, name: str) -> float:
        counts[name] += 1
        return terminal.key(b"z", says(f"KEY:{counts[name]};"))

    def move() -> float:
        counts["arrow"] += 1
        arrow = b"\x1b[B" if counts["arrow"] % 2 else b"\x1b[A"
        return ours.key(arrow, lambda seen: _DRAWN in seen)

    return [
        (ours, lambda: arrive(ours, "ours")), (ours, move), (peer, lambda: arrive(peer, "peer"))
    ]  # fmt: skip


def _held(
    presses: list[tuple[Terminal, Press]],
    keys: int,
    pause: tuple[float, float],
    in_a_row: int = HELD,
) -> list[list[float]]:
    """Press each key *keys* times, *in_a_row* and then the next one's turn; return the seconds."""
    chance = random.Random(1)
    taken: list[list[float]] = [[] for _ in presses]
    for _ in range(keys // in_a_row):
        for side, (terminal, press) in enumerate(presses):
            for _ in range(in_a_row):
                taken[side].append(press())
                terminal.rest(chance.uniform(*pause))
    return taken


async def _hundred() -> list[Figure]:
    from textual.app import App, ComposeResult
    from textual.containers import Horizontal, VerticalScroll
    from textual.widgets import Static

    from simulator.present.pages import Post
    from simulator.tui.app import BadBuzz
    from simulator.tui.themes import DARK
    from simulator.tui.widgets.feed import Feed

    class Both(App[None]):
        CSS_PATH = BadBuzz.CSS_PATH

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return DARK.variables

        def compose(self) -> ComposeResult:
            with Horizontal():
                yield Feed()
                yield VerticalScroll()

    words = "The outage has lasted two hours and nobody answers us. Where is the statement?"
    taken: tuple[list[float], list[float]] = ([], [])
    async with Both().run_test(size=SIZE) as pilot:
        app = pilot.app
        feed, wall = app.query_one(Feed), app.query_one(VerticalScroll)

        async def drawn() -> None:
            """Lay out and draw without waiting for the next tick of the screen."""
            done = asyncio.Event()
            app.screen.call_after_refresh(done.set)
            while not done.is_set():
                await asyncio.sleep(0)
                app.screen._on_timer_update()
            app.screen._compositor.render_strips()

        for turn in range(ROUNDS + 1):
            start = time.perf_counter()
            feed.add(Post("Lena", "Page", "09:20", f"{words} {n}") for n in range(ADDED))
            await drawn()
            middle = time.perf_counter()
            await wall.mount_all(
                Static(f"[b]Lena[/b]  Page · 09:20\n{words} {n}\n") for n in range(ADDED)
            )
            wall.scroll_end(animate=False)
            await drawn()
            end = time.perf_counter()
            if turn:
                taken[0].append(middle - start)
                taken[1].append(end - middle)
            feed.clear()
            await wall.remove_children()
            await pilot.pause()
    return [Figure(f"G10 {ADDED} posts in the feed / a widget each", *taken, faster=8)]


def main() -> None:
    """Measure and print; nothing is asserted about speed."""
    with tempfile.TemporaryDirectory(prefix="badbuzz-bench-") as name:
        room = Path(name)
        figures = [*_first_frame(room), *asyncio.run(_hundred()), *_keys(room)]
    print()
    show(figures)


if __name__ == "__main__":
    main()
