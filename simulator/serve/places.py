"""Whose seat a request is for, and what is new to whoever sits there.

A page that follows a workshop says by a mark what it shows. Whatever others may learn of a vote is
no news: a hundred answers wake nobody but those who gave them.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from simulator.serve.door import digest
from simulator.workshop import naming
from simulator.workshop.host import Host
from simulator.workshop.state import OVER, Seat, Team, Workshop

LONGEST = 25.0
"""Seconds that a page waits for news before it asks again."""
CALM = 3.0
"""Seconds after which numbers that only count (wishes, posts written) are told: not one by one."""
GONE = "gone"
"""The mark of a page whose seat is no longer there."""


class Places:
    """Finds seats by the digest of the secret in a cookie."""

    def __init__(self, host: Host) -> None:
        """Find the seats of *host*."""
        self._host = host
        self._seats: object = None
        self._by_token: dict[str, str] = {}
        self._lent: dict[str, str] = {}

    def seat(self, token_digest: str) -> Seat | None:
        """Return whose secret it is; None for nobody's."""
        seats = self._host.now.seats
        if self._seats is not seats:
            self._seats = seats
            self._by_token = {seat.token: seat.id for seat in seats.values() if seat.token}
        found = self._by_token.get(token_digest) or self._lent.get(token_digest, "")
        return seats.get(found) if token_digest else None

    def knows(self, token_digest: str) -> bool:
        """Say whether somebody sits there."""
        return self.seat(token_digest) is not None

    def was_here(self, token_digest: str) -> bool:
        """Say whether somebody sat there, and their seat was taken away."""
        gone = self._host.now.gone
        was_lent = self._lent.get(token_digest) in gone
        return was_lent or any(seat.token == token_digest for seat in gone.values() if seat.token)

    def lend(self, seat: str) -> str:
        """Return a second secret of *seat*, for another device, good until the host stops."""
        token = naming.new_token()
        self._lent[digest(token)] = seat
        return token


@dataclass(frozen=True, slots=True)
class Mark:
    """What a page shows, told so briefly that it can be compared."""

    shown: str
    counts: str = ""
    """Of numbers that may wait a little."""

    def __str__(self) -> str:
        """Return it as it stands in a page."""
        return f"{self.shown}.{self.counts}"


class Happening(Protocol):
    """Something with a workshop that goes on: a host."""

    @property
    def now(self) -> Workshop:
        """The workshop at this moment."""


class Marks:
    """Tells what the page of each seat depends on."""

    def __init__(self, host: Happening) -> None:
        """Look at *host*."""
        self._host = host
        self._now: Workshop | None = None
        self._teams: dict[str, tuple[object, object]] = {}

    def of(self, seat_id: str) -> Mark:
        """Return the mark of what *seat_id* sees now."""
        now = self._host.now
        seat = now.seats.get(seat_id)
        if seat is None:
            return Mark(GONE)
        if self._now is not now:
            self._now, self._teams = now, {}
        if seat.team not in self._teams:
            self._teams[seat.team] = _of_team(now, now.teams[seat.team])
        shown, counts = self._teams[seat.team]
        return Mark(_brief((seat, shown, _own(now, seat))), _brief(counts))


def _of_team(now: Workshop, team: Team) -> tuple[object, object]:
    """Return what all pages of *team* depend on, and the numbers on them."""
    step, wall = team.step, now.wall
    asked = step and (step.number, step.seconds, step.is_running, step.tally is not None)
    writing = wall and (wall.round, wall.is_open, wall.seconds)
    others = any(other.phase != OVER for other in now.teams.values())
    shown = (
        now.stage, team.phase, team.steps, len(team.log), len(team.extras), len(team.decided),
        team.trial and team.trial.picks, asked, writing, others,
        [seat.id for seat in now.members(team.id) if seat.is_spokesperson],
    )  # fmt: skip
    wishes = sorted(Counter(team.wishes.values()).items())
    return shown, (
        wishes,
        wall and (len(wall.texts), len(wall.favours)),
        len(now.seats) if wall else 0,
    )


def _own(now: Workshop, seat: Seat) -> object:
    """Return what the page of *seat* alone depends on."""
    team, wall = now.teams[seat.team], now.wall
    author = seat.team if now.is_parallel else seat.id
    return (
        team.step and team.step.answers.get(seat.id), team.wishes.get(seat.id),
        wall and (wall.texts.get(author), wall.favours.get(seat.id)),
    )  # fmt: skip


def _brief(known: object) -> str:
    return hashlib.blake2b(repr(known).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


@dataclass(eq=False)
class _Waiting:
    mark: Callable[[], Mark]
    seen: str
    news: "asyncio.Future[None]"
    later: "asyncio.TimerHandle | None" = None


class Watch:
    """Those who wait for news of a workshop."""

    def __init__(self, host: Host) -> None:
        """Wake those for whom a change of *host* is news."""
        self._waiting: set[_Waiting] = set()
        self._is_over = False
        host.listen(self._changed)

    async def news(self, mark: Callable[[], Mark], seen: str, seconds: float = LONGEST) -> bool:
        """Wait until what is to be shown is not what was *seen*; False when it still is."""
        if str(mark()) != seen:
            return True
        if self._is_over:
            return False
        waiting = _Waiting(mark, seen, asyncio.get_running_loop().create_future())
        self._waiting.add(waiting)
        try:
            async with asyncio.timeout(seconds):
                await waiting.news
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(waiting)
            if waiting.later:
                waiting.later.cancel()
        return str(mark()) != seen

    def end(self) -> None:
        """Let nobody wait any more: the host stops."""
        self._is_over = True
        for waiting in self._waiting:
            _wake(waiting)

    def _changed(self) -> None:
        loop = asyncio.get_running_loop()
        for waiting in self._waiting:
            mark = waiting.mark()
            if not waiting.seen.startswith(f"{mark.shown}."):
                _wake(waiting)
            elif str(mark) != waiting.seen and waiting.later is None:
                waiting.later = loop.call_later(CALM, _wake, waiting)


def _wake(waiting: _Waiting) -> None:
    if not waiting.news.done():
        waiting.news.set_result(None)
