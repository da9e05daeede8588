"""Whose requests are listened to: exact names, exact origins, and who stands before a proxy.

Plain Python. A page of somebody else that is open on a participant's machine can send requests
here, and can give its own name our address; the Host and Origin lines tell (hazards, section 7).
"""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(\d{1,5}))?")
USUAL = {"http": 80, "https": 443}
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Place:
    """A name or an address, and a port."""

    name: str
    port: int


def place(host: str, scheme: str = "http") -> Place | None:
    """Return what a Host line names; None for what no Host line of a browser looks like."""
    found = _HOST.fullmatch(host.lower())
    if not found:
        return None
    port = int(found[2]) if found[2] else USUAL.get(scheme, 0)
    return Place(found[1].strip("[]"), port)


def origin(text: str) -> tuple[str, Place] | None:
    """Return the scheme and the place of an Origin line; None for anything else, `null` too."""
    scheme, _sep, host = text.lower().partition("://")
    found = place(host, scheme) if scheme in USUAL else None
    return (scheme, found) if found else None


@dataclass(frozen=True, slots=True)
class Policy:
    """What a host answers to."""

    port: int
    bind: str = "127.0.0.1"
    public_url: str = ""
    """How people outside reach it, where that is not how it is bound: behind a proxy."""
    proxies: frozenset[str] = frozenset()
    """Addresses that may say for whom they ask."""
    is_tls: bool = False

    @property
    def scheme(self) -> str:
        """Return how it is spoken to where nobody stands between."""
        return "https" if self.is_tls else "http"

    @property
    def public(self) -> tuple[str, Place] | None:
        """The scheme and the place of `--public-url`."""
        if not self.public_url:
            return None
        parts = urlsplit(self.public_url)
        return origin(f"{parts.scheme}://{parts.netloc}")

    def answers_to(self, host: str, reached: str, scheme: str) -> bool:
        """Say whether *host* is a name of ours, for a request that *reached* that own address.

        The very address that was reached is ours by itself: no name can be made to lead there.
        """
        found = place(host, scheme)
        if found is None:
            return False
        if self.public and found == self.public[1]:
            return True
        return found.port == self.port and (
            found.name in LOCAL or _same_address(found.name, reached) or found.name == self.bind
        )

    def is_ours(self, said: str, host: str, scheme: str) -> bool:
        """Say whether an Origin line names the very place that the request is for."""
        found = origin(said)
        if found is None:
            return False
        if self.public and found == self.public and place(host, self.public[0]) == found[1]:
            return True
        return found == (scheme, place(host, scheme))

    def who(self, peer: str, forwarded: Sequence[str]) -> str:
        """Return the address that asks: what a trusted proxy says, else the *peer* itself.

        Read from the end: only what our own proxies wrote can be believed.
        """
        if peer not in self.proxies:
            return peer
        told = [part.strip() for line in forwarded for part in line.split(",")]
        for address in reversed(told):
            if not _is_address(address):
                return peer
            if address not in self.proxies:
                return address
        return peer

    def spoken(self, peer: str, forwarded: str) -> str:
        """Return http or https: what a trusted proxy says, else how we are spoken to ourselves."""
        said = forwarded.strip().lower()
        return said if peer in self.proxies and said in USUAL else self.scheme


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _same_address(name: str, reached: str) -> bool:
    try:
        one, other = ipaddress.ip_address(name), ipaddress.ip_address(reached.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(other, "ipv4_mapped", None)
    return one in {other, mapped}
