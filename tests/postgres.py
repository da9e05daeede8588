"""A real PostgreSQL for the tests, of their own, thrown away with them."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PATIENCE = 30.0


class NotHere(Exception):  # noqa: N818 - a reason to skip
    """There is no PostgreSQL on this machine."""


def binary(name: str) -> str:
    """Debian keeps the server's programs off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not found and (known := shutil.which(name)):
        found = [Path(known)]
    if not found:
        raise NotHere(f"{name} is not installed")
    return str(found[-1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server; give its address. As root it runs as somebody else: it refuses to be root."""
    initdb, postgres = binary("initdb"), binary("postgres")
    user = "nobody" if os.geteuid() == 0 else None
    place = Path(tempfile.mkdtemp(prefix="badbuzz-pg-"))
    if user:
        shutil.chown(place, user)
    data, port = place / "data", free_port()
    quiet: dict[str, Any] = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "cwd": place,
        "user": user,
    }
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(place)}
    command = [initdb, "-D", str(data), "-U", "badbuzz", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(command, check=True, env=environment, **quiet)
    options = {
        "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off",
        "max_connections": "100", "shared_buffers": "16MB", "autovacuum": "off",
    }  # fmt: skip
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    running = subprocess.Popen(
        [postgres, "-D", str(data), "-p", str(port), *flags], env=environment, **quiet
    )
    try:
        _wait(running, port)
        yield f"postgresql://badbuzz@127.0.0.1:{port}"
    finally:
        running.send_signal(signal.SIGQUIT)  # At once: nothing of it is needed any more.
        running.wait(PATIENCE)
        shutil.rmtree(place, ignore_errors=True)


def _wait(running: "subprocess.Popen[bytes]", port: int) -> None:
    import psycopg

    end = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=port, user="badbuzz", dbname="postgres").close()
            return
        if running.poll() is not None or time.monotonic() > end:
            raise NotHere("PostgreSQL does not start")
        time.sleep(0.05)
