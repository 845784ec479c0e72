"""What a change took in, and which change it took back."""

import sqlalchemy as sa
from alembic import op

revision = "0012_undo"
down_revision = "0011_sent_files"

UNDOES = "change_undoes_id"


def upgrade() -> None:
    with op.batch_alter_table("change") as batch:
        batch.add_column(sa.Column("kind", sa.String, nullable=False, server_default="deed"))
        batch.add_column(sa.Column("undoes_id", sa.Integer, sa.ForeignKey("change.id", name=UNDOES)))
        batch.add_column(sa.Column("files", sa.JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("change") as batch:
        batch.drop_constraint(UNDOES, type_="foreignkey")
        for column in ("files", "undoes_id", "kind"):
            batch.drop_column(column)
