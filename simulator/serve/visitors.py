"""Who sits where at `badbuzz serve`: seats by cookie, one sitting each, closed when left alone."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TypeVar

from simulator.serve import phrases
from simulator.serve.door import Tries, digest
from simulator.serve.live import Live
from simulator.serve.sitting import Sitting
from simulator.store import seats
from simulator.store.faults import StoreFault
from simulator.store.rows import Profile
from simulator.store.store import Store
from simulator.workshop import naming

ALONE = 300.0
"""Seconds after which an exercise that nobody asks about may be gone on with elsewhere."""
MOST_KNOWN = 1_000
"""Seats remembered as known at once; the others are looked up again."""

Answer = TypeVar("Answer")


@dataclass
class Chair:
    """One seat that is in use."""

    sitting: Sitting
    live: Live = field(default_factory=Live)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One thing at a time: a second click finds the first one done."""
    used: float = field(default_factory=monotonic)


class Visitors:
    """The visitors of one host."""

    def __init__(
        self, store: Store, *, cache: Path | None = None, tries: Tries | None = None
    ) -> None:
        """Keep their plays in *store*; *cache* holds compiled crises; *tries* counts words."""
        self.store = store
        self.cache = cache
        self._chairs: dict[str, Chair] = {}
        self._known: dict[str, Profile] = {}
        self._making = 0
        self._tries = tries or Tries()

    def knows(self, token_digest: str) -> bool:
        """Say whether the seat of *token_digest* was found before."""
        return token_digest in self._known

    async def profile(self, token_digest: str) -> Profile | None:
        """Return whose seat it is; None if it is nobody's."""
        if not token_digest:
            return None
        if token_digest not in self._known:
            found = await asyncio.to_thread(seats.take, self.store, token_digest)
            if found is None:
                return None
            if len(self._known) >= MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
            self._known[token_digest] = found
        return self._known[token_digest]

    async def seat(self, code: str) -> tuple[str, str]:
        """Seat somebody new, under a name that says nothing.

        Return the secret of their cookie, and four words that bring them back without it.
        """
        token, words = naming.new_token(), phrases.new(code)

        def make() -> Profile:
            kept = phrases.digest(words)  # Slow on purpose.
            return seats.make(self.store, digest(token), kept, phrases.name(code))

        self._making += 1
        try:
            profile = await whole(make)
        finally:
            self._making -= 1
        self._known[digest(token)] = profile
        self._chairs[digest(token)] = Chair(Sitting(self.store, profile, self.cache))
        return token, words

    @property
    def in_use(self) -> int:
        """Seats that are in use: whoever has been away for a while leaves room for others."""
        return len(self._chairs) + self._making

    async def back(self, typed: str, address: str) -> str:
        """Return a new secret for the seat that four words lead to; "" where they lead nowhere.

        Wrong words are counted as wrong codes are; which of the two it was is not told.
        """
        if not self._tries.begin(address, monotonic()):
            return ""
        token = naming.new_token()

        def find() -> Profile | None:
            kept = phrases.digest(typed)
            return seats.by_phrase(self.store, kept, digest(token)) if kept else None

        found = await whole(find)
        if found is None:
            return ""
        self._tries.were_right(address)
        for old in [one for one, profile in self._known.items() if profile.id == found.id]:
            self._known.pop(old, None)
            await self.let_go(old)
        return token

    @contextlib.asynccontextmanager
    async def sitting(self, token_digest: str) -> AsyncIterator[Chair | None]:
        """Give the chair of a seat, for as long as one thing takes; None for nobody's seat."""
        profile = await self.profile(token_digest)
        if profile is None:
            yield None
            return
        await self.rise()
        while True:
            chair = self._chairs.get(token_digest)
            if chair is None:
                chair = self._chairs[token_digest] = Chair(Sitting(self.store, profile, self.cache))
            async with chair.lock:
                if self._chairs.get(token_digest) is not chair:
                    continue  # It was let go while we waited: another one takes its place.
                chair.used = monotonic()
                await whole(chair.sitting.sit)
                yield chair
                return

    def chair(self, token_digest: str) -> Chair | None:
        """Return the chair that a seat has now, if it is in use."""
        return self._chairs.get(token_digest)

    async def rise(self) -> None:
        """Close what nobody has asked about for a while."""
        before = monotonic() - ALONE
        for name, chair in list(self._chairs.items()):
            if chair.used < before and not chair.lock.locked():
                await self.let_go(name)

    async def let_go(self, token_digest: str) -> None:
        """Let another face of ours have the exercise of a seat."""
        if chair := self._chairs.get(token_digest):
            async with chair.lock:
                # Before it is gone from here: whoever comes meanwhile waits for it.
                await whole(chair.sitting.close)
                if self._chairs.get(token_digest) is chair:
                    del self._chairs[token_digest]

    async def close(self) -> None:
        """Let everything go."""
        for chair in self._chairs.values():
            with contextlib.suppress(StoreFault):
                await asyncio.to_thread(chair.sitting.close)
        self._chairs.clear()


async def whole(work: Callable[[], Answer]) -> Answer:
    """Do *work* in a thread, to its end even if whoever asked is gone: never half of it."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await task
        raise
