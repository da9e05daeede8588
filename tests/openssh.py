"""The OpenSSH client on a terminal of its own: `async with client(folder, port) as one:`."""

import asyncio
import os
import pty
import re
import shutil
import signal
import struct
import sys
from contextlib import asynccontextmanager, suppress
from fcntl import ioctl
from termios import TIOCSWINSZ

import pytest

IS_HERE = sys.platform != "win32" and bool(shutil.which("ssh"))
needs_ssh = pytest.mark.skipif(not IS_HERE, reason="no OpenSSH client here")
SIGNS = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[a-zA-Z]|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]")
PATIENCE = 20


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
