"""A SQLite file says in its header that it is a database of cln, and has a number of its own."""

import secrets

from alembic import op

from cln.store.sqlite_file import APPLICATION

revision = "0015_identity"
down_revision = "0014_lot"


def upgrade() -> None:
    _identify(APPLICATION, secrets.randbelow(2**31 - 1) + 1)


def downgrade() -> None:
    _identify(0, 0)


def _identify(application: int, identity: int) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {application}")
        op.execute(f"PRAGMA user_version = {identity}")
