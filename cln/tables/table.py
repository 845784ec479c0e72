"""What every table is, and that rows of one can be written though only its own file was read."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction
from sqlmodel import SQLModel

from cln.tables import every_table


class Table(SQLModel):
    """A table. Its rows are not validated, so that what would validate them is not built."""

    model_config = {"defer_build": True}


@event.listens_for(Session, "before_flush")
def _know_what_rows_refer_to(session: Session, _flush: UOWTransaction, _rows: Any) -> None:
    """Read every file where rows that are to be written refer to a table that is not known yet."""
    keys = {
        key for row in (*session.new, *session.dirty, *session.deleted) for key in row.__table__.foreign_keys
    }
    if any(key.target_fullname.partition(".")[0] not in SQLModel.metadata.tables for key in keys):
        every_table()
