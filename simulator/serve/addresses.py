"""The addresses that this machine has, those that a room can use first."""

import ipaddress
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_ASK_ADDRESS = 0x8915  # SIOCGIFADDR: which IPv4 address an interface has
_NOWHERE = ("192.0.2.1", 9)
"""Of the range kept for documentation: nothing is sent, the system only says which way it would."""
_INSIDE = ("lo", "docker", "br-", "veth", "virbr", "vmnet", "cni", "flannel")
"""Names of interfaces that nobody outside this machine can reach."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address of this machine."""

    address: str
    interface: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether somebody else in the room can reach it."""
        found = ipaddress.ip_address(self.address)
        return not (found.is_loopback or found.is_link_local or self.interface.startswith(_INSIDE))

    def url(self, scheme: str, port: int) -> str:
        """Return what is typed to reach *port* on it."""
        is_usual = port == {"http": 80, "https": 443}[scheme]
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{scheme}://{host}" + ("" if is_usual else f":{port}") + "/"


def own() -> tuple[Address, ...]:
    """Return the addresses of this machine, those that others can reach first."""
    found = {one.address: one for one in (*_by_interface(), *_sixes())}
    if way := _outward():
        found.setdefault(way, Address(way))
    found.setdefault("127.0.0.1", Address("127.0.0.1", "lo"))
    first = _outward()
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (not one.is_shared, one.address != first, ":" in one.address),
        )
    )


def _by_interface() -> list[Address]:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - only where there is no POSIX
        return []
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _index, name in socket.if_nameindex():
            with suppress(OSError, UnicodeError):
                request = struct.pack("256s", name.encode()[:15])
                told = fcntl.ioctl(asking.fileno(), _ASK_ADDRESS, request)
                found.append(Address(socket.inet_ntoa(told[20:24]), name))
    return found


def _sixes() -> list[Address]:
    with suppress(OSError, ValueError):
        lines = Path("/proc/net/if_inet6").read_text(encoding="ascii").splitlines()
        rows = [line.split() for line in lines]
        return [Address(str(ipaddress.IPv6Address(bytes.fromhex(r[0]))), r[-1]) for r in rows]
    return []


def _outward() -> str:
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(_NOWHERE)
        return str(asking.getsockname()[0])
    return ""
