"""What refers to rows of its own table is found by an index, else each row that goes costs a look at all."""

from alembic import op

revision = "0017_own_rows"
down_revision = "0016_seals"

OWN = (("establishment", "merged_into_id"), ("participant", "replaces_id"), ("log_entry", "replaced_by_id"))


def upgrade() -> None:
    for table, column in OWN:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in OWN:
        op.drop_index(f"ix_{table}_{column}", table)
