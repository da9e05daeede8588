"""The app over SSH, with the OpenSSH client: in, a decision, out, and back by four words."""

import asyncio
import os
import pty
import re
import shutil
import signal
import socket
import stat
import struct
import sys
from contextlib import asynccontextmanager, suppress
from fcntl import ioctl
from termios import TIOCSWINSZ

import asyncssh
import pytest

from simulator.serve import phrases, ssh
from simulator.serve.guests import Guests
from simulator.serve.sessions import Sessions
from simulator.store import seats
from simulator.tui.house import House
from simulator.tui.opening import Opening

if sys.platform == "win32" or not shutil.which("ssh"):
    pytest.skip("no OpenSSH client here", allow_module_level=True)

SIGNS = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[a-zA-Z]|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]")
PATIENCE = 10


@asynccontextmanager
async def served(folder, **how):
    opening = Opening(str(folder))
    store = await opening.ready()
    assert store is not None
    sessions = Sessions(**how)
    guests = Guests(store, House(opening))
    host = ssh.Host(sessions, guests, ssh.host_key(folder))
    listening = socket.create_server(("127.0.0.1", 0))
    await host.start([listening])
    try:
        yield host, listening.getsockname()[1], store
    finally:
        await host.stop()
        await sessions.close()
        opening.close()


class Client:
    """The OpenSSH client, on a terminal of its own."""

    def __init__(self, folder, port, *more, size=(24, 80), lang="en_GB.UTF-8"):
        self.seen = b""
        words = (
            "ssh", "-F", "none", "-p", str(port), "-o", f"UserKnownHostsFile={folder}/known",
            "-o", "StrictHostKeyChecking=accept-new", "-o", "SendEnv=LANG", "-o",
            "PreferredAuthentications=none", "-o", "LogLevel=ERROR", "127.0.0.1", *more,
        )  # fmt: skip
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.environ.update(TERM="xterm-256color", LANG=lang)
            os.environ.pop("LC_ALL", None)
            os.execvp("ssh", words)  # noqa: S606 - our own words, no shell
        self.resize(*size)
        os.set_blocking(self.fd, False)
        self._comes = asyncio.Event()
        asyncio.get_running_loop().add_reader(self.fd, self._read)

    def _read(self):
        try:
            data = os.read(self.fd, 65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            asyncio.get_running_loop().remove_reader(self.fd)
        self.seen += data
        self._comes.set()

    def resize(self, lines, columns):
        ioctl(self.fd, TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        if self.pid:
            os.kill(self.pid, signal.SIGWINCH)

    @property
    def text(self):
        return SIGNS.sub(b"", self.seen).decode(errors="replace")

    async def until(self, text):
        try:
            async with asyncio.timeout(PATIENCE):
                while text not in self.text:
                    self._comes.clear()
                    await self._comes.wait()
        except TimeoutError:
            raise AssertionError(self.text) from None

    def type(self, text):
        self.seen = b""
        os.write(self.fd, text.encode())

    async def press(self, key, text):
        """Press *key* until *text* is drawn: while posts arrive, a key only hurries them."""
        self.type(key)
        for _ in range(40):
            if text in self.text:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(0.5):
                    await self._comes.wait()
                    self._comes.clear()
            os.write(self.fd, key.encode())
        raise AssertionError(self.text)

    async def ended(self):
        """Wait for its end, and return its exit code."""
        async with asyncio.timeout(PATIENCE):
            while True:
                pid, status = os.waitpid(self.pid, os.WNOHANG)  # noqa: ASYNC222 - it does not wait
                if pid:
                    self.pid = 0
                    self._read()
                    return os.waitstatus_to_exitcode(status)
                await asyncio.sleep(0.02)

    async def close(self):
        asyncio.get_running_loop().remove_reader(self.fd)
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            await self.ended()
        os.close(self.fd)


@asynccontextmanager
async def client(folder, port, *more, **how):
    found = Client(folder, port, *more, **how)
    try:
        yield found
    finally:
        await found.close()


async def test_in_a_decision_out_and_back_by_four_words(tmp_path):
    async with served(tmp_path / "data") as (host, port, store):
        async with client(tmp_path, port) as one:
            await one.until("I am new here")
            one.type("\r")
            await one.until("You play as")
            await one.until("n makes four new words")
            found = re.search(r"were:[\s│]*((?:[a-z]+ ){3}[a-z]+)", one.text)
            assert found
            words = found[1]
            one.type("\r")
            await one.until("Maud")  # The tutorial, at once.
            await one.press(" ", "Pick one.")
            [profile] = store.profiles()
            async with asyncio.timeout(PATIENCE):
                while not store.open_exercises(profile, decided=True):
                    one.type("1\r")
                    await asyncio.sleep(0.2)
            one.resize(30, 100)
            os.kill(one.pid, signal.SIGHUP)
            await one.ended()
        assert len(store.profiles()) == 1
        async with client(tmp_path, port, lang="fr_FR.UTF-8") as two:
            await two.until("première visite")
            two.type("\x1b[B\r")
            await two.until("vos quatre mots")
            two.type("wrong words of mine\r")
            await two.until("Personne")
            two.type("\x15")
            await two.until("vos quatre mots")
            two.type(words.upper().replace(" ", "-") + "\r")
            await two.until("Trust")
            assert len(host.sessions) == 1
            two.type("\x11")
            await two.until("est gardé")
            assert await two.ended() == 0
        assert len(store.profiles()) == 1


async def test_no_command_no_file_no_forwarding_and_a_sentence_instead(tmp_path):
    async with served(tmp_path) as (host, port, _store):
        async with client(tmp_path, port, "cat", "/etc/passwd") as one:
            await one.until("No commands are run here")
            assert await one.ended() == 2
        async with client(tmp_path, port, "-T") as two:
            await two.until("needs a terminal")
            assert await two.ended() == 2
        async with asyncssh.connect("127.0.0.1", port, known_hosts=None, username="x") as line:
            with pytest.raises(asyncssh.ChannelOpenError):
                await line.open_connection("127.0.0.1", port)
            with pytest.raises(asyncssh.ChannelListenError):
                await line.forward_remote_port("", 0, "127.0.0.1", port)
            with pytest.raises(asyncssh.ChannelOpenError):
                await line.start_sftp_client()
        assert not host.sessions


async def test_the_key_is_made_once_for_its_owner_alone_and_a_broken_one_is_left_alone(tmp_path):
    folder = tmp_path / "data"
    one = ssh.host_key(folder)
    path = folder / ssh.KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ssh.host_key(folder).get_fingerprint() == one.get_fingerprint()
    assert [entry.name for entry in folder.iterdir()] == [ssh.KEY]
    path.write_text("nothing like a key")
    with pytest.raises(OSError, match=ssh.KEY):
        ssh.host_key(folder)
    assert path.read_text() == "nothing like a key"


async def test_when_it_is_full_newcomers_are_told_and_when_it_stops_all_are(tmp_path):
    async with served(tmp_path, most=1) as (host, port, _store):  # noqa: SIM117 - needs the port
        async with client(tmp_path, port) as one, client(tmp_path, port) as two:
            for each in (one, two):
                await each.until("I am new here")
            one.type("\r")
            await one.until("You play as")
            two.type("\r")
            await two.until("Every place is taken")
            assert await two.ended() == 1
            await host.stop()
            await one.until("The host has stopped")
            assert await one.ended() == 0


async def test_wrong_words_are_heard_ten_times_a_minute(tmp_path):
    opening = Opening(str(tmp_path))
    store = await opening.ready()
    assert store is not None
    guests = Guests(store, House(opening))
    said = [await guests._answer("10.0.0.1", f"four wrong words {n}", "en") for n in range(11)]
    assert all(str(one).startswith("Nobody") for one in said[:10])
    assert str(said[10]).startswith("Too many")
    assert str(await guests._answer("10.0.0.2", "a b c d", "en")).startswith("Nobody")
    opening.close()


def test_phrases_have_forty_bits_less_three_and_forgive_how_they_are_typed():
    for code in ("en", "fr"):
        known = phrases.words(code)
        assert len(set(known)) == len(known) >= 600
        assert all(re.fullmatch("[a-z]{4,10}", word) for word in known)
        assert len(phrases.new(code).split()) == 4
        assert len(phrases.name(code)) <= 24
    assert phrases.digest("Été, plum-KETTLE  orbit") == phrases.digest("ete plum kettle orbit")
    assert phrases.digest("three words only") == ""
    assert len(phrases.digest("a b c d")) == 64


def test_new_words_alone_are_good(tmp_path):
    opening = Opening(str(tmp_path))
    store = opening.result()
    assert store is not None
    profile = seats.make(store, "a" * 64, "b" * 64, "Plum kettle")
    assert seats.rephrase(store, profile.id, "c" * 64)
    assert seats.by_phrase(store, "b" * 64) is None
    assert seats.by_phrase(store, "c" * 64) == profile
    assert not seats.rephrase(store, "nobody", "d" * 64)
    opening.close()
