"""What is opened for others, pages and SSH: on which ports, for whom, and until which signal."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simulator.language import Language
from simulator.serve.addresses import own
from simulator.serve.policy import Policy

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - what somebody may ask for
ALONE = {"127.0.0.1", "::1", "localhost"}
CODES = {"SIGTERM": 0, "SIGHUP": 0, "SIGINT": 130}
"""Signals that end a host, and with which exit code."""


@dataclass(frozen=True)
class Wish:
    """What is to be opened; a port of None is none, 0 is any that is free."""

    web: int | None
    ssh: int | None
    bind: str = "127.0.0.1"
    public_url: str = ""
    most: int = 60
    cert: str = ""
    key: str = ""
    proxies: frozenset[str] = frozenset()
    data: str = ""

    @property
    def is_tls(self) -> bool:
        """Whether pages are spoken to with a certificate of ours."""
        return bool(self.cert)

    @property
    def is_encrypted(self) -> bool:
        """Whether pages are, from the visitor on: by us, or by a proxy before us."""
        return self.is_tls or self.public_url.startswith("https")

    @property
    def is_alone(self) -> bool:
        """Whether only this machine can reach it."""
        return self.bind in ALONE and not self.public_url

    @property
    def is_everywhere(self) -> bool:
        """Whether every address of this machine leads to it."""
        return self.bind in EVERYWHERE

    def policy(self, port: int) -> Policy:
        """Return what pages at *port* answer to."""
        return Policy(port, self.bind, self.public_url, self.proxies, self.is_tls)


def opened(wish: Wish) -> dict[str, socket.socket]:
    """Return the sockets of *wish*, by name; CannotServe if one cannot be had, and then none is."""
    from simulator.serve.web import listen

    found: dict[str, socket.socket] = {}
    with contextlib.ExitStack() as kept:
        for name, port in (("web", wish.web), ("ssh", wish.ssh)):
            if port is not None:
                found[name] = kept.enter_context(listen(wish.bind, port))
        kept.pop_all()
    return found


def heed_signals(stop: Callable[[int], None]) -> None:
    """Call *stop* with an exit code when a signal says to end."""
    loop = asyncio.get_running_loop()
    for name, code in CODES.items():
        if number := getattr(signal, name, None):
            loop.add_signal_handler(number, stop, code)


def exposed(wish: Wish, language: Language, told: Sequence[str]) -> list[str]:
    """Return who can reach it, in words; *told* is what those can do who are elsewhere."""
    _ = language._
    if wish.is_alone:
        return [_("Only this machine can reach it. To let others in: --bind ADDRESS.")]
    if wish.web is None or wish.is_encrypted:
        return list(told)
    return [
        *told,
        _("Pages are not encrypted: on a network you do not trust, give --cert and --key, or put "
          "a proxy with a certificate before it."),
    ]  # fmt: skip


class Whereabouts:
    """Where what was opened is reached, as it is told to people."""

    def __init__(self, wish: Wish, sockets: Mapping[str, socket.socket]) -> None:
        """Tell of *sockets*, opened for *wish*."""
        self._wish = wish
        self._sockets = sockets

    @property
    def url(self) -> str:
        """Of the pages, ending in a slash; "" without pages."""
        if self._wish.public_url:
            return self._wish.public_url.rstrip("/") + "/"
        if "web" not in self._sockets:
            return ""
        scheme, name = "https" if self._wish.is_tls else "http", self._name()
        return f"{scheme}://{f'[{name}]' if ':' in name else name}:{self.port('web')}/"

    @property
    def ssh(self) -> str:
        """The line that leads in over SSH; "" without."""
        return f"ssh -p {self.port('ssh')} {self._name()}" if "ssh" in self._sockets else ""

    def port(self, name: str) -> int:
        """Return the port of *name*; 0 where it is not opened."""
        found = self._sockets.get(name)
        return int(found.getsockname()[1]) if found else 0

    def _name(self) -> str:
        """Return the address to give to people: the likeliest one, where it is bound to all."""
        if self._wish.is_everywhere:
            return next((one.address for one in own() if one.is_shared), "127.0.0.1")
        return self._wish.bind
