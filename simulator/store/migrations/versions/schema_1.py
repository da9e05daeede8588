"""The first schema: profiles, exercises and their events, results, drills, what is to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None

MOMENT = sa.String(27)


def upgrade() -> None:
    """Make every table in an empty database."""
    op.create_table(
        "material",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_material")),
    )
    op.create_table(
        "profile",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("name", name=op.f("uq_profile_name")),
    )
    op.create_table(
        "card",
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_card_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile", "name", name=op.f("pk_card")),
    )
    op.create_index(op.f("ix_card_profile_due"), "card", ["profile", "due"], unique=False)
    op.create_table(
        "exercise",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=True),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Integer(), nullable=False),
        sa.Column("key_version", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("timed", sa.Boolean(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("worst", sa.Integer(), nullable=True),
        sa.Column("best", sa.Integer(), nullable=True),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("touched", MOMENT, nullable=False),
        sa.Column("ended", MOMENT, nullable=True),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("overall", sa.Integer(), nullable=True),
        sa.Column("duties", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("commands", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["material.digest"], name=op.f("fk_exercise_digest")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["material.digest"], name=op.f("fk_exercise_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_exercise_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise")),
        sa.UniqueConstraint("profile", "number", name=op.f("uq_exercise_profile_number")),
    )
    op.create_index(
        op.f("ix_exercise_profile_scenario_number"),
        "exercise",
        ["profile", "scenario", "number"],
        unique=False,
    )
    op.create_table(
        "standing",
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("plays", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(length=32), nullable=False),
        sa.Column("first_overall", sa.Integer(), nullable=True),
        sa.Column("best", sa.String(length=32), nullable=False),
        sa.Column("best_overall", sa.Integer(), nullable=True),
        sa.Column("last", sa.String(length=32), nullable=False),
        sa.Column("last_overall", sa.Integer(), nullable=True),
        sa.Column("last_ended", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_standing_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile", "scenario", name=op.f("pk_standing")),
    )
    op.create_table(
        "tally",
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("principle", sa.Text(), nullable=False),
        sa.Column("exercises", sa.Integer(), nullable=False),
        sa.Column("obtained", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("opportunities", sa.Integer(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_tally_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile", "kind", "principle", name=op.f("pk_tally")),
    )
    op.create_table(
        "event",
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("command", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.id"], name=op.f("fk_event_exercise"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exercise", "seq", name=op.f("pk_event")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("queued", MOMENT, nullable=False),
        sa.Column("sent", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.id"], name=op.f("fk_outbox_exercise"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_outbox_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_target_sent"), "outbox", ["target", "sent"], unique=False)
    op.create_table(
        "result",
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("principle", sa.Text(), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ended", MOMENT, nullable=False),
        sa.Column("obtained", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("opportunities", sa.Integer(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.id"], name=op.f("fk_result_exercise"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_result_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exercise", "principle", name=op.f("pk_result")),
    )
    op.create_index(op.f("ix_result_profile_ended"), "result", ["profile", "ended"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise"], ["exercise.id"], name=op.f("fk_review_exercise"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile"], ["profile.id"], name=op.f("fk_review_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_profile_name"), "review", ["profile", "name"], unique=False)
    # ### end Alembic commands ###
