"""What calendars know an event by: those that exist keep the identifier that calendars have had from cln."""

from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op

revision = "0020_calendar"
down_revision = "0019_access"

NAMESPACE = UUID("6f3e3c64-0f5e-5a8f-9d3d-0b6c4b0e2c11")

COHORT = sa.table(
    "cohort",
    sa.column("id", sa.Integer),
    sa.column("name", sa.String),
    sa.column("launch", sa.Date),
)
EVENT = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("cohort_id", sa.Integer),
    sa.column("number", sa.Integer),
    sa.column("sector", sa.String),
    sa.column("uid", sa.String),
)


def upgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("uid", sa.String, nullable=False, server_default=""))
    connection = op.get_bind()
    events = sa.select(EVENT, COHORT.c.name, COHORT.c.launch).where(COHORT.c.id == EVENT.c.cohort_id)
    for row in connection.execute(events).all():
        uid = uuid5(NAMESPACE, f"{row.name}/{row.launch}/{row.number}/{row.sector}")
        connection.execute(EVENT.update().where(EVENT.c.id == row.id).values(uid=f"{uid}@cln"))


def downgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.drop_column("uid")
