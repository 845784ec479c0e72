"""The register and the record of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001_register"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("command", sa.String, nullable=False),
    )
    op.create_table(
        "changed_row",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change_id", sa.Integer, sa.ForeignKey("change.id"), nullable=False, index=True),
        sa.Column("table", sa.String, nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
    )
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
    )
    op.create_table(
        "authority_alias",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("authority_id", sa.Integer, sa.ForeignKey("authority.id"), nullable=False, index=True),
        sa.Column("alias", sa.String, nullable=False, unique=True),
    )
    op.create_table(
        "establishment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String, nullable=False, index=True),
        sa.Column("sector", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("authority_id", sa.Integer, sa.ForeignKey("authority.id"), nullable=False, index=True),
        sa.Column("postcode", sa.String),
        sa.Column("simd_quintile", sa.Integer),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("closed_on", sa.Date),
        sa.UniqueConstraint("code", "sector"),
    )


def downgrade() -> None:
    for table in ("establishment", "authority_alias", "authority", "changed_row", "change"):
        op.drop_table(table)
