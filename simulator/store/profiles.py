"""Trainees on one machine, by pseudonym: no password is pretended, and nobody is asked for a name.

A name is 1 to 24 printable characters; two that look alike are the same (hazards, section 7).
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from simulator import safe
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.rows import Profile
from simulator.store.store import Store

LONGEST = 24


@dataclass(frozen=True, slots=True)
class Whose:
    """A profile as it is listed: no mark is in it."""

    profile: Profile
    exercises: int
    last: datetime | None


def pseudonym(name: str) -> str:
    """Return *name* as it is kept; StoreFault if it cannot be one."""
    found = unicodedata.normalize("NFC", " ".join(name.split()))
    if found and (len(found) > LONGEST or safe.line(found) != found or safe.MARK in found):
        raise StoreFault("name")
    if "@" in found[1:]:  # An address says who somebody is, which nothing here needs to know.
        raise StoreFault("email")
    return found


def alike(name: str) -> str:
    """Return what two names that look the same have in common."""
    return unicodedata.normalize("NFKC", name).casefold()


def find(store: Store, name: str) -> Profile | None:
    """Return the profile called *name*, however it is written; None if there is none."""
    wanted = alike(pseudonym(name))
    return next((known for known in store.profiles() if alike(known.name) == wanted), None)


def take(store: Store, name: str) -> Profile:
    """Return the profile called *name*, made if there is none."""
    return find(store, name) or store.profile(pseudonym(name))


def rename(store: Store, old: str, new: str) -> Profile:
    """Call the profile *old* *new* from now on; StoreFault if there is none, or one of that name.

    Its exercises stay as they are: they hold its id, never its name.
    """
    wanted = pseudonym(new)
    found, other = find(store, old), find(store, new)
    if found is None:
        raise StoreFault("nobody")
    if not wanted or (other is not None and other.id != found.id):
        raise StoreFault("taken" if wanted else "name")
    renamed = replace(found, name=wanted)
    own = sa.update(t.profile).where(t.profile.c.id == found.id).values(name=wanted)

    def is_done(connection: sa.Connection) -> bool | None:
        named = sa.select(t.profile.c.name).where(t.profile.c.id == found.id)
        return connection.execute(named).scalar() == wanted or None

    store.write(lambda connection: connection.execute(own).rowcount, is_done)
    return renamed


def listed(store: Store) -> list[Whose]:
    """Return everybody, the oldest first, with how much there is of each."""
    c = t.exercise.c
    counts = sa.select(c.profile, sa.func.count(), sa.func.max(c.touched)).group_by(c.profile)
    found = store.read(lambda conn: {row[0]: (row[1], row[2]) for row in conn.execute(counts)})
    return [Whose(known, *found.get(known.id, (0, None))) for known in store.profiles()]
