"""The record of changes carries digests, and can be sealed."""

import sqlalchemy as sa
from alembic import op

from cln.store import digests

revision = "0016_seals"
down_revision = "0015_identity"

CHANGE = sa.table(
    "change",
    *map(sa.column, ("id", "who", "command", "kind", "undoes_id", "salt", "heading", "digest")),
    sa.column("at", sa.DateTime),
    sa.column("files", sa.JSON),
)
ROW = sa.table(
    "changed_row",
    *(
        sa.column(name)
        for name in ("id", "change_id", "table", "row_id", "before", "after", "salt", "digest")
    ),
)


def upgrade() -> None:
    for table, columns in (("change", ("heading", "digest")), ("changed_row", ("digest",))):
        op.add_column(table, sa.Column("salt", sa.String))
        for column in columns:
            op.add_column(table, sa.Column(column, sa.String, nullable=False, server_default=""))
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change_id", sa.Integer, nullable=False, unique=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
    )
    connection = op.get_bind()
    for change in connection.execute(sa.select(CHANGE).order_by(CHANGE.c.id)).all():
        _fill(connection, change)


def _fill(connection: sa.Connection, change: sa.Row[tuple[object, ...]]) -> None:
    """Give a change, and each of its rows, a salt and the digest of what they hold now."""
    images = (sa.cast(ROW.c[name], sa.Text) for name in ("before", "after"))
    query = sa.select(ROW.c.id, ROW.c.table, ROW.c.row_id, *images).order_by(ROW.c.id)
    rows = connection.execute(query.where(ROW.c.change_id == change.id)).all()
    own, *salts = digests.salts(1 + len(rows))
    filled = [
        {"of_id": row_id, "salt": salt, "digest": digests.of_row(salt, *row)}
        for (row_id, *row), salt in zip(rows, salts, strict=True)
    ]
    if filled:
        connection.execute(ROW.update().where(ROW.c.id == sa.bindparam("of_id")), filled)
    heading = digests.of_heading(
        own, change.at, change.who, change.command, change.kind, change.undoes_id, change.files
    )
    whole = digests.of_change(heading, [row["digest"] for row in filled])
    known = CHANGE.update().where(CHANGE.c.id == change.id)
    connection.execute(known.values(salt=own, heading=heading, digest=whole))


def downgrade() -> None:
    op.drop_table("seal")
    with op.batch_alter_table("changed_row") as batch:
        for column in ("digest", "salt"):
            batch.drop_column(column)
    with op.batch_alter_table("change") as batch:
        for column in ("digest", "heading", "salt"):
            batch.drop_column(column)
