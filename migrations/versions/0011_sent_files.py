"""What left the partnership: each file that was pseudonymised or made public."""

import sqlalchemy as sa
from alembic import op

revision = "0011_sent_files"
down_revision = "0010_publishing"


def upgrade() -> None:
    op.create_table(
        "sent_file",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("cohorts", sa.JSON, nullable=False),
        sa.Column("coarse", sa.Boolean, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("sent_file")
