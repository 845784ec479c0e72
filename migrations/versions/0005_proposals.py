"""Proposals of the matching exercise, their teams and seats."""

import sqlalchemy as sa
from alembic import op

revision = "0005_proposals"
down_revision = "0004_surveys"


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("input_version", sa.String, nullable=False),
        sa.Column("objective", sa.JSON, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.UniqueConstraint("cohort_id", "number"),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("proposal_id", sa.Integer, sa.ForeignKey("proposal.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("theme_id", sa.Integer, sa.ForeignKey("theme.id"), nullable=False, index=True),
        sa.UniqueConstraint("proposal_id", "number"),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id"), nullable=False),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), nullable=False, index=True),
        sa.Column("participants", sa.Integer, nullable=False),
        sa.Column("level", sa.Integer),
        sa.UniqueConstraint("team_id", "entry_id"),
    )
    op.create_table(
        "team_facilitator",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id"), nullable=False),
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitator.id"), nullable=False, index=True),
        sa.UniqueConstraint("team_id", "facilitator_id"),
    )
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("proposal_id", sa.Integer, sa.ForeignKey("proposal.id"), nullable=False),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("participants", sa.Integer, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.UniqueConstraint("proposal_id", "entry_id"),
    )


def downgrade() -> None:
    for table in ("waiting", "team_facilitator", "seat", "team", "proposal"):
        op.drop_table(table)
