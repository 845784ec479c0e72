"""Answers of the digital survey."""

import sqlalchemy as sa
from alembic import op

revision = "0004_surveys"
down_revision = "0003_facilitators"


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), nullable=False),
        sa.Column("respondent", sa.String, nullable=False),
        sa.Column("submitted", sa.DateTime),
        sa.Column("hunch", sa.String),
        sa.UniqueConstraint("entry_id", "respondent"),
    )
    op.create_table(
        "answer_level",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("answer_id", sa.Integer, sa.ForeignKey("answer.id"), nullable=False),
        sa.Column("theme_id", sa.Integer, sa.ForeignKey("theme.id"), nullable=False, index=True),
        sa.Column("level", sa.Integer, nullable=False),
        sa.UniqueConstraint("answer_id", "theme_id"),
    )


def downgrade() -> None:
    for table in ("answer_level", "answer"):
        op.drop_table(table)
