"""Facilitators of a cohort and the themes they know well."""

import sqlalchemy as sa
from alembic import op

revision = "0003_facilitators"
down_revision = "0002_cohorts"


def upgrade() -> None:
    op.create_table(
        "facilitator",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("organisation", sa.String, nullable=False),
        sa.Column("authority_id", sa.Integer, sa.ForeignKey("authority.id")),
        sa.Column("role", sa.String, nullable=False),
        sa.UniqueConstraint("cohort_id", "name", "email"),
    )
    op.create_table(
        "facilitator_theme",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitator.id"), nullable=False),
        sa.Column("theme_id", sa.Integer, sa.ForeignKey("theme.id"), nullable=False, index=True),
        sa.UniqueConstraint("facilitator_id", "theme_id"),
    )


def downgrade() -> None:
    for table in ("facilitator_theme", "facilitator"):
        op.drop_table(table)
