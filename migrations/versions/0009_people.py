"""How people and places come and go, and when a project needs attention."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009_people"
down_revision = "0008_projects"

REFERRING = {"participant": "replaces_id", "establishment": "merged_into_id"}


def _added() -> dict[str, tuple[sa.Column[Any], ...]]:
    return {
        "entry": (sa.Column("starts_on", sa.Date), sa.Column("finishes_on", sa.Date)),
        "participant": (
            sa.Column("joined_on", sa.Date),
            sa.Column("left_on", sa.Date),
            sa.Column("left_reason", sa.String),
        ),
        "facilitator": (sa.Column("withdrawn_on", sa.Date), sa.Column("withdrawn_reason", sa.String)),
    }


def upgrade() -> None:
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    for table, name in REFERRING.items():
        with op.batch_alter_table(table) as batch:
            batch.add_column(
                sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", name=f"{table}_{name}"))
            )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), index=True),
        sa.Column("participant_id", sa.Integer, sa.ForeignKey("participant.id"), index=True),
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitator.id"), index=True),
        sa.Column("withdrawn_on", sa.Date, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("note", sa.String),
        sa.Column("rejoined_on", sa.Date, nullable=False),
    )
    op.create_table(
        "earlier_name",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "establishment_id", sa.Integer, sa.ForeignKey("establishment.id"), nullable=False, index=True
        ),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
    )
    op.create_table(
        "attention_setting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("threshold", sa.Float),
        sa.Column("off", sa.Boolean, nullable=False),
        sa.UniqueConstraint("cohort_id", "rule"),
    )


def downgrade() -> None:
    for table in ("attention_setting", "earlier_name", "absence"):
        op.drop_table(table)
    for table, name in REFERRING.items():
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"{table}_{name}", type_="foreignkey")
            batch.drop_column(name)
    for table, columns in _added().items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)
