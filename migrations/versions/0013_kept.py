"""What was said of files and is kept: which header means which column, and what a person decided."""

import sqlalchemy as sa
from alembic import op

revision = "0013_kept"
down_revision = "0012_undo"


def upgrade() -> None:
    op.create_table(
        "kept_map",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("headers", sa.String, nullable=False, unique=True),
        sa.Column("columns", sa.JSON, nullable=False),
    )
    op.create_table(
        "kept_answer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("question", sa.String, nullable=False, unique=True),
        sa.Column("answer", sa.String, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("kept_answer")
    op.drop_table("kept_map")
