"""Who has which role on a server; and with which login each change was made."""

import sqlalchemy as sa
from alembic import op

revision = "0019_access"
down_revision = "0018_erasures"


def upgrade() -> None:
    op.add_column("change", sa.Column("login", sa.String, nullable=False, server_default=""))
    op.create_table(
        "access",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", sa.String, nullable=False, unique=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitator.id"), index=True),
    )


def downgrade() -> None:
    op.drop_table("access")
    with op.batch_alter_table("change") as batch:
        batch.drop_column("login")
