"""The second schema: scores without names, and the files that were written elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"

MOMENT = sa.String(27)


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "past",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("principle", sa.Text(), nullable=False),
        sa.Column("exercises", sa.Integer(), nullable=False),
        sa.Column("obtained", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("opportunities", sa.Integer(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "scenario", "kind", "principle", name=op.f("pk_past")),
    )
    op.create_table(
        "copy",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_copy_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy")),
    )
    op.create_index(op.f("ix_copy_profile"), "copy", ["profile"], unique=False)
