"""The app as a process on a real terminal: how it ends, whatever ends it."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
SOON = 3.0
"""Seconds within which the app is gone."""
PATIENCE = 20.0


def _as_from_a_shell() -> None:
    """Control the terminal, and hear signals even if whoever runs the tests does not."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for name in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(name, signal.SIG_DFL)


class Terminal:
    """A command on a terminal of its own, which it controls."""

    def __init__(self, home: Path, *command: str, **environment: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        place = {"HOME": str(home), "BADBUZZ_CONFIG": str(home / "config")}
        given = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=kept | place | given | environment,
            cwd=home,
            start_new_session=True,
            preexec_fn=_as_from_a_shell,  # noqa: PLW1509 - no thread here
        )
        os.close(slave)
        self.seen = b""

    def read(self, seconds: float = 0.05) -> bool:
        """Read what there is; False once the terminal is closed."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def wait_for(self, text: bytes) -> None:
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert self.read() or text in self.seen, self.seen[-2000:]
            assert time.monotonic() < end, self.seen[-2000:]

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def ended(self, within: float = PATIENCE) -> int:
        """The exit code; everything written before is read."""
        end = time.monotonic() + within
        while self.process.poll() is None:
            self.read()
            assert time.monotonic() < end, "still there"
        while self.read(0.1) and time.monotonic() < end:
            if not select.select([self.master], [], [], 0)[0]:
                break
        return self.process.returncode


@pytest.fixture
def start(tmp_path):
    begun = []

    def begin(*command, **environment):
        begun.append(Terminal(tmp_path, *(command or ("-m", "simulator")), **environment))
        return begun[-1]

    yield begin
    for terminal in begun:
        with contextlib.suppress(ProcessLookupError):
            terminal.process.kill()
        terminal.process.wait()
        with contextlib.suppress(OSError):
            os.close(terminal.master)


def after(terminal):
    """What was written after the alternate screen was left."""
    assert terminal.seen.count(ENTERED) == terminal.seen.count(LEFT) == 1
    return terminal.seen.rpartition(LEFT)[2].decode()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_told_to_end_it_leaves_the_screen_as_it_was(start, name):
    terminal = start()
    terminal.wait_for(b"Lena")
    begun = time.monotonic()
    terminal.process.send_signal(getattr(signal, name))
    assert terminal.ended(SOON) == 0
    assert time.monotonic() - begun < SOON
    assert "Traceback" not in after(terminal)


def test_it_is_gone_when_its_terminal_closes(start):
    terminal = start()
    terminal.wait_for(b"Lena")
    os.close(terminal.master)
    terminal.process.wait(SOON)
    terminal.master = -1


def test_it_is_gone_when_its_terminal_closes_and_nothing_tells_it(start):
    code = "import signal; signal.signal = lambda *_: None; from simulator.tui.app import run; "
    terminal = start(
        "-c",
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); "
        + code
        + "run('en', cache=None)",
    )
    terminal.wait_for(b"Lena")
    os.close(terminal.master)
    terminal.process.wait(SOON + 1)
    terminal.master = -1


BROKEN = """
from simulator.tui.screens.room import RoomScreen
from simulator.cli import main
import sys
def plan(self):
    secret = "hunter2"
    raise RuntimeError(secret)
RoomScreen.action_plan = plan
sys.exit(main(["--lang={}"]))
"""


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Something went wrong on our side"), ("fr", "Quelque chose")],
)
def test_a_fault_of_ours_is_one_sentence_and_code_70(start, tmp_path, language, sentence):
    terminal = start("-c", BROKEN.replace("{}", language))
    terminal.wait_for(b"Lena")
    terminal.type(b"x")
    time.sleep(1)
    terminal.type(b"p")
    assert terminal.ended() == 70
    said = after(terminal)
    assert sentence in said
    for word in ("hunter2", "Traceback", "secret", "RuntimeError", "locals"):
        assert word.encode() not in terminal.seen
    logs = list(tmp_path.rglob("badbuzz-*.log"))
    assert len(logs) == 1
    assert logs[0].stat().st_mode & 0o777 == 0o600
    assert "hunter2" not in logs[0].read_text(encoding="utf-8")


def test_a_crisis_is_opened_by_its_name_and_quit(start):
    terminal = start("-m", "simulator", "play", "cracked-cup", "--no-motion", "--lang=en")
    terminal.wait_for(b"begin")
    terminal.type(b"\x11")
    assert terminal.ended(SOON + 2) == 0
    assert after(terminal).strip("\x1b[]?0123456789;hlmuc>< \r\n=") == ""


def test_without_a_capable_terminal_it_reads_line_by_line(start):
    terminal = start(TERM="dumb")
    terminal.wait_for(b"Lena")
    assert ENTERED not in terminal.seen
    terminal.type(b"\x04")
    assert terminal.ended() == 0


def test_where_its_drawing_would_land_in_a_file_it_reads_line_by_line(start, tmp_path):
    # The app draws on standard error: sent to a file, nobody would see it.
    sent = "import os, sys; os.dup2(os.open('errors', os.O_WRONLY | os.O_CREAT), 2)"
    terminal = start("-c", f"{sent}; os.execv(sys.executable, [sys.executable, '-m', 'simulator'])")
    terminal.wait_for(b"Lena")
    assert ENTERED not in terminal.seen
    terminal.type(b"\x04")
    assert terminal.ended() == 0
    assert (tmp_path / "errors").read_bytes() == b""


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"LC_ALL": "C"}], ids=str)
def test_it_runs_without_colour_and_without_a_locale(start, environment):
    terminal = start("-m", "simulator", "--lang=fr", **environment)
    terminal.wait_for("Énergie".encode())
    terminal.process.terminate()
    assert terminal.ended(SOON) == 0
    if "NO_COLOR" in environment:
        colours = {
            tuple(part.split(b";")[2:5])
            for part in terminal.seen.replace(b"m", b"\x1b").split(b"\x1b[")
            if part.startswith((b"38;2;", b"48;2;"))
        }
        assert all(len(set(rgb)) == 1 for rgb in colours), "every colour left is a grey"
