"""Who may come in, how often, and how many: throttles, limits and secrets of the door.

Plain Python: time is passed in, nothing here knows the web. An address is remembered under a salted
hash, in memory alone, so that none outlives the process (hazards, 7 and 8).
"""

import hashlib
import ipaddress
import re
import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass

from simulator.workshop import naming

MINUTE = 60.0
MOST_KEPT = 10_000
"""Addresses or clients remembered at once; past that, the one heard of longest ago is forgotten."""
WRONG_A_MINUTE, WRONG_AN_HOUR = 10, 100
"""Words that are nobody's: from one address in a minute, from everybody in an hour."""
_ALL = b""
PREFIX = 64
"""Bits of an IPv6 address that stand for one household: the rest is anybody's to choose."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one address, one client and everybody together may do. Source: hazards, section 7."""

    seats: int = 60
    """`--max`."""
    wrong_a_minute: int = 10
    wrong_in_all: int = 100
    joins: int = 0
    """Seats that one address may take in an hour; 0: as many as there are, since a room often
    shares one address."""
    requests_a_second: float = 100.0
    requests_at_once: int = 1_000
    """Of one address whose callers have no seat."""
    messages_a_second: float = 20.0
    messages_at_once: int = 40
    """Of one client with a seat."""


class Window:
    """Counts what each key did in the last *seconds*."""

    def __init__(self, most: int, seconds: float) -> None:
        """Let each key do *most* things in any *seconds*."""
        self._most = most
        self._seconds = seconds
        self._kept: OrderedDict[bytes, deque[float]] = OrderedDict()

    def is_full(self, key: bytes, now: float) -> bool:
        """Say whether *key* has done all it may."""
        times = self._kept.get(key)
        if times is None:
            return False
        while times and times[0] <= now - self._seconds:
            times.popleft()
        return len(times) >= self._most

    def count(self, key: bytes, now: float) -> None:
        """Remember that *key* did it at *now*."""
        times = self._kept.setdefault(key, deque(maxlen=self._most))
        times.append(now)
        _recent(self._kept, key)

    def take_back(self, key: bytes) -> None:
        """Forget the last thing that *key* did."""
        if times := self._kept.get(key):
            times.pop()


class Tries:
    """Words that may lead to a seat: of wrong ones few are looked at, whoever types them.

    A try counts from its beginning, since what is kept of words is slow to make: of many in one
    moment the last are not looked at. Right words are taken back.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._salt = secrets.token_bytes(16)
        self._of_one = Window(WRONG_A_MINUTE, MINUTE)
        self._of_all = Window(WRONG_AN_HOUR, 60 * MINUTE)

    def begin(self, address: str, now: float) -> bool:
        """Say whether *address* may try words now, and count it if so."""
        key = _hidden(address, self._salt)
        if self._of_one.is_full(key, now) or self._of_all.is_full(_ALL, now):
            return False
        self._of_one.count(key, now)
        self._of_all.count(_ALL, now)
        return True

    def were_right(self, address: str) -> None:
        """Count the last try of *address* no more."""
        self._of_one.take_back(_hidden(address, self._salt))
        self._of_all.take_back(_ALL)


class Buckets:
    """Lets each key go at a steady pace, with a few steps in advance."""

    def __init__(self, a_second: float, at_once: int) -> None:
        """Give back *a_second* steps each second, up to *at_once*."""
        self._pace = a_second
        self._most = float(at_once)
        self._kept: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, key: bytes, now: float) -> bool:
        """Say whether *key* may take one more step at *now*, and count it if so."""
        left, since = self._kept.get(key, (self._most, now))
        left = min(self._most, left + max(0.0, now - since) * self._pace)
        is_allowed = left >= 1
        self._kept[key] = (left - 1 if is_allowed else left, now)
        _recent(self._kept, key)
        return is_allowed


def _recent(kept: "OrderedDict[bytes, deque[float]] | OrderedDict[bytes, tuple[float, float]]",
            key: bytes) -> None:  # fmt: skip
    kept.move_to_end(key)
    if len(kept) > MOST_KEPT:
        kept.popitem(last=False)


class Door:
    """Decides who comes in. Everything it remembers is gone with the process."""

    def __init__(self, limits: Limits = Limits(), *, taken: int = 0) -> None:
        """Hold *limits*; *taken* seats are taken already."""
        self.limits = limits
        self.taken = taken
        self.wrong = 0
        """Wrong codes since the door was opened."""
        self.words = Tries()
        """Of those who play alone: a workshop counts words with its codes."""
        self._salt = secrets.token_bytes(16)
        self._wrong = Window(limits.wrong_a_minute, MINUTE)
        self._joins = Window(limits.joins or limits.seats, 60 * MINUTE)
        self._requests = Buckets(limits.requests_a_second, limits.requests_at_once)
        self._messages = Buckets(limits.messages_a_second, limits.messages_at_once)

    # ---- the code

    @property
    def is_closed(self) -> bool:
        """Whether so many codes were wrong that nobody joins until the facilitator reopens."""
        return self.wrong >= self.limits.wrong_in_all

    def reopen(self) -> None:
        """Let people join again, those too who share an address from which many came."""
        self.wrong = 0
        self._joins = Window(self.limits.joins or self.limits.seats, 60 * MINUTE)

    def opens(self, address: str, typed: str, code: str, now: float) -> bool:
        """Say whether *typed* is the *code*; for whoever typed it, wrong and closed are alike."""
        key = self._key(address)
        is_right = naming.is_code(typed, code)
        if self.is_closed or self._wrong.is_full(key, now):
            return False  # Not looked at: not counted either.
        if not is_right:
            self._wrong.count(key, now)
            self.wrong += 1
        return is_right

    def may_try(self, address: str, now: float) -> bool:
        """Say whether *address* may try words of a seat, which count as wrong until `tried`.

        Before they are looked at, which costs something: many in one moment are too many.
        """
        key = self._key(address)
        if self._wrong.is_full(key, now):
            return False
        self._wrong.count(key, now)
        return True

    def tried(self, address: str, *, is_right: bool) -> None:
        """Remember what became of the last try of *address*; wrong words count as a code does."""
        if is_right:
            self._wrong.take_back(self._key(address))
        else:
            self.wrong += 1

    # ---- seats

    def seat(self, address: str, now: float) -> str:
        """Take a seat for somebody new; return why there is none: full, often, or ""."""
        if self.taken >= self.limits.seats:
            return "full"
        key = self._key(address)
        if self._joins.is_full(key, now):
            return "often"
        self._joins.count(key, now)
        self.taken += 1
        return ""

    def leave(self) -> None:
        """Give a seat back."""
        self.taken = max(0, self.taken - 1)

    # ---- pace

    def may_ask(self, address: str, now: float) -> bool:
        """Say whether somebody without a seat, at *address*, may ask one more thing."""
        return self._requests.take(self._key(address), now)

    def may_say(self, client: str, now: float) -> bool:
        """Say whether the client with the digest *client* may send one more message."""
        return self._messages.take(client.encode(), now)

    def _key(self, address: str) -> bytes:
        return _hidden(address, self._salt)


def _hidden(address: str, salt: bytes) -> bytes:
    return hashlib.blake2b(household(address).encode(), key=salt, digest_size=16).digest()


def household(address: str) -> str:
    """Return what stands for everybody who may be behind *address*."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        if not found.is_loopback:
            return str(ipaddress.ip_network((found, PREFIX), strict=False))
    return str(found)


def digest(secret: str) -> str:
    """Return what is kept of a seat's secret; "" for what was never one of ours."""
    return naming.digest(secret) if _TOKEN.fullmatch(secret) else ""
