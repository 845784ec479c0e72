"""Cohorts, their themes, entries and participants."""

import sqlalchemy as sa
from alembic import op

revision = "0002_cohorts"
down_revision = "0001_register"


def upgrade() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("launch", sa.Date, nullable=False),
        sa.Column("teams", sa.Integer, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("travel_km", sa.Float, nullable=False),
        sa.Column("closed_on", sa.Date),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.UniqueConstraint("cohort_id", "position"),
        sa.UniqueConstraint("cohort_id", "name"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column(
            "establishment_id", sa.Integer, sa.ForeignKey("establishment.id"), nullable=False, index=True
        ),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_on", sa.Date),
        sa.Column("withdrawn_reason", sa.String),
        sa.Column("withdrawn_note", sa.String),
        sa.UniqueConstraint("cohort_id", "establishment_id", "number"),
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), nullable=False, index=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("email", sa.String),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("post", sa.String),
        sa.Column("experienced", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    for table in ("participant", "entry", "theme", "cohort"):
        op.drop_table(table)
