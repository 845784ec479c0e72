"""Who was erased is kept as digests, and a cohort says for how many years its people are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0018_erasures"
down_revision = "0017_own_rows"


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.String, nullable=False),
        sa.Column("digests", sa.JSON, nullable=False),
    )
    op.add_column("cohort", sa.Column("keep_years", sa.Integer, nullable=False, server_default="3"))


def downgrade() -> None:
    op.drop_column("cohort", "keep_years")
    op.drop_table("erasure")
