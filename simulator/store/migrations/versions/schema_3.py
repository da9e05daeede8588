"""The third schema: workshops, what happens in them, and the seats of solo visitors."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

MOMENT = sa.String(27)


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=True),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("touched", MOMENT, nullable=False),
        sa.Column("ended", MOMENT, nullable=True),
        sa.Column("cleared", MOMENT, nullable=True),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["material.digest"], name=op.f("fk_workshop_digest")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["material.digest"], name=op.f("fk_workshop_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
    )
    op.create_index(op.f("ix_workshop_touched"), "workshop", ["touched"], unique=False)
    _events()
    _seats()


def _events() -> None:
    op.create_table(
        "workshop_event",
        sa.Column("workshop", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("command", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop"], ["workshop.id"],
            name=op.f("fk_workshop_event_workshop"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop", "seq", name=op.f("pk_workshop_event")),
    )  # fmt: skip
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE workshop_event ALTER COLUMN body SET STATISTICS 0")


def _seats() -> None:
    op.create_table(
        "seat",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("phrase", sa.String(length=64), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_seat_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_seat")),
        sa.UniqueConstraint("phrase", name=op.f("uq_seat_phrase")),
    )
    op.create_index(op.f("ix_seat_profile"), "seat", ["profile"], unique=False)
