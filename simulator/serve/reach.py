"""`badbuzz host --check`: whether the door can be opened, who could reach it, and what to do.

Everything is tried: the port is bound, and each address of this machine is connected to. What
cannot be tried from here (a firewall, a Wi-Fi that keeps its guests apart) is said to be unproven.
"""

import http.client
import ipaddress
import secrets
import shutil
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from simulator.serve.addresses import Address, own
from simulator.serve.policy import USUAL
from simulator.serve.ports import EVERYWHERE
from simulator.serve.web import CannotServe, listen, tls

GOOD, NOTE, BAD = "good", "note", "bad"
PATIENCE = 2.0
_EXPIRED, _OTHER_NAME, _NOT_YET = 10, 62, 9  # what OpenSSL calls them


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be opened."""

    bind: str = "127.0.0.1"
    web: int = 8710
    ssh: int = 0
    """0: no SSH."""
    public_url: str = ""
    certificate: Path | None = None
    key: Path | None = None

    @property
    def scheme(self) -> str:
        """Return how pages are spoken to here."""
        return "https" if self.certificate else "http"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: `about` is a word, `reach_words.sentence` says it."""

    grade: str
    """good, note or bad."""
    about: str
    words: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """All that was found."""

    findings: tuple[Finding, ...]
    urls: tuple[str, ...]
    """What can be given to participants, the likeliest first."""

    @property
    def is_good(self) -> bool:
        """Whether nothing stands in the way, as far as can be seen from here."""
        return all(one.grade != BAD for one in self.findings)


def check(wish: Wish) -> Reach:
    """Try everything that *wish* needs."""
    addresses = own()
    given = _given(wish, addresses)
    findings = [
        *_ports(wish, addresses), *_reachable(wish, addresses, given), *_certificate(wish),
        *_public(wish), *_firewall(wish, given),
    ]  # fmt: skip
    urls = (wish.public_url,) if wish.public_url else ()
    return Reach(tuple(findings), (*urls, *(one.url(wish.scheme, wish.web) for one in given)))


def _given(wish: Wish, addresses: tuple[Address, ...]) -> tuple[Address, ...]:
    """Return the addresses at which others would find the door."""
    if wish.bind in EVERYWHERE:
        shared = (one for one in addresses if one.is_shared)
        return tuple(one for one in shared if wish.bind == "::" or ":" not in one.address)
    return tuple(one for one in addresses if one.address == wish.bind and one.is_shared)


def _ports(wish: Wish, addresses: tuple[Address, ...]) -> Iterator[Finding]:
    for name, port in (("web", wish.web), ("ssh", wish.ssh)):
        if name == "ssh" and not port:
            continue
        place = f"{wish.bind}:{port}"
        try:
            opened = listen(wish.bind, port)
        except CannotServe as refused:
            ours = refused.reason == "taken" and is_ours(wish.bind, port)
            about = "taken-by-us" if ours else refused.reason
            yield Finding(BAD, about, {"place": place, "addresses": _listed(addresses)})
        else:
            opened.close()
            yield Finding(GOOD, "free", {"place": place})


def _reachable(
    wish: Wish, addresses: tuple[Address, ...], given: tuple[Address, ...]
) -> Iterator[Finding]:
    if _is_loopback(wish.bind):
        yield Finding(NOTE, "loopback", {"addresses": _listed(addresses)})
        return
    for one in given:
        answers = tried(wish.bind, one.address)
        yield Finding(
            GOOD if answers else BAD, "answers" if answers else "silent",
            {"url": one.url(wish.scheme, wish.web), "interface": one.interface or "?"},
        )  # fmt: skip
    if not given and any(one.address == wish.bind for one in addresses):
        yield Finding(NOTE, "nowhere", {"bind": wish.bind})


def tried(bind: str, address: str) -> bool:
    """Say whether something bound to *bind* is found at *address*, by doing it."""
    word = secrets.token_bytes(16)
    try:
        opened = listen(bind, 0)
    except CannotServe:
        return False
    with closing(opened):
        opened.settimeout(PATIENCE)

        def answer() -> None:
            with suppress(OSError):
                come, _from = opened.accept()
                with closing(come):
                    come.sendall(word)

        answering = threading.Thread(target=answer, daemon=True)
        answering.start()
        found = b""
        with (
            suppress(OSError),
            closing(
                socket.create_connection((address, opened.getsockname()[1]), PATIENCE)
            ) as asking,
        ):
            found = asking.recv(len(word))
        answering.join(PATIENCE)
    return found == word


def is_ours(bind: str, port: int) -> bool:
    """Say whether what listens there is a host of ours."""
    host = "127.0.0.1" if bind in EVERYWHERE else bind
    asking = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    with suppress(OSError, http.client.HTTPException), closing(asking):
        asking.request("HEAD", "/robots.txt")
        return asking.getresponse().headers.get("Server") == "badbuzz"
    return False


def _certificate(wish: Wish) -> Iterator[Finding]:
    if wish.certificate is None or wish.key is None:
        if wish.certificate or wish.key:
            yield Finding(BAD, "half", {})
        return
    words: dict[str, object] = {"file": str(wish.certificate)}
    try:
        serving = tls(wish.certificate, wish.key)
    except CannotServe:
        yield Finding(BAD, "certificate", {"place": str(wish.certificate)})
        return
    name = urlsplit(wish.public_url).hostname or wish.bind
    code = handshake(serving, wish.certificate, name)
    about = {0: "trusted", _EXPIRED: "expired", _NOT_YET: "not-yet", _OTHER_NAME: "other-name"}
    grade = {0: GOOD, _EXPIRED: BAD}.get(code, NOTE)
    yield Finding(grade, about.get(code, "untrusted"), {**words, "name": name})


def handshake(serving: ssl.SSLContext, certificate: Path, name: str) -> int:
    """Return what is wrong with *certificate* for *name*, as OpenSSL counts; 0 for nothing."""
    asking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asking.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    try:
        asking.load_verify_locations(certificate)
        ours, theirs = (ssl.MemoryBIO(), ssl.MemoryBIO()), (ssl.MemoryBIO(), ssl.MemoryBIO())
        server = serving.wrap_bio(*ours, server_side=True)
        client = asking.wrap_bio(*theirs, server_hostname=name)
        for _ in range(6):
            for side in (client, server):
                with suppress(ssl.SSLWantReadError):
                    side.do_handshake()
                ours[0].write(theirs[1].read())
                theirs[0].write(ours[1].read())
    except ssl.SSLCertVerificationError as error:
        return int(error.verify_code)
    except (ssl.SSLError, OSError, ValueError):
        return -1
    return 0


def _public(wish: Wish) -> Iterator[Finding]:
    """Try where the QR code leads."""
    if not wish.public_url:
        return
    parts = urlsplit(wish.public_url)
    if parts.scheme not in USUAL or not parts.hostname:
        yield Finding(BAD, "no-url", {"url": wish.public_url})
        return
    try:
        port = parts.port or USUAL[parts.scheme]
        socket.create_connection((parts.hostname, port), PATIENCE).close()
    except (OSError, ValueError, UnicodeError):
        yield Finding(NOTE, "public-silent", {"url": wish.public_url})
    else:
        yield Finding(GOOD, "public-answers", {"url": wish.public_url})


def _firewall(wish: Wish, given: tuple[Address, ...]) -> Iterator[Finding]:
    if not given:
        return
    ports = [port for port in (wish.web, wish.ssh) if port]
    if _ufw_is_on():
        how = "; ".join(f"sudo ufw allow {port}/tcp" for port in ports)
        yield Finding(NOTE, "ufw", {"how": how})
    elif shutil.which("firewall-cmd"):
        how = "; ".join(f"sudo firewall-cmd --add-port={port}/tcp" for port in ports)
        yield Finding(NOTE, "firewalld", {"how": how})
    yield Finding(NOTE, "firewall", {"url": given[0].url(wish.scheme, wish.web)})


def _ufw_is_on(settings: Path = Path("/etc/ufw/ufw.conf")) -> bool:
    with suppress(OSError, UnicodeError):
        lines = settings.read_text(encoding="utf-8").splitlines()
        return "ENABLED=yes" in (line.strip() for line in lines)
    return False


def _is_loopback(bind: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(bind).is_loopback
    return bind == "localhost"


def _listed(addresses: tuple[Address, ...]) -> str:
    return ", ".join(one.address for one in addresses if one.is_shared)
