"""What the lot of a cohort is drawn from: its name and launch as it was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0014_lot"
down_revision = "0013_kept"

COHORT = sa.table(
    "cohort",
    sa.column("id", sa.Integer),
    sa.column("name", sa.String),
    sa.column("launch", sa.Date),
    sa.column("lot", sa.String),
)


def upgrade() -> None:
    with op.batch_alter_table("cohort") as batch:
        batch.add_column(sa.Column("lot", sa.String, nullable=False, server_default=""))
    connection = op.get_bind()
    for row in connection.execute(sa.select(COHORT)).all():
        lot = f"{row.name}|{row.launch.isoformat()}"
        connection.execute(COHORT.update().where(COHORT.c.id == row.id).values(lot=lot))


def downgrade() -> None:
    with op.batch_alter_table("cohort") as batch:
        batch.drop_column("lot")
