"""The tables, for both engines. A change here wants a new SCHEMA and its step in migrations/."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

SCHEMA = 3
"""The version of what is below, kept in every database."""
APPLICATION = 0x42414442
"""`BADB`: what SQLite's header says of a database of ours."""
VERSIONS = "badbuzz_version"
"""The table in which alembic keeps the version."""


class Utc(sa.TypeDecorator[datetime]):
    """A moment in UTC, as text that sorts: 2026-11-22T18:01:02.123456Z."""

    impl = sa.String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - asked so
        """Write a moment; one without a time zone is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment without a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - asked so
        """Read a moment."""
        return None if value is None else datetime.fromisoformat(value)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _profile(**more: Any) -> sa.Column[str]:
    own = sa.ForeignKey("profile.id", ondelete="CASCADE")
    return sa.Column("profile", sa.String(32), own, nullable=False, **more)


def _exercise(**more: Any) -> sa.Column[str]:
    own = sa.ForeignKey("exercise.id", ondelete="CASCADE")
    return sa.Column("exercise", sa.String(32), own, **more)


profile = sa.Table(
    "profile", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),  # a pseudonym; "": the default one
    sa.Column("created", Utc, nullable=False),
)  # fmt: skip

material = sa.Table(
    "material", metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),  # scenario, organisation
    sa.Column("body", sa.LargeBinary, nullable=False),
)  # fmt: skip

exercise = sa.Table(
    "exercise", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    _profile(),
    sa.Column("number", sa.Integer, nullable=False),  # the profile's first, second...
    sa.Column("scenario", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), sa.ForeignKey("material.digest"), nullable=False),
    sa.Column("organisation", sa.String(64), sa.ForeignKey("material.digest")),
    sa.Column("format", sa.Integer, nullable=False),
    sa.Column("engine", sa.Integer, nullable=False),
    sa.Column("key_version", sa.Text, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("timed", sa.Boolean, nullable=False),
    sa.Column("route", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # first, replay, drill
    sa.Column("worst", sa.Integer),  # what any play can earn, where it was proven
    sa.Column("best", sa.Integer),
    sa.Column("started", Utc, nullable=False),
    sa.Column("touched", Utc, nullable=False),
    sa.Column("ended", Utc),
    sa.Column("ending", sa.Text),
    sa.Column("overall", sa.Integer),
    sa.Column("duties", sa.Integer, nullable=False, default=0),
    sa.Column("seconds", sa.Integer, nullable=False, default=0),  # played, by a monotonic clock
    sa.Column("commands", sa.Integer, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("head", sa.String(64), nullable=False),  # the hash of the last event
    sa.UniqueConstraint("profile", "number"),
    sa.Index(None, "profile", "scenario", "number"),
)  # fmt: skip

event = sa.Table(
    "event", metadata,
    _exercise(primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("command", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)  # fmt: skip

result = sa.Table(
    "result", metadata,
    _exercise(primary_key=True),
    sa.Column("principle", sa.Text, primary_key=True),
    _profile(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("ended", Utc, nullable=False),
    sa.Column("obtained", sa.Integer, nullable=False),
    sa.Column("low", sa.Integer, nullable=False),
    sa.Column("high", sa.Integer, nullable=False),
    sa.Column("opportunities", sa.Integer, nullable=False),
    sa.Column("served", sa.Integer, nullable=False),
    sa.Index(None, "profile", "ended"),
)  # fmt: skip
"""What one finished exercise showed of one principle."""

tally = sa.Table(
    "tally", metadata,
    _profile(primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("principle", sa.Text, primary_key=True),
    sa.Column("exercises", sa.Integer, nullable=False),
    sa.Column("obtained", sa.Integer, nullable=False),
    sa.Column("low", sa.Integer, nullable=False),
    sa.Column("high", sa.Integer, nullable=False),
    sa.Column("opportunities", sa.Integer, nullable=False),
    sa.Column("served", sa.Integer, nullable=False),
)  # fmt: skip
"""The same, added up: a page about ten thousand exercises reads as many rows as one about ten."""

standing = sa.Table(
    "standing", metadata,
    _profile(primary_key=True),
    sa.Column("scenario", sa.Text, primary_key=True),
    sa.Column("plays", sa.Integer, nullable=False),
    sa.Column("first", sa.String(32), nullable=False),
    sa.Column("first_overall", sa.Integer),
    sa.Column("best", sa.String(32), nullable=False),
    sa.Column("best_overall", sa.Integer),
    sa.Column("last", sa.String(32), nullable=False),
    sa.Column("last_overall", sa.Integer),
    sa.Column("last_ended", Utc, nullable=False),
)  # fmt: skip
"""First, best and last finished play of each crisis, drills apart."""

card = sa.Table(
    "card", metadata,
    _profile(primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("due", Utc, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index(None, "profile", "due"),
)  # fmt: skip
"""What comes back in drills, and when."""

review = sa.Table(
    "review", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    _profile(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("rating", sa.Integer, nullable=False),
    _exercise(),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index(None, "profile", "name"),
)  # fmt: skip

outbox = sa.Table(
    "outbox", metadata,
    sa.Column("id", sa.String(36), primary_key=True),  # made of the target and the statement's own
    _profile(),
    _exercise(),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("queued", Utc, nullable=False),
    sa.Column("sent", Utc),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Index(None, "target", "sent"),
)  # fmt: skip
"""xAPI statements on their way to a learning record store."""

past = sa.Table(
    "past", metadata,
    sa.Column("month", sa.String(7), primary_key=True),  # 2026-11
    sa.Column("scenario", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("principle", sa.Text, primary_key=True),  # "": the overall, 0 to 100 each
    sa.Column("exercises", sa.Integer, nullable=False),
    sa.Column("obtained", sa.Integer, nullable=False),
    sa.Column("low", sa.Integer, nullable=False),
    sa.Column("high", sa.Integer, nullable=False),
    sa.Column("opportunities", sa.Integer, nullable=False),
    sa.Column("served", sa.Integer, nullable=False),
)  # fmt: skip
"""Scores without names: what is left of exercises whose time was up (hazards, section 8)."""

copy = sa.Table(
    "copy", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("profile", sa.String(32), sa.ForeignKey("profile.id", ondelete="CASCADE")),
    sa.Column("kind", sa.Text, nullable=False),  # export; workshop and its id; backup, everybody's
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("made", Utc, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Index(None, "profile"),
)  # fmt: skip
"""Files that were written elsewhere, so that whoever erases finds them again."""

workshop = sa.Table(
    "workshop", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("scenario", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), sa.ForeignKey("material.digest"), nullable=False),
    sa.Column("organisation", sa.String(64), sa.ForeignKey("material.digest")),
    sa.Column("format", sa.Integer, nullable=False),
    sa.Column("engine", sa.Integer, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("settings", sa.Text, nullable=False),  # JSON; nothing of a person is in it
    sa.Column("started", Utc, nullable=False),
    sa.Column("touched", Utc, nullable=False),
    sa.Column("ended", Utc),  # nothing private is left in its rows
    sa.Column("cleared", Utc),  # nor in the free pages of the file, or its journal
    sa.Column("events", sa.Integer, nullable=False),  # rows
    sa.Column("head", sa.String(64), nullable=False),  # the hash of the last one
    sa.Index(None, "touched"),
)  # fmt: skip

workshop_event = sa.Table(
    "workshop_event", metadata,
    sa.Column(
        "workshop", sa.String(32), sa.ForeignKey("workshop.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("command", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("is_private", sa.Boolean, nullable=False),  # a name, a token, a vote, a text
    sa.Column("hash", sa.String(64), nullable=False),
)  # fmt: skip
sa.event.listen(
    workshop_event,
    "after_create",
    # A server keeps samples of what it holds, to plan its queries: none of these.
    sa.DDL(  # type: ignore[no-untyped-call] # their own omission
        "ALTER TABLE workshop_event ALTER COLUMN body SET STATISTICS 0"
    ).execute_if(dialect="postgresql"),
)

seat = sa.Table(
    "seat", metadata,
    sa.Column("digest", sa.String(64), primary_key=True),  # SHA-256 of the token
    _profile(),
    sa.Column("phrase", sa.String(64), nullable=False, unique=True),  # SHA-256 of the four words
    sa.Column("made", Utc, nullable=False),
    sa.Column("seen", Utc, nullable=False),
    sa.Index(None, "profile"),
)  # fmt: skip
"""A visitor of `badbuzz serve`, known again by what only their browser, or they, remember."""
