"""Apps driven from afar: what is typed, drawn, lost and dropped; none reaches another."""

import asyncio
import sys
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events, messages
from textual._compositor import Compositor
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.message import Message
from textual.widgets import Input, Static

from simulator import crash
from simulator.tui import session as sessions
from simulator.tui.driver import LONGEST_PASTE, MOST_KEYS, Keyboard
from simulator.tui.screens.shell import Modal
from simulator.tui.session import MOST_HELD, Session


class Small(App[None]):
    """Something to type into."""

    def compose(self):
        yield Input()
        yield Static("standing")

    def on_key(self, event):
        if event.key == "f2":
            raise ValueError("a-" + "secret-value")
        if event.key == "escape":
            self.query_one(Static).update("escaped")
        if event.key == "f3":
            self.exit()
        if event.key == "f4":
            self.push_screen(Question())


class Question(Modal[None]):
    """Something over it."""

    def compose(self):
        yield Static("asked")


class Line:
    """What a line was sent; it may be slow, or lost."""

    def __init__(self):
        self.data = b""
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.is_lost = False
        self.comes = asyncio.Event()

    async def send(self, data):
        await self.is_open.wait()
        if self.is_lost:
            raise ConnectionResetError
        self.data += data
        self.comes.set()

    async def until(self, text, seconds=5):
        async with asyncio.timeout(seconds):
            while text.encode() not in self.data:
                await self.comes.wait()
                self.comes.clear()


async def begun(width=60, height=20, make=Small):
    session, line = Session(make), Line()
    session.start(width, height)
    await session.attach(line.send, width, height)
    await asyncio.wait_for(session.ready.wait(), 5)
    await line.until("standing")
    return session, line


def heard(*pieces):
    found: list[Any] = []
    keyboard = Keyboard(found.append)
    cuts = [keyboard.feed(piece) for piece in pieces]
    return found, cuts


# ---- what of Textual we count on that it does not promise


def test_the_parts_of_textual_that_are_private_are_there():
    parser = XTermParser()
    assert [getattr(event, "key", "") for event in parser.feed("a\x1b[A")] == ["a", "up"]
    assert list(parser.tick()) == []
    [paste] = parser.feed("\x1b[200~many words\x1b[201~")
    assert isinstance(paste, events.Paste)
    app = Small()
    for name in ("_capture_stdout", "_capture_stderr", "_print_error_renderables", "_message_queue",
                 "_driver", "_exception", "_running"):  # fmt: skip
        assert hasattr(app, name)
    assert issubclass(messages.InBandWindowResize, Message)


# ---- in


def test_letters_that_arrive_in_two_pieces_are_whole():
    found, _ = heard("é".encode()[:1], "é".encode()[1:])
    assert [event.character for event in found] == ["é"]


def test_a_long_paste_is_cut_said_and_its_end_is_not_typed():
    long = "word " * LONGEST_PASTE
    found, cuts = heard(b"\x1b[200~", long.encode(), b"q\x1b[20", b"1~", b"k")
    [paste, key] = found
    assert isinstance(paste, events.Paste)
    assert LONGEST_PASTE <= len(paste.text) < LONGEST_PASTE + 2_000
    assert isinstance(key, events.Key)
    assert key.key == "k"
    assert cuts == [False, True, False, False, False]


@given(st.lists(st.binary(max_size=300), max_size=8))
@settings(max_examples=150, deadline=None)
def test_no_bytes_whatever_make_the_keyboard_fail(pieces):
    heard(*pieces)


HOSTILE = st.lists(
    st.sampled_from(
        ["\x1b[", "\x1b[200~", "\x1b[201~", "\x1b[48;9999999;9999999;1;1t", "\x1b[<", "9" * 30, ";",
         "M", "m", "u", "~", "\x1b", "\x1b[?2026;2$y", "\x1b[99999999999u", "\x1b]52;c;", "\ud800",
         "\x9b", "a", "\x00", "R", "I", "O", "1;1"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(HOSTILE)
@settings(max_examples=150, deadline=None)
def test_nor_do_broken_sequences(text):
    heard(text.encode("utf-8", "surrogatepass"))


async def test_a_lone_escape_is_a_key():
    session, line = await begun()
    session.feed(b"\x1b")
    await line.until("escaped")
    await session.close()


async def test_more_keys_than_anybody_types_are_lost_and_the_app_stands():
    session, _line = await begun()
    session.feed(b"a" * 5_000)
    await asyncio.sleep(0.1)
    assert session.app is not None
    typed = session.app.query_one(Input).value
    assert 0 < len(typed) <= MOST_KEYS + 10
    await session.close()


@pytest.mark.parametrize(("width", "height"), [(99_999, 99_999), (0, 0), (-5, 3), (1, 500)])
async def test_no_size_is_drawn_that_is_too_small_or_too_large(width, height):
    session, _line = await begun()
    session.resize(width, height)
    session.feed(b"\x1b[48;9999;9999;9999;9999t")
    await asyncio.sleep(0.1)
    assert session.app is not None
    size = session.app.size
    assert 20 <= size.width <= 300
    assert 5 <= size.height <= 120
    await session.close()


# ---- out


async def test_a_new_line_is_drawn_everything_and_the_app_never_noticed():
    session, first = await begun()
    session.feed("été".encode())
    await first.until("t")
    await session.detach()
    session.feed(b"!")
    second = Line()
    await session.attach(second.send, 70, 22)
    await second.until("été!")
    await second.until("standing")
    assert session.app is not None
    assert session.app.size.width == 70
    await session.close()


async def test_a_line_that_does_not_read_costs_little_and_is_drawn_anew_when_it_does():
    session, line = await begun()
    line.is_open.clear()
    for _ in range(4):
        session._draw("x" * MOST_HELD)
        await asyncio.sleep(0)
        assert session._count <= 2 * MOST_HELD
    line.data = b""
    line.is_open.set()
    await line.until("standing")
    await session.close()


async def test_a_line_that_never_reads_is_let_go(monkeypatch):
    monkeypatch.setattr(sessions, "PATIENCE", 0.05)
    session, line = await begun()
    line.is_open.clear()
    session.feed(b"a")
    assert session.line is not None
    await asyncio.wait_for(session.line, 5)
    assert not session.ended.is_set()
    await session.close()


# ---- ends


async def test_a_crash_ends_that_app_alone_and_its_report_has_no_value(
    tmp_path, monkeypatch, capfd
):
    monkeypatch.setattr(crash, "folder", lambda: tmp_path)
    (one, line), (other, _line) = await begun(), await begun()
    one.feed(b"\x1bOQ")
    await asyncio.wait_for(one.ended.wait(), 5)
    assert one.has_crashed
    assert one.line is not None
    await asyncio.wait_for(one.line, 5)
    assert line.data.endswith(b"\x1b[?1049l")
    [log] = tmp_path.glob("*.log")
    assert log.read_text().startswith("ValueError")
    out, err = capfd.readouterr()
    assert not any("secret" in text for text in (log.read_text(), out, err))
    assert not other.ended.is_set()
    await asyncio.gather(one.close(), other.close())


async def test_an_app_that_cannot_even_be_made_ends_like_any_other(tmp_path, monkeypatch):
    monkeypatch.setattr(crash, "folder", lambda: tmp_path)

    def broken():
        raise RuntimeError

    session, line = Session(broken), Line()
    session.start(80, 24)
    await session.attach(line.send, 80, 24)
    await asyncio.wait_for(session.ended.wait(), 5)
    assert session.has_crashed
    await session.close()


async def test_twenty_sessions_leave_nothing_behind_in_whatever_order_they_end():
    streams = sys.stdout, sys.stderr
    before, threads = asyncio.all_tasks(), threading.active_count()
    found = [(await begun())[0] for _ in range(20)]
    assert (sys.stdout, sys.stderr) == streams
    for session in found[::2]:
        await session.close()
    for session in reversed(found[1::2]):
        session.feed(b"\x1bOR")
        await asyncio.wait_for(session.ended.wait(), 5)
        await session.close()
    assert (sys.stdout, sys.stderr) == streams
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before
    assert threading.active_count() <= threads + 1


async def test_what_opens_is_laid_out_before_it_is_drawn(monkeypatch):
    session, line = await begun()
    seen = []
    tick, draw = Question._on_timer_update, Compositor.render_update

    def ticking(screen):
        seen.append("tick")
        tick(screen)

    def drawing(compositor, *args, **how):
        seen.extend(["draw"] * isinstance(session.app.screen, Question))
        return draw(compositor, *args, **how)

    monkeypatch.setattr(Question, "_on_timer_update", ticking)
    monkeypatch.setattr(Compositor, "render_update", drawing)
    session.feed(b"\x1bOS")
    await line.until("asked")
    assert seen[:2] == ["tick", "draw"]
    await session.close()
