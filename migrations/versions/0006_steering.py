"""Rules, limits and promises of a cohort; where a proposal came from, and whether it was accepted."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006_steering"
down_revision = "0005_proposals"


def _of_proposals() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("origin", sa.String, nullable=False, server_default="match"),
        sa.Column("from_number", sa.Integer),
        sa.Column("summary", sa.String, nullable=False, server_default=""),
        sa.Column("reason", sa.String, nullable=False, server_default=""),
        sa.Column("fixed", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.Column("replaced_at", sa.DateTime(timezone=True)),
    )


def upgrade() -> None:
    op.create_table(
        "rule_setting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("strength", sa.String),
        sa.Column("limit", sa.String),
        sa.UniqueConstraint("cohort_id", "rule"),
    )
    op.create_table(
        "fixture",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("theme_id", sa.Integer, sa.ForeignKey("theme.id"), index=True),
        sa.Column("team", sa.Integer),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("cohort_id", "number"),
    )
    op.create_table(
        "fixed_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fixture_id", sa.Integer, sa.ForeignKey("fixture.id"), nullable=False),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), nullable=False, index=True),
        sa.UniqueConstraint("fixture_id", "entry_id"),
    )
    op.add_column("theme", sa.Column("surveyed", sa.Boolean, nullable=False, server_default=sa.true()))
    for column in _of_proposals():
        op.add_column("proposal", column)


def downgrade() -> None:
    with op.batch_alter_table("proposal") as table:
        for column in _of_proposals():
            table.drop_column(column.name)
    with op.batch_alter_table("theme") as table:
        table.drop_column("surveyed")
    for name in ("fixed_entry", "fixture", "rule_setting"):
        op.drop_table(name)
