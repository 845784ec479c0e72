"""Runs the migrations on the connection that `cln.store.schema` hands over; there is no alembic.ini."""

from alembic import context
from sqlmodel import SQLModel

from cln.tables import every_table

every_table()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,  # all migrations or none; alembic takes SQLite for one that cannot
)
with context.begin_transaction():
    context.run_migrations()
