"""What exports need to keep: the key of their pseudonyms."""

import sqlalchemy as sa
from alembic import op

revision = "0010_publishing"
down_revision = "0009_people"


def upgrade() -> None:
    op.create_table(
        "pseudonym_key",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("pseudonym_key")
